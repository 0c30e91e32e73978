import { within } from '../../bot/index.ts';

/** Work that is under way, so that stopping can wait for it. */
export interface Tasks {
  track<T>(work: Promise<T>): Promise<T>;
  /** Until all is done, or `ms` have passed. */
  idle(ms: number): Promise<void>;
}

export function createTasks(): Tasks {
  const running = new Set<Promise<unknown>>();

  async function allDone(): Promise<void> {
    while (running.size > 0) await Promise.allSettled(running);
  }

  return {
    track(work) {
      running.add(work);
      const forget = () => running.delete(work);
      work.then(forget, forget);
      return work;
    },
    async idle(ms) {
      await within(allDone(), ms, () => undefined);
    },
  };
}
