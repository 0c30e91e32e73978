/** Sending that is under way: so many at once, and no slow platform keeps a round of work waiting. */
export interface Pool {
  /** How many more may be started. */
  free(): number;
  /** `work` never rejects. */
  run(work: () => Promise<void>): void;
  /** Until nothing is under way. */
  idle(): Promise<void>;
}

/** `ended` hears when one is through. */
export function createPool(size: number, ended: () => void): Pool {
  const running = new Set<Promise<void>>();
  return {
    free: () => size - running.size,
    run(work) {
      const one = work().finally(() => {
        running.delete(one);
        ended();
      });
      running.add(one);
    },
    async idle() {
      while (running.size > 0) await Promise.all(running);
    },
  };
}
