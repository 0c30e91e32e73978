import type { Database } from 'libsql';
import type { Register, RegisterEntry } from '../../bot/index.ts';
import { doc, docs, many, type Param } from './rows.ts';
import type { Writer } from './writer.ts';

/** Questions with a word between two. */
const BEGINS = 'SELECT id FROM register_words WHERE collaboration = ? AND word >= ? AND word < ?';
/** Sorts after every letter. */
const LAST = '\u{10FFFF}';

/** The read model on SQLite. The same version again replaces, so that it can be rebuilt from the log. */
export function createRegister(db: Database, writer: Writer): Register {
  const put = db.prepare(`
    INSERT INTO register (id, version, collaboration, number, group_id, status, level, decided_at, next_at, doc)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET version = excluded.version, collaboration = excluded.collaboration,
      number = excluded.number, group_id = excluded.group_id, status = excluded.status, level = excluded.level,
      decided_at = excluded.decided_at, next_at = excluded.next_at, doc = excluded.doc
    WHERE excluded.version >= register.version`);
  const get = db.prepare('SELECT doc FROM register WHERE id = ?');
  const due = db.prepare('SELECT id FROM register WHERE next_at <= ? ORDER BY next_at, id LIMIT ?');

  return {
    put(e) {
      const { collaboration, number, group, status, level, decidedAt, nextAt } = e;
      const json = JSON.stringify(e);
      return writer.write(() => {
        put.run(e._id, e.version, collaboration, number, group, status, level, decidedAt, nextAt, json);
      });
    },
    async get(question) {
      return doc<RegisterEntry>(get, question);
    },
    async due(now, limit) {
      return many<{ id: string }>(due, now, limit).map((row) => row.id);
    },
    async search(collaboration, words, limit) {
      if (words.length === 0) return [];
      const each = words.map(() => `id IN (${BEGINS})`).join(' AND ');
      const sql = `SELECT doc FROM register WHERE ${each} ORDER BY json_extract(doc, '$.askedAt') DESC, id LIMIT ?`;
      const params = words.flatMap((word) => [collaboration, word, `${word}${LAST}`]);
      return docs<RegisterEntry>(db.prepare(sql), ...params, limit);
    },
    async list(filter) {
      const { where, params } = conditions(filter);
      const sql = `SELECT doc FROM register WHERE ${where} ORDER BY number, id LIMIT ?`;
      return docs<RegisterEntry>(db.prepare(sql), ...params, filter.limit ?? -1);
    },
  };
}

function conditions(filter: Parameters<Register['list']>[0]): { where: string; params: Param[] } {
  const { group } = filter;
  const asked: [condition: string, value: Param | undefined][] = [
    ['collaboration = ?', filter.collaboration],
    ['number = ?', filter.number],
    ['status = ?', filter.status],
    ['level = ?', filter.level],
    ['decided_at >= ?', filter.decidedSince],
    // As it stands in the document: to look for the word costs a tenth of reading all the documents that lack it.
    ['instr(doc, ?) > 0', group === undefined ? undefined : JSON.stringify(group)],
    ["EXISTS (SELECT 1 FROM json_each(doc, '$.groups') WHERE value = ?)", group],
  ];
  const where = ['1'];
  const params: Param[] = [];
  for (const [condition, value] of asked) {
    if (value === undefined) continue;
    where.push(condition);
    params.push(value);
  }
  return { where: where.join(' AND '), params };
}
