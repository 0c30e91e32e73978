/** Works off what the log owes: followers, then cards, then notices. One round at a time; woken by commits and by the clock. */
import type { Log } from './ports.ts';

/** At most one round in this time, so that many votes become one card update. */
const PACE_MS = 1_200;
const FIRST_MS = 50;
/** After a go that tried something: what was put off (a platform that failed, a card not posted yet) is looked at again then. */
const AGAIN_MS = 2_000;
/** After a go that could try nothing though something is behind: a process that died holds it until its lock runs out. */
const HELD_MS = 10_000;
/** So many goes a settling takes part in while more keeps coming. */
const SETTLE_GOES = 10;
/** Rounds in one go; what is left then waits for the next wake. */
const MAX_ROUNDS = 500;

export interface WorkerDeps {
  /** Does some of the work; returns how many items it tried. */
  round(): Promise<number>;
  /** Whether something is left that can't be tried now; absent: never. */
  behind?(): Promise<boolean>;
  log: Log;
  paceMs?: number | undefined;
}

export function createWorker({ round, behind, log, paceMs = PACE_MS }: WorkerDeps) {
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<void> | null = null;
  let again = false;
  /** The timer is a wake's, not a later look. */
  let soon = false;
  let stopped = false;
  let lastEnd = Number.NEGATIVE_INFINITY;

  async function run(): Promise<void> {
    let look: number | null = null;
    try {
      for (let rounds = 0; rounds < MAX_ROUNDS && !stopped; rounds++) {
        again = false;
        const tried = await round();
        if (tried > 0) look = AGAIN_MS;
        // What came in meanwhile waits for the pace: else a busy question's card is updated with every vote.
        if (tried === 0 || again) break;
      }
      if (look === null && (await behind?.())) look = HELD_MS;
    } catch (error) {
      log.error({ err: error }, 'a round of work failed; the next wake tries again');
    } finally {
      lastEnd = performance.now();
      running = null;
      if (again) startIn(paceMs);
      else if (look !== null && !stopped) timer ??= setTimeout(() => void start(), Math.max(paceMs, look));
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
      for (let goes = 1; again && goes < SETTLE_GOES && !stopped; goes++) {
        await new Promise((resolve) => setTimeout(resolve, paceMs));
        await start();
      }
    },
    async stop(): Promise<void> {
      stopped = true;
      if (timer) clearTimeout(timer);
      await running;
    },
  };
}
