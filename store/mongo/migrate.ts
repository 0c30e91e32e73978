import type { Db } from 'mongodb';
import type { Collections } from './collections.ts';
import { type Durability, metaOf, SCHEMA } from './durability.ts';
import { isTaken } from './insert.ts';

/** Brings the data from the schema before it to its own. Safe to repeat, and from two replicas at once. */
interface Step {
  to: number;
  what: string;
  run(all: Collections): Promise<void>;
}

const EMPTY = {
  ...{ asks: '', subject: null, topic: null, term: null, vendorAnswer: null, supersededBy: null },
  ...{ deviations: [], followUps: [], ideas: [] },
};

/** A step that has been released is never edited: add one after it, and raise SCHEMA. */
const STEPS: Step[] = [
  {
    to: 2,
    what: 'A register entry has more fields: they stand empty until the follower that keeps it has read the log again.',
    async run({ register, commits }) {
      const older = register.find({ groups: { $exists: false } }, { projection: { group: 1, updatedAt: 1 } });
      for await (const { _id, group, updatedAt } of older) {
        const fields = { ...EMPTY, groups: [group], askedAt: updatedAt };
        await register.updateOne({ _id, groups: { $exists: false } }, { $set: fields });
      }
      await commits.updateMany({}, { $addToSet: { pending: 'register' } });
    },
  },
  {
    to: 3,
    what: 'Cards of open questions are looked at again from time to time; messages take turns and keep their order.',
    async run({ register, cards, notices }) {
      await cards.updateMany({ redo: { $exists: false } }, { $set: { redo: false, lookAt: null } });
      const open = register.find({ status: 'open' }, { projection: { _id: 1 } });
      for await (const { _id } of open) await cards.updateMany({ question: _id }, { $set: { lookAt: '' } });
      const fields = { priority: 1, share: '', lane: null, order: 0, lockedBy: null, unsure: false, message: null };
      await notices.updateMany({ priority: { $exists: false } }, { $set: fields });
    },
  },
  {
    to: 4,
    what: 'Messages may be shown anew.',
    async run({ notices }) {
      await notices.updateMany({ again: { $exists: false } }, { $set: { again: false } });
    },
  },
  {
    to: 5,
    what: 'A register entry has the words it is found by: none until the follower that keeps it has read the log again.',
    async run({ register, commits }) {
      await register.updateMany({ words: { $exists: false } }, { $set: { words: [] } });
      await commits.updateMany({}, { $addToSet: { pending: 'register' } });
    },
  },
];

/**
 * Takes the steps that the data lacks, in order, each marked when it is done: a start that was cut off goes on where it
 * was. The collection `migrations` tells which were taken and when.
 */
export async function migrate(db: Db, all: Collections, { schema, fresh, writeConcern }: Durability): Promise<void> {
  if (fresh) await record(db, SCHEMA, 'A new database.');
  for (const { to, what, run } of STEPS) {
    if (to <= schema) continue;
    await run(all);
    await metaOf(db).updateOne({ _id: 'store' }, { $max: { schema: to } }, { writeConcern });
    await record(db, to, what);
  }
}

/** The first replica's word stands. */
async function record(db: Db, _id: number, what: string): Promise<void> {
  try {
    const at = new Date().toISOString();
    await db.collection<{ _id: number; what: string; at: string }>('migrations').insertOne({ _id, what, at });
  } catch (error) {
    if (!isTaken(error)) throw error;
  }
}
