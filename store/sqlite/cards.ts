import type { Database } from 'libsql';
import { type CardRecord, type Cards, inTurns, type Kept } from '../../bot/index.ts';
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
  redo: number;
  look_at: string | null;
  not_before: string | null;
  attempts: number;
  locked_by: string | null;
  locked_until: string | null;
}

/** So many cards are looked at for a claim, so that each channel among them gets its turn. */
const WINDOW = 200;
/** Word for word that of the index cards_behind, or SQLite does not use it. A claim takes the mark `redo` off; until it ends, the lock stands for it. */
const BEHIND = '(shown < wanted OR redo = 1 OR locked_by IS NOT NULL)';

/**
 * Cards on SQLite. `ready_at` is the later of lock and postponement, '' for free. `turn` is when it was last claimed:
 * the least recently served goes first, so a busy card starves none.
 */
export function createCards(db: Database, writer: Writer): Cards {
  const want = db.prepare(`
    INSERT INTO cards (id, question, platform, link, wanted) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET wanted = max(wanted, excluded.wanted)`);
  const ready = db.prepare(`SELECT * FROM cards WHERE ${BEHIND} AND ready_at <= ? ORDER BY turn, seq LIMIT ${WINDOW}`);
  const lock = db.prepare(
    'UPDATE cards SET locked_by = ?1, locked_until = ?2, ready_at = ?2, turn = ?3, redo = 0 WHERE id = ?4',
  );
  const shown = db.prepare(`
    UPDATE cards SET message = ?, message_key = coalesce(?, message_key), shown = max(shown, ?), look_at = ?, attempts = 0,
      not_before = NULL, locked_by = NULL, locked_until = NULL, ready_at = ''
    WHERE id = ? AND locked_by = ?`);
  const unlock = 'not_before = ?1, ready_at = ?1, redo = 1, locked_by = NULL, locked_until = NULL';
  const release = db.prepare(`UPDATE cards SET ${unlock} WHERE id = ?2 AND locked_by = ?3`);
  const postpone = db.prepare(`UPDATE cards SET ${unlock}, attempts = attempts + 1 WHERE id = ?2 AND locked_by = ?3`);
  const forget = db.prepare(`
    UPDATE cards SET ${unlock}, attempts = attempts + 1, message = NULL, message_key = NULL, shown = 0
    WHERE id = ?2 AND locked_by = ?3`);
  const redo = db.prepare('UPDATE cards SET redo = 1 WHERE id = ?');
  const hasten = db.prepare(`
    UPDATE cards SET not_before = NULL, ready_at = '', attempts = 0
    WHERE ${BEHIND} AND locked_by IS NULL AND json_extract(link, '$._id') = ?`);
  const sweep = db.prepare(`
    UPDATE cards SET redo = 1, look_at = NULL
    WHERE id IN (SELECT id FROM cards WHERE look_at <= ? ORDER BY look_at LIMIT ?)`);
  const adopt = db.prepare('UPDATE cards SET message = ?, message_key = ?, redo = 1 WHERE id = ? AND message IS NULL');
  const move = db.prepare(`
    UPDATE OR REPLACE cards SET id = question || '@' || ?1, link = ?2, message = ?3, message_key = ?4, redo = 1, attempts = 0,
      not_before = NULL, locked_by = NULL, locked_until = NULL, ready_at = ''
    WHERE id = ?5`);
  const byId = db.prepare('SELECT * FROM cards WHERE id = ?');
  const of = db.prepare('SELECT * FROM cards WHERE question = ? ORDER BY id');
  const byMessage = db.prepare('SELECT * FROM cards WHERE platform = ? AND message_key = ?');
  const behind = db.prepare(`SELECT count(*) AS n FROM cards WHERE ${BEHIND}`);

  return {
    want(question, link, version) {
      const json = JSON.stringify(link);
      return writer.write(() => {
        want.run(`${question}@${link._id}`, question, link.platform, json, version);
      });
    },
    claim(worker, now, until, limit) {
      return writer.write(() => {
        const rows = inTurns(many<CardRow>(ready, now), channelOf, limit);
        for (const row of rows) lock.run(worker, until, now, row.id);
        return rows.map((row) => ({ ...toCard(row), redo: false, lockedBy: worker, lockedUntil: until }));
      });
    },
    shown(id, worker, { message, version, key, lookAt }) {
      const json = JSON.stringify(message);
      return writer.write(() => shown.run(json, key ?? null, version, lookAt, id, worker).changes > 0);
    },
    postpone(id, worker, notBefore, forgotten = false) {
      return writer.write(() => {
        (forgotten ? forget : postpone).run(notBefore, id, worker);
      });
    },
    release(id, worker, notBefore) {
      return writer.write(() => {
        release.run(notBefore, id, worker);
      });
    },
    hasten(link) {
      return writer.write(() => {
        hasten.run(link);
      });
    },
    redo(id) {
      return writer.write(() => {
        redo.run(id);
      });
    },
    sweep(now, limit) {
      return writer.write(() => sweep.run(now, limit).changes);
    },
    adopt(id, message, key) {
      const json = JSON.stringify(message);
      return writer.write(() => {
        adopt.run(json, key, id);
        return many<CardRow>(byId, id).map(toCard)[0] ?? null;
      });
    },
    async of(question) {
      return many<CardRow>(of, question).map(toCard);
    },
    move(id, { link, message, key }) {
      return writer.write(() => {
        move.run(link._id, JSON.stringify(link), message && JSON.stringify(message), key, id);
      });
    },
    async findByMessage(platform, key) {
      return many<CardRow>(byMessage, platform, key).map(toCard)[0] ?? null;
    },
    async behind() {
      return many<{ n: number }>(behind)[0]?.n ?? 0;
    },
  };
}

/** The link's id, which the card's own ends with. */
function channelOf({ id, question }: CardRow): string {
  return id.slice(question.length + 1);
}

function toCard(row: CardRow): CardRecord {
  return {
    _id: row.id,
    question: row.question,
    link: JSON.parse(row.link),
    message: row.message === null ? null : JSON.parse(row.message),
    shown: row.shown,
    wanted: row.wanted,
    redo: row.redo === 1,
    lookAt: row.look_at,
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
