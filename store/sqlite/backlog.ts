import type { Database } from 'libsql';
import type { Backlog, Cards, Follower, Instant, Waiting } from '../../bot/index.ts';
import { many } from './rows.ts';

/** What is owed, late and set aside, counted by the indexes that have only that. */
export function createBacklog(db: Database, cards: Pick<Cards, 'behind'>): (now: Instant) => Promise<Backlog> {
  const owed = (name: string) =>
    db.prepare(`
      SELECT count(*) AS n,
        (SELECT json_extract(doc, '$.at') FROM commits WHERE instr(pending, '"${name}"') > 0 ORDER BY seq LIMIT 1) AS oldest
      FROM commits WHERE instr(pending, '"${name}"') > 0`);
  const of: Record<Follower, ReturnType<typeof owed>> = {
    register: owed('register'),
    cards: owed('cards'),
    notices: owed('notices'),
    chain: owed('chain'),
  };
  const notices = db.prepare(
    "SELECT count(*) AS n, min(ready_at) AS oldest FROM notices WHERE status = 'waiting' AND priority IN (0, 1, 2) AND ready_at <= ?",
  );
  const steps = db.prepare('SELECT count(*) AS n, min(next_at) AS oldest FROM register WHERE next_at <= ?');
  const aside = db.prepare(`SELECT count(*) AS n, NULL AS oldest FROM commits WHERE instr(pending, '"aside:') > 0`);
  const failed = db.prepare("SELECT count(*) AS n, NULL AS oldest FROM notices WHERE status = 'failed'");

  return async (now) => ({
    owed: {
      register: waiting(of.register),
      cards: waiting(of.cards),
      notices: waiting(of.notices),
      chain: waiting(of.chain),
    },
    cardsBehind: await cards.behind(),
    notices: waiting(notices, now),
    steps: waiting(steps, now),
    setAside: { commits: waiting(aside).count, notices: waiting(failed).count },
  });
}

function waiting(statement: ReturnType<Database['prepare']>, ...params: string[]): Waiting {
  const [row] = many<{ n: number; oldest: Instant | null }>(statement, ...params);
  return { count: row?.n ?? 0, oldest: row?.oldest ?? null };
}
