import { deadlineAfter } from '../calendar.ts';
import type { CommandBase, CommandOf, Refusal } from '../commands.ts';
import { electorate } from '../electorate.ts';
import type { QuestionEvent } from '../events.ts';
import {
  CRITERIA,
  type Criterion,
  type Objection,
  type PersonId,
  type Position,
  type Question,
  type Said,
  type SeatId,
} from '../question.ts';
import { isRefusal, proposalVoter, refuse, voter, written } from './gates.ts';
import { standingHere } from './objection.ts';

/** Support, reservation or abstain, for each of the person's seats. Taking any of them withdraws the seat's own open or maintained objection. */
export function takePosition(
  q: Question,
  c: CommandBase,
  kind: 'support' | 'reservation' | 'abstain',
  words: string | null = null,
): QuestionEvent[] | Refusal {
  const who = proposalVoter(q, c);
  if (isRefusal(who)) return who;
  const text = kind === 'reservation' ? written(words) : null;
  if (text && isRefusal(text)) return text;
  const { seats, person } = who;
  const isSame = (now: Position | undefined) =>
    now?.kind === kind && now.person === person && now.text?.said === text?.said;
  const changed = seats.filter((seat) => !isSame(q.positions[seat.id])).map(({ id }) => id);
  const taken = changed.map((seat): QuestionEvent => {
    const position = { type: 'position-taken' as const, seat, person, kind };
    return text ? { ...position, text } : position;
  });
  return [...withdrawOwn(q, changed, person), ...taken];
}

/** An objection needs a text, a criterion and a suggested change. It turns a green question yellow. */
export function object(q: Question, c: CommandOf<'objection'>): QuestionEvent[] | Refusal {
  const who = proposalVoter(q, c);
  if (isRefusal(who)) return who;
  const text = written(c.text);
  if (isRefusal(text)) return text;
  const change = written(c.change);
  if (isRefusal(change)) return change;
  const criterion = CRITERIA.find((known) => known === c.criterion);
  if (!criterion) return refuse('text-required');
  const { person } = who;
  const [seat = '', ...alsoSeats] = who.seats.map(({ id }) => id);
  const standing = standingHere(q).find((o) => o.status === 'open' && isHeldBy(q, o, [seat, ...alsoSeats]));
  if (standing && standing.person === person && sameObjection(standing, criterion, text, change)) return [];
  const events: QuestionEvent[] = withdrawOwn(q, [seat, ...alsoSeats], person);
  const n = q.objections.length + 1;
  const also = alsoSeats.length > 0 ? { alsoSeats } : {};
  events.push({ type: 'objection-raised', n, seat, ...also, person, criterion, text, change });
  const turns = q.policy.criticality[q.criticality].onObjection;
  if (turns) {
    const days = q.policy.criticality[turns].deadlineWorkingDays;
    // Above the group the level's own days go on.
    const deadline = q.level === 1 ? deadlineAfter(c.at, days, q.policy) : q.deadline;
    events.push({ type: 'turned-yellow', deadline });
  }
  return events;
}

/** Whether each of these seats objects with it. */
function isHeldBy(q: Question, o: Objection, seats: SeatId[]): boolean {
  return seats.every((seat) => q.positions[seat]?.objection === o.n);
}

function sameObjection(o: Objection, criterion: Criterion, text: Said, change: Said): boolean {
  return o.criterion === criterion && o.text.said === text.said && o.change.said === change.said;
}

/** Recusal takes a holder's seats out of the electorate, with their positions and objections. A substitute's takes what they gave. */
export function recuse(q: Question, c: CommandOf<'recuse'>): QuestionEvent[] | Refusal {
  if (q.status !== 'open') return refuse('closed');
  if (c.by !== null && q.recused.includes(c.by)) return [];
  const who = voter(q, { ...c, seen: undefined });
  if (isRefusal(who)) return who;
  const { person } = who;
  const given = who.seats
    .filter((seat) => seat.holder === person || q.positions[seat.id]?.person === person)
    .map(({ id }) => id);
  return [...withdrawOwn(q, given, person), { type: 'recused', person, seats: given }];
}

/** Which option they would rather have: before anything is proposed, or beside the proposal. */
export function prefer(q: Question, c: CommandOf<'prefer'>): QuestionEvent[] | Refusal {
  const who = voter(q, c);
  if (isRefusal(who)) return who;
  const { option } = c;
  if (!q.options.some(({ id }) => id === option)) return refuse('unknown-option');
  const changed = who.seats.filter((seat) => q.preferences[seat.id] !== option);
  return changed.map((seat) => ({ type: 'preferred', seat: seat.id, person: who.person, option }));
}

/**
 * The seats' open or maintained objections at this level go when the seats say something else. One that another seat still objects
 * with stays; one whose seat is vacant goes with who raised it.
 */
function withdrawOwn(q: Question, seats: SeatId[], person: PersonId): QuestionEvent[] {
  return standingHere(q)
    .filter((o) => {
      const holding = electorate(q).filter(({ id }) => isHeldBy(q, o, [id]));
      return holding.length > 0 ? holding.every(({ id }) => seats.includes(id)) : o.person === person;
    })
    .map(({ n }) => ({ type: 'objection-withdrawn', n, person }));
}
