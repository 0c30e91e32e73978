/** What a question came to: the decision, and what is done, reviewed and passed after it. */
import type { Criticality } from './policy.ts';
import type { Instant, PersonId, Said } from './question.ts';
import type { Tally } from './tally.ts';

export interface Decision {
  at: Instant;
  level: number;
  round: number;
  /** By the rules, by a body's chair, or by an expert alone before the group was asked. */
  how: 'rules' | 'chair' | 'expert';
  person: PersonId | null;
  /** What was decided, in words, when a chair decides; else the proposal stands. */
  text: Said | null;
  outcome: 'common-solution' | 'local-deviation';
  tally: Tally;
  /** Versions of the policy and of the collaboration's lists (ladder) it was made under; ladder 0: not told. */
  versions: { rules: number; ladder: number };
}

/** Where a common solution does not fit: for whom it is different, and why. Looked at again on a date. */
export interface Deviation {
  /** 1, 2 … within the question. */
  n: number;
  person: PersonId;
  at: Instant;
  whom: Said;
  why: Said;
  criticality: Criticality;
  /** YYYY-MM-DD. */
  reviewOn: string;
  /** The review's day has come and the experts were told. */
  reviewDue: boolean;
  reviews: { person: PersonId; at: Instant; kept: boolean; text: Said }[];
  endedAt: Instant | null;
}

/** How often a follow-up action is reported on: at the end of each tertial, or each year on MM-DD. */
export type ReportCycle = { every: 'tertial' } | { every: 'year'; on: string };

/** A follow-up action, with the five fields of the 2024 action plan. */
export interface FollowUp {
  n: number;
  person: PersonId;
  at: Instant;
  area: Said;
  /** Name or post, as written; `responsiblePerson` where that is somebody on the list. */
  responsible: Said;
  responsiblePerson: PersonId | null;
  /** YYYY-MM-DD. */
  due: string;
  measure: Said;
  reports: ReportCycle | null;
  results: { person: PersonId; at: Instant; text: Said }[];
  doneAt: Instant | null;
  /** The last date, YYYY-MM-DD, whose reminder is behind us. */
  remindedOn: string;
}

/** Passed in this order, each with who and when: approved in the line, from text to picture, shared with all. */
export const GATES = ['K1', 'K2', 'K3'] as const;
export type Gate = (typeof GATES)[number];
export interface PassedGate {
  gate: Gate;
  person: PersonId;
  at: Instant;
  text: Said | null;
}

/** Caught in a discussion and gathered weekly. */
export const IDEA_KINDS = ['time-thief', 'improvement'] as const;
export type IdeaKind = (typeof IDEA_KINDS)[number];
export interface Idea {
  kind: IdeaKind;
  person: PersonId;
  at: Instant;
  text: Said;
}

/** What a decision is about (the founding note's four kinds). */
export const SUBJECTS = ['clinical', 'workflow', 'collaboration', 'management-data'] as const;
export type Subject = (typeof SUBJECTS)[number];
