/** The ground rules as data. Shares are fractions written "n/d" and compared exactly, never as decimals. */

export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

export type Criticality = 'green' | 'yellow' | 'red';
export type Share = `${number}/${number}`;

/** How one criticality passes. A threshold that is absent is not asked for. */
export interface PassRules {
  /** Working days from opening to deadline. */
  deadlineWorkingDays: number;
  silence: 'consent' | 'not-counted';
  /** Seats that must support in so many words (green). */
  minActiveSupport?: number | undefined;
  /** answered / electorate, in all and in each block. */
  quorum?: Share | undefined;
  blockQuorum?: Share | undefined;
  /** (support + reservation) / (support + reservation + objection), in all and in each block. */
  acceptShare?: Share | undefined;
  blockAcceptShare?: Share | undefined;
  maintainedObjections?: 'allowed' | 'from-level-2' | undefined;
  /** What an objection turns the question into (green). */
  onObjection?: 'yellow' | undefined;
}

/** A policy version. Every question pins the one it was opened under. */
export interface Policy {
  version: number;
  timeZone: string;
  /** HH:MM in `timeZone`. */
  deadlineTime: string;
  quietHours: { from: string; to: string; workingDaysOnly: boolean };
  criticality: Record<Criticality, PassRules>;
  rounds: number;
  secondRoundWorkingDays: number;
  extension: { times: number; workingDays: number; callSubstitutes: boolean };
  earlyClose: { afterWorkingDays: number; activeShare: Share; criticality: Criticality[] };
  mandate: { memberFlagsToEscalate: number };
  /** Working days a level has; null: no limit. Level 1 follows the criticality. */
  ladder: { level: number; workingDays?: number | null | undefined }[];
  reminders: {
    maxPerQuestion: number;
    at: ('half-time' | 'one-working-day-before')[];
    maxBundlesPerPersonPerDay: number;
  };
  digest: { daily: string; weekly: { weekday: (typeof WEEKDAYS)[number]; time: string } };
  /** ISO weeks without working days: the summer pause. */
  pauseIsoWeeks: number[];
  /** A local deviation is looked at again after so many months. */
  localDeviation: { reviewAfterMonths: number };
  /** The same thing is asked again within so many months only with new information. */
  precedent: { coolingOffMonths: number };
  /** The body that approved this version, and the date (YYYY-MM-DD); absent: not approved. */
  approved?: { by: string; on: string } | undefined;
}

export const DEFAULT_POLICY: Policy = {
  version: 1,
  timeZone: 'Europe/Oslo',
  deadlineTime: '15:00',
  quietHours: { from: '16:00', to: '07:30', workingDaysOnly: true },
  criticality: {
    green: { deadlineWorkingDays: 3, silence: 'consent', minActiveSupport: 3, onObjection: 'yellow' },
    yellow: {
      deadlineWorkingDays: 5,
      silence: 'not-counted',
      quorum: '1/2',
      blockQuorum: '1/3',
      acceptShare: '3/4',
      blockAcceptShare: '1/2',
      maintainedObjections: 'allowed',
    },
    red: {
      deadlineWorkingDays: 8,
      silence: 'not-counted',
      quorum: '2/3',
      blockQuorum: '1/2',
      acceptShare: '4/5',
      blockAcceptShare: '1/2',
      maintainedObjections: 'from-level-2',
    },
  },
  rounds: 2,
  secondRoundWorkingDays: 3,
  extension: { times: 1, workingDays: 3, callSubstitutes: true },
  earlyClose: { afterWorkingDays: 1, activeShare: '3/4', criticality: ['green', 'yellow'] },
  mandate: { memberFlagsToEscalate: 2 },
  ladder: [{ level: 1 }, { level: 2, workingDays: 5 }, { level: 3, workingDays: 10 }, { level: 4, workingDays: null }],
  reminders: { maxPerQuestion: 2, at: ['half-time', 'one-working-day-before'], maxBundlesPerPersonPerDay: 1 },
  digest: { daily: '08:30', weekly: { weekday: 'monday', time: '08:00' } },
  pauseIsoWeeks: [28, 29, 30],
  localDeviation: { reviewAfterMonths: 6 },
  precedent: { coolingOffMonths: 6 },
};
