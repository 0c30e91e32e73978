/** Who answers a question, and who a person is in it. */
import type { LadderBody, PersonId, Question, Seat, SeatId } from './question.ts';

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

/** The groups that answer at the present level, each with its seats: those asked, or the body as one. */
export function partsNow(q: Question): { group: string | null; seats: Seat[] }[] {
  if (q.level > 1 || q.groups.length === 1) return [{ group: null, seats: seatsNow(q) }];
  return q.groups.map((group) => ({ group, seats: q.roster.seats.filter((seat) => seat.group === group) }));
}

function isAbsent(q: Question, seat: Seat, today: string): boolean {
  return q.absences.some((a) => a.person === seat.holder && a.from <= today && today <= a.to);
}

/** A substitute may answer while the holder is absent, or when called in. `today`: YYYY-MM-DD. */
export function substituteMayAnswer(q: Question, seat: Seat, today: string): boolean {
  return q.called.includes(seat.id) || isAbsent(q, seat, today);
}

/** The seats a person answers for now, at most one in each group. */
export function seatsFor(q: Question, person: PersonId, today: string): Seat[] {
  const voting = electorate(q);
  const parts = partsNow(q).map(({ seats }) => voting.filter((seat) => seats.includes(seat)));
  return parts.map((seats) => seatAmong(q, seats, person, today)).filter((seat) => seat !== null);
}

/** Their own seat, else one they stand in for. One that has not been answered comes first. */
function seatAmong(q: Question, seats: Seat[], person: PersonId, today: string): Seat | null {
  const own = seats.find((seat) => seat.holder === person);
  if (own) return own;
  const standIn = seats.filter((seat) => seat.substitute === person && substituteMayAnswer(q, seat, today));
  const mine = standIn.find((seat) => q.positions[seat.id]?.person === person);
  return mine ?? standIn.find((seat) => !q.positions[seat.id]) ?? standIn[0] ?? null;
}

/** The first of the seats a person answers for now. */
export function seatFor(q: Question, person: PersonId, today: string): Seat | null {
  return seatsFor(q, person, today)[0] ?? null;
}

/** Every seat of the group and of the ladder's bodies. */
export function allSeats(q: Question): Seat[] {
  return [...q.roster.seats, ...q.roster.ladder.flatMap((body) => body.seats)];
}

/** Seats of the electorate that have not said what they can say now. */
export function silentSeats(q: Question): Seat[] {
  return electorate(q).filter((seat) => !hasSpoken(q, seat.id));
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

/** An expert or a coordinator of the question's groups. */
export function isSteward(q: Question, person: PersonId | null): boolean {
  return isExpert(q, person) || isCoordinator(q, person);
}

export function isChair(q: Question, person: PersonId | null): boolean {
  return person !== null && currentBody(q)?.chair === person;
}

/** Who led the last body the question was with: they may go on to say for whom its decision is different. */
export function wasChair(q: Question, person: PersonId | null): boolean {
  const level = q.decision?.level ?? q.level;
  return person !== null && q.roster.ladder.some((body) => body.level === level && body.chair === person);
}

/** Whether something is proposed; without it members say what they prefer. */
export function hasProposal(q: Question): boolean {
  return q.proposal.option !== null || q.proposal.text !== null;
}

/** Whether the seat has said what it can say now: a position, or a preference where nothing is proposed. */
export function hasSpoken(q: Question, seat: SeatId): boolean {
  return hasProposal(q) ? q.positions[seat] !== undefined : q.preferences[seat] !== undefined;
}
