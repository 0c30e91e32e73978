import type { Collaboration } from '../collaboration.ts';
import {
  addDays,
  addWorkingDays,
  dateOf,
  type Instant,
  instantOf,
  type Need,
  type Policy,
  type Question,
  type Tally,
  workingDaysBetween,
} from '../domain/index.ts';
import { groupOf, languageOf } from '../people.ts';
import type { Clock, Notice, Register, RegisterEntry } from '../ports.ts';
import type { View } from '../view.ts';
import { type DigestRow, digestView, shownRows } from '../views/index.ts';
import { actsOf } from './digest-acts.ts';

const DAY_MS = 86_400_000;
/** Over 90 % of decisions are meant to be made in the group (the founding note's aim). */
const TARGET = { part: 9, of: 10 };

interface Deps {
  register: Register;
  load(question: string): Promise<Question | null>;
  clock: Clock;
}

/** The digest for one coordinator as things stand; null when its day is gone, or there is nothing to tell. */
export async function coordinatorDigest(
  notice: Notice,
  collaboration: Collaboration,
  deps: Deps,
): Promise<View | null> {
  const now = deps.clock();
  const { policy, _id } = collaboration;
  const today = dateOf(now, policy.timeZone);
  if (!('person' in notice.to) || notice.data.date !== today) return null;
  const { person: id } = notice.to;
  const groups = collaboration.groups.filter((group) => group.coordinators.includes(id)).map((group) => group.id);
  const mine = (entry: RegisterEntry) => entry.groups.some((group) => groups.includes(group)) && !entry.practice;
  const open = (await deps.register.list({ collaboration: _id, status: 'open' })).filter(mine);
  const monthAgo = new Date(Date.parse(now) - 30 * DAY_MS).toISOString();
  const lately = (await deps.register.list({ collaboration: _id, decidedSince: monthAgo })).filter(mine);
  const period = notice.data.period === 'week' ? 'week' : 'day';
  const since = sinceLast(period, today, policy);
  const decided = lately.filter(({ decidedAt }) => decidedAt !== null && decidedAt >= since).length;
  if (open.length === 0 && decided === 0) return null;
  const person = collaboration.people.find((one) => one.id === id) ?? null;
  const language = languageOf(collaboration, person, groupOf(collaboration, groups[0] ?? ''));
  const inGroup = lately.filter(({ decision }) => decision?.level === 1).length;
  const rows = open.map((entry) => rowOf(entry, now, collaboration));
  for (const row of shownRows(rows)) {
    const q = await deps.load(row.question);
    if (q) Object.assign(row, actsOf(q, row, collaboration, id, now));
  }
  return digestView(
    { period, groups, rows, decided, lately: { decided: lately.length, inGroup }, target: TARGET },
    { collaboration, language, now },
  );
}

/** A week back, or the last working day's digest. */
function sinceLast(period: 'day' | 'week', today: string, { digest, timeZone, ...rules }: Policy): Instant {
  if (period === 'week') return instantOf(addDays(today, -7), digest.weekly.time, timeZone);
  return instantOf(addWorkingDays(today, -1, rules), digest.daily, timeZone);
}

function rowOf(entry: RegisterEntry, now: Instant, { policy }: Collaboration): DigestRow {
  const { deadline } = entry;
  return {
    question: entry._id,
    number: entry.number,
    group: entry.group,
    criticality: entry.criticality,
    title: entry.title,
    missing: entry.missing as Need[],
    tally: entry.tally as unknown as Tally,
    deadline,
    workingDaysLeft: deadline === null ? null : workingDaysBetween(now, deadline, policy),
    overdue: entry.overdue,
    level: entry.level,
    round: entry.round,
    acts: [],
    done: [],
    waited: null,
  };
}
