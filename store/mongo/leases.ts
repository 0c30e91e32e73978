import type { Leases } from '../../bot/index.ts';
import type { Collections } from './collections.ts';
import { insert } from './insert.ts';

/** Leases on MongoDB: a lease is free when nobody holds it or its `until` has come. */
export function createLeases({ leases }: Collections): Leases {
  return {
    async take(name, owner, now, until) {
      const free = { _id: name, $or: [{ owner }, { until: { $lte: now } }] };
      if ((await leases.updateOne(free, { $set: { owner, until } })).matchedCount > 0) return true;
      return insert(leases, { _id: name, owner, until });
    },
    async release(name, owner) {
      await leases.deleteOne({ _id: name, owner });
    },
  };
}
