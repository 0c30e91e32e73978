/** Who answers a question, and who a person is in it. */
import type { LadderBody, PersonId, Question, Seat } from './question.ts';

/** The body that has the question; null at level 1, where the group has it. */
export function currentBody(q: Question): LadderBody | null {
  return q.level === 1 ? null : (q.roster.ladder.find((body) => body.level === q.level) ?? null);
}

/** The body a question would be lifted to; null at the last level. */
export function nextBody(q: Question): LadderBody | null {
  return q.roster.ladder.find((body) => body.level > q.level) ?? null;
}

/** All seats at the present level: the group's, or the body's own. */
export function seatsNow(q: Question): Seat[] {
  return q.level === 1 ? q.roster.seats : (currentBody(q)?.seats ?? []);
}

/** Filled seats whose holder is not recused. */
export function electorate(q: Question): Seat[] {
  return seatsNow(q).filter((seat) => seat.holder !== null && !q.recused.includes(seat.holder));
}

function isAbsent(q: Question, seat: Seat, today: string): boolean {
  return q.absences.some((a) => a.seat === seat.id && a.from <= today && today <= a.to);
}

/** A substitute may answer while the holder is absent, or when called in. `today`: YYYY-MM-DD. */
export function substituteMayAnswer(q: Question, seat: Seat, today: string): boolean {
  return q.called.includes(seat.id) || isAbsent(q, seat, today);
}

/** The seat a person answers for now: their own, else one they stand in for. One that has not been answered comes first. */
export function seatFor(q: Question, person: PersonId, today: string): Seat | null {
  const seats = electorate(q);
  const own = seats.find((seat) => seat.holder === person);
  if (own) return own;
  const standIn = seats.filter((seat) => seat.substitute === person && substituteMayAnswer(q, seat, today));
  const mine = standIn.find((seat) => q.positions[seat.id]?.person === person);
  return mine ?? standIn.find((seat) => !q.positions[seat.id]) ?? standIn[0] ?? null;
}

/** The people who are asked to answer for a seat. */
export function answerersOf(q: Question, seat: Seat, today: string): PersonId[] {
  const people: PersonId[] = [];
  if (seat.holder) people.push(seat.holder);
  if (seat.substitute && substituteMayAnswer(q, seat, today)) people.push(seat.substitute);
  return people;
}

export function isExpert(q: Question, person: PersonId | null): boolean {
  return person !== null && q.roster.experts.includes(person);
}

export function isCoordinator(q: Question, person: PersonId | null): boolean {
  return person !== null && q.roster.coordinators.includes(person);
}

export function isChair(q: Question, person: PersonId | null): boolean {
  return person !== null && currentBody(q)?.chair === person;
}
