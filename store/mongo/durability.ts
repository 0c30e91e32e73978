import { type CollectionOptions, type Db, MongoServerError, type WriteConcernSettings } from 'mongodb';
import { isTaken } from './insert.ts';

const DURABLE: WriteConcernSettings = { w: 'majority', journal: true };

/** BadValue, FailedToParse, InvalidOptions, UnknownReplWriteConcern, CommandNotSupported, NotImplemented. */
const NOT_UNDERSTOOD = [2, 9, 72, 79, 115, 238];

/** Of what this program writes; see migrate.ts. */
export const SCHEMA = 5;

export interface Durability {
  /** Of every write: on a majority and in the journal, where the server knows what that means. */
  writeConcern: WriteConcernSettings;
  /** Of reads that something is decided by: what a majority has, and no election can take back. */
  truth: CollectionOptions;
  /** Which schema the data has: at most SCHEMA. */
  schema: number;
  /** The database was empty. */
  fresh: boolean;
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
    if (!isNotUnderstood(error)) throw error;
    return marked(db, { w: 1 });
  }
}

/** Whether the server knows nothing of what it was asked for. */
function isNotUnderstood(error: unknown): boolean {
  return error instanceof MongoServerError && NOT_UNDERSTOOD.includes(Number(error.code));
}

async function marked(db: Db, writeConcern: WriteConcernSettings): Promise<Durability> {
  const found = await metaOf(db).findOneAndUpdate(
    { _id: 'store' },
    { $setOnInsert: { schema: SCHEMA }, $set: { durable: writeConcern.w === 'majority' } },
    { upsert: true, returnDocument: 'before', writeConcern },
  );
  const schema = found?.schema ?? SCHEMA;
  if (schema > SCHEMA) {
    throw new Error(`The database has schema ${schema}; this program knows ${SCHEMA}. Use a newer program.`);
  }
  const truth: CollectionOptions = (await readsMajority(db)) ? { readConcern: { level: 'majority' } } : {};
  return { writeConcern, truth, schema, fresh: found === null };
}

async function readsMajority(db: Db): Promise<boolean> {
  try {
    await metaOf(db).findOne({ _id: 'store' }, { readConcern: { level: 'majority' } });
    return true;
  } catch (error) {
    if (error instanceof MongoServerError) return false;
    throw error;
  }
}

interface Meta {
  _id: 'store';
  schema: number;
  durable: boolean;
  /** Version of the server that was seen to refuse what is taken. */
  refuses?: string;
}

/** The one document that the store keeps of itself. */
export function metaOf(db: Db) {
  return db.collection<Meta>('meta');
}
