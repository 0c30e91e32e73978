/** What the core needs of the outside. Stores implement all but the messenger, adapters that one; tests use the real ones. */
import type { Instant } from './domain/index.ts';
import type { Archive, Backlog, StoreFacts } from './ports/archive.ts';
import type { Cards, Leases, Notices } from './ports/delivery.ts';
import type { Directory } from './ports/directory.ts';
import type { Drafts } from './ports/drafts.ts';
import type { Installations } from './ports/installations.ts';
import type { QuestionLog } from './ports/log.ts';
import type { Register } from './ports/register.ts';

export type * from './ports/archive.ts';
export type * from './ports/delivery.ts';
export type * from './ports/directory.ts';
export type * from './ports/drafts.ts';
export type * from './ports/installations.ts';
export type * from './ports/log.ts';
export * from './ports/messenger.ts';
export * from './ports/meter.ts';
export type * from './ports/register.ts';

/** Everything a store offers. */
export interface Store {
  log: QuestionLog;
  register: Register;
  directory: Directory;
  cards: Cards;
  notices: Notices;
  leases: Leases;
  drafts: Drafts;
  installations: Installations;
  archive: Archive;
  facts(): Promise<StoreFacts>;
  backlog(now: Instant): Promise<Backlog>;
  close(): Promise<void>;
}

/** The present instant, UTC. */
export type Clock = () => Instant;

/** The part of pino that the core uses. Ids only: never text that people wrote, never names or e-mail. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
