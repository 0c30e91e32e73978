import type { Filter } from 'mongodb';
import { type CardRecord, type Cards, inTurns, type Kept } from '../../bot/index.ts';
import type { Collections } from './collections.ts';
import { insert } from './insert.ts';
import { type Packed, pack, packValue, unpack } from './pack.ts';

/** So many cards are looked at for a claim, so that each channel among them gets its turn. */
const WINDOW = 200;

/**
 * Beside the record: `behind` (shown < wanted or redo or locked, which a plain query can't ask), `readyAt` (the later of lock and
 * postponement, '' for free), `turn` (when last claimed: the least recently served goes first, so a busy card starves
 * none) and `messageKey`.
 */
function toCard(packed: Packed): CardRecord {
  const { behind: _behind, readyAt: _readyAt, turn: _turn, messageKey: _messageKey, ...record } = packed;
  return unpack(record);
}

/** With the key that it is found by. */
export function toKeptCard(packed: Packed): Kept['cards'] {
  return { ...toCard(packed), key: packed.messageKey ?? null };
}

/** The card as it is stored, whatever was done to it before. */
export function packCard({ key, ...record }: Kept['cards']): Packed {
  const { shown, wanted, redo, notBefore, lockedBy, lockedUntil } = record;
  const readyAt = [notBefore ?? '', lockedUntil ?? ''].sort()[1];
  return { ...pack(record), behind: shown < wanted || redo || lockedBy !== null, readyAt, turn: '', messageKey: key };
}

const UNLOCKED = { lockedBy: null, lockedUntil: null };

/** To be tried again: behind, whatever it was claimed for. */
function unlocked(notBefore: string) {
  return { notBefore, readyAt: notBefore, redo: true, behind: true, ...UNLOCKED };
}

/** Cards on MongoDB. Each change is one guarded update of one card. */
export function createCards({ cards }: Collections): Cards {
  async function find(filter: Filter<Packed>): Promise<CardRecord[]> {
    const found = await cards.find(filter).sort({ _id: 1 }).toArray();
    return found.map(toCard);
  }

  async function change(filter: Filter<Packed>, set: Record<string, unknown>, failed = 0): Promise<boolean> {
    const update = failed === 0 ? { $set: set } : { $set: set, $inc: { attempts: failed } };
    return (await cards.updateOne(filter, update)).matchedCount > 0;
  }

  function raise(_id: string, version: number): Promise<boolean> {
    return change({ _id, wanted: { $lt: version } }, { wanted: version });
  }

  return {
    async want(question, link, version) {
      const _id = `${question}@${link._id}`;
      if (!(await raise(_id, version))) {
        const free = { notBefore: null, attempts: 0, ...UNLOCKED };
        const unseen = { message: null, key: null, shown: 0, redo: false, lookAt: null };
        const fresh = { _id, question, link, ...unseen, wanted: version, ...free };
        if (await insert(cards, packCard(fresh))) return;
        await raise(_id, version); // It was there, or somebody was first and may want less.
      }
      // After raising: `shown` looks at `wanted` when it clears the mark, so whichever comes last sees the other.
      await change({ _id, shown: { $lt: version } }, { behind: true });
    },
    async claim(worker, now, until, limit) {
      const ready = { behind: true, readyAt: { $lte: now } };
      const found = cards
        .find(ready, { projection: { _id: 1, question: 1 } })
        .sort({ turn: 1 })
        .limit(WINDOW);
      const next = inTurns(await found.toArray(), ({ _id, question }) => _id.slice(question.length + 1), limit);
      // The mark `redo` is taken off; until the claim ends, `behind` stands for it.
      const lock = { $set: { lockedBy: worker, lockedUntil: until, readyAt: until, turn: now, redo: false } };
      const options = { returnDocument: 'after' } as const;
      const tries = next.map(({ _id }) => cards.findOneAndUpdate({ _id, ...ready }, lock, options));
      return (await Promise.all(tries)).flatMap((d) => (d ? [toCard(d)] : []));
    },
    async shown(id, worker, { message, version, key, lookAt }) {
      const mine = { _id: id, lockedBy: worker };
      const found = key === undefined ? {} : { messageKey: key };
      const free = { attempts: 0, notBefore: null, readyAt: '', ...UNLOCKED };
      const sent = { message: packValue(message), lookAt, ...found, ...free };
      const newer = { ...mine, shown: { $lte: version } };
      const done = { ...newer, wanted: { $lte: version }, redo: false };
      // `wanted` only rises, and `redo` is only set meanwhile: when the first does not match for their sake, the second does.
      if (await change(done, { ...sent, shown: version, behind: false })) return true;
      if (await change(newer, { ...sent, shown: version, behind: true })) return true;
      return await change({ ...mine, shown: { $gt: version } }, { ...sent, behind: true });
    },
    async postpone(id, worker, notBefore, forget = false) {
      const gone = forget ? { message: null, messageKey: null, shown: 0 } : {};
      await change({ _id: id, lockedBy: worker }, { ...unlocked(notBefore), ...gone }, 1);
    },
    async release(id, worker, notBefore) {
      await change({ _id: id, lockedBy: worker }, unlocked(notBefore));
    },
    async hasten(link) {
      const free = { notBefore: null, readyAt: '', attempts: 0 };
      await cards.updateMany({ behind: true, lockedBy: null, 'link._id': link }, { $set: free });
    },
    async redo(id) {
      await change({ _id: id }, { redo: true, behind: true });
    },
    async sweep(now, limit) {
      const due = { lookAt: { $lte: now } };
      const found = cards
        .find(due, { projection: { _id: 1 } })
        .sort({ lookAt: 1 })
        .limit(limit);
      const ids = (await found.toArray()).map(({ _id }) => _id);
      if (ids.length === 0) return 0;
      const marked = { redo: true, behind: true, lookAt: null };
      return (await cards.updateMany({ _id: { $in: ids }, ...due }, { $set: marked })).matchedCount;
    },
    async adopt(id, message, key) {
      await change(
        { _id: id, message: null },
        { message: packValue(message), messageKey: key, redo: true, behind: true },
      );
      const found = await cards.findOne({ _id: id });
      return found && toCard(found);
    },
    of(question) {
      return find({ question });
    },
    async move(id, { link, message, key }) {
      const found = await cards.findOne({ _id: id });
      if (!found) return;
      const { question } = toCard(found);
      const moved = { ...toCard(found), ...UNLOCKED, link, message, redo: true, notBefore: null, attempts: 0 };
      const _id = `${question}@${link._id}`;
      await cards.replaceOne({ _id }, packCard({ ...moved, _id, key }), { upsert: true });
      await cards.deleteOne({ _id: id });
    },
    async findByMessage(platform, key) {
      return (await find({ 'link.platform': platform, messageKey: key }))[0] ?? null;
    },
    behind() {
      return cards.countDocuments({ behind: true });
    },
  };
}
