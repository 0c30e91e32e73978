import type { Database } from 'libsql';
import type { Notice, Notices } from '../../bot/index.ts';
import { many } from './rows.ts';
import type { Writer } from './writer.ts';

interface Row {
  id: string;
  status: Notice['status'];
  not_before: string;
  attempts: number;
  locked_until: string | null;
  doc: string;
}

/** One-off messages on SQLite. `ready_at` is the later of lock and `notBefore`. */
export function createNotices(db: Database, writer: Writer): Notices {
  const put = db.prepare(`
    INSERT INTO notices (id, question, status, not_before, attempts, locked_until, ready_at, doc)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`);
  const ready = db.prepare(
    "SELECT * FROM notices WHERE status = 'waiting' AND ready_at <= ? ORDER BY ready_at, seq LIMIT ?",
  );
  const lock = db.prepare('UPDATE notices SET locked_until = ?1, ready_at = ?1 WHERE id = ?2');
  const finish = db.prepare('UPDATE notices SET status = ?, locked_until = NULL WHERE id = ?');
  const postpone = db.prepare(`
    UPDATE notices SET not_before = ?1, ready_at = ?1, locked_until = NULL, attempts = attempts + 1
    WHERE id = ?2 AND status = 'waiting'`);
  const list = db.prepare(
    'SELECT * FROM notices WHERE (?1 IS NULL OR question = ?1) AND (?2 IS NULL OR status = ?2) ORDER BY seq',
  );

  return {
    put(n) {
      const { _id, question, status, notBefore, attempts, lockedUntil } = n;
      const readyAt = lockedUntil !== null && lockedUntil > notBefore ? lockedUntil : notBefore;
      const json = JSON.stringify(n);
      return writer.write(
        () => put.run(_id, question, status, notBefore, attempts, lockedUntil, readyAt, json).changes > 0,
      );
    },
    claim(_worker, now, until, limit) {
      return writer.write(() => {
        const rows = many<Row>(ready, now, limit);
        for (const row of rows) lock.run(until, row.id);
        return rows.map((row) => ({ ...toNotice(row), lockedUntil: until }));
      });
    },
    finish(key, status) {
      return writer.write(() => {
        finish.run(status, key);
      });
    },
    postpone(key, notBefore) {
      return writer.write(() => {
        postpone.run(notBefore, key);
      });
    },
    async list(filter) {
      return many<Row>(list, filter.question ?? null, filter.status ?? null).map(toNotice);
    },
  };
}

function toNotice(row: Row): Notice {
  return {
    ...JSON.parse(row.doc),
    status: row.status,
    notBefore: row.not_before,
    attempts: row.attempts,
    lockedUntil: row.locked_until,
  };
}
