/** A question's state: what the events so far amount to. Plain data; `evolve` makes it, `decide` reads it. */
import type { Decision, Deviation, FollowUp, Idea, PassedGate, Subject } from './outcome.ts';
import type { Criticality, Policy } from './policy.ts';
import type { Need, Tally } from './tally.ts';

export * from './outcome.ts';
export type * from './tally.ts';

/** A UTC instant, ISO 8601 with milliseconds and Z, so that instants compare as strings. */
export type Instant = string;
export type PersonId = string;
export type SeatId = string;

/** Something a person wrote. The log keeps its text apart from the event, so that one text can be erased and the chain still verifies. */
export interface Said {
  said: string;
}

export interface Seat {
  id: SeatId;
  /** E.g. trondheim, opsjonskommuner. */
  block: string;
  /** null: vacant; shown and not counted. */
  holder: PersonId | null;
  substitute: PersonId | null;
  /** Which of the groups asked it belongs to; absent: the question's only group, or a body. */
  group?: string | undefined;
}

/** Who decides at a level above the group: seats that vote like a group's, or simply a chair. */
export interface LadderBody {
  level: number;
  id: string;
  workingDays: number | null;
  chair: PersonId | null;
  seats: Seat[];
}

/** Who may do what with a question: copied into it when asked, renewed when the collaboration's lists change. */
export interface Roster {
  seats: Seat[];
  experts: PersonId[];
  coordinators: PersonId[];
  /** Levels 2 and up, in order. */
  ladder: LadderBody[];
  /** Of the collaboration's lists, so that a decision tells which ladder it was made under. */
  version?: number | undefined;
}

/** A holder is away on these dates, YYYY-MM-DD, both inclusive; the substitute may answer meanwhile. */
export interface Absence {
  person: PersonId;
  from: string;
  to: string;
}

export type PositionKind = 'support' | 'reservation' | 'objection' | 'abstain';

export interface Position {
  kind: PositionKind;
  /** Who gave it: the holder or a substitute. */
  person: PersonId;
  at: Instant;
  /** With a reservation. An objection's texts are in `objections`. */
  text?: Said | undefined;
  objection?: number | undefined;
}

export const CRITERIA = ['patient-safety', 'law', 'feasibility', 'cost-organisation', 'contradicts-decision'] as const;
export type Criterion = (typeof CRITERIA)[number];

export interface Objection {
  /** #1, #2 … in the order they were raised in this question. */
  n: number;
  /** The level it was raised at. */
  level: number;
  seat: SeatId;
  /** Seats in other groups that the same person answers for with it. */
  alsoSeats?: SeatId[] | undefined;
  person: PersonId;
  at: Instant;
  criterion: Criterion;
  text: Said;
  change: Said;
  status: 'open' | 'withdrawn' | 'incorporated' | 'maintained' | 'set-aside';
  /** The expert's written answer, when maintained. */
  answer?: { person: PersonId; at: Instant; text: Said } | undefined;
}

export interface Option {
  id: string;
  text: Said;
}

/** What is proposed: one of the options, or a wording of its own (an amendment). Both null: nothing yet, members say what they prefer. */
export interface Proposal {
  option: string | null;
  text: Said | null;
}

export type EscalationReason = 'quorum' | 'disagreement' | 'cross-cutting' | 'mandate' | 'timeout';
export type ReminderKind = 'half-time' | 'one-working-day-before' | 'by-coordinator';

export interface Reminder {
  kind: ReminderKind;
  at: Instant;
}

/** Where a comment stands as a message: ids from outside, opaque here. */
export interface CommentSource {
  /** The platform, and the channel's link. */
  platform: string;
  link: string;
  /** The message's own name, unique. */
  message: string;
}

export interface Comment {
  person: PersonId;
  at: Instant;
  /** As it reads now; the log has what it read before. */
  text: Said;
  /** Absent: kept before messages were told apart. */
  source?: CommentSource | undefined;
  editedAt?: Instant | undefined;
  /** Taken away by who wrote it, or by who looks after the channel. */
  withdrawnAt?: Instant | undefined;
}

