/** What can happen to a question. Past tense; everything needed to fold, nothing that can be derived. */
import type { Criticality, Policy } from './policy.ts';
import type {
  Criterion,
  Decision,
  EscalationReason,
  Instant,
  Need,
  Option,
  PersonId,
  PositionKind,
  Proposal,
  ReminderKind,
  Roster,
  Said,
  SeatId,
  Tally,
} from './question.ts';

export type QuestionEvent =
  | {
      type: 'asked';
      collaboration: string;
      number: string;
      group: string;
      alsoGroups: string[];
      practice: boolean;
      title: Said;
      body: Said;
      context: Said | null;
      options: Option[];
      proposal: Proposal;
      criticality: Criticality;
      vendorDate: string | null;
      person: PersonId;
      policy: Policy;
      roster: Roster;
      deadline: Instant;
    }
  | { type: 'position-taken'; seat: SeatId; person: PersonId; kind: Exclude<PositionKind, 'objection'>; text?: Said }
  | {
      type: 'objection-raised';
      n: number;
      seat: SeatId;
      person: PersonId;
      criterion: Criterion;
      text: Said;
      change: Said;
    }
  | { type: 'objection-withdrawn'; n: number; person: PersonId }
  | { type: 'objection-incorporated'; n: number }
  | { type: 'objection-maintained'; n: number; person: PersonId; text: Said }
  | { type: 'turned-yellow'; deadline: Instant | null }
  /** `seat`: whose position goes with it; null: the person had given none. */
  | { type: 'recused'; person: PersonId; seat: SeatId | null }
  | { type: 'absence-declared'; seat: SeatId; person: PersonId; from: string; to: string }
  | { type: 'preferred'; seat: SeatId; person: PersonId; option: string }
  | { type: 'commented'; person: PersonId; text: Said }
  | { type: 'amended'; person: PersonId; proposal: Proposal }
  | { type: 'round-opened'; round: number; deadline: Instant; positions: 'kept' | 'cleared' }
  | { type: 'extended'; deadline: Instant; called: SeatId[] }
  | { type: 'reminded'; kind: ReminderKind; seats: SeatId[] }
  | { type: 'mandate-flagged'; person: PersonId; text: Said | null }
  | {
      type: 'escalated';
      to: number;
      reason: EscalationReason;
      deadline: Instant | null;
      tally: Tally;
      missing: Need[];
    }
  | { type: 'went-overdue' }
  | { type: 'sent-back'; person: PersonId; guidance: Said; deadline: Instant }
  | { type: 'decided'; decision: Omit<Decision, 'at'> }
  | { type: 'withdrawn'; person: PersonId; reason: Said }
  | { type: 'vendor-answered'; person: PersonId; text: Said }
  | { type: 'build-verified'; person: PersonId; ok: boolean; text: Said | null }
  | { type: 'roster-renewed'; roster: Roster };

export type EventOf<T extends QuestionEvent['type']> = Extract<QuestionEvent, { type: T }>;
