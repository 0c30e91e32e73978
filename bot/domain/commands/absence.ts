import { dateOf, isDate } from '../calendar.ts';
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

function holdsAnySeat(q: Question, person: PersonId | null): person is PersonId {
  return person !== null && allSeats(q).some((seat) => seat.holder === person);
}
