/** The twelve consensus groups with their topics, and municipalities for them, as data: see data/groups.json. */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';

const LocalText = z.object({ nb: z.string(), nn: z.string().optional(), en: z.string().optional() });

export const Groups = z.object({
  /** Of all groups; a group names its own by id. */
  topics: z.array(LocalText.extend({ id: z.string() })),
  municipalities: z.array(z.object({ id: z.string(), name: LocalText, region: z.string() })),
  groups: z.array(
    z.object({
      id: z.string(),
      code: z.string(),
      name: LocalText,
      seats: z.record(z.string(), z.number().int()).transform(({ total: _total, ...blocks }) => blocks),
      units: z.array(LocalText),
      topics: z.array(z.string()),
    }),
  ),
});
export type Groups = z.infer<typeof Groups>;

export async function readGroups(): Promise<Groups> {
  return Groups.parse(JSON.parse(await readFile(new URL('data/groups.json', import.meta.url), 'utf8')));
}
