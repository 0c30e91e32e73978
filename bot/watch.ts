import type { Meter, Platform } from './ports.ts';
import { within } from './within.ts';

type Outcome = Parameters<Meter['answered']>[1];

/** Follows one request of a platform's. Counted is only what a person asked the bot, not all that is said in a channel. */
export interface Watch {
  /** What came of asking the bot; of several, the first is the person's own. */
  asked(outcome: Outcome): void;
  /** Nothing was stored, whatever the bot said. */
  failed(): void;
  acknowledged(): void;
  /** The platform hung up before it had its answer: it has told the person so. */
  left(): void;
  /** Aborted when the platform has hung up. */
  signal: AbortSignal;
}

/** Runs from now. */
export function createWatch(meter: Meter, platform: Platform): Watch {
  const came = performance.now();
  const leaving = new AbortController();
  let outcome: Outcome | undefined;
  let counted = false;
  return {
    asked(what) {
      outcome ??= what;
    },
    failed() {
      outcome = 'fault';
    },
    acknowledged() {
      if (counted || !outcome) return;
      counted = true;
      meter.answered(platform, outcome, performance.now() - came);
    },
    left() {
      leaving.abort(new NobodyWaits());
    },
    signal: leaving.signal,
  };
}

/** Why a command was not carried out: whoever gave it has been told that it was not taken. */
export class NobodyWaits extends Error {
  constructor() {
    super('Nobody waits for this any more.');
  }
}

/**
 * Does what a person asked for, for up to `withinMs`. 'late': the time is over; what is not written then is not written any more, and `work`
 * tells what became of it.
 */
export async function inTime<T>(
  watch: Pick<Watch, 'signal'>,
  withinMs: number,
  begin: (signal: AbortSignal) => Promise<T>,
): Promise<{ result: T } | { fault: unknown } | { late: Promise<T> }> {
  const tooLate = new AbortController();
  const work = started(() => begin(AbortSignal.any([watch.signal, tooLate.signal])));
  const done = work.then(
    (result) => ({ result }),
    (fault: unknown) => ({ fault }),
  );
  return await within(done, withinMs, () => {
    tooLate.abort(new NobodyWaits());
    return { late: work };
  });
}

/** Also turns what is thrown at once into a rejection. */
async function started<T>(begin: () => Promise<T>): Promise<T> {
  return begin();
}
