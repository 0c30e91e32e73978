/** What becomes of objections, and of the positions that go with them. */
import type { EventOf } from './events.ts';
import type { Instant, Objection, Question } from './question.ts';

export function raised(q: Question, event: EventOf<'objection-raised'>, at: Instant): Partial<Question> {
  const { n, seat, alsoSeats = [], person, criterion, text, change } = event;
  const also = alsoSeats.length > 0 ? { alsoSeats } : {};
  const objection: Objection = {
    n,
    level: q.level,
    seat,
    ...also,
    person,
    at,
    criterion,
    text,
    change,
    status: 'open',
  };
  const position = { kind: 'objection' as const, person, at, objection: n };
  const taken = Object.fromEntries([seat, ...alsoSeats].map((id) => [id, position]));
  return { objections: [...q.objections, objection], positions: { ...q.positions, ...taken } };
}

/** A closed objection takes its seats' objecting positions with it; the objection itself is never deleted. */
export function withdrawnObjection(
  q: Question,
  n: number,
  status: 'withdrawn' | 'incorporated' = 'withdrawn',
): Partial<Question> {
  const standing = Object.entries(q.positions).filter(([, position]) => position.objection !== n);
  return { objections: withObjection(q, n, { status }), positions: Object.fromEntries(standing) };
}

export function withObjection(q: Question, n: number, patch: Partial<Objection>): Objection[] {
  return q.objections.map((objection) => (objection.n === n ? { ...objection, ...patch } : objection));
}

/** Of the present level, those that wait for an answer. */
export function openObjections(q: Question): Objection[] {
  return q.objections.filter(({ level, status }) => level === q.level && status === 'open');
}
