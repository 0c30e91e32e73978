import type { Filter } from 'mongodb';
import type { CardRecord, Cards, Kept } from '../../bot/index.ts';
import type { Collections } from './collections.ts';
import { insert } from './insert.ts';
import { type Packed, pack, packValue, unpack } from './pack.ts';

/**
 * Beside the record: `behind` (shown < wanted, which a plain query can't ask), `readyAt` (the later of lock and
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
  const { shown, wanted, notBefore, lockedUntil } = record;
  const readyAt = [notBefore ?? '', lockedUntil ?? ''].sort()[1];
  return { ...pack(record), behind: shown < wanted, readyAt, turn: '', messageKey: key };
}

const UNLOCKED = { lockedBy: null, lockedUntil: null };

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
        const fresh = { _id, question, link, message: null, key: null, shown: 0, wanted: version, ...free };
        if (await insert(cards, packCard(fresh))) return;
        await raise(_id, version); // It was there, or somebody was first and may want less.
      }
      // After raising: `shown` looks at `wanted` when it clears the mark, so whichever comes last sees the other.
      await change({ _id, shown: { $lt: version } }, { behind: true });
    },
    async claim(worker, now, until, limit) {
      const ready = { behind: true, readyAt: { $lte: now } };
      const found = cards
        .find(ready, { projection: { _id: 1 } })
        .sort({ turn: 1 })
        .limit(limit);
      const lock = { $set: { lockedBy: worker, lockedUntil: until, readyAt: until, turn: now } };
      const options = { returnDocument: 'after' } as const;
      const tries = (await found.toArray()).map(({ _id }) => cards.findOneAndUpdate({ _id, ...ready }, lock, options));
      return (await Promise.all(tries)).flatMap((d) => (d ? [toCard(d)] : []));
    },
    async shown(id, worker, message, version, key) {
      const mine = { _id: id, lockedBy: worker };
      const found = key === undefined ? {} : { messageKey: key };
      const free = { attempts: 0, notBefore: null, readyAt: '', ...UNLOCKED };
      const sent = { message: packValue(message), ...found, ...free };
      const newer = { ...mine, shown: { $lte: version } };
      // `wanted` only rises, so when the first does not match for its sake, the second does.
      if (await change({ ...newer, wanted: { $lte: version } }, { ...sent, shown: version, behind: false })) return;
      if (await change({ ...newer, wanted: { $gt: version } }, { ...sent, shown: version, behind: true })) return;
      await change({ ...mine, shown: { $gt: version } }, sent);
    },
    async postpone(id, worker, notBefore, forget = false) {
      const gone = forget ? { message: null, messageKey: null, shown: 0, behind: true } : {};
      await change({ _id: id, lockedBy: worker }, { notBefore, readyAt: notBefore, ...UNLOCKED, ...gone }, 1);
    },
    of(question) {
      return find({ question });
    },
    async findByMessage(platform, key) {
      return (await find({ 'link.platform': platform, messageKey: key }))[0] ?? null;
    },
    behind() {
      return cards.countDocuments({ behind: true });
    },
  };
}
