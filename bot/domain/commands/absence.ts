import { addDays, dateOf, isDate } from '../calendar.ts';
import type { CommandOf, Refusal } from '../commands.ts';
import { allSeats } from '../electorate.ts';
import type { QuestionEvent } from '../events.ts';
import type { PersonId, Question } from '../question.ts';
import { refuse } from './gates.ts';

/** A holder, in the group or in a body above it, is away on these dates, both inclusive; the substitute may answer meanwhile. */
export function declareAbsence(q: Question, c: CommandOf<'absent'>): QuestionEvent[] | Refusal {
  if (q.status !== 'open') return refuse('closed');
  const { by: person, from, to } = c;
  if (!holdsAnySeat(q, person)) return refuse('not-a-member');
  if (!isDate(from) || !isDate(to) || from > to) return refuse('bad-date');
  const known = q.absences.some((a) => a.person === person && a.from === from && a.to === to);
  return known ? [] : [{ type: 'absence-declared', person, from, to }];
}

/** Back before time: what the substitute has answered stands until the holder answers. */
export function endAbsence(q: Question, c: CommandOf<'back'>): QuestionEvent[] | Refusal {
  if (q.status !== 'open') return refuse('closed');
  const { by: person } = c;
  if (!holdsAnySeat(q, person)) return refuse('not-a-member');
  const on = dateOf(c.at, q.policy.timeZone);
  const away = q.absences.some((a) => a.person === person && a.to >= on);
  return away ? [{ type: 'absence-ended', person, on }] : [];
}

export type AbsenceFault = 'not-a-date' | 'past' | 'too-far' | 'wrong-order';
const A_YEAR = 365;

/** What is wrong with the dates of an absence that somebody declares on `today` (YYYY-MM-DD), at which of them; empty: nothing. */
export function absenceFaults(from: string, to: string, today: string): Partial<Record<'from' | 'to', AbsenceFault>> {
  const [first, last] = [dayFault(from, today), dayFault(to, today)];
  if (first || last) return { ...(first && { from: first }), ...(last && { to: last }) };
  return from > to ? { to: 'wrong-order' } : {};
}

function dayFault(day: string, today: string): AbsenceFault | null {
  if (!isDate(day)) return 'not-a-date';
  if (day < today) return 'past';
  return day > addDays(today, A_YEAR) ? 'too-far' : null;
}

function holdsAnySeat(q: Question, person: PersonId | null): person is PersonId {
  return person !== null && allSeats(q).some((seat) => seat.holder === person);
}
