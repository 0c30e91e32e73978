import { type Db, MongoServerError, type WriteConcernSettings } from 'mongodb';
import { isTaken } from './insert.ts';

const DURABLE: WriteConcernSettings = { w: 'majority', journal: true };

/** BadValue, FailedToParse, InvalidOptions, UnknownReplWriteConcern, CommandNotSupported, NotImplemented. */
const NOT_UNDERSTOOD = [2, 9, 72, 79, 115, 238];

const SCHEMA = 1;

/**
 * Tries a write on a majority and in the journal. A server that does not know what that means gets plain writes; one
 * that can't reach its majority just now is a fault and throws, as is a database written by a newer program.
 */
export async function durability(db: Db): Promise<WriteConcernSettings> {
  try {
    await mark(db, DURABLE);
    return DURABLE;
  } catch (error) {
    if (isTaken(error)) return DURABLE; // Another replica marked it at the same moment.
    if (!(error instanceof MongoServerError) || !NOT_UNDERSTOOD.includes(Number(error.code))) throw error;
    await mark(db, { w: 1 });
    return { w: 1 };
  }
}

async function mark(db: Db, writeConcern: WriteConcernSettings): Promise<void> {
  const meta = db.collection<{ _id: string; schema: number }>('meta');
  const found = await meta.findOneAndUpdate(
    { _id: 'store' },
    { $max: { schema: SCHEMA } },
    { upsert: true, returnDocument: 'after', writeConcern },
  );
  if (found && found.schema > SCHEMA) {
    throw new Error(`The database has schema ${found.schema}; this program knows ${SCHEMA}. Use a newer program.`);
  }
}
