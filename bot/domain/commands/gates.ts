/** What a command must get past before its own rules are asked. */

import { dateOf } from '../calendar.ts';
import type { CommandBase, Refusal, RefusalCode } from '../commands.ts';
import { seatFor, seatsNow } from '../electorate.ts';
import type { PersonId, Question, Seat } from '../question.ts';

/** Longest text a person may write: what both platforms show in one piece. */
const MAX_TEXT = 3000;

export function refuse(refused: RefusalCode): Refusal {
  return { refused };
}

export function isRefusal(value: object): value is Refusal {
  return 'refused' in value;
}

/** The text trimmed, or why not. */
export function written(text: string | null, max = MAX_TEXT): { said: string } | Refusal {
  // Half a surrogate pair reads differently from store to store, and a hash must not.
  const said = text?.trim().toWellFormed() ?? '';
  if (said === '') return refuse('text-required');
  if (said.length > max) return refuse('too-long');
  return { said };
}

/** The seat the actor answers for, and who they are. Closed, stale, recused and not a member are refused, in that order. */
export function voter(q: Question, c: CommandBase): { seat: Seat; person: PersonId } | Refusal {
  if (q.status !== 'open') return refuse('closed');
  if (c.seen && (c.seen.level !== q.level || c.seen.round !== q.round)) return refuse('stale-button');
  if (c.by === null) return refuse('not-a-member');
  if (q.recused.includes(c.by)) return refuse('recused');
  const seat = seatFor(q, c.by, dateOf(c.at, q.policy.timeZone));
  return seat ? { seat, person: c.by } : refuse('not-a-member');
}

/** Whether the person holds a seat at this level, recused or not. */
export function holdsSeat(q: Question, person: PersonId | null): boolean {
  return person !== null && seatsNow(q).some((seat) => seat.holder === person);
}
