/** What a coordinator does for a question that waits in the group: reminds, calls in substitutes, tells the experts. */
import { dateOf, sendingDay } from '../calendar.ts';
import type { CommandBase, CommandOf, Refusal } from '../commands.ts';
import { isCoordinator, silentSeats, substituteMayAnswer } from '../electorate.ts';
import type { QuestionEvent } from '../events.ts';
import { openObjections } from '../objections.ts';
import type { PersonId, Question } from '../question.ts';
import { isRefusal, isStale, refuse } from './gates.ts';

/** One of the question's reminders, and the only one on the day it goes out. */
export function remindNow(q: Question, c: CommandOf<'remind'>): QuestionEvent[] | Refusal {
  const who = coordinating(q, c);
  if (isRefusal(who)) return who;
  const silent = silentSeats(q);
  if (silent.length === 0) return refuse('nobody-silent');
  if (q.reminders.length >= q.policy.reminders.maxPerQuestion) return refuse('reminded-enough');
  const day = sendingDay(c.at, q.policy);
  if (q.reminders.some(({ at }) => sendingDay(at, q.policy) === day)) return refuse('reminded-today');
  return [{ type: 'reminded', kind: 'by-coordinator', seats: silent.map(({ id }) => id), ...who }];
}

/** As an extension does, without extending: those of silent seats who may not answer yet. */
export function callSubstitutes(q: Question, c: CommandOf<'call-substitutes'>): QuestionEvent[] | Refusal {
  const who = coordinating(q, c);
  if (isRefusal(who)) return who;
  const silent = silentSeats(q);
  if (silent.length === 0) return refuse('nobody-silent');
  const covered = silent.filter(({ substitute }) => substitute !== null && !q.recused.includes(substitute));
  if (covered.length === 0) return refuse('no-substitutes');
  const today = dateOf(c.at, q.policy.timeZone);
  const seats = covered.filter((seat) => !substituteMayAnswer(q, seat, today)).map(({ id }) => id);
  return seats.length === 0 ? refuse('already-called') : [{ type: 'substitutes-called', ...who, seats }];
}

/** At most once on a day. */
export function notifyExpert(q: Question, c: CommandOf<'notify-expert'>): QuestionEvent[] | Refusal {
  const who = coordinating(q, c);
  if (isRefusal(who)) return who;
  const open = openObjections(q);
  if (open.length === 0) return refuse('no-open-objection');
  if (q.roster.experts.length === 0) return refuse('no-expert');
  const last = q.expertsNotifiedAt;
  if (last !== null && sendingDay(last, q.policy) === sendingDay(c.at, q.policy)) return refuse('notified-today');
  return [{ type: 'experts-notified', ...who, objections: open.map(({ n }) => n) }];
}

/** A coordinator of the groups asked, while they have it. */
function coordinating(q: Question, c: CommandBase): { person: PersonId } | Refusal {
  if (q.status !== 'open') return refuse('closed');
  if (q.level > 1) return refuse('lifted');
  if (isStale(q, c)) return refuse('stale-button');
  return c.by !== null && isCoordinator(q, c.by) ? { person: c.by } : refuse('not-coordinator');
}
