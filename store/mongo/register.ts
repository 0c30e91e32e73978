import type { Filter } from 'mongodb';
import type { Register, RegisterEntry } from '../../bot/index.ts';
import type { Collections } from './collections.ts';
import { insert } from './insert.ts';
import { type Packed, pack, unpack } from './pack.ts';

/** The read model on MongoDB. The same version again replaces, so that it can be rebuilt from the log. */
export function createRegister({ register }: Collections): Register {
  /** False when there is none, or a newer one. */
  async function replace(entry: RegisterEntry): Promise<boolean> {
    const older = { _id: entry._id, version: { $lte: entry.version } };
    return (await register.replaceOne(older, pack(entry))).matchedCount > 0;
  }

  return {
    async put(entry) {
      if (await replace(entry)) return;
      // Somebody may insert an older one in between; then the second replace matches.
      if (!(await insert(register, pack(entry)))) await replace(entry);
    },
    async get(question) {
      const found = await register.findOne({ _id: question });
      return found && unpack<RegisterEntry>(found);
    },
    async due(now, limit) {
      const found = register.find({ nextAt: { $lte: now } }).sort({ nextAt: 1, _id: 1 });
      return (await found.limit(limit).project<{ _id: string }>({ _id: 1 }).toArray()).map((d) => d._id);
    },
    async search(collaboration, words, limit) {
      if (words.length === 0) return [];
      // Not a range: FerretDB would take one word above it and one below it for a word within.
      const begins = (word: string) => ({ words: { $regex: `^${literally(word)}` } });
      const found = register.find({ collaboration, $and: words.map(begins) });
      const sorted = found.sort({ askedAt: -1, _id: 1 }).limit(limit);
      return (await sorted.toArray()).map((d) => unpack<RegisterEntry>(d));
    },
    async list(filter) {
      const found = register.find(conditions(filter)).sort({ number: 1, _id: 1 });
      if (filter.limit !== undefined) found.limit(filter.limit);
      return (await found.toArray()).map((d) => unpack<RegisterEntry>(d));
    },
  };
}

function conditions(filter: Parameters<Register['list']>[0]): Filter<Packed> {
  const { limit: _, decidedSince, group, ...equal } = filter;
  const asked = Object.entries(equal).filter(([, value]) => value !== undefined);
  const where: Filter<Packed> = Object.fromEntries(asked);
  if (group !== undefined) where.groups = group;
  if (decidedSince !== undefined) where.decidedAt = { $gte: decidedSince };
  return where;
}

/** As a regular expression. */
function literally(word: string): string {
  return word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
