import type { Meter } from '../../bot/index.ts';

type Outcome = Parameters<Meter['answered']>[1];

/** Times one request of Teams'. Counted is only what a person asked the bot, not all that is said in a channel. */
export interface Watch {
  /** What came of asking the bot; of several, the first is the person's own, the next only shows a form again. */
  asked(outcome: Outcome): void;
  /** Nothing was stored, whatever the bot said. */
  failed(): void;
  acknowledged(): void;
}

/** Runs from now. */
export function createWatch(meter: Meter): Watch {
  const came = performance.now();
  let outcome: Outcome | undefined;
  return {
    asked(what) {
      outcome ??= what;
    },
    failed() {
      outcome = 'fault';
    },
    acknowledged() {
      if (outcome) meter.answered('teams', outcome, performance.now() - came);
    },
  };
}
