import type { Installation, Installations } from '../../bot/index.ts';
import type { Collections } from './collections.ts';
import { isTaken } from './insert.ts';
import { pack, unpack } from './pack.ts';

/** Installations on MongoDB. */
export function createInstallations({ installations, installing }: Collections): Installations {
  return {
    async put(installation) {
      try {
        await installations.replaceOne({ _id: installation._id }, pack(installation), { upsert: true });
      } catch (error) {
        if (!isTaken(error)) throw error; // Another replica put one at the same moment, and stands.
      }
    },
    async get(id) {
      const found = await installations.findOne({ _id: id });
      return found && unpack<Installation>(found);
    },
    async remove(id) {
      await installations.deleteOne({ _id: id });
    },
    async begin(state, now, until) {
      await installing.deleteMany({ until: { $lte: now } });
      await installing.insertOne({ _id: state, until });
    },
    async complete(state, now) {
      return (await installing.deleteOne({ _id: state, until: { $gt: now } })).deletedCount === 1;
    },
  };
}
