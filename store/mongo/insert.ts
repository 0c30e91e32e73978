import { type Collection, MongoServerError } from 'mongodb';
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
