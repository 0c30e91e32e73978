/** A running bot ends on a signal: what is under way is finished or handed back, in time for whoever sent the signal. */

/** Ten seconds is what those who stop processes give, at the least; after them comes SIGKILL. */
const STOP_WITHIN_MS = 9_500;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export type Stop = (signal: NodeJS.Signals) => Promise<void>;

export interface StopDeps {
  stop: Stop;
  closeStore(): Promise<void>;
  out(line: string): void;
  exit(code: number): void;
}

/** Hears the first signal; those after it change nothing. */
export function stopOnSignal({ stop, closeStore, out, exit }: StopDeps): void {
  let stopping = false;

  async function end(signal: NodeJS.Signals): Promise<void> {
    const late = setTimeout(() => {
      out('Samråd has stopped before all was finished. Nothing is lost: what was under way is done at the next start.');
      exit(1);
    }, STOP_WITHIN_MS);
    await stop(signal);
    await closeStore();
    clearTimeout(late);
    out('Samråd has stopped. Nothing is lost; start again to go on.');
    exit(0);
  }

  for (const signal of SIGNALS) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      end(signal).catch((error: unknown) => {
        out(`Samråd has stopped with a fault: ${error instanceof Error ? error.name : 'unknown'}. Nothing is lost.`);
        exit(1);
      });
    });
  }
}
