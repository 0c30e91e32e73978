/** What the platforms take: calls wait for room in every lane that they draw on, the more pressing ones first. */
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import type { Lane } from './ports.ts';

/** Room that is farther off than this is not waited for here: the call is put back in the store. */
const PATIENCE_MS = 2_000;
/** Nobody is sent off for longer than this beyond what the lane itself asks for. */
const LONGEST_MS = 30_000;

export interface Budget {
  /** 0: go on, and the room is taken. Else the milliseconds until there may be room. `priority`: lower goes first. */
  turn(lanes: Lane[], priority: number): Promise<number>;
  /** The platform says to hold off: nothing goes in this lane for so long. */
  block(lane: Lane, ms: number): void;
  /** Whoever waits is told to come again. */
  close(): void;
}

interface Waiter {
  lanes: Lane[];
  priority: number;
  until: number;
  go(wait: number): void;
}

export function createBudget(): Budget {
  const limiters = new Map<string, RateLimiterMemory>();
  /** By lane, until when a platform wants nothing there. Beside what is counted, which stays true meanwhile. */
  const blocked = new Map<string, number>();
  let waiting: Waiter[] = [];
  let looking: Promise<void> | null = null;
  let again = false;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  function limitersOf({ limits }: Lane): RateLimiterMemory[] {
    return limits.map(({ requests, perMs }) => {
      const name = `${requests} in ${perMs}`;
      const limiter = limiters.get(name) ?? new RateLimiterMemory({ points: requests, duration: perMs / 1_000 });
      limiters.set(name, limiter);
      return limiter;
    });
  }

  function blockedFor({ key }: Lane): number {
    const left = (blocked.get(key) ?? 0) - performance.now();
    if (left <= 0) blocked.delete(key);
    return Math.max(0, left);
  }

  /** Milliseconds until there is room in all of them, and which is full for longest. */
  async function roomIn(lanes: Lane[]): Promise<{ wait: number; full: string }> {
    let found = { wait: 0, full: '' };
    for (const lane of lanes) {
      const left = blockedFor(lane);
      if (left > found.wait) found = { wait: left, full: lane.key };
      for (const limiter of limitersOf(lane)) {
        const used = await limiter.get(lane.key);
        if (used && used.remainingPoints <= 0 && used.msBeforeNext > found.wait)
          found = { wait: used.msBeforeNext, full: lane.key };
      }
    }
    return found;
  }

  /** 0, or milliseconds: a lane was closed since it was looked at. */
  async function take(lanes: Lane[]): Promise<number> {
    let wait = 0;
    for (const lane of lanes) {
      for (const limiter of limitersOf(lane)) {
        await limiter.consume(lane.key).catch((full: RateLimiterRes) => {
          wait = Math.max(wait, full.msBeforeNext);
        });
      }
    }
    return Math.max(wait, ...lanes.map(blockedFor));
  }

  /** Lets go whoever there is room for, and sends off whoever would wait too long. */
  async function look(): Promise<void> {
    let next = Number.POSITIVE_INFINITY;
    /** How many were sent off from each full lane: they come again one after the other. */
    const sentOff = new Map<string, number>();
    const line = [...waiting].sort((a, b) => a.priority - b.priority);
    for (const waiter of line) {
      const { wait, full } = closed ? { wait: PATIENCE_MS, full: '' } : await roomIn(waiter.lanes);
      if (wait > 0 && !closed && performance.now() + wait <= waiter.until) {
        next = Math.min(next, wait);
        continue;
      }
      waiting = waiting.filter((one) => one !== waiter);
      const place = (sentOff.get(full) ?? 0) + 1;
      if (wait > 0) sentOff.set(full, place);
      waiter.go(wait > 0 ? Math.min(wait * place, wait + LONGEST_MS) : await take(waiter.lanes));
    }
    if (next < Number.POSITIVE_INFINITY) timer = setTimeout(lookSoon, next + 1);
  }

  function lookSoon(): void {
    again = looking !== null;
    if (again) return;
    clearTimeout(timer);
    looking = look().finally(() => {
      looking = null;
      if (again) lookSoon();
    });
  }

  return {
    turn(lanes, priority) {
      return new Promise((go) => {
        waiting.push({ lanes, priority, until: performance.now() + PATIENCE_MS, go });
        lookSoon();
      });
    },
    block(lane, ms) {
      blocked.set(lane.key, performance.now() + Math.max(ms, blockedFor(lane)));
    },
    close() {
      closed = true;
      lookSoon();
    },
  };
}
