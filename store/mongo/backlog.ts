import type { Collection, Filter } from 'mongodb';
import type { Backlog, Cards, Follower, Instant, Notices, Waiting } from '../../bot/index.ts';
import type { Collections } from './collections.ts';
import { FOLLOWERS } from './log.ts';
import type { Packed } from './pack.ts';

/** What is owed, late and set aside. Each count is by an index that begins with what it asks. */
export function createBacklog(
  { commits, notices, register }: Collections,
  stock: { cards: Pick<Cards, 'behind'>; notices: Pick<Notices, 'due'> },
): (now: Instant) => Promise<Backlog> {
  const owed = (follower: Follower) => waiting(commits, { pending: follower }, 'at', { version: 1, at: 1 });

  return async (now) => {
    const [owing, cardsBehind, due, oldest, steps, aside, failed] = await Promise.all([
      Promise.all(FOLLOWERS.map(async (name) => [name, await owed(name)] as const)),
      stock.cards.behind(),
      stock.notices.due(now),
      first(notices, { status: 'waiting', priority: { $in: [0, 1, 2] }, readyAt: { $lte: now } }, 'readyAt'),
      waiting(register, { nextAt: { $lte: now } }, 'nextAt'),
      commits.countDocuments({ pending: { $in: FOLLOWERS.map((name) => `aside:${name}`) } }),
      notices.countDocuments({ status: 'failed' }),
    ]);
    return {
      owed: Object.fromEntries(owing) as Backlog['owed'],
      cardsBehind,
      notices: { count: due, oldest },
      steps,
      setAside: { commits: aside, notices: failed },
    };
  };
}

async function waiting(
  of: Collection<Packed>,
  filter: Filter<Packed>,
  when: string,
  sort: Record<string, 1> = { [when]: 1 },
): Promise<Waiting> {
  const [count, oldest] = await Promise.all([of.countDocuments(filter), first(of, filter, when, sort)]);
  return { count, oldest };
}

async function first(
  of: Collection<Packed>,
  filter: Filter<Packed>,
  when: string,
  sort: Record<string, 1> = { [when]: 1 },
): Promise<Instant | null> {
  const [found] = await of
    .find(filter, { projection: { [when]: 1 } })
    .sort(sort)
    .limit(1)
    .toArray();
  return found?.[when] ?? null;
}
