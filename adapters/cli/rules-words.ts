/** The rules in plain words, to be compared line by line. */
import type { PassRules, Policy } from '../../bot/index.ts';

/** A name for each field that stands for something; the type asks for one when the rules get a new field. */
type Names<T> = T extends string | number | boolean | readonly unknown[]
  ? string
  : { [K in keyof T]-?: Names<NonNullable<T[K]>> };

const OF_ONE_CRITICALITY = {
  deadlineWorkingDays: 'working days until the deadline',
  silence: 'silence',
  minActiveSupport: 'seats that must support',
  quorum: 'share of seats that must answer',
  blockQuorum: 'share of seats that must answer in each block',
  acceptShare: 'share that must accept',
  blockAcceptShare: 'share that must accept in each block',
  maintainedObjections: 'maintained objections',
  onObjection: 'an objection turns it',
} satisfies Names<PassRules>;

const OF_ALL = {
  version: 'version',
  timeZone: 'time zone',
  deadlineTime: 'time of day of a deadline',
  rounds: 'rounds in the group',
  secondRoundWorkingDays: 'working days of a second round',
  extension: {
    times: 'extensions of a question',
    workingDays: 'working days of an extension',
    callSubstitutes: 'an extension calls in substitutes',
  },
  earlyClose: {
    afterWorkingDays: 'working days before an early close',
    activeShare: 'share of seats that must accept for an early close',
    criticality: 'criticalities that may close early',
  },
  mandate: { memberFlagsToEscalate: "members' marks that lift a question outside the mandate" },
  localDeviation: { reviewAfterMonths: 'months until a local deviation is looked at again' },
  precedent: { coolingOffMonths: 'months in which asking again needs new information' },
  pauseIsoWeeks: 'ISO weeks without working days',
  quietHours: { from: 'quiet hours from', to: 'quiet hours to', workingDaysOnly: 'messages on working days only' },
  reminders: {
    maxPerQuestion: 'reminders of a question at most',
    at: 'reminders at',
    maxBundlesPerPersonPerDay: 'bundles to a person in a day at most',
  },
  digest: { daily: 'daily digest at', weekly: { weekday: 'weekly digest on', time: 'weekly digest at' } },
} satisfies Names<Omit<Policy, 'criticality' | 'ladder' | 'approved'>>;

/** What differs, a line each: "green: seats that must support: 2 (default 3)". */
export function differencesFrom(defaults: Policy, policy: Policy): string[] {
  const [before, after] = [new Map(facts(defaults)), new Map(facts(policy))];
  return [...new Set([...after.keys(), ...before.keys()])]
    .filter((name) => after.get(name) !== before.get(name))
    .map((name) => `${name}: ${after.get(name) ?? 'not asked for'} (default ${before.get(name) ?? 'not asked for'})`);
}

/** Name and value of each rule that is there, as words. */
export function facts(policy: Policy): [name: string, value: string][] {
  return [
    ...Object.entries(policy.criticality).flatMap(([criticality, rules]) =>
      named(OF_ONE_CRITICALITY, rules).map(([name, value]): [string, string] => [`${criticality}: ${name}`, value]),
    ),
    ...named(OF_ALL, policy),
    ...policy.ladder
      .filter(({ level }) => level > 1)
      .map(({ level, workingDays }): [string, string] => [
        `level ${level}: working days`,
        workingDays ? String(workingDays) : 'no limit',
      ]),
  ];
}

function named(names: object, values: object): [string, string][] {
  return Object.entries(names).flatMap(([key, name]): [string, string][] => {
    const value: unknown = Object.entries(values).find(([field]) => field === key)?.[1];
    if (value === undefined || value === null) return [];
    return typeof name === 'string' ? [[name, words(value)]] : named(name, value);
  });
}

function words(value: unknown): string {
  if (Array.isArray(value)) return value.join(', ') || 'none';
  return value === true ? 'yes' : value === false ? 'no' : String(value);
}
