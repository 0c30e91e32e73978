import type { Database } from 'libsql';
import type { CardRecord, Cards, Kept } from '../../bot/index.ts';
import { many } from './rows.ts';
import type { Writer } from './writer.ts';

export interface CardRow {
  id: string;
  question: string;
  link: string;
  message: string | null;
  message_key: string | null;
  shown: number;
  wanted: number;
  not_before: string | null;
  attempts: number;
  locked_by: string | null;
  locked_until: string | null;
}

/**
 * Cards on SQLite. `ready_at` is the later of lock and postponement, '' for free. `turn` is when it was last claimed:
 * the least recently served goes first, so a busy card starves none.
 */
export function createCards(db: Database, writer: Writer): Cards {
  const want = db.prepare(`
    INSERT INTO cards (id, question, platform, link, wanted) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET wanted = max(wanted, excluded.wanted)`);
  const ready = db.prepare('SELECT * FROM cards WHERE shown < wanted AND ready_at <= ? ORDER BY turn, seq LIMIT ?');
  const lock = db.prepare('UPDATE cards SET locked_by = ?1, locked_until = ?2, ready_at = ?2, turn = ?3 WHERE id = ?4');
  const shown = db.prepare(`
    UPDATE cards SET message = ?, message_key = coalesce(?, message_key), shown = max(shown, ?), attempts = 0, not_before = NULL,
      locked_by = NULL, locked_until = NULL, ready_at = ''
    WHERE id = ? AND locked_by = ?`);
  const unlock = `not_before = ?1, ready_at = ?1, attempts = attempts + 1, locked_by = NULL, locked_until = NULL`;
  const postpone = db.prepare(`UPDATE cards SET ${unlock} WHERE id = ?2 AND locked_by = ?3`);
  const forget = db.prepare(
    `UPDATE cards SET ${unlock}, message = NULL, message_key = NULL, shown = 0 WHERE id = ?2 AND locked_by = ?3`,
  );
  const of = db.prepare('SELECT * FROM cards WHERE question = ? ORDER BY id');
  const byMessage = db.prepare('SELECT * FROM cards WHERE platform = ? AND message_key = ?');
  const behind = db.prepare('SELECT count(*) AS n FROM cards WHERE shown < wanted');

  return {
    want(question, link, version) {
      const json = JSON.stringify(link);
      return writer.write(() => {
        want.run(`${question}@${link._id}`, question, link.platform, json, version);
      });
    },
    claim(worker, now, until, limit) {
      return writer.write(() => {
        const rows = many<CardRow>(ready, now, limit);
        for (const row of rows) lock.run(worker, until, now, row.id);
        return rows.map((row) => ({ ...toCard(row), lockedBy: worker, lockedUntil: until }));
      });
    },
    shown(id, worker, message, version, key) {
      const json = JSON.stringify(message);
      return writer.write(() => {
        shown.run(json, key ?? null, version, id, worker);
      });
    },
    postpone(id, worker, notBefore, forgotten = false) {
      return writer.write(() => {
        (forgotten ? forget : postpone).run(notBefore, id, worker);
      });
    },
    async of(question) {
      return many<CardRow>(of, question).map(toCard);
    },
    async findByMessage(platform, key) {
      return many<CardRow>(byMessage, platform, key).map(toCard)[0] ?? null;
    },
    async behind() {
      return many<{ n: number }>(behind)[0]?.n ?? 0;
    },
  };
}

function toCard(row: CardRow): CardRecord {
  return {
    _id: row.id,
    question: row.question,
    link: JSON.parse(row.link),
    message: row.message === null ? null : JSON.parse(row.message),
    shown: row.shown,
    wanted: row.wanted,
    notBefore: row.not_before,
    attempts: row.attempts,
    lockedBy: row.locked_by,
    lockedUntil: row.locked_until,
  };
}

/** With the key that it is found by. */
export function toKeptCard(row: CardRow): Kept['cards'] {
  return { ...toCard(row), key: row.message_key };
}
