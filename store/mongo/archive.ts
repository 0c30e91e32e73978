import { MongoBulkWriteError } from 'mongodb';
import type { Archive, Commit, Identity, Kept, Kind, QuestionLog } from '../../bot/index.ts';
import { packCard, toKeptCard } from './cards.ts';
import type { Collections } from './collections.ts';
import { packIdentity } from './directory.ts';
import { DUPLICATE_KEY } from './insert.ts';
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
    async write(kind, documents) {
      const toPacked = PACK[kind] ?? pack;
      const there = await all[kind].find({ _id: { $in: documents.map(({ _id }) => _id) } }).project({ _id: 1 });
      const known = new Set((await there.toArray()).map(({ _id }) => _id));
      const missing = documents.filter(({ _id }) => !known.has(_id)).map(toPacked);
      if (missing.length === 0) return 0;
      try {
        return (await all[kind].insertMany(missing, { ordered: false })).insertedCount;
      } catch (error) {
        // Somebody wrote some of them meanwhile, or another unique field is taken: the rest are in.
        if (!(error instanceof MongoBulkWriteError) || !allTaken(error)) throw error;
        return error.insertedCount;
      }
    },
    count(kind) {
      return all[kind].countDocuments();
    },
  };
}

function allTaken({ writeErrors }: MongoBulkWriteError): boolean {
  return [writeErrors].flat().every(({ code }) => code === DUPLICATE_KEY);
}