export interface Escalation {
  at: Instant;
  to: number;
  reason: EscalationReason;
  /** The level it left: tally and what was missing, for the packet. */
  tally: Tally;
  missing: Need[];
}

/** Another question. */
export interface QuestionRef {
  question: string;
  number: string;
}

export type Status = 'open' | 'decided' | 'answered' | 'verified' | 'withdrawn' | 'superseded';

export interface Question {
  id: string;
  collaboration: string;
  /** E.g. HT-2027-014. */
  number: string;
  group: string;
  /** All groups that are asked, `group` first; each answers with its own electorate. */
  groups: string[];
  /** Told, may comment, no vote. Not empty: the question affects other groups too. */
  alsoGroups: string[];
  practice: boolean;
  title: Said;
  /** The vendor's question, verbatim (English). */
  body: Said;
  /** Context in the group's language. */
  context: Said | null;
  options: Option[];
  /** YYYY-MM-DD: the vendor wants the answer by then. */
  vendorDate: string | null;
  /** null: not told. */
  subject: Subject | null;
  /** A topic of the group's, by id, and the expert who leads it; null: all experts do. */
  topic: string | null;
  lead: PersonId | null;
  /** Others it concerns who sit in no group, e.g. hospitals: raises the question of mandate. */
  parties: string[];
  /** The English term whose translation is asked for; null: not a question about a term. */
  term: Said | null;
  supersedes: QuestionRef | null;
  /** The question whose decision was not built as decided. */
  reopens: QuestionRef | null;
  /** What is new since the same thing was decided. */
  newInformation: Said | null;
  /** The address of what it was made of, e.g. a message; null: not told. */
  source: Said | null;
  askedBy: PersonId;
  askedAt: Instant;

  status: Status;
  policy: Policy;
  roster: Roster;
  criticality: Criticality;
  proposal: Proposal;
  /** 1 is the group; above are the ladder's bodies. */
  level: number;
  /** Counted at level 1; kept when lifted. */
  round: number;
  /** The round began with another proposal: positions were cleared. */
  amended: boolean;
  /** When round 1 opened; a send-back sets it anew. */
  openedAt: Instant;
  /** When the present period (round, yellow turn, level) began. */
  periodStart: Instant;
  deadline: Instant | null;
  overdue: boolean;
  extended: boolean;
  /** Seats whose substitutes are called in. */
  called: SeatId[];
  positions: Record<SeatId, Position>;
  /** Positions before the amendment: each seat can keep its own with one tap. */
  formerPositions: Record<SeatId, Position>;
  objections: Objection[];
  recused: PersonId[];
  absences: Absence[];
  preferences: Record<SeatId, string>;
  mandateFlags: { person: PersonId; text: Said | null }[];
  comments: Comment[];
  reminders: Reminder[];
  /** When a coordinator last told the experts that objections wait. */
  expertsNotifiedAt: Instant | null;
  escalations: Escalation[];
  /** How often a body sent it back, and its guidance. */
  sentBack: number;
  guidance: { person: PersonId; at: Instant; text: Said } | null;
  decision: Decision | null;
  withdrawal: { person: PersonId; at: Instant; reason: Said } | null;
  vendorAnswer: { person: PersonId; at: Instant; text: Said } | null;
  verification: { person: PersonId; at: Instant; ok: boolean; text: Said | null } | null;
  deviations: Deviation[];
  followUps: FollowUp[];
  /** null: needs none. */
  gates: PassedGate[] | null;
  ideas: Idea[];
  supersededBy: (QuestionRef & { at: Instant }) | null;
  /** The question that a mismatch opened. */
  reopenedAs: (QuestionRef & { at: Instant }) | null;
  /** Number of commits folded into this state, and the instant of the last one. */
  version: number;
  updatedAt: Instant;
}
