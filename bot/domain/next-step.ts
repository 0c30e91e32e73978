/** When a question next wants the clock's attention, and what for. */
import { nextSendTime, sendingDay, toldOn } from './calendar.ts';
import {
  atDeadline,
  decidedByRules,
  earlyCloseFrom,
  mayCloseEarly,
  oneWorkingDayBefore,
  remind,
} from './commands/clock.ts';
import { nextReminder } from './commands/follow-up.ts';
import { nextBody, seatsNow } from './electorate.ts';
import type { QuestionEvent } from './events.ts';
import type { Instant, Question, ReminderKind } from './question.ts';

export interface Step {
  /** The instant it falls due; the events happen then, however late the clock comes. */
  at: Instant;
  kind: 'close-early' | 'remind' | 'deadline' | 'review' | 'action';
  events(): QuestionEvent[];
}

/**
 * null: nothing is left to wait for, or at a last level without a limit. On equal instants, closing comes before reminding.
 * A decided question still has reviews of its local deviations and reminders of its follow-up actions.
 */
export function nextStep(q: Question): Step | null {
  const due = q.status === 'open' ? [closeEarly(q), deadline(q), ...reminders(q)] : [...reviews(q), ...actions(q)];
  const steps = due.filter((step) => step !== null);
  const [first] = steps.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  return first ?? null;
}

function closeEarly(q: Question): Step | null {
  if (!mayCloseEarly(q)) return null;
  const from = earlyCloseFrom(q);
  return { at: from > q.updatedAt ? from : q.updatedAt, kind: 'close-early', events: () => [decidedByRules(q)] };
}

/** Overdue at the last level it stays; should a level be added above it, its time there has run out. */
function deadline(q: Question): Step | null {
  if (q.deadline === null || (q.overdue && !nextBody(q))) return null;
  const at = q.overdue && q.updatedAt > q.deadline ? q.updatedAt : q.deadline;
  return { at, kind: 'deadline', events: () => atDeadline(q, at) };
}

/** Half-way through the period and one working day before its end, in sending hours; each once a question, so an extension doubles none; a coordinator's count among them. */
function reminders(q: Question): Step[] {
  const { deadline } = q;
  if (deadline === null || q.reminders.length >= q.policy.reminders.maxPerQuestion || seatsNow(q).length === 0)
    return [];
  const due = new Map<ReminderKind, Instant>();
  const last = oneWorkingDayBefore(deadline, q);
  if (last > q.periodStart) due.set('one-working-day-before', last);
  const half = new Date((Date.parse(q.periodStart) + Date.parse(deadline)) / 2).toISOString();
  const halfTime = nextSendTime(half, q.policy);
  if (halfTime < (due.get('one-working-day-before') ?? deadline)) due.set('half-time', halfTime);
  return q.policy.reminders.at
    .filter((kind) => !q.reminders.some((reminder) => reminder.kind === kind))
    .flatMap((kind) => {
      const at = due.get(kind);
      return at === undefined || at < q.updatedAt || isAskedForOn(sendingDay(at, q.policy), q)
        ? []
        : [{ at, kind: 'remind' as const, events: () => remind(q, kind) }];
    });
}

/** A coordinator's reminder takes the place of the clock's on its day. */
function isAskedForOn(day: string, { reminders, policy }: Question): boolean {
  return reminders.some(({ kind, at }) => kind === 'by-coordinator' && sendingDay(at, policy) === day);
}

/** Told once when its day comes; then it waits for somebody to review it. */
function reviews(q: Question): Step[] {
  if (q.status === 'superseded') return [];
  return q.deviations
    .filter(({ endedAt, reviewDue }) => endedAt === null && !reviewDue)
    .map(({ n, reviewOn }) => ({
      at: toldOn(reviewOn, q.policy),
      kind: 'review',
      events: () => [{ type: 'review-due', n }],
    }));
}

function actions(q: Question): Step[] {
  return q.followUps.flatMap((action): Step[] => {
    const next = nextReminder(q, action);
    if (!next) return [];
    const events = (): QuestionEvent[] => [{ type: 'action-reminded', n: action.n, ...next }];
    return [{ at: toldOn(next.on, q.policy), kind: 'action', events }];
  });
}
