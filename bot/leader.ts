/** One replica at a time follows the log and sends: it holds a short lease in the store while it has work, and lets go when it stops. */
import { later } from './followers/retry.ts';
import type { Clock, Leases } from './ports.ts';

/** A holder that dies is waited for this long. */
const LEASE_MS = 5_000;
const NAME = 'work';

export interface Leader {
  /** Whether this replica may work now; takes or renews the lease. */
  lead(): Promise<boolean>;
  /** Another replica may lead from now on. */
  resign(): Promise<void>;
}

/**
 * What it guards is order and the platforms' rates. That nothing is done twice does not rest on it: a replica that was paused past its
 * lease finds that what it holds is locked by another, or written already.
 */
export function createLeader(deps: { leases: Leases; clock: Clock; worker: string }): Leader {
  const { leases, clock, worker } = deps;
  /** By this process's own steady clock. */
  let until = Number.NEGATIVE_INFINITY;
  let asking: Promise<boolean> | null = null;

  async function ask(): Promise<boolean> {
    const asked = performance.now();
    const now = clock();
    const taken = await leases.take(NAME, worker, now, later(now, LEASE_MS));
    until = taken ? asked + LEASE_MS : Number.NEGATIVE_INFINITY;
    return taken;
  }

  return {
    async lead() {
      if (performance.now() < until - LEASE_MS / 2) return true;
      asking ??= ask().finally(() => {
        asking = null;
      });
      return await asking;
    },
    async resign() {
      until = Number.NEGATIVE_INFINITY;
      await leases.release(NAME, worker);
    },
  };
}
