import { MongoClient } from 'mongodb';
import type { Store } from '../../bot/index.ts';
import { createCards } from './cards.ts';
import { collections, ensureIndexes } from './collections.ts';
import { createDirectory } from './directory.ts';
import { durability, markMigrated, SCHEMA } from './durability.ts';
import { createLeases } from './leases.ts';
import { createLog } from './log.ts';
import { migrate } from './migrate.ts';
import { createNotices } from './notices.ts';
import { createRegister } from './register.ts';

export interface MongoOptions {
  uri: string;
  /** Else the URI's, else "samrad". */
  database?: string | undefined;
}

/** Short enough that a database that is away is noticed while a person waits. */
const TIMEOUTS = {
  serverSelectionTimeoutMS: 2_000,
  connectTimeoutMS: 2_000,
  waitQueueTimeoutMS: 2_000,
  socketTimeoutMS: 5_000,
};

/**
 * The distributed store. Needs of the server only atomic single-document writes and unique indexes. Throws when the
 * server can't be reached, can't reach its majority, or holds data of a newer program.
 */
export async function openMongoStore(options: MongoOptions): Promise<Store> {
  const client = new MongoClient(options.uri, { ...TIMEOUTS, appName: 'samrad', readPreference: 'primary' });
  try {
    await client.connect();
    const named = client.options.dbName; // The driver says "test" when the URI names none.
    const db = client.db(options.database ?? (named === 'test' ? 'samrad' : named));
    const { writeConcern, schema } = await durability(db);
    await ensureIndexes(db);
    const all = collections(db, { writeConcern });
    if (schema < SCHEMA) {
      await migrate(all, schema);
      await markMigrated(db, writeConcern);
    }
    return {
      log: createLog(all),
      register: createRegister(all),
      directory: createDirectory(all),
      cards: createCards(all),
      notices: createNotices(all),
      leases: createLeases(all),
      close: () => client.close(),
    };
  } catch (error) {
    await client.close();
    throw error;
  }
}
