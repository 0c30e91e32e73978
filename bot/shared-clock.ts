/** Replicas on one database go by its clock: how far this machine's is off is measured, now and then again. */
import type { Instant } from './domain/index.ts';
import type { Clock, Log } from './ports.ts';

const EVERY_MS = 60_000;
/** The operator is told of more. */
const MUCH_MS = 5_000;

export interface SharedClockDeps {
  /** What the store's own clock shows; null: it has none, and this machine's counts. */
  ask(): Promise<Instant | null>;
  /** Now by this machine's clock, milliseconds since 1970. */
  local(): number;
  log: Log;
}

interface SharedClock {
  clock: Clock;
  close(): void;
}

/** Resolves when the first measurement is made. A later one that fails leaves the last in place. */
export async function createSharedClock({ ask, local, log }: SharedClockDeps): Promise<SharedClock> {
  let offset = 0;

  async function measure(): Promise<boolean> {
    const asked = local();
    const shown = await ask();
    if (shown === null) return false;
    // The store looked at its clock somewhere between; half-way is the best guess.
    const measured = Date.parse(shown) - (asked + local()) / 2;
    if (Math.abs(measured) > MUCH_MS && Math.abs(measured - offset) > MUCH_MS)
      log.warn({ offsetMs: Math.round(measured) }, "this machine's clock is off: the database's counts");
    offset = measured;
    return true;
  }

  const shares = await measure();
  const timer = shares ? setInterval(() => void measure().catch(() => undefined), EVERY_MS).unref() : undefined;
  return {
    clock: () => new Date(local() + offset).toISOString(),
    close: () => clearInterval(timer),
  };
}
