import type { CommandStartedEvent, MongoClient } from 'mongodb';
import type { Store, StoreFacts } from '../../bot/index.ts';
import { createArchive } from './archive.ts';
import { createBacklog } from './backlog.ts';
import { createCards } from './cards.ts';
import { createClient } from './client.ts';
import { collections, ensureIndexes } from './collections.ts';
import { createDirectory } from './directory.ts';
import { createDrafts } from './drafts.ts';
import { type Durability, durability, SCHEMA } from './durability.ts';
import { createInstallations } from './installations.ts';
import { openLasting } from './lasting.ts';
import { createLeases } from './leases.ts';
import { createLog } from './log.ts';
import { migrate } from './migrate.ts';
import { createNotices } from './notices.ts';
import { createRegister } from './register.ts';
import { lacksOf, refuseUnlessUnique, serverOf } from './server.ts';
import { ensureValidators } from './validators.ts';

export interface MongoOptions {
  uri: string;
  /** Else the URI's, else "samrad". */
  database?: string | undefined;
  /** Hears a sentence for each thing that the server lacks and the bot can do without. */
  warn?: ((sentence: string) => void) | undefined;
  /** Hears that the connection was stuck and has been made anew. */
  replaced?: (() => void) | undefined;
  /** For an operator's long work: a slow answer is no fault. Not for the bot, where a person waits. */
  patient?: boolean | undefined;
  /** Hears each command that is sent once the store is open (for tests and benchmarks). */
  onCommand?: ((command: CommandStartedEvent['command']) => void) | undefined;
}

/**
 * The distributed store. Needs of the server only atomic single-document writes and unique indexes. Throws when the
 * server can't be reached, can't reach its majority, lacks what the log can't do without (MongoStoreRefused), or holds
 * data of a newer program.
 */
export async function openMongoStore(options: MongoOptions): Promise<Store> {
  const prepared = await prepare(options);
  for (const sentence of prepared.lacks) options.warn?.(sentence);
  if (!options.patient) {
    const build = (client: MongoClient) => storeOn(client, options, prepared);
    const { parts, close } = await openLasting({
      create: () => createFrom(options),
      build,
      replaced: options.replaced,
    });
    return { ...parts, close };
  }
  const client = createFrom(options);
  await client.connect();
  return { ...storeOn(client, options, prepared), close: () => client.close() };
}

function createFrom({ uri, patient = false, onCommand }: MongoOptions): MongoClient {
  const client = createClient(uri, patient, { monitorCommands: onCommand !== undefined });
  if (onCommand) client.on('commandStarted', ({ command }) => onCommand(command));
  return client;
}

function storeOn(client: MongoClient, { database }: MongoOptions, prepared: Prepared): Omit<Store, 'close'> {
  const db = databaseOf(client, database);
  const all = collections(db, prepared.durability);
  const log = createLog(all);
  const cards = createCards(all);
  const notices = createNotices(all);
  return {
    log,
    register: createRegister(all),
    directory: createDirectory(all),
    cards,
    notices,
    leases: createLeases(all),
    drafts: createDrafts(all),
    installations: createInstallations(all),
    archive: createArchive(all, log),
    async facts(): Promise<StoreFacts> {
      const { localTime } = await db.command({ hello: 1 });
      const clock = localTime instanceof Date ? localTime.toISOString() : null;
      return { kind: 'mongodb', version: prepared.version, schema: SCHEMA, lacks: prepared.lacks, clock };
    },
    backlog: createBacklog(all, { cards, notices }),
  };
}

interface Prepared {
  durability: Durability;
  version: string;
  lacks: string[];
}

/** Looks at the server and brings the database up to date. Repeating it changes nothing; replicas may do it at once. */
async function prepare({ uri, database }: MongoOptions): Promise<Prepared> {
  const client = createClient(uri, true);
  try {
    await client.connect();
    const db = databaseOf(client, database);
    const server = await serverOf(db, client.options.retryWrites);
    const durable = await durability(db);
    await refuseUnlessUnique(db, server.version, durable.writeConcern);
    await ensureIndexes(db);
    await migrate(db, collections(db, durable), durable);
    const unvalidated = await ensureValidators(db);
    return { durability: durable, version: server.version, lacks: lacksOf(server, durable, unvalidated) };
  } finally {
    await client.close();
  }
}

function databaseOf(client: MongoClient, database: string | undefined) {
  const named = client.options.dbName; // The driver says "test" when the URI names none.
  return client.db(database ?? (named === 'test' ? 'samrad' : named));
}
