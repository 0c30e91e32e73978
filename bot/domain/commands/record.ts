/** What is said beside and after the deciding: ideas, withdrawal, the answer to the vendor, the check of what was built. */
import type { CommandOf, Refusal } from '../commands.ts';
import { isExpert, isSteward } from '../electorate.ts';
import type { QuestionEvent } from '../events.ts';
import { nextGate } from '../follow-through.ts';
import type { Question, Roster, Seat } from '../question.ts';
import { isRefusal, refuse, written } from './gates.ts';

/** A time thief or a proposal for improvement; the same words once. Like a comment, also after the close. */
export function catchIdea(q: Question, c: CommandOf<'catch-idea'>): QuestionEvent[] | Refusal {
  if (c.by === null) return refuse('not-a-member');
  const text = written(c.text);
  if (isRefusal(text)) return text;
  const known = q.ideas.some((idea) => idea.kind === c.kind && idea.text.said === text.said);
  return known ? [] : [{ type: 'idea-caught', kind: c.kind, person: c.by, text }];
}

/** By who asked it, with a reason. */
export function withdraw(q: Question, c: CommandOf<'withdraw'>): QuestionEvent[] | Refusal {
  if (q.status !== 'open') return refuse('closed');
  if (c.by !== q.askedBy) return refuse('not-asker');
  const reason = written(c.reason);
  return isRefusal(reason) ? reason : [{ type: 'withdrawn', person: c.by, reason }];
}

export function answerVendor(q: Question, c: CommandOf<'answer-vendor'>): QuestionEvent[] | Refusal {
  if (q.status === 'open') return refuse('not-decided');
  if (q.status !== 'decided') return refuse('closed');
  if (c.by === null || !isExpert(q, c.by)) return refuse('not-expert');
  if (nextGate(q) !== null) return refuse('gates-missing');
  const text = written(c.text);
  return isRefusal(text) ? text : [{ type: 'vendor-answered', person: c.by, text }];
}

/** Again after a mismatch, until that is asked anew. */
export function verify(q: Question, c: CommandOf<'verify'>): QuestionEvent[] | Refusal {
  if (q.status === 'open' || q.status === 'decided') return refuse('not-decided');
  if (q.status !== 'answered' || q.reopenedAs) return refuse('closed');
  if (c.by === null || !isSteward(q, c.by)) return refuse('not-expert');
  const text = c.text?.trim() ? written(c.text) : null;
  if (text && isRefusal(text)) return text;
  return [{ type: 'build-verified', person: c.by, ok: c.ok, text }];
}

/**
 * The lists changed. While the question is open a seat that was filled when it opened stays in the electorate with its last holder,
 * unless that person now has another in the group: one seat a person. Once it is decided its seats stay as they were counted, but
 * those who look after it come from the new lists: reviews and reports come months later.
 */
export function renewRoster(q: Question, c: CommandOf<'renew-roster'>): QuestionEvent[] | Refusal {
  if (q.status === 'withdrawn') return [];
  const roster = q.status === 'open' ? whileOpen(q.roster, c.roster) : whenDecided(q.roster, c.roster);
  return JSON.stringify(roster) === JSON.stringify(q.roster) ? [] : [{ type: 'roster-renewed', roster }];
}

function whileOpen(before: Roster, after: Roster): Roster {
  return { ...after, seats: keepFilled(before.seats, after.seats) };
}

/** Seats, levels and version are those it was decided with. */
function whenDecided(before: Roster, { experts, coordinators, ladder }: Roster): Roster {
  const chairOf = (level: number) => ladder.find((body) => body.level === level)?.chair ?? null;
  return { ...before, experts, coordinators, ladder: before.ladder.map((b) => ({ ...b, chair: chairOf(b.level) })) };
}

function keepFilled(before: Seat[], after: Seat[]): Seat[] {
  const seated = new Set(after.map(personInGroup));
  const leftOver = before.filter((old) => old.holder !== null && !seated.has(personInGroup(old)));
  const renewed = after.map((seat) => {
    const former = leftOver.find((old) => old.id === seat.id);
    return seat.holder === null && former ? { ...seat, holder: former.holder } : seat;
  });
  const gone = leftOver.filter((old) => !after.some((seat) => seat.id === old.id));
  return [...renewed, ...gone];
}

function personInGroup({ group = '', holder }: Seat): string {
  return `${group}/${holder}`;
}
