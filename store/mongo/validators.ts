import { isDeepStrictEqual } from 'node:util';
import { type Db, type Document, MongoServerError } from 'mongodb';
import type { Collections } from './collections.ts';

const text = { bsonType: 'string' };
const whole = { bsonType: ['int', 'long', 'double'], minimum: 0 };
const orNull = (type: string) => ({ bsonType: [type, 'null'] });

function record(properties: Record<string, Document>): Document {
  return { bsonType: 'object', required: Object.keys(properties), properties };
}

/**
 * What the server is to hold up against a program that writes something else: fields that the store itself reads.
 * Names of followers, statuses and events are left open, so that programs of two versions can run side by side.
 */
export const SCHEMAS: Partial<Record<keyof Collections, Document>> = {
  commits: record({
    _id: text,
    question: { bsonType: 'string', minLength: 1 },
    version: { ...whole, minimum: 1 },
    commandId: { bsonType: 'string', minLength: 1 },
    at: text,
    by: orNull('string'),
    events: { bsonType: 'array', items: { bsonType: 'object' } },
    texts: {
      bsonType: 'object',
      additionalProperties: record({ salt: text, text: orNull('string'), digest: text }),
    },
    prev: text,
    hash: { bsonType: 'string', minLength: 1 },
    pending: { bsonType: 'array', items: text },
  }),
  register: record({
    _id: text,
    version: whole,
    collaboration: text,
    number: text,
    groups: { bsonType: 'array', items: text },
    status: text,
    level: whole,
    decidedAt: orNull('string'),
    nextAt: orNull('string'),
  }),
  numbers: record({ _id: text, series: text, n: { ...whole, minimum: 1 }, question: text }),
  cards: record({
    _id: text,
    question: text,
    link: { bsonType: 'object' },
    shown: whole,
    wanted: whole,
    behind: { bsonType: 'bool' },
    redo: { bsonType: 'bool' },
    readyAt: text,
    turn: text,
  }),
  notices: record({
    _id: text,
    collaboration: text,
    question: orNull('string'),
    status: text,
    priority: whole,
    share: text,
    lane: orNull('string'),
    order: whole,
    readyAt: text,
  }),
};

/** NamespaceExists: another replica made it. */
const EXISTS = 48;

/**
 * Gives each collection its validator where it has another or none. The names of collections that the server would not
 * give one; what is stored already is not looked at.
 */
export async function ensureValidators(db: Db): Promise<string[]> {
  const there = await db.listCollections().toArray();
  const options = new Map(there.map((c) => [c.name, ('options' in c ? c.options : undefined) ?? {}]));
  const without: string[] = [];
  for (const [name, $jsonSchema] of Object.entries(SCHEMAS)) {
    const validation = { validator: { $jsonSchema }, validationLevel: 'strict', validationAction: 'error' };
    if (isDeepStrictEqual(options.get(name)?.validator, validation.validator)) continue;
    if (!(await gave(db, name, validation))) without.push(name);
  }
  return without;
}

/** On a collection that is there: `collMod` changes it in place. */
async function gave(db: Db, name: string, validation: Document): Promise<boolean> {
  try {
    await db.createCollection(name).catch((error: unknown) => {
      if (!(error instanceof MongoServerError && error.code === EXISTS)) throw error;
    });
    await db.command({ collMod: name, ...validation });
    return true;
  } catch (error) {
    // Whatever the reason (not known, not allowed for this user): the bot does not stand or fall with it.
    if (error instanceof MongoServerError) return false;
    throw error;
  }
}
