/** What cards and messages are sent with. */
import type { Budget } from '../budget.ts';
import type { Leader } from '../leader.ts';
import type { Pool } from '../pool.ts';
import type { Clock, Log, Messenger, Meter, Platform } from '../ports.ts';

export interface SendingDeps {
  /** By platform, those that are connected. */
  messengers: Partial<Record<Platform, Messenger>>;
  /** Of what a platform takes. */
  budget: Budget;
  leader: Leader;
  pool: Pool;
  meter: Meter;
  clock: Clock;
  /** Names this process among replicas. */
  worker: string;
  log: Log;
}
