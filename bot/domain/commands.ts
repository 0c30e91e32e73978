/** What people and the clock can ask of a question. Texts are plain strings here; `decide` makes them `Said`. */
import type { Criticality, Policy } from './policy.ts';
import type { Instant, PersonId, Roster } from './question.ts';

/** Ids and time come in as values. `commandId` is the outside payload's own id: a repeat of it changes nothing. */
export interface CommandBase {
  question: string;
  commandId: string;
  at: Instant;
  /** null: the system itself (clock, import). */
  by: PersonId | null;
  /** Level and round of the card that was tapped; another one since then makes the tap stale. */
  seen?: { level: number; round: number } | undefined;
}

export interface Ask {
  type: 'ask';
  collaboration: string;
  number: string;
  group: string;
  alsoGroups: string[];
  practice: boolean;
  title: string;
  body: string;
  context: string | null;
  options: { id: string; text: string }[];
  /** Option id. */
  proposal: string;
  criticality: Criticality;
  /** YYYY-MM-DD. */
  vendorDate: string | null;
  policy: Policy;
  roster: Roster;
}

export type Intent =
  | Ask
  | { type: 'support' }
  | { type: 'reservation'; text: string }
  | { type: 'objection'; criterion: string; text: string; change: string }
  | { type: 'abstain' }
  | { type: 'recuse' }
  | { type: 'prefer'; option: string }
  | { type: 'comment'; text: string }
  | { type: 'flag-mandate'; text: string | null }
  | { type: 'confirm-mandate' }
  /** `proposal` is an option id; `text` a wording of its own. `incorporates`: objection numbers. */
  | { type: 'amend'; proposal: string | null; text: string | null; incorporates: number[] }
  /** `objection` null: the actor's own. */
  | { type: 'withdraw-objection'; objection: number | null }
  | { type: 'maintain'; objection: number; text: string }
  /** Dates YYYY-MM-DD, both inclusive. */
  | { type: 'absent'; from: string; to: string }
  | { type: 'withdraw'; reason: string }
  | { type: 'decide'; text: string; outcome: 'common-solution' | 'local-deviation' }
  | { type: 'send-back'; guidance: string }
  | { type: 'answer-vendor'; text: string }
  | { type: 'verify'; ok: boolean; text: string | null }
  | { type: 'renew-roster'; roster: Roster }
  /** The clock: whatever is due by `at` happens. */
  | { type: 'tick' };

export type Command = CommandBase & Intent;
export type CommandOf<T extends Intent['type']> = CommandBase & Extract<Intent, { type: T }>;

export const REFUSALS = [
  'closed',
  'not-a-member',
  'recused',
  'text-required',
  'wrong-round',
  'not-expert',
  'not-chair',
  'not-asker',
  'not-yours',
  'unknown-question',
  'unknown-objection',
  'unknown-option',
  'unknown-group',
  'unknown-person',
  'stale-button',
  'lifted',
  'already-sent-back',
  'already-asked',
  'not-decided',
  'patient-data',
  'too-long',
  'bad-date',
] as const;
export type RefusalCode = (typeof REFUSALS)[number];

export interface Refusal {
  refused: RefusalCode;
}
