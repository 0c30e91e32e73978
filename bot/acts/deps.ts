import type { CardOver } from '../card-over.ts';
import type { Account } from '../face.ts';
import type { Handle } from '../handle.ts';
import type { People } from '../people.ts';
import type { Places } from '../places.ts';
import type { Clock, Log, Store } from '../ports.ts';

export interface ActDeps {
  handle: Handle;
  people: People;
  store: Pick<Store, 'log' | 'directory' | 'cards' | 'register' | 'drafts' | 'notices'>;
  clock: Clock;
  places: Pick<Places, 'found'>;
  cardOver: CardOver;
  /** A new question's id. */
  newId(): string;
  log: Log;
  /** Where the web register is reached; absent: nowhere. */
  publicUrl?: string | undefined;
  /** Wakes the followers and workers: there may be something to show. */
  wake(): void;
}

export interface Request {
  account: Account;
  requestId: string;
  signal?: AbortSignal | undefined;
}
