import { type Db, MongoServerError, type WriteConcernSettings } from 'mongodb';
import { isTaken } from './insert.ts';

const DURABLE: WriteConcernSettings = { w: 'majority', journal: true };

/** BadValue, FailedToParse, InvalidOptions, UnknownReplWriteConcern, CommandNotSupported, NotImplemented. */
const NOT_UNDERSTOOD = [2, 9, 72, 79, 115, 238];

/** Of what this program writes; see migrate.ts. */
export const SCHEMA = 2;

export interface Durability {
  writeConcern: WriteConcernSettings;
  /** Which the data has: at most SCHEMA. */
  schema: number;
}

/**
 * Tries a write on a majority and in the journal. A server that does not know what that means gets plain writes; one
 * that can't reach its majority just now is a fault and throws, as is a database written by a newer program.
 */
export async function durability(db: Db): Promise<Durability> {
  try {
    return await marked(db, DURABLE);
  } catch (error) {
    if (isTaken(error)) return marked(db, DURABLE); // Another replica marked it at the same moment.
    if (!(error instanceof MongoServerError) || !NOT_UNDERSTOOD.includes(Number(error.code))) throw error;
    return marked(db, { w: 1 });
  }
}

/** Tells replicas to come that the data is as this program writes it. */
export async function markMigrated(db: Db, writeConcern: WriteConcernSettings): Promise<void> {
  await meta(db).updateOne({ _id: 'store' }, { $max: { schema: SCHEMA } }, { writeConcern });
}

async function marked(db: Db, writeConcern: WriteConcernSettings): Promise<Durability> {
  const found = await meta(db).findOneAndUpdate(
    { _id: 'store' },
    { $setOnInsert: { schema: SCHEMA }, $set: { durable: writeConcern.w === 'majority' } },
    { upsert: true, returnDocument: 'after', writeConcern },
  );
  const schema = found?.schema ?? SCHEMA;
  if (schema > SCHEMA) {
    throw new Error(`The database has schema ${schema}; this program knows ${SCHEMA}. Use a newer program.`);
  }
  return { writeConcern, schema };
}

function meta(db: Db) {
  return db.collection<{ _id: string; schema: number; durable: boolean }>('meta');
}
