/** node-cron wakes the schedule each minute. */
import cron from 'node-cron';
import type { Log } from '../../bot/index.ts';

export interface Cron {
  stop(): Promise<void>;
}

/** A tick that is still running when the next one is due is let finish first. */
export function startCron(tick: () => Promise<void>, log: Log): Cron {
  let running: Promise<void> | null = null;
  const task = cron.schedule('* * * * *', () => {
    running ??= tick()
      .catch((error: unknown) => log.error({ err: error }, 'a tick failed; the next one tries again'))
      .finally(() => {
        running = null;
      });
  });
  return {
    async stop() {
      await task.stop();
      await running;
    },
  };
}
