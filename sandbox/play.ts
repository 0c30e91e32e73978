import type { BotClock } from './clock.ts';
import type { Hands } from './parts.ts';
import { playStep } from './play-step.ts';
import type { PlayStep } from './types.ts';

const AT_ONCE = 8;
const PATIENCE_MS = 15_000;

export interface PlayFailure {
  index: number;
  step: PlayStep;
  reason: string;
}

export interface PlayProgress {
  done: number;
  total: number;
  running: boolean;
  current?: PlayStep;
  failed: PlayFailure[];
}

export interface PlayDeps {
  steps: PlayStep[];
  clock: BotClock;
  hands(step: PlayStep): Hands;
  changed(): void;
  /** Until the platforms have nothing more on its way to the bot. */
  idle?(): Promise<void>;
  /** How long to wait for a card, button or form; absent: 15 s. */
  patienceMs?: number;
}

export type Player = ReturnType<typeof createPlayer>;

/** Plays the steps in order of time. Stops at a step that fails, says why, and goes on past it when asked. */
export function createPlayer({ steps: given, clock, hands, changed, idle, patienceMs = PATIENCE_MS }: PlayDeps) {
  const steps = [...given].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  let position = 0;
  let running = false;
  let failed: PlayFailure[] = [];
  let work: Promise<void> = Promise.resolve();

  /** From the first step on: those at the same moment by different people, up to the limit. */
  function batch(most: number): PlayStep[] {
    const first = steps[position];
    if (!first) return [];
    const people = new Set<string>();
    const found: PlayStep[] = [];
    for (const step of steps.slice(position, position + most)) {
      if (step.at !== first.at || people.has(step.who)) break;
      people.add(step.who);
      found.push(step);
    }
    return found;
  }

  async function one(step: PlayStep, index: number): Promise<boolean> {
    try {
      await playStep(step, hands(step), patienceMs);
      return true;
    } catch (error) {
      failed.push({ index, step, reason: error instanceof Error ? error.message : String(error) });
      return false;
    }
  }

  async function advance(most: number): Promise<boolean> {
    const now = batch(most);
    const first = now[0];
    if (!first) return false;
    const start = position;
    const isBehind = (at: string | undefined) => Date.parse(at ?? first.at) < Date.parse(first.at);
    // A clock that does not come so far is about to be stopped: the step is for the next time.
    if (isBehind(await clock.read()) && isBehind(await clock.moveTo(first.at))) return false;
    const results = await Promise.all(now.map((step, index) => one(step, start + index)));
    await idle?.();
    position = start + now.length;
    changed();
    return results.every(Boolean);
  }

  async function run(most: number, once: boolean): Promise<void> {
    running = true;
    changed();
    try {
      while (running && position < steps.length) {
        const fine = await advance(most);
        if (!fine || once) break;
      }
    } catch (error) {
      const step = steps[position];
      if (step) failed.push({ index: position, step, reason: error instanceof Error ? error.message : String(error) });
    } finally {
      running = false;
      changed();
    }
  }

  function start(most: number, once: boolean): Promise<void> {
    if (!running) work = run(most, once);
    return work;
  }

  return {
    /** Plays on, past a failed step too; resolves when paused, failed or done. */
    go: () => start(AT_ONCE, false),
    step: () => start(1, true),
    pause(): Promise<void> {
      running = false;
      return work;
    },
    progress(): PlayProgress {
      const current = steps[position];
      return { done: position, total: steps.length, running, failed: [...failed], ...(current ? { current } : {}) };
    },
    snapshot: () => ({ position, failed }),
    restore(data: { position?: number; failed?: PlayFailure[] }): void {
      position = Math.min(data.position ?? 0, steps.length);
      failed = data.failed ?? [];
    },
  };
}
