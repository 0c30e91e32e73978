/** What one person is written alone, as things stand when it goes out. */
import {
  type ActionReminder,
  dateOf,
  hasSpoken,
  isChair,
  nextStepAfter,
  openObjections,
  type Question,
  seatsFor,
} from './domain/index.ts';
import type { Notice } from './ports.ts';
import type { View } from './view.ts';
import {
  actionReminderView,
  calledInView,
  contextOf,
  followUpView,
  mandateFlagView,
  objectionNoteView,
  objectionsWaitView,
  packetView,
  type Reading,
  reminderView,
  reopenedView,
  reviewDueView,
  supersededView,
} from './views/index.ts';

interface Deps {
  load(question: string): Promise<Question | null>;
}

/** null: nothing left to say. */
export async function writePersonal(
  { kind, data }: Notice,
  q: Question,
  person: string,
  reading: Reading,
  { load }: Deps,
): Promise<View | null> {
  switch (kind) {
    case 'follow-up':
      // What it was to ask for has been done, and is asked for by the notice that came of it.
      return data.step !== undefined && data.step !== nextStepAfter(q) ? null : followUpView(q, reading);
    case 'review-due':
      return reviewDueView(q, Number(data.n), reading);
    case 'action-reminded':
      return actionReminderView(
        q,
        { n: Number(data.n), why: data.why as ActionReminder, on: String(data.on) },
        reading,
      );
    case 'superseded': {
      const now = q.supersededBy && (await load(q.supersededBy.question));
      return now && supersededView(q, now, reading);
    }
    case 'reopened':
      return reopenedView(q, reading);
    default:
      return q.status === 'open' ? whileOpen(kind, data, q, person, reading) : null;
  }
}

function whileOpen(kind: string, data: Notice['data'], q: Question, person: string, reading: Reading): View | null {
  const ctx = contextOf(q, reading);
  switch (kind) {
    case 'packet':
      if (q.level === 1) return null;
      return packetView(q, ctx, isChair(q, person));
    case 'mandate':
      return q.level === 1 ? mandateFlagView(q, ctx) : null;
    case 'objection': {
      const waits = openObjections(q).some(({ n }) => n === data.n);
      return waits ? objectionNoteView(Number(data.n), q, ctx) : null;
    }
    case 'objections-wait':
      return q.level === 1 ? objectionsWaitView(q, String(data.by), ctx) : null;
    case 'called-in':
    case 'reminder': {
      const seats = seatsFor(q, person, dateOf(reading.now, q.policy.timeZone));
      if (seats.every(({ id }) => hasSpoken(q, id))) return null;
      return kind === 'reminder' ? reminderView(q, ctx, { person }) : calledInView(q, ctx, { person });
    }
    default:
      return null;
  }
}
