/** The ground rules as they come from outside: a whole policy, or the part of one that differs from the defaults. */
import * as z from 'zod';
import { type Policy, type Share, WEEKDAYS } from './domain/index.ts';
import { isoDate, text } from './import/fields.ts';
import { type Problem, parse, problemText } from './import/problem.ts';
import { strict } from './import/strict.ts';

const CRITICALITIES = ['green', 'yellow', 'red'] as const;

const count = z.int().min(0).max(1000);
const days = z.int().min(1).max(250);
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'should be a time of day, HH:MM');
const share = z.custom<Share>(isShare, 'should be a share written n/d with 0 <= n <= d, e.g. 3/4');
const timeZone = z.string().refine(isTimeZone, 'should be a time zone, e.g. Europe/Oslo');

function isShare(value: unknown): boolean {
  const parts = typeof value === 'string' ? /^(\d{1,6})\/(\d{1,6})$/.exec(value) : null;
  return parts !== null && Number(parts[2]) > 0 && Number(parts[1]) <= Number(parts[2]);
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

const silence = z.enum(['consent', 'not-counted']);
const maintained = z.enum(['allowed', 'from-level-2']);
const passRules = strict({
  deadlineWorkingDays: days,
  silence,
  minActiveSupport: count.optional(),
  quorum: share.optional(),
  blockQuorum: share.optional(),
  acceptShare: share.optional(),
  blockAcceptShare: share.optional(),
  maintainedObjections: maintained.optional(),
  onObjection: z.enum(['yellow']).optional(),
});
/** null takes a threshold away: it is not asked for. */
const partialPassRules = strict({
  deadlineWorkingDays: days.optional(),
  silence: silence.optional(),
  minActiveSupport: count.nullish(),
  quorum: share.nullish(),
  blockQuorum: share.nullish(),
  acceptShare: share.nullish(),
  blockAcceptShare: share.nullish(),
  maintainedObjections: maintained.nullish(),
  onObjection: z.enum(['yellow']).nullish(),
});

const quietHours = strict({ from: time, to: time, workingDaysOnly: z.boolean() });
const extension = strict({ times: z.int().min(0).max(1), workingDays: days, callSubstitutes: z.boolean() });
const earlyClose = strict({ afterWorkingDays: days, activeShare: share, criticality: z.array(z.enum(CRITICALITIES)) });
const mandate = strict({ memberFlagsToEscalate: z.int().min(1) });
/** The written rules also say what body level 1 is; the core knows. */
const level = strict({
  level: z.int().min(1).max(20),
  workingDays: days.nullish(),
  body: z.unknown().optional(),
}).transform(({ body, ...entry }) => entry);
const reminders = strict({
  maxPerQuestion: count,
  at: z.array(z.enum(['half-time', 'one-working-day-before'])),
  maxBundlesPerPersonPerDay: count,
});
const months = z.int().min(0).max(120);
const localDeviation = strict({ reviewAfterMonths: months.min(1) });
const precedent = strict({ coolingOffMonths: months });
/** `by`: a body's name, or its id in the ladder. */
const approved = strict({ by: text, on: isoDate });
const weekly = strict({ weekday: z.enum(WEEKDAYS), time });
const single = {
  version: z.int().min(1),
  timeZone,
  deadlineTime: time,
  rounds: z.int().min(1).max(10),
  secondRoundWorkingDays: days,
  ladder: z.array(level).refine(eachLevelOnce, 'names a level twice'),
  // A year needs working days: half of it at the most.
  pauseIsoWeeks: z.array(z.int().min(1).max(53)).max(26),
};
/** Parts of the written rules that the core does not act on: read, checked by nobody, left out of the policy. */
const beside = {
  name: z.unknown().optional(),
  kpi: z.unknown().optional(),
  effort: z.unknown().optional(),
};

function eachLevelOnce(ladder: { level: number }[]): boolean {
  return new Set(ladder.map((entry) => entry.level)).size === ladder.length;
}

/** A whole policy. Refuses keys it does not know. */
export const policySchema = strict({
  ...single,
  quietHours,
  criticality: strict({ green: passRules, yellow: passRules, red: passRules }),
  extension,
  earlyClose,
  mandate,
  reminders,
  digest: strict({ daily: time, weekly }),
  localDeviation,
  precedent,
  approved: approved.optional(),
  ...beside,
}).transform(({ name, kpi, effort, ...policy }) => policy satisfies Policy);

const perCriticality = {
  green: partialPassRules.optional(),
  yellow: partialPassRules.optional(),
  red: partialPassRules.optional(),
};

/** What differs from the defaults. Green, yellow and red may stand directly in it or under `criticality`. */
export const partialPolicySchema = strict({
  ...z.object(single).partial().shape,
  ...perCriticality,
  criticality: strict(perCriticality).optional(),
  quietHours: quietHours.partial().optional(),
  extension: extension.partial().optional(),
  earlyClose: earlyClose.partial().optional(),
  mandate: mandate.partial().optional(),
  reminders: reminders.partial().optional(),
  digest: strict({ daily: time.optional(), weekly: weekly.partial().optional() }).optional(),
  localDeviation: localDeviation.partial().optional(),
  precedent: precedent.partial().optional(),
  // Whole or not at all: an approval without its date is none.
  approved: approved.optional(),
  ...beside,
}).refine((rules) => !CRITICALITIES.some((name) => rules[name] && rules.criticality?.[name]), {
  error: 'green, yellow and red stand either directly in the rules or under criticality, not both',
  path: ['criticality'],
});
export type PartialPolicy = z.output<typeof partialPolicySchema>;

export function parsePolicy(data: unknown): { value: Policy } | { problems: Problem[] } {
  return parse(policySchema, data);
}

export function parsePartialPolicy(data: unknown): { value: PartialPolicy } | { problems: Problem[] } {
  return parse(partialPolicySchema, data);
}

/** The partial policy laid over the defaults, field by field; a list replaces a list, but the ladder is matched by level. */
export function layered(defaults: Policy, partial: PartialPolicy): Policy {
  const { green, yellow, red, criticality, ladder, name, kpi, effort, ...rest } = partial;
  const layers = { ...rest, criticality: { green, yellow, red, ...given(criticality ?? {}) } };
  const levels = new Map(defaults.ladder.map((entry) => [entry.level, entry]));
  for (const entry of ladder ?? []) levels.set(entry.level, { ...levels.get(entry.level), ...entry });
  const inOrder = [...levels.values()].sort((a, b) => a.level - b.level);
  return merged({ ...defaults, ladder: inOrder }, layers);
}

/** As `layered`, from unknown data. Throws PolicyError. */
export function layeredPolicy(defaults: Policy, data: unknown): Policy {
  const parsed = parsePartialPolicy(data);
  if ('problems' in parsed) throw new PolicyError(parsed.problems.map(problemText));
  return layered(defaults, parsed.value);
}

/** `issues`: each names the field and what is wrong with it. */
export class PolicyError extends Error {
  readonly issues: string[];
  constructor(issues: string[]) {
    super(issues.join('; '));
    this.issues = issues;
  }
}

function given<T extends object>(fields: T): Partial<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>;
}

type Fields = Record<string, unknown>;

/** null takes a field away. The ladder, where null has a meaning, is merged apart. */
function merged<T extends object>(under: T, over: object): T {
  const result = { ...under } as Fields;
  for (const [key, value] of Object.entries(given(over))) {
    const below = result[key];
    if (value === null) delete result[key];
    else result[key] = isFields(value) && isFields(below) ? merged(below, value) : value;
  }
  return result as T;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
