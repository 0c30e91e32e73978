import type { Database } from 'libsql';
import type { Installation, Installations } from '../../bot/index.ts';
import { doc, many } from './rows.ts';
import type { Writer } from './writer.ts';

/** Installations on SQLite. */
export function createInstallations(db: Database, writer: Writer): Installations {
  const put = db.prepare(`
    INSERT INTO installations (id, doc) VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE SET doc = ?2`);
  const get = db.prepare('SELECT doc FROM installations WHERE id = ?');
  const remove = db.prepare('DELETE FROM installations WHERE id = ?');
  const forget = db.prepare('DELETE FROM installing WHERE until <= ?');
  const begin = db.prepare('INSERT INTO installing (state, until) VALUES (?, ?)');
  const complete = db.prepare('DELETE FROM installing WHERE state = ? AND until > ? RETURNING state');

  return {
    put(installation) {
      return writer.write(() => {
        put.run(installation._id, JSON.stringify(installation));
      });
    },
    async get(id) {
      return doc<Installation>(get, id);
    },
    remove(id) {
      return writer.write(() => {
        remove.run(id);
      });
    },
    begin(state, now, until) {
      return writer.write(() => {
        forget.run(now);
        begin.run(state, until);
      });
    },
    complete(state, now) {
      return writer.write(() => many(complete, state, now).length > 0);
    },
  };
}
