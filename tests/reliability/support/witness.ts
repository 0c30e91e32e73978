/** Asks the database beside the bots, now and again: where it takes its time on a busy machine, "try again" is the right answer. */
import { setTimeout as wait } from 'node:timers/promises';

const EVERY_MS = 500;
/** A bot asks several times before it answers, within 2.5 s. */
const SLOW_MS = 500;
/** As long as a person waits for one answer. */
const BEFORE_MS = 6_000;

export interface Witness {
  /** Whether the database was slow in the seconds before this moment of `performance.now()`. */
  wasSlow(at: number): boolean;
  /** The longest that it took, milliseconds. */
  longest(): number;
  stop(): Promise<void>;
}

export function startWitness(ask: () => Promise<unknown>): Witness {
  const slow: { from: number; to: number }[] = [];
  let longest = 0;
  let stopped = false;

  async function watch(): Promise<void> {
    while (!stopped) {
      const from = performance.now();
      await ask().catch(() => undefined);
      const to = performance.now();
      longest = Math.max(longest, to - from);
      if (to - from > SLOW_MS) slow.push({ from, to });
      await wait(EVERY_MS);
    }
  }

  const watching = watch();
  return {
    wasSlow: (at) => slow.some(({ from, to }) => from < at && to > at - BEFORE_MS),
    longest: () => Math.round(longest),
    async stop() {
      stopped = true;
      await watching;
    },
  };
}
