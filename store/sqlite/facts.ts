import type { Database } from 'libsql';
import type { StoreFacts } from '../../bot/index.ts';

/** Library, schema and how the file is kept. A database in memory lacks nothing: it is not meant to last. */
export function factsOf(db: Database, file: string): StoreFacts {
  const lacks: string[] = [];
  if (file !== ':memory:' && one(db, 'PRAGMA journal_mode') !== 'wal') {
    lacks.push(
      'The file is not in WAL mode: readers and the bot wait for each other. Keep it on a disk of the machine.',
    );
  }
  if (file !== ':memory:' && one(db, 'PRAGMA synchronous') !== 2) {
    lacks.push('Writes are not synced: a power cut may lose what was acknowledged.');
  }
  const version = String(one(db, 'SELECT sqlite_version()'));
  return { kind: 'sqlite', version, schema: Number(one(db, 'PRAGMA user_version')), lacks, clock: null };
}

function one(db: Database, sql: string): unknown {
  const [row] = db.prepare(sql).all() as Record<string, unknown>[];
  return row && Object.values(row)[0];
}
