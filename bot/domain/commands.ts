/** What people and the clock can ask of a question. Texts are plain strings here; `decide` makes them `Said`. */
import type { Criticality, Policy } from './policy.ts';
import type {
  Absence,
  CommentSource,
  Gate,
  IdeaKind,
  Instant,
  PersonId,
  QuestionRef,
  ReportCycle,
  Roster,
  Subject,
} from './question.ts';

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
  /** Option id; null: none yet, members say what they prefer and an expert proposes later. */
  proposal: string | null;
  criticality: Criticality;
  /** YYYY-MM-DD. */
  vendorDate: string | null;
  policy: Policy;
  roster: Roster;
  /** All groups that are asked, `group` first; absent: that one. */
  groups?: string[] | undefined;
  subject?: Subject | null | undefined;
  topic?: string | null | undefined;
  lead?: PersonId | null | undefined;
  parties?: string[] | undefined;
  /** The English term whose translation is asked for. */
  term?: string | null | undefined;
  /** Known when asked, of people in the roster. */
  absences?: Absence[] | undefined;
  /** Needs K1–K3 after the decision. */
  gates?: boolean | undefined;
  /** The expert's own answer to a green question: the proposal is decided at once, and logged as such. */
  expertAnswer?: boolean | undefined;
  supersedes?: QuestionRef | null | undefined;
  reopens?: QuestionRef | null | undefined;
  /** Questions about the same thing that are open, or decided at `decidedAt`; found by the asker's side. */
  precedents?: (QuestionRef & { decidedAt: Instant | null })[] | undefined;
  newInformation?: string | null | undefined;
  /** The address of what it was made of, e.g. a message. */
  source?: string | null | undefined;
}

/** For whom it is different, why, how serious; `reviewOn` YYYY-MM-DD, null: after the policy's months. */
export interface DeviationGiven {
  whom: string;
  why: string;
  criticality: Criticality;
  reviewOn: string | null;
}

export type Intent =
  | Ask
  | { type: 'support' }
  | { type: 'reservation'; text: string }
  | { type: 'objection'; criterion: string; text: string; change: string }
  | { type: 'abstain' }
  | { type: 'recuse' }
  | { type: 'prefer'; option: string }
  /** `source`: the message it was said in; the same one is one comment. */
  | { type: 'comment'; text: string; source?: CommentSource | undefined }
  /** The message reads otherwise now, or is back. One that is not known becomes a comment. */
  | { type: 'edit-comment'; text: string; source: CommentSource }
  /** The message is gone. */
  | { type: 'withdraw-comment'; source: CommentSource }
  | { type: 'flag-mandate'; text: string | null }
  | { type: 'confirm-mandate' }
  /** `proposal` is an option id; `text` a wording of its own. `incorporates`: objection numbers. Where nothing is proposed yet, it is the proposal. */
  | { type: 'amend'; proposal: string | null; text: string | null; incorporates: number[] }
  /** `objection` null: the actor's own. */
  | { type: 'withdraw-objection'; objection: number | null }
  | { type: 'maintain'; objection: number; text: string }
  /** Dates YYYY-MM-DD, both inclusive. */
  | { type: 'absent'; from: string; to: string }
  /** The holder is back: absences end with yesterday. */
  | { type: 'back' }
  /** A coordinator's, of those who have not answered: a reminder now; their substitutes called in now; the experts told of open objections. */
  | { type: 'remind' }
  | { type: 'call-substitutes' }
  | { type: 'notify-expert' }
  | { type: 'withdraw'; reason: string }
  | {
      type: 'decide';
      text: string;
      outcome: 'common-solution' | 'local-deviation';
      deviation?: DeviationGiven | undefined;
    }
  | { type: 'send-back'; guidance: string }
  | { type: 'answer-vendor'; text: string }
  | { type: 'verify'; ok: boolean; text: string | null }
  | ({ type: 'deviate' } & DeviationGiven)
  /** Kept (until `reviewOn`, null: the policy's months) or ended. */
  | { type: 'review-deviation'; deviation: number; keep: boolean; text: string; reviewOn: string | null }
  | {
      type: 'add-action';
      area: string;
      responsible: string;
      responsiblePerson: PersonId | null;
      /** YYYY-MM-DD. */
      due: string;
      measure: string;
      reports: ReportCycle | null;
    }
  | { type: 'report-action'; action: number; text: string; done: boolean }
  | { type: 'pass-gate'; gate: Gate; text: string | null }
  /** A time thief or a proposal for improvement, out of the discussion. */
  | { type: 'catch-idea'; kind: IdeaKind; text: string }
  /** By the system: another question's decision takes this one's place. */
  | { type: 'supersede'; with: QuestionRef }
  /** By the system: the mismatch has become this new question. */
  | { type: 'reopen'; as: QuestionRef }
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
  'no-proposal',
  'not-green',
  'gates-missing',
  'wrong-gate',
  'unknown-action',
  'unknown-deviation',
  'not-coordinator',
  'nobody-silent',
  'reminded-today',
  'reminded-enough',
  'no-substitutes',
  'already-called',
  'no-open-objection',
  'no-expert',
  'notified-today',
  'out-of-period',
] as const;
export type RefusalCode = (typeof REFUSALS)[number];

export interface Refusal {
  refused: RefusalCode;
  /** Which of the intent's fields is at fault, where it is one of several. */
  field?: string;
}
