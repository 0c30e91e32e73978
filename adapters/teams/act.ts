import { z } from 'zod';
import type { Act, Values } from '../../bot/index.ts';

/** The one verb of all our Action.Execute. */
export const VERB = 'samrad';

const ActOf = z.object({
  do: z.string().min(1).max(100),
  question: z.string().max(300).optional(),
  level: z.number().int().optional(),
  round: z.number().int().optional(),
  arg: z.string().max(300).optional(),
  within: z.literal('mine').optional(),
});

/** Which message it was that somebody looked at: what was posted, and the core's key for it. */
const SightingOf = z.object({ what: z.enum(['card', 'notice']), key: z.string().max(600) });
export type Sighting = z.infer<typeof SightingOf>;

/**
 * What comes back with a tap: `act` of a button, `look` and `sighting` of a refresh. `own`: the card is about one question, so the presser's own may
 * take its place. `press`: a button in a dialog; `cancel`: its way out. `begun`: what a form starts with.
 */
const Tapped = z.looseObject({
  act: ActOf.optional(),
  look: ActOf.optional(),
  own: z.literal(true).optional(),
  sighting: SightingOf.optional(),
  press: z.literal(true).optional(),
  cancel: z.literal(true).optional(),
  begun: z.record(z.string(), z.union([z.string(), z.array(z.string())])).optional(),
});
export type Tapped = {
  act?: Act | undefined;
  look?: Act | undefined;
  own?: true | undefined;
  sighting?: Sighting | undefined;
  press?: true | undefined;
  cancel?: true | undefined;
  begun?: Values | undefined;
};

export function readTapped(data: unknown): Tapped | undefined {
  return Tapped.safeParse(data).data;
}

/** The input's id says how its value comes back: `choices` as one comma-separated text. */
export function inputId(name: string, many: boolean): string {
  return `${many ? 'm' : 'f'}_${name}`;
}

/** Values of several choices are joined with commas by Teams, so they may hold none. */
export function choiceValue(value: string, many: boolean): string {
  return many ? encodeURIComponent(value) : value;
}

/** The form's values out of a dialog's data. */
export function readValues(data: unknown): Values {
  const values: Values = {};
  for (const [id, value] of Object.entries(data ?? {})) {
    if (typeof value !== 'string') continue;
    if (id.startsWith('f_')) values[id.slice(2)] = value;
    if (id.startsWith('m_')) values[id.slice(2)] = value.split(',').filter(Boolean).map(decode);
  }
  return values;
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
