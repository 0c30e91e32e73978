import type { Draft, Drafts } from '../../bot/index.ts';
import type { Collections } from './collections.ts';
import { isTaken } from './insert.ts';
import { pack, unpack } from './pack.ts';

/** Drafts on MongoDB. */
export function createDrafts({ drafts }: Collections): Drafts {
  return {
    async put(draft) {
      try {
        await drafts.replaceOne({ _id: draft._id }, pack(draft), { upsert: true });
      } catch (error) {
        if (!isTaken(error)) throw error; // Another of the person's was put at the same moment, and stands.
      }
    },
    async get(id, now) {
      const found = await drafts.findOne({ _id: id, until: { $gt: now } });
      return found && unpack<Draft>(found);
    },
    async remove(id) {
      await drafts.deleteOne({ _id: id });
    },
    async forget(now) {
      await drafts.deleteMany({ until: { $lte: now } });
    },
  };
}
