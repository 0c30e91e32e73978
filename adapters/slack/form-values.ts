import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Values } from '../../bot/index.ts';
import { FIELD_PREFIX } from './form-to-modal.ts';

const option = z.object({ value: z.string() });
const input = z.object({
  value: z.string().nullish(),
  selected_option: option.nullish(),
  selected_options: z.array(option).nullish(),
  selected_date: z.string().nullish(),
});

/** view.state: block_id -> action_id -> what was filled in. */
export const formState = z.object({ values: z.record(z.string(), z.record(z.string(), input)) });
export type FormState = z.infer<typeof formState>;

/** By field name. A field left empty is absent, save that `choices` gives an empty list. */
export function formValues(state: FormState): Values {
  const named = Object.entries(state.values).flatMap(([blockId, inputs]) => {
    const given = Object.values(inputs)[0];
    const value = given && blockId.startsWith(FIELD_PREFIX) ? givenValue(given) : null;
    return value === null ? [] : [[blockId.slice(FIELD_PREFIX.length), value] as const];
  });
  return Object.fromEntries(named);
}

function givenValue(given: z.infer<typeof input>): string | string[] | null {
  if (given.selected_options) return given.selected_options.map((one) => one.value);
  return given.value ?? given.selected_option?.value ?? given.selected_date ?? null;
}

/** The same for the same values, so that a repeated submission is known and a corrected one is new. */
export function digestOf(values: Values): string {
  const sorted = Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(sorted)).digest('hex').slice(0, 16);
}

/** Errors by block_id. A sentence about a field that the form lacks is put at its first field, so that it is seen. */
export function errorsByBlock(errors: Record<string, string>, state: FormState): Record<string, string> {
  const blocks = Object.keys(state.values);
  const byBlock: Record<string, string> = {};
  for (const [name, sentence] of Object.entries(errors)) {
    const own = FIELD_PREFIX + name;
    const block = blocks.includes(own) ? own : blocks[0];
    if (block) byBlock[block] = byBlock[block] ? `${byBlock[block]} ${sentence}` : sentence;
  }
  return byBlock;
}
