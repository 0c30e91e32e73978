import { type Collection, MongoBulkWriteError, MongoServerError } from 'mongodb';
import type { Packed } from './pack.ts';

const DUPLICATE_KEY = 11000;

/** Whether a unique index said no. Which one is not read from the error: servers differ in what they tell. */
export function isTaken(error: unknown): boolean {
  return error instanceof MongoServerError && error.code === DUPLICATE_KEY;
}

/** Inserts; false when `_id` or another unique field is taken. */
export async function insert(into: Collection<Packed>, document: Packed): Promise<boolean> {
  try {
    await into.insertOne(document);
    return true;
  } catch (error) {
    if (isTaken(error)) return false;
    throw error;
  }
}

/** Inserts those whose `_id` or other unique fields are free; how many. */
export async function insertMany(into: Collection<Packed>, documents: Packed[]): Promise<number> {
  if (documents.length === 0) return 0;
  try {
    return (await into.insertMany(documents, { ordered: false })).insertedCount;
  } catch (error) {
    if (!(error instanceof MongoBulkWriteError) || error.result.getWriteConcernError()) throw error;
    const failed = [error.writeErrors].flat();
    if (failed.length === 0 || failed.some(({ code }) => code !== DUPLICATE_KEY)) throw error;
    return documents.length - failed.length;
  }
}
