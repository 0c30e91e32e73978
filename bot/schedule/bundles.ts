/** The day's bundle: what waits for a person, in one message in the morning; planned once a day, written when it is sent. */
import { BUNDLE, bundleKey, bundleTime } from '../bundle-key.ts';
import type { Collaboration } from '../collaboration.ts';
import {
  addWorkingDays,
  answerersOf,
  dateOf,
  electorate,
  hasSpoken,
  type Instant,
  maySend,
  type PersonId,
  type Question,
  seatsFor,
} from '../domain/index.ts';
import { UNTRIED } from '../followers/notices/draft.ts';
import { askedGroupsOf } from '../people.ts';
import { inPeriod } from '../period.ts';
import type { Clock, Notice, Notices } from '../ports.ts';
import { breathe, type WaitingDeps } from '../waiting.ts';

export interface BundleDeps extends WaitingDeps {
  notices: Pick<Notices, 'putAll' | 'renew'>;
  collaborations(): Promise<Collaboration[]>;
  clock: Clock;
}

/**
 * From the digest's time of day on, on working days outside quiet hours: one notice for each person for whom something waited then, and
 * yesterday's lists lose their buttons. Reads each open question once a day: what has been planned is remembered, and planned again
 * after a restart it is the same.
 */
export function createBundlePlan(deps: BundleDeps): () => Promise<void> {
  /** Collaboration -> date. */
  const planned = new Map<string, string>();
  return async () => {
    const now = deps.clock();
    for (const collaboration of await deps.collaborations()) {
      const { _id, policy } = collaboration;
      const date = dateOf(now, policy.timeZone);
      const due = bundleTime(date, policy);
      if (due === null || now < due || planned.get(_id) === date || !maySend(now, policy)) continue;
      await plan(collaboration, { date, due, now }, deps);
      planned.set(_id, date);
    }
  };
}

interface Day {
  date: string;
  due: Instant;
  now: Instant;
}

async function plan(collaboration: Collaboration, day: Day, deps: BundleDeps): Promise<void> {
  const { notices } = deps;
  const waiting = await waitingByPerson(collaboration, day, deps);
  const before = addWorkingDays(day.date, -1, collaboration.policy);
  const bundles = collaboration.people.flatMap((person) => {
    const questions = waiting.get(person.id);
    return questions ? [noticeFor(person, [...questions], collaboration, day)] : [];
  });
  const planned = await notices.putAll(bundles);
  // All there already: another process planned the day.
  if (bundles.length > 0 && planned === 0) return;
  const past = collaboration.people.map(({ email }) => bundleKey(email, before));
  await notices.renew(past, day.now);
}

/** Person -> questions that wait for their answer, of those that were asked when the day's bundle was due. */
async function waitingByPerson(
  collaboration: Collaboration,
  { date, due }: Day,
  { register, atLeast }: BundleDeps,
): Promise<Map<PersonId, Set<string>>> {
  const found = new Map<PersonId, Set<string>>();
  const open = await register.list({ collaboration: collaboration._id, status: 'open' });
  for (const [n, { _id, version, askedAt }] of open.entries()) {
    await breathe(n);
    // Else a start at noon would bring what was asked at ten.
    const q = askedAt <= due ? await atLeast(_id, version) : null;
    if (q?.status !== 'open') continue;
    for (const person of silentIn(q, date)) {
      if (isActive(q, person, collaboration, date)) found.set(person, (found.get(person) ?? new Set()).add(_id));
    }
  }
  return found;
}

/** Who can answer and has not said what can be said, for every seat they answer for. */
function silentIn(q: Question, date: string): Set<PersonId> {
  const people = electorate(q)
    .filter(({ id }) => !hasSpoken(q, id))
    .flatMap((seat) => answerersOf(q, seat, date));
  return new Set(people.filter((person) => seatsFor(q, person, date).some(({ id }) => !hasSpoken(q, id))));
}

/** A group of theirs that was asked is in its period; in a body, and where they are in none of the groups, they always are. */
function isActive(q: Question, person: PersonId, { groups }: Collaboration, date: string): boolean {
  const theirs = askedGroupsOf(person, q.groups, groups);
  return q.level > 1 || theirs.length === 0 || theirs.some((group) => inPeriod(group, date));
}

function noticeFor(
  { id, email }: { id: PersonId; email: string },
  questions: string[],
  { _id: collaboration }: Collaboration,
  { date, due, now }: Day,
): Notice {
  return {
    _id: bundleKey(email, date),
    kind: BUNDLE,
    collaboration,
    question: null,
    to: { person: id },
    data: { date, questions },
    notBefore: due,
    createdAt: now,
    priority: 2,
    share: id,
    lane: null,
    order: 0,
    ...UNTRIED,
  };
}
