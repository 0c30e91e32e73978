import type { Database } from 'libsql';
import type { Draft, Drafts } from '../../bot/index.ts';
import { doc } from './rows.ts';
import type { Writer } from './writer.ts';

/** Drafts on SQLite. */
export function createDrafts(db: Database, writer: Writer): Drafts {
  const put = db.prepare(`
    INSERT INTO drafts (id, until, doc) VALUES (?1, ?2, ?3)
    ON CONFLICT (id) DO UPDATE SET until = ?2, doc = ?3`);
  const get = db.prepare('SELECT doc FROM drafts WHERE id = ? AND until > ?');
  const remove = db.prepare('DELETE FROM drafts WHERE id = ?');
  const forget = db.prepare('DELETE FROM drafts WHERE until <= ?');

  return {
    put(draft) {
      return writer.write(() => {
        put.run(draft._id, draft.until, JSON.stringify(draft));
      });
    },
    async get(id, now) {
      return doc<Draft>(get, id, now);
    },
    remove(id) {
      return writer.write(() => {
        remove.run(id);
      });
    },
    forget(now) {
      return writer.write(() => {
        forget.run(now);
      });
    },
  };
}
