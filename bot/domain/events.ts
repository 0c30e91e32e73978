/** What can happen to a question. Past tense; everything needed to fold, nothing that can be derived. */
import type { Criticality, Policy } from './policy.ts';
import type {
  Absence,
  CommentSource,
  Criterion,
  Decision,
  EscalationReason,
  Gate,
  IdeaKind,
  Instant,
  Need,
  Option,
  PersonId,
  PositionKind,
  Proposal,
  QuestionRef,
  ReminderKind,
  ReportCycle,
  Roster,
  Said,
  SeatId,
  Subject,
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
      /** Absent where they would say nothing: one group, null, or an empty list. */
      groups?: string[];
      subject?: Subject;
      topic?: string;
      lead?: PersonId;
      parties?: string[];
      term?: Said;
      absences?: Absence[];
      gates?: true;
      supersedes?: QuestionRef;
      reopens?: QuestionRef;
      newInformation?: Said;
      source?: Said;
    }
  | { type: 'position-taken'; seat: SeatId; person: PersonId; kind: Exclude<PositionKind, 'objection'>; text?: Said }
  | {
      type: 'objection-raised';
      n: number;
      seat: SeatId;
      alsoSeats?: SeatId[];
      person: PersonId;
      criterion: Criterion;
      text: Said;
      change: Said;
    }
  | { type: 'objection-withdrawn'; n: number; person: PersonId }
  | { type: 'objection-incorporated'; n: number }
  | { type: 'objection-maintained'; n: number; person: PersonId; text: Said }
  | { type: 'turned-yellow'; deadline: Instant | null }
  /** `seats`: whose positions go with it. */
  | { type: 'recused'; person: PersonId; seats: SeatId[] }
  | { type: 'absence-declared'; person: PersonId; from: string; to: string }
  /** `on`: YYYY-MM-DD, the first day the person is back. */
  | { type: 'absence-ended'; person: PersonId; on: string }
  | { type: 'preferred'; seat: SeatId; person: PersonId; option: string }
  | { type: 'commented'; person: PersonId; text: Said; source?: CommentSource }
  /** Also when one that was withdrawn is put back. */
  | { type: 'comment-edited'; person: PersonId; text: Said; source: CommentSource }
  /** `person` null: not known who took it away. */
  | { type: 'comment-withdrawn'; person: PersonId | null; source: CommentSource }
  /** The first proposal of a question that was asked without one: it opens as if asked now. */
  | { type: 'proposed'; person: PersonId; proposal: Proposal; deadline: Instant | null }
  | { type: 'amended'; person: PersonId; proposal: Proposal }
  | { type: 'round-opened'; round: number; deadline: Instant; positions: 'kept' | 'cleared' }
  | { type: 'extended'; deadline: Instant; called: SeatId[] }
  /** `person`: the coordinator who asked for it; absent: the clock's. */
  | { type: 'reminded'; kind: ReminderKind; seats: SeatId[]; person?: PersonId }
  | { type: 'substitutes-called'; person: PersonId; seats: SeatId[] }
  /** `objections`: the numbers of those that wait. */
  | { type: 'experts-notified'; person: PersonId; objections: number[] }
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
  | {
      type: 'deviation-recorded';
      n: number;
      person: PersonId;
      whom: Said;
      why: Said;
      criticality: Criticality;
      reviewOn: string;
    }
  | { type: 'review-due'; n: number }
  /** `reviewOn` null: it ended. */
  | { type: 'deviation-reviewed'; n: number; person: PersonId; text: Said; reviewOn: string | null }
  | {
      type: 'action-added';
      n: number;
      person: PersonId;
      area: Said;
      responsible: Said;
      responsiblePerson: PersonId | null;
      due: string;
      measure: Said;
      reports: ReportCycle | null;
    }
  /** `on`: the date it is about, YYYY-MM-DD. */
  | { type: 'action-reminded'; n: number; why: ActionReminder; on: string }
  | { type: 'action-reported'; n: number; person: PersonId; text: Said; done: boolean }
  | { type: 'gate-passed'; gate: Gate; person: PersonId; text: Said | null }
  | { type: 'idea-caught'; kind: IdeaKind; person: PersonId; text: Said }
  | { type: 'superseded'; with: QuestionRef }
  | { type: 'reopened'; as: QuestionRef }
  | { type: 'roster-renewed'; roster: Roster };

/** Five working days before it is due, on the day, or a report's day. */
export type ActionReminder = 'soon' | 'due' | 'report';

export type EventOf<T extends QuestionEvent['type']> = Extract<QuestionEvent, { type: T }>;
