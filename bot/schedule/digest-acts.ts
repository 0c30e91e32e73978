/** What a coordinator can do about a question in the digest, and what has been done. */

import type { Collaboration } from '../collaboration.ts';
import {
  decide,
  type Instant,
  isRefusal,
  type Need,
  openObjections,
  type Question,
  sendingDay,
} from '../domain/index.ts';
import { type Coordinating, daysBetween } from '../messages/index.ts';
import { goesOutAt } from '../period.ts';
import type { DigestRow } from '../views/index.ts';

/** Each act helps with what is missing, and nothing else. */
const HELPS: Record<Coordinating, Need['need'][]> = {
  remind: ['answers', 'support', 'acceptance'],
  'call-substitutes': ['answers', 'support', 'acceptance'],
  'notify-expert': ['open-objection'],
};
const ACTS = Object.keys(HELPS) as Coordinating[];

/** As the question stands: what would not be refused now. */
export function actsOf(
  q: Question,
  { missing }: Pick<DigestRow, 'missing'>,
  collaboration: Collaboration,
  by: string,
  at: Instant,
): Pick<DigestRow, 'acts' | 'done' | 'waited'> {
  const isWanted = (does: Coordinating) => missing.some(({ need }) => HELPS[does].includes(need));
  const isTaken = (type: Coordinating) => !isRefusal(decide(q, { type, question: q.id, commandId: '', at, by }));
  const isOut = goesOutAt(q, collaboration, at) === null;
  const acts = isOut ? [] : ACTS.filter((does) => isWanted(does) && isTaken(does));
  return { acts, done: doneIn(q, at), waited: waitedFor(q, at) };
}

function doneIn({ reminders, called, expertsNotifiedAt, policy }: Question, now: Instant): Coordinating[] {
  const isToday = (at: Instant | null) => at !== null && sendingDay(at, policy) === sendingDay(now, policy);
  const reminded = reminders.some(({ kind, at }) => kind === 'by-coordinator' && isToday(at));
  const done = { remind: reminded, 'call-substitutes': called.length > 0, 'notify-expert': isToday(expertsNotifiedAt) };
  return ACTS.filter((does) => done[does]);
}

function waitedFor(q: Question, now: Instant): number | null {
  const [first] = openObjections(q)
    .map(({ at }) => at)
    .sort();
  return first === undefined ? null : daysBetween(first, now);
}
