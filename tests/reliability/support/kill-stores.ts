/** The two kinds of store that a killed bot leaves behind, and a look into them that is not the bot's. */
import { existsSync } from 'node:fs';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Store } from '../../../bot/index.ts';
import { openMongoStore } from '../../../store/mongo/index.ts';
import { openSqliteStore } from '../../../store/sqlite/index.ts';
import type { BotSettings } from '../../support/bot-process.ts';
import { TEST_DATABASE } from '../../support/mongo.ts';

export interface KillStore {
  kind: 'SQLite' | 'MongoDB';
  settings: BotSettings['store'];
  /** Between a person's two acts, and between the bot's rounds of work. */
  restMs: number;
  paceMs: number;
  /** Before the kills, while no bot runs. */
  prepare<T>(work: (store: Store) => Promise<T>): Promise<T>;
  /** After a kill; leaves it to the next bot to find the store as the dead one left it. */
  lookAside<T>(work: (store: Store) => Promise<T>): Promise<T>;
  /** After the kills, also beside a bot. */
  look<T>(work: (store: Store) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** libsql has a file open for longer than until it is closed. That would stand in for a living bot, so until the kills are over only copies are opened. */
export async function sqliteToKill(): Promise<KillStore> {
  const folder = await mkdtemp(join(tmpdir(), 'samrad-kill-'));
  const file = join(folder, 'samrad.sqlite');
  let copies = 0;

  async function look<T>(work: (store: Store) => Promise<T>, where = file): Promise<T> {
    const store = await openSqliteStore({ file: where });
    return await work(store).finally(store.close);
  }

  /** `back`: the copy takes the place of the file. */
  async function onCopy<T>(work: (store: Store) => Promise<T>, back: boolean): Promise<T> {
    const copy = join(folder, `copy-${++copies}.sqlite`);
    await copied(file, copy);
    const result = await look(work, copy);
    if (back) await copied(copy, file);
    await removed(copy);
    return result;
  }

  return {
    kind: 'SQLite',
    settings: { kind: 'sqlite', file },
    restMs: 300,
    paceMs: 200,
    prepare: (work) => onCopy(work, true),
    lookAside: (work) => onCopy(work, false),
    look,
    close: () => rm(folder, { recursive: true }),
  };
}

async function copied(from: string, to: string): Promise<void> {
  await removed(to);
  for (const end of ['', '-wal']) if (existsSync(`${from}${end}`)) await copyFile(`${from}${end}`, `${to}${end}`);
}

async function removed(file: string): Promise<void> {
  for (const end of ['', '-wal', '-shm']) await rm(`${file}${end}`, { force: true });
}

export async function mongoToKill(uri: string): Promise<KillStore> {
  const database = `${TEST_DATABASE}kill`;
  const store = await openMongoStore({ uri, database, patient: true });
  const look = <T>(work: (store: Store) => Promise<T>) => work(store);
  return {
    kind: 'MongoDB',
    settings: { kind: 'mongodb', uri, database },
    // FerretDB decodes a whole collection for most of what it is asked, and goes on for those who are dead.
    restMs: 5_000,
    paceMs: 1_200,
    prepare: look,
    lookAside: look,
    look,
    close: store.close,
  };
}
