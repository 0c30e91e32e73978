/** What a tick of the clock does: the steps that are due, and the day's digests. Each happens once, however many clocks tick. */
import type { Handle } from '../handle.ts';
import type { Clock, Log, Register } from '../ports.ts';

const BATCH = 200;

export interface TickDeps {
  register: Register;
  handle: Handle;
  clock: Clock;
  log: Log;
}

/** Applies a batch of due steps; work grows with what is due, not with what is open. true: there may be more, once the register knows of these. */
export async function applyDueSteps({ register, handle, clock, log }: TickDeps): Promise<boolean> {
  const now = clock();
  const due = await register.due(now, BATCH);
  for (const question of due) {
    try {
      await handle.handle({ type: 'tick', question, commandId: `tick:${question}:${now}`, at: now, by: null });
    } catch (error) {
      log.error({ question, err: error }, 'due step failed; the next tick tries again');
    }
  }
  return due.length === BATCH;
}
