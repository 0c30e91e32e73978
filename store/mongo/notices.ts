import type { Filter } from 'mongodb';
import { inTurns, type Notice, type Notices } from '../../bot/index.ts';
import type { Collections } from './collections.ts';
import { insert, insertMany } from './insert.ts';
import { type Packed, pack, packValue, unpack } from './pack.ts';

/** Beside the record: `readyAt`, the later of lock and `notBefore`. */
export function toNotice({ readyAt: _readyAt, ...record }: Packed): Notice {
  return unpack(record);
}

export function packNotice(notice: Notice): Packed {
  const { notBefore, lockedUntil } = notice;
  return { ...pack(notice), readyAt: lockedUntil !== null && lockedUntil > notBefore ? lockedUntil : notBefore };
}

/** So many are looked at for a claim, so that each share among them gets its turn. */
const WINDOW = 200;
const PRIORITIES: Notice['priority'][] = [0, 1, 2];
const TO_CLAIM = { share: 1, lane: 1, readyAt: 1, lockedBy: 1, unsure: 1 };
const UNLOCKED = { lockedBy: null, lockedUntil: null };

/** One-off messages on MongoDB. */
export function createNotices({ notices }: Collections): Notices {
  /** Those of this priority that are due and first in their lane, by time. */
  async function ready(priority: Notice['priority'], now: string): Promise<Packed[]> {
    const found = await notices
      .find({ status: 'waiting', priority, readyAt: { $lte: now } }, { projection: TO_CLAIM })
      .sort({ readyAt: 1, createdAt: 1 })
      .limit(WINDOW)
      .toArray();
    const lanes = [...new Set(found.flatMap(({ lane }) => lane ?? []))];
    if (lanes.length === 0) return found;
    const inLanes = notices.find({ status: 'waiting', lane: { $in: lanes } }, { projection: { lane: 1 } });
    const first = new Map<string, string>();
    for (const { _id, lane } of await inLanes.sort({ lane: 1, order: 1, _id: 1 }).toArray()) {
      if (!first.has(lane)) first.set(lane, _id);
    }
    return found.filter(({ _id, lane }) => lane === null || first.get(lane) === _id);
  }

  async function lock(packed: Packed, worker: string, until: string): Promise<Notice[]> {
    const { _id, readyAt } = packed;
    const unsure = packed.unsure || packed.lockedBy !== null;
    const mine = { lockedBy: worker, lockedUntil: until, readyAt: until, unsure };
    const options = { returnDocument: 'after' } as const;
    const locked = await notices.findOneAndUpdate({ _id, status: 'waiting', readyAt }, { $set: mine }, options);
    return locked ? [toNotice(locked)] : [];
  }

  function unlocked(notBefore: string) {
    return { notBefore, readyAt: notBefore, ...UNLOCKED };
  }

  async function get(key: string): Promise<Notice | null> {
    const found = await notices.findOne({ _id: key });
    return found && toNotice(found);
  }

  return {
    put(notice) {
      return insert(notices, packNotice(notice));
    },
    putAll(all) {
      return insertMany(notices, all.map(packNotice));
    },
    get,
    async claim(worker, now, until, limit) {
      const next: Packed[] = [];
      for (const priority of PRIORITIES) {
        if (next.length === limit) break;
        next.push(...inTurns(await ready(priority, now), ({ share }) => share, limit - next.length));
      }
      return (await Promise.all(next.map((one) => lock(one, worker, until)))).flat();
    },
    async finish(key, worker, status, message) {
      const where = message === undefined ? {} : { message: packValue(message) };
      const ended = { status, unsure: false, again: false, ...where, ...UNLOCKED };
      const mine = { _id: key, lockedBy: worker };
      if (status !== 'sent') return (await notices.updateOne(mine, { $set: ended })).matchedCount > 0;
      if ((await notices.updateOne({ ...mine, again: { $ne: true } }, { $set: ended })).matchedCount > 0) return true;
      const renewed = await notices.findOne(mine, { projection: { notBefore: 1 } });
      const waits = { ...ended, status: 'waiting', readyAt: renewed?.notBefore };
      return renewed !== null && (await notices.updateOne(mine, { $set: waits })).matchedCount > 0;
    },
    async postpone(key, worker, notBefore, unsure) {
      const change = { $set: { ...unlocked(notBefore), unsure }, $inc: { attempts: 1 } };
      await notices.updateOne({ _id: key, lockedBy: worker }, change);
    },
    async release(key, worker, notBefore) {
      await notices.updateOne({ _id: key, lockedBy: worker }, { $set: unlocked(notBefore) });
    },
    async hasten(key, notBefore) {
      const later = { _id: key, status: 'waiting', notBefore: { $gt: notBefore } };
      // One that is held keeps its lock: who holds it sends it now.
      await notices.updateOne({ ...later, lockedBy: null }, { $set: { notBefore, readyAt: notBefore } });
    },
    async renew(keys, now) {
      if (keys.length === 0) return;
      const _id = { $in: keys };
      // First, so that none is sent between the two without having heard of it.
      await notices.updateMany({ _id, status: 'waiting', lockedBy: { $ne: null } }, { $set: { again: true } });
      const waiting = { status: 'waiting', attempts: 0, notBefore: now, readyAt: now };
      await notices.updateMany({ _id, status: 'sent', message: { $ne: null } }, { $set: waiting });
    },
    async adopt(key, message) {
      const unknown = { _id: key, message: null };
      const sent = { message: packValue(message), status: 'sent', unsure: false, ...UNLOCKED };
      await notices.updateOne(unknown, { $set: sent });
      return await get(key);
    },
    async takeUp(now) {
      const waiting = { status: 'waiting', attempts: 0, notBefore: now, readyAt: now };
      return (await notices.updateMany({ status: 'failed' }, { $set: waiting })).matchedCount;
    },
    due(now) {
      return notices.countDocuments({ status: 'waiting', priority: { $in: PRIORITIES }, readyAt: { $lte: now } });
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
