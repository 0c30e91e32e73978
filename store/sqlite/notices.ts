import type { Database } from 'libsql';
import { inTurns, type Notice, type Notices } from '../../bot/index.ts';
import { many } from './rows.ts';
import { rowOf } from './rows-of.ts';
import type { Writer } from './writer.ts';

export interface NoticeRow {
  id: string;
  status: Notice['status'];
  share: string;
  not_before: string;
  attempts: number;
  locked_by: string | null;
  locked_until: string | null;
  unsure: number;
  again: number;
  message: string | null;
  doc: string;
}

/** So many are looked at for a claim, so that each share among them gets its turn. */
const WINDOW = 200;
const PRIORITIES: Notice['priority'][] = [0, 1, 2];
const UNLOCKED = 'locked_by = NULL, locked_until = NULL';

/** One-off messages on SQLite. `ready_at` is the later of lock and `notBefore`; `place` is the order in a lane. */
export function createNotices(db: Database, writer: Writer): Notices {
  const columns = Object.keys(rowOf.notices(BLANK));
  const put = db.prepare(`
    INSERT INTO notices (${columns}) VALUES (${columns.map(() => '?')}) ON CONFLICT DO NOTHING`);
  const ready = db.prepare(`
    SELECT * FROM notices AS one WHERE status = 'waiting' AND priority = ? AND ready_at <= ?
      AND (lane IS NULL OR NOT EXISTS (
        SELECT 1 FROM notices AS earlier WHERE earlier.status = 'waiting' AND earlier.lane IS NOT NULL
          AND earlier.lane = one.lane AND (earlier.place, earlier.seq) < (one.place, one.seq)))
    ORDER BY ready_at, seq LIMIT ${WINDOW}`);
  const lock = db.prepare(`
    UPDATE notices SET unsure = (unsure = 1 OR locked_by IS NOT NULL), locked_by = ?1, locked_until = ?2, ready_at = ?2 WHERE id = ?3`);
  const finish = db.prepare(`
    UPDATE notices SET status = iif(?1 = 'sent' AND again = 1, 'waiting', ?1), ready_at = not_before, again = 0,
      message = coalesce(?2, message), unsure = 0, ${UNLOCKED} WHERE id = ?3 AND locked_by = ?4`);
  const unlock = `not_before = ?1, ready_at = ?1, ${UNLOCKED}`;
  const postpone = db.prepare(`
    UPDATE notices SET ${unlock}, attempts = attempts + 1, unsure = ?2 WHERE id = ?3 AND locked_by = ?4`);
  const release = db.prepare(`UPDATE notices SET ${unlock} WHERE id = ?2 AND locked_by = ?3`);
  const hasten = db.prepare(`
    UPDATE notices SET not_before = ?1, ready_at = max(?1, coalesce(locked_until, ''))
    WHERE id = ?2 AND status = 'waiting' AND not_before > ?1`);
  const renew = db.prepare(`
    UPDATE notices SET status = 'waiting', attempts = 0, not_before = ?1, ready_at = ?1
    WHERE id = ?2 AND status = 'sent' AND message IS NOT NULL`);
  const renewLater = db.prepare(
    "UPDATE notices SET again = 1 WHERE id = ? AND status = 'waiting' AND locked_by IS NOT NULL",
  );
  const adopt = db.prepare(`
    UPDATE notices SET message = ?, status = 'sent', unsure = 0, ${UNLOCKED}
    WHERE id = ? AND message IS NULL`);
  const takeUp = db.prepare(`
    UPDATE notices SET status = 'waiting', attempts = 0, not_before = ?1, ready_at = ?1 WHERE status = 'failed'`);
  const due = db.prepare(
    "SELECT count(*) AS n FROM notices WHERE status = 'waiting' AND priority = ? AND ready_at <= ?",
  );
  const byId = db.prepare('SELECT * FROM notices WHERE id = ?');
  const inOrder = "ORDER BY json_extract(doc, '$.createdAt'), id";
  const about = db.prepare(`SELECT * FROM notices WHERE question = ?1 AND (?2 IS NULL OR status = ?2) ${inOrder}`);
  const all = db.prepare(`SELECT * FROM notices WHERE (? IS NULL OR status = ?) ${inOrder}`);

  return {
    put(notice) {
      const cells = Object.values(rowOf.notices(notice));
      return writer.write(() => put.run(...cells).changes > 0);
    },
    putAll(all) {
      const rows = all.map((notice) => Object.values(rowOf.notices(notice)));
      return writer.write(() => rows.filter((cells) => put.run(...cells).changes > 0).length);
    },
    async get(key) {
      return many<NoticeRow>(byId, key).map(toNotice)[0] ?? null;
    },
    claim(worker, now, until, limit) {
      return writer.write(() => {
        const taken: NoticeRow[] = [];
        for (const priority of PRIORITIES) {
          if (taken.length === limit) break;
          const rows = many<NoticeRow>(ready, priority, now);
          taken.push(...inTurns(rows, (row) => row.share, limit - taken.length));
        }
        for (const row of taken) lock.run(worker, until, row.id);
        return taken.flatMap((row) => many<NoticeRow>(byId, row.id).map(toNotice));
      });
    },
    finish(key, worker, status, message) {
      const json = message === undefined ? null : JSON.stringify(message);
      return writer.write(() => finish.run(status, json, key, worker).changes > 0);
    },
    postpone(key, worker, notBefore, unsure) {
      return writer.write(() => {
        postpone.run(notBefore, unsure ? 1 : 0, key, worker);
      });
    },
    release(key, worker, notBefore) {
      return writer.write(() => {
        release.run(notBefore, key, worker);
      });
    },
    hasten(key, notBefore) {
      return writer.write(() => {
        hasten.run(notBefore, key);
      });
    },
    renew(keys, now) {
      return writer.write(() => {
        for (const key of keys) if (renew.run(now, key).changes === 0) renewLater.run(key);
      });
    },
    adopt(key, message) {
      const json = JSON.stringify(message);
      return writer.write(() => {
        adopt.run(json, key);
        return many<NoticeRow>(byId, key).map(toNotice)[0] ?? null;
      });
    },
    takeUp(now) {
      return writer.write(() => takeUp.run(now).changes);
    },
    async due(now) {
      return PRIORITIES.reduce<number>(
        (sum, priority) => sum + (many<{ n: number }>(due, priority, now)[0]?.n ?? 0),
        0,
      );
    },
    async list({ question, status = null }) {
      const rows =
        question === undefined ? many<NoticeRow>(all, status, status) : many<NoticeRow>(about, question, status);
      return rows.map(toNotice);
    },
  };
}

/** For the names of its columns. */
const BLANK: Notice = {
  ...{
    _id: '',
    kind: '',
    collaboration: '',
    question: null,
    to: { person: '' },
    data: {},
    notBefore: '',
    createdAt: '',
  },
  ...{ priority: 1, share: '', lane: null, order: 0, attempts: 0, status: 'waiting' },
  ...{ lockedBy: null, lockedUntil: null, unsure: false, message: null, again: false },
};

export function toNotice(row: NoticeRow): Notice {
  return {
    ...JSON.parse(row.doc),
    status: row.status,
    notBefore: row.not_before,
    attempts: row.attempts,
    lockedBy: row.locked_by,
    lockedUntil: row.locked_until,
    unsure: row.unsure === 1,
    again: row.again === 1,
    message: row.message === null ? null : JSON.parse(row.message),
  };
}
