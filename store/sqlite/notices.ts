import type { Database } from 'libsql';
import type { Notice, Notices } from '../../bot/index.ts';
import { many } from './rows.ts';
import type { Writer } from './writer.ts';

export interface NoticeRow {
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
  const inOrder = "ORDER BY json_extract(doc, '$.createdAt'), id";
  const about = db.prepare(`SELECT * FROM notices WHERE question = ?1 AND (?2 IS NULL OR status = ?2) ${inOrder}`);
  const all = db.prepare(`SELECT * FROM notices WHERE (? IS NULL OR status = ?) ${inOrder}`);

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
        const rows = many<NoticeRow>(ready, now, limit);
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
    async list({ question, status = null }) {
      const rows =
        question === undefined ? many<NoticeRow>(all, status, status) : many<NoticeRow>(about, question, status);
      return rows.map(toNotice);
    },
  };
}

export function toNotice(row: NoticeRow): Notice {
  return {
    ...JSON.parse(row.doc),
    status: row.status,
    notBefore: row.not_before,
    attempts: row.attempts,
    lockedUntil: row.locked_until,
  };
}
