import { deadlineAfter } from '../calendar.ts';
import type { CommandBase, CommandOf, Refusal } from '../commands.ts';
import type { QuestionEvent } from '../events.ts';
import { CRITERIA, type Criterion, type Objection, type Question, type Said, type SeatId } from '../question.ts';
import { isDate } from './ask.ts';
import { holdsSeat, isRefusal, refuse, voter, written } from './gates.ts';

/** Support, reservation or abstain. Taking any of them withdraws the seat's own open or maintained objection. */
export function takePosition(
  q: Question,
  c: CommandBase,
  kind: 'support' | 'reservation' | 'abstain',
  words: string | null = null,
): QuestionEvent[] | Refusal {
  const who = voter(q, c);
  if (isRefusal(who)) return who;
  const text = kind === 'reservation' ? written(words) : null;
  if (text && isRefusal(text)) return text;
  const { seat, person } = who;
  const now = q.positions[seat.id];
  if (now?.kind === kind && now.person === person && now.text?.said === text?.said) return [];
  const taken = { type: 'position-taken' as const, seat: seat.id, person, kind };
  return [...withdrawOwn(q, seat.id, person), text ? { ...taken, text } : taken];
}

/** An objection needs a text, a criterion and a suggested change. It turns a green question yellow. */
export function object(q: Question, c: CommandOf<'objection'>): QuestionEvent[] | Refusal {
  const who = voter(q, c);
  if (isRefusal(who)) return who;
  const text = written(c.text);
  if (isRefusal(text)) return text;
  const change = written(c.change);
  if (isRefusal(change)) return change;
  const criterion = CRITERIA.find((known) => known === c.criterion);
  if (!criterion) return refuse('text-required');
  const { seat, person } = who;
  const standing = q.objections.find((o) => o.seat === seat.id && o.status === 'open' && o.level === q.level);
  if (standing && standing.person === person && sameObjection(standing, criterion, text, change)) return [];
  const events: QuestionEvent[] = withdrawOwn(q, seat.id, person);
  const n = q.objections.length + 1;
  events.push({ type: 'objection-raised', n, seat: seat.id, person, criterion, text, change });
  const turns = q.policy.criticality[q.criticality].onObjection;
  if (turns) {
    const days = q.policy.criticality[turns].deadlineWorkingDays;
    // Above the group the level's own days go on.
    const deadline = q.level === 1 ? deadlineAfter(c.at, days, q.policy) : q.deadline;
    events.push({ type: 'turned-yellow', deadline });
  }
  return events;
}

function sameObjection(o: Objection, criterion: Criterion, text: Said, change: Said): boolean {
  return o.criterion === criterion && o.text.said === text.said && o.change.said === change.said;
}

/** Recusal takes a holder's seat out of the electorate, with its position and its objection. */
export function recuse(q: Question, c: CommandOf<'recuse'>): QuestionEvent[] | Refusal {
  if (q.status !== 'open') return refuse('closed');
  if (c.by !== null && q.recused.includes(c.by)) return [];
  const who = voter(q, { ...c, seen: undefined });
  if (isRefusal(who)) return who;
  const { seat, person } = who;
  if (holdsSeat(q, person)) return [...withdrawOwn(q, seat.id, person), { type: 'recused', person, seat: seat.id }];
  const gaveIt = q.positions[seat.id]?.person === person;
  const withdrawn = gaveIt ? withdrawOwn(q, seat.id, person) : [];
  return [...withdrawn, { type: 'recused', person, seat: gaveIt ? seat.id : null }];
}

export function prefer(q: Question, c: CommandOf<'prefer'>): QuestionEvent[] | Refusal {
  const who = voter(q, c);
  if (isRefusal(who)) return who;
  if (!q.options.some((option) => option.id === c.option)) return refuse('unknown-option');
  if (q.preferences[who.seat.id] === c.option) return [];
  return [{ type: 'preferred', seat: who.seat.id, person: who.person, option: c.option }];
}

/** A holder is away on these dates, both inclusive; the substitute may answer meanwhile. */
export function declareAbsence(q: Question, c: CommandOf<'absent'>): QuestionEvent[] | Refusal {
  const who = voter(q, { ...c, seen: undefined });
  if (isRefusal(who)) return who;
  if (!holdsSeat(q, who.person)) return refuse('not-a-member');
  if (!isDate(c.from) || !isDate(c.to) || c.from > c.to) return refuse('bad-date');
  return [{ type: 'absence-declared', seat: who.seat.id, person: who.person, from: c.from, to: c.to }];
}

/** The seat's open or maintained objection at this level goes when the seat says something else. */
function withdrawOwn(q: Question, seat: SeatId, person: string): QuestionEvent[] {
  return q.objections
    .filter((o) => o.seat === seat && o.level === q.level && (o.status === 'open' || o.status === 'maintained'))
    .map((o) => ({ type: 'objection-withdrawn', n: o.n, person }));
}
