/** What a command must get past before its own rules are asked. */

import { dateOf } from '../calendar.ts';
import type { CommandBase, Refusal, RefusalCode } from '../commands.ts';
import { hasProposal, seatsFor } from '../electorate.ts';
import { MAX_TEXT } from '../limits.ts';
import type { PersonId, Question, Seat } from '../question.ts';

export function refuse(refused: RefusalCode, field?: string): Refusal {
  return field === undefined ? { refused } : { refused, field };
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

/** What was pressed showed another level or round. */
export function isStale({ level, round }: Question, { seen }: CommandBase): boolean {
  return seen !== undefined && (seen.level !== level || seen.round !== round);
}

/** The seats the actor answers for (at least one), and who they are. Closed, stale, recused and not a member are refused, in that order. */
export function voter(q: Question, c: CommandBase): { seats: Seat[]; person: PersonId } | Refusal {
  if (q.status !== 'open') return refuse('closed');
  if (isStale(q, c)) return refuse('stale-button');
  if (c.by === null) return refuse('not-a-member');
  if (q.recused.includes(c.by)) return refuse('recused');
  const seats = seatsFor(q, c.by, dateOf(c.at, q.policy.timeZone));
  return seats.length > 0 ? { seats, person: c.by } : refuse('not-a-member');
}

/** The same of a question that proposes something. */
export function proposalVoter(q: Question, c: CommandBase): ReturnType<typeof voter> {
  const who = voter(q, c);
  return isRefusal(who) || hasProposal(q) ? who : refuse('no-proposal');
}
