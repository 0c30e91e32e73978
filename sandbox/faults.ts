import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { isRecord, sendJson } from './http.ts';
import type { Fault } from './types.ts';

/** Keeps the faults that are set and plays them on requests. */
export interface Faults {
  add(fault: Fault): void;
  clear(): void;
  /**
   * Plays what applies to this request. `answered`: done, do no work. `lost`: do the work, then drop the connection
   * instead of answering. `none`: go on as usual (possibly after a delay).
   */
  play(name: string, res: ServerResponse, errorBody: unknown): Promise<'answered' | 'lost' | 'none'>;
}

/** Seconds for which an answer that a fault gave says to hold off; undefined: it does not. */
export function heldOff(res: ServerResponse): number | undefined {
  const seconds = res.getHeader('retry-after');
  return seconds === undefined ? undefined : Number(seconds);
}

export function createFaults(random: () => number = Math.random): Faults {
  let faults: { fault: Fault; left: number }[] = [];

  /** The first fault that applies, used up by one. A fault with neither `times` nor `share` applies once. */
  function take(name: string): Fault | undefined {
    for (const entry of faults) {
      const { match, share } = entry.fault;
      if (match !== undefined && !name.includes(match)) continue;
      if (share !== undefined && random() >= share) continue;
      entry.left -= 1;
      faults = faults.filter((one) => one.left > 0);
      return entry.fault;
    }
    return undefined;
  }

  return {
    add(fault) {
      faults.push({ fault, left: fault.times ?? (fault.share === undefined ? 1 : Number.POSITIVE_INFINITY) });
    },
    clear() {
      faults = [];
    },
    async play(name, res, errorBody) {
      const fault = take(name);
      if (!fault) return 'none';
      if (fault.kind === 'lost-reply') return 'lost';
      if (fault.kind === 'drop') {
        res.socket?.destroy();
        return 'answered';
      }
      if (fault.kind === 'delay') {
        await wait(fault.ms ?? 1000);
        return 'none';
      }
      const { error, retryAfter, status = error ? 200 : 503 } = fault;
      if (retryAfter !== undefined) res.setHeader('retry-after', retryAfter);
      sendJson(res, status, error && isRecord(errorBody) ? { ...errorBody, error } : errorBody);
      return 'answered';
    },
  };
}
