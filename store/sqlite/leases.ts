import type { Database } from 'libsql';
import type { Leases } from '../../bot/index.ts';
import type { Writer } from './writer.ts';

/** Leases on SQLite: a lease is free when nobody holds it or its `until` has come. */
export function createLeases(db: Database, writer: Writer): Leases {
  const take = db.prepare(`
    INSERT INTO leases (name, owner, until) VALUES (?1, ?2, ?3)
    ON CONFLICT (name) DO UPDATE SET owner = ?2, until = ?3 WHERE leases.owner = ?2 OR leases.until <= ?4`);
  const release = db.prepare('DELETE FROM leases WHERE name = ? AND owner = ?');

  return {
    take(name, owner, now, until) {
      return writer.write(() => take.run(name, owner, until, now).changes > 0);
    },
    release(name, owner) {
      return writer.write(() => {
        release.run(name, owner);
      });
    },
  };
}
