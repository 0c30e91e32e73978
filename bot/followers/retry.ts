import type { Instant } from '../domain/index.ts';

const FIRST_MS = 1_000;
const LONGEST_MS = 300_000;

export function later(at: Instant, ms: number): Instant {
  return new Date(Date.parse(at) + ms).toISOString();
}

/** 1 s, 2 s, 4 s … 5 min; never before what the platform asked for. */
export function retryAt(now: Instant, attempts: number, retryAfterMs: number | null = null): Instant {
  return later(now, Math.max(retryAfterMs ?? 0, Math.min(LONGEST_MS, FIRST_MS * 2 ** attempts)));
}
