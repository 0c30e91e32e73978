import type { Instant } from '../domain/index.ts';

const FIRST_MS = 1_000;
const LONGEST_MS = 300_000;

export function later(at: Instant, ms: number): Instant {
  return new Date(Date.parse(at) + ms).toISOString();
}

/** 1 s, 2 s, 4 s … 5 min. */
export function retryAt(now: Instant, attempts: number, longestMs = LONGEST_MS): Instant {
  return later(now, Math.min(longestMs, FIRST_MS * 2 ** attempts));
}

/**
 * A call to a platform takes at most this long (its adapter's own time-out). What is held is held for longer, and no call is begun that might
 * outlast it: so nobody else sends the same meanwhile, however long this process was paused.
 */
const CALL_MS = 25_000;
export const LOCK_MS = 60_000;

/** From now on; whether a call may still be begun on what was locked for LOCK_MS. By this process's own steady clock. */
export function heldFromNow(): () => boolean {
  const until = performance.now() + LOCK_MS - CALL_MS;
  return () => performance.now() < until;
}
