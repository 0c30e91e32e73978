import type { CommandOf, Refusal } from '../commands.ts';
import { isChair, isExpert, seatsNow } from '../electorate.ts';
import type { QuestionEvent } from '../events.ts';
import { openObjections } from '../objections.ts';
import type { Objection, PersonId, Question } from '../question.ts';
import { isRefusal, refuse, written } from './gates.ts';

/** By whoever raised it, or the holder of all seats that object with it. The seat then counts as not answered. */
export function withdrawObjection(q: Question, c: CommandOf<'withdraw-objection'>): QuestionEvent[] | Refusal {
  if (q.status !== 'open') return refuse('closed');
  const person = c.by;
  const standing = standingHere(q);
  const objection = standing.find((o) => (c.objection === null ? isOwn(q, o, person) : o.n === c.objection));
  if (!objection) return refuse('unknown-objection');
  if (person === null || !isOwn(q, objection, person)) return refuse('not-yours');
  return [{ type: 'objection-withdrawn', n: objection.n, person }];
}

/** An expert (above the group: also the chair) answers an open objection in writing and closes it so. */
export function maintain(q: Question, c: CommandOf<'maintain'>): QuestionEvent[] | Refusal {
  if (q.status !== 'open') return refuse('closed');
  const person = c.by;
  if (person === null || !(isExpert(q, person) || isChair(q, person))) return refuse('not-expert');
  const objection = openObjections(q).find(({ n }) => n === c.objection);
  if (!objection) return refuse('unknown-objection');
  const text = written(c.text);
  if (isRefusal(text)) return text;
  return [{ type: 'objection-maintained', n: objection.n, person, text }];
}

/** Open and maintained objections of the present level. */
export function standingHere(q: Question): Objection[] {
  return q.objections.filter((o) => o.level === q.level && (o.status === 'open' || o.status === 'maintained'));
}

/** Theirs who raised it, or theirs whose seats alone object with it: somebody else's seat is not theirs to silence. */
function isOwn(q: Question, o: Objection, person: PersonId | null): boolean {
  const holding = seatsNow(q).filter(({ id }) => q.positions[id]?.objection === o.n);
  return o.person === person || (holding.length > 0 && holding.every(({ holder }) => holder === person));
}
