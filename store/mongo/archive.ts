import { type Collection, MongoBulkWriteError } from 'mongodb';
import type { Archive, Commit, Identity, Kept, Kind, QuestionLog } from '../../bot/index.ts';
import { packCard, toKeptCard } from './cards.ts';
import type { Collections } from './collections.ts';
import { packIdentity } from './directory.ts';
import { isTaken } from './insert.ts';
import { packNotice, toNotice } from './notices.ts';
import { type Packed, pack, unpack } from './pack.ts';

/** Documents, and questions, that are asked for at once: no cursor is held open while others write what it gave. */
const PAGE = 100;

/** How a kind is stored when it is more than packed. */
const PACK: { [K in Kind]?: (doc: Kept[K]) => Packed } = {
  identities: packIdentity,
  cards: packCard,
  notices: packNotice,
};
const UNPACK: { [K in Kind]?: (packed: Packed) => Kept[K] } = {
  identities: ({ emailKey: _emailKey, ...record }) => unpack<Identity>(record),
  cards: toKeptCard,
  notices: toNotice,
};

/** All documents of a MongoDB store. */
export function createArchive(all: Collections, log: Pick<QuestionLog, 'questions'>): Archive {
  async function* commits(): AsyncGenerator<Commit> {
    for (let after: string | null = null; ; ) {
      const questions = await log.questions(after, PAGE);
      // In the index's order, where a question's commits only come at the end: what is seen has no gap.
      const found = all.commits.find({ question: { $in: questions } }).sort({ question: 1, version: 1 });
      for (const packed of await found.toArray()) yield unpack<Commit>(packed);
      after = questions.at(-1) ?? null;
      if (questions.length < PAGE) return;
    }
  }

  async function* byId<K extends Kind>(kind: K): AsyncGenerator<Kept[K]> {
    const fromPacked = UNPACK[kind] ?? unpack<Kept[K]>;
    for (let after = ''; ; ) {
      const page = await all[kind]
        .find({ _id: { $gt: after } })
        .sort({ _id: 1 })
        .limit(PAGE)
        .toArray();
      for (const packed of page) yield fromPacked(packed);
      after = page.at(-1)?._id ?? after;
      if (page.length < PAGE) return;
    }
  }

  return {
    read<K extends Kind>(kind: K) {
      return kind === 'commits' ? (commits() as AsyncIterable<Kept[K]>) : byId(kind);
    },
    write(kind, documents) {
      return insertAll(all[kind], documents.map(PACK[kind] ?? pack));
    },
    count(kind) {
      return all[kind].countDocuments();
    },
  };
}

/** Inserts those that no unique index refuses; how many. In order: where none is refused, every server takes them in one go. */
async function insertAll(into: Collection<Packed>, documents: Packed[]): Promise<number> {
  let added = 0;
  for (let left = documents; left.length > 0; ) {
    try {
      return added + (await into.insertMany(left)).insertedCount;
    } catch (error) {
      if (!(error instanceof MongoBulkWriteError) || !isTaken(error)) throw error;
      added += error.insertedCount;
      left = await notIn(into, left.slice(error.insertedCount + 1)); // The one that was refused is the next.
    }
  }
  return added;
}

async function notIn(there: Collection<Packed>, documents: Packed[]): Promise<Packed[]> {
  const found = there.find({ _id: { $in: documents.map(({ _id }) => _id) } }).project<{ _id: string }>({ _id: 1 });
  const known = new Set((await found.toArray()).map(({ _id }) => _id));
  return documents.filter(({ _id }) => !known.has(_id));
}
