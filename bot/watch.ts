import type { Meter, Platform } from './ports.ts';

type Outcome = Parameters<Meter['answered']>[1];

/** Times one request of a platform's. Counted is only what a person asked the bot, not all that is said in a channel. */
export interface Watch {
  /** What came of asking the bot; of several, the first is the person's own. */
  asked(outcome: Outcome): void;
  /** Nothing was stored, whatever the bot said. */
  failed(): void;
  acknowledged(): void;
}

/** Runs from now. */
export function createWatch(meter: Meter, platform: Platform): Watch {
  const came = performance.now();
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
  };
}
