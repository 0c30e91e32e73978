/** A question's state: what the events so far amount to. Plain data; `evolve` makes it, `decide` reads it. */
import type { Criticality, Policy } from './policy.ts';

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

/** What is proposed: one of the options, or a wording of its own (an amendment). */
export interface Proposal {
  option: string | null;
  text: Said | null;
}

export type EscalationReason = 'quorum' | 'disagreement' | 'cross-cutting' | 'mandate' | 'timeout';
export type ReminderKind = 'half-time' | 'one-working-day-before';

export interface Comment {
  person: PersonId;
  at: Instant;
  text: Said;
}

export interface Escalation {
  at: Instant;
  to: number;
  reason: EscalationReason;
  /** The level it left: tally and what was missing, for the packet. */
  tally: Tally;
  missing: Need[];
}

export interface Decision {
  at: Instant;
  level: number;
  round: number;
  /** By the rules, or by a body's chair. */
  how: 'rules' | 'chair';
  person: PersonId | null;
  /** What was decided, in words, when a chair decides; else the proposal stands. */
  text: Said | null;
  outcome: 'common-solution' | 'local-deviation';
  tally: Tally;
}

export interface Counts {
  electorate: number;
  answered: number;
  support: number;
  reservation: number;
  objection: number;
  abstain: number;
}

export interface Tally extends Counts {
  blocks: Record<string, Counts>;
}

/** One thing that still stands between a question and a decision, in data; the catalogs put it in words. */
export type Need =
  | { need: 'answers'; count: number; block: string | null }
  | { need: 'support'; count: number }
  /** So many more that accept, for the accept share. */
  | { need: 'acceptance'; count: number; block: string | null }
  | { need: 'open-objection'; objection: number }
  /** A maintained objection that the criticality does not allow at this level. */
  | { need: 'maintained-objection'; objection: number }
  /** The body at this level decides. */
  | { need: 'body'; level: number };

export type Status = 'open' | 'decided' | 'answered' | 'verified' | 'withdrawn' | 'superseded';

export interface Question {
  id: string;
  collaboration: string;
  /** E.g. HT-2027-014. */
  number: string;
  group: string;
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
  absences: { seat: SeatId; from: string; to: string }[];
  preferences: Record<SeatId, string>;
  mandateFlags: { person: PersonId; text: Said | null }[];
  comments: Comment[];
  reminders: ReminderKind[];
  escalations: Escalation[];
  /** How often a body sent it back, and its guidance. */
  sentBack: number;
  guidance: { person: PersonId; at: Instant; text: Said } | null;
  decision: Decision | null;
  withdrawal: { person: PersonId; at: Instant; reason: Said } | null;
  vendorAnswer: { person: PersonId; at: Instant; text: Said } | null;
  verification: { person: PersonId; at: Instant; ok: boolean; text: Said | null } | null;
  /** Number of commits folded into this state, and the instant of the last one. */
  version: number;
  updatedAt: Instant;
}
