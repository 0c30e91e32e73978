import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'libsql';
import type { Store } from '../../bot/index.ts';
import { createArchive } from './archive.ts';
import { createBacklog } from './backlog.ts';
import { createCards } from './cards.ts';
import { createDirectory } from './directory.ts';
import { createDrafts } from './drafts.ts';
import { factsOf } from './facts.ts';
import { createInstallations } from './installations.ts';
import { createLeases } from './leases.ts';
import { createLog } from './log.ts';
import { createNotices } from './notices.ts';
import { createRegister } from './register.ts';
import { migrate } from './schema.ts';
import { createWriter } from './writer.ts';

export interface SqliteOptions {
  /** Path of the one file (with -wal and -shm beside it while open), or ':memory:'. Missing folders are made. */
  file: string;
  /** Hears how many writes shared a transaction. */
  onGroup?: (size: number) => void;
}

/** Another process's write is waited for this long; a person is to hear "not recorded" before Slack's three seconds. */
const BUSY_MS = 2_000;

/** The embedded store. Every write resolves after its fsync. Throws when the file can't be opened or is of a newer program. */
export async function openSqliteStore(options: SqliteOptions): Promise<Store> {
  if (options.file !== ':memory:') mkdirSync(dirname(options.file), { recursive: true });
  const db = new Database(options.file, { timeout: BUSY_MS });
  db.exec(`PRAGMA busy_timeout = ${BUSY_MS}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL`);
  migrate(db);
  const writer = createWriter(db, options.onGroup);
  const cards = createCards(db, writer);
  return {
    log: createLog(db, writer),
    register: createRegister(db, writer),
    directory: createDirectory(db, writer),
    cards,
    notices: createNotices(db, writer),
    leases: createLeases(db, writer),
    drafts: createDrafts(db, writer),
    installations: createInstallations(db, writer),
    archive: createArchive(db, writer),
    async facts() {
      return factsOf(db, options.file);
    },
    backlog: createBacklog(db, cards),
    async close() {
      await writer.close();
      if (db.open) db.close();
    },
  };
}
