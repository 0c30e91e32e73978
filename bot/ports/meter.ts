/** What is counted and timed for the operator. No names and no words: platforms, kinds and outcomes only. */
import type { Platform } from './directory.ts';

export interface Meter {
  /** A request of a person's was answered, `ms` after it came in. `late`: they were told so; `fault`: that nothing was stored. */
  answered(platform: Platform, outcome: 'answered' | 'late' | 'fault', ms: number): void;
  /** Another replica wrote first; the command was decided anew. */
  conflict(): void;
  /** One try to show a card or send a message. */
  delivered(platform: Platform, what: 'card' | 'notice', outcome: DeliveryOutcome): void;
}
export type DeliveryOutcome = 'sent' | 'later' | 'message-gone' | 'channel-gone' | 'rejected' | 'fault';

/** For where nobody counts: commands and tests. */
export const NO_METER: Meter = { answered() {}, conflict() {}, delivered() {} };
