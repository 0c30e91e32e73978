import type { Filter } from 'mongodb';
import type { Notice, Notices } from '../../bot/index.ts';
import type { Collections } from './collections.ts';
import { insert } from './insert.ts';
import { type Packed, pack, unpack } from './pack.ts';

/** Beside the record: `readyAt`, the later of lock and `notBefore`. */
export function toNotice({ readyAt: _readyAt, ...record }: Packed): Notice {
  return unpack(record);
}

export function packNotice(notice: Notice): Packed {
  const { notBefore, lockedUntil } = notice;
  return { ...pack(notice), readyAt: lockedUntil !== null && lockedUntil > notBefore ? lockedUntil : notBefore };
}

/** One-off messages on MongoDB. */
export function createNotices({ notices }: Collections): Notices {
  return {
    put(notice) {
      return insert(notices, packNotice(notice));
    },
    async claim(_worker, now, until, limit) {
      const ready = { status: 'waiting', readyAt: { $lte: now } };
      const found = notices
        .find(ready, { projection: { _id: 1 } })
        .sort({ readyAt: 1, createdAt: 1 })
        .limit(limit);
      const lock = { $set: { lockedUntil: until, readyAt: until } };
      const options = { returnDocument: 'after' } as const;
      const tries = (await found.toArray()).map(({ _id }) =>
        notices.findOneAndUpdate({ _id, ...ready }, lock, options),
      );
      return (await Promise.all(tries)).flatMap((d) => (d ? [toNotice(d)] : []));
    },
    async finish(key, status) {
      await notices.updateOne({ _id: key }, { $set: { status, lockedUntil: null } });
    },
    async postpone(key, notBefore) {
      const free = { notBefore, readyAt: notBefore, lockedUntil: null };
      await notices.updateOne({ _id: key, status: 'waiting' }, { $set: free, $inc: { attempts: 1 } });
    },
    async list({ question, status }) {
      const where: Filter<Packed> = {};
      if (question !== undefined) where.question = question;
      if (status !== undefined) where.status = status;
      const found = notices.find(where).sort({ createdAt: 1, _id: 1 });
      return (await found.toArray()).map(toNotice);
    },
  };
}
