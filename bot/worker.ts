/** Works off what the log owes: followers, then cards, then notices. One round at a time; woken by commits, by the clock, and by a look now and then. */
import type { Log } from './ports.ts';

/** At most one round in this time, so that many votes become one card update. */
const PACE_MS = 1_200;
const FIRST_MS = 50;
/** What other replicas wrote, what was put off, and what a process that died held is found by looking. */
const LOOK_MS = 1_000;
/** So many goes a settling takes part in while more keeps coming. */
const SETTLE_GOES = 10;
/** Rounds in one go; what is left then waits for the next wake. */
const MAX_ROUNDS = 500;

export interface WorkerDeps {
  /** Does or starts some of the work; returns how many items it took on. */
  round(): Promise<number>;
  /** Until what rounds have started is through. */
  idle(): Promise<void>;
  log: Log;
  paceMs?: number | undefined;
}

export function createWorker({ round, idle, log, paceMs = PACE_MS }: WorkerDeps) {
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<void> | null = null;
  let again = false;
  /** The timer is a wake's, not a later look. */
  let soon = false;
  let stopped = false;
  let isFailing = false;
  let lastEnd = Number.NEGATIVE_INFINITY;

  async function run(): Promise<void> {
    try {
      for (let rounds = 0; rounds < MAX_ROUNDS && !stopped; rounds++) {
        again = false;
        const taken = await round();
        // What came in meanwhile waits for the pace: else a busy question's card is updated with every vote.
        if (taken === 0 || again) break;
      }
      if (isFailing) log.info({}, 'rounds of work go through again');
      isFailing = false;
    } catch (error) {
      // A store that is away would fill the log with the same line.
      if (isFailing) log.debug({ err: error }, 'a round of work failed again');
      else log.error({ err: error }, 'a round of work failed; it is tried again each second');
      isFailing = true;
    } finally {
      lastEnd = performance.now();
      running = null;
      if (again) startIn(paceMs);
      else if (!stopped) timer ??= setTimeout(() => void start(), Math.max(paceMs, LOOK_MS));
    }
  }

  function start(): Promise<void> {
    if (timer) clearTimeout(timer);
    timer = null;
    soon = false;
    running ??= run();
    return running;
  }

  function startIn(wait: number): void {
    if (timer) clearTimeout(timer);
    timer = null;
    if (stopped) return;
    soon = true;
    timer = setTimeout(() => void start(), wait);
  }

  return {
    /** There may be work: soon, and together with what else comes meanwhile. */
    wake(): void {
      again = true;
      if (!running && !soon) startIn(Math.max(FIRST_MS, lastEnd + paceMs - performance.now()));
    },
    /** Works, at the pace, until nothing is left that could be done now; where more keeps coming, for a while. */
    async settle(): Promise<void> {
      while (running) await running;
      await start();
      await idle();
      for (let goes = 1; again && goes < SETTLE_GOES && !stopped; goes++) {
        await new Promise((resolve) => setTimeout(resolve, paceMs));
        await start();
        await idle();
      }
    },
    /** No round begins any more; the one that runs ends. */
    async stop(): Promise<void> {
      stopped = true;
      if (timer) clearTimeout(timer);
      await running;
    },
  };
}
