/** Workspaces that have let the bot in by themselves (OAuth). */
import type { Instant } from '../domain/index.ts';

/** What the bot was given there. It opens the workspace: sealed by the adapter, never logged, no part of a backup. */
export interface Installation {
  /** "<platform>:<team>" */
  _id: string;
  /** Opaque here. */
  sealed: string;
  /** When it was given, or last renewed. */
  at: Instant;
}

export interface Installations {
  /** Takes the place of the one before. */
  put(installation: Installation): Promise<void>;
  get(id: string): Promise<Installation | null>;
  remove(id: string): Promise<void>;
  /** Remembers until then that somebody has begun to install; forgets those whose time was over `now`. */
  begin(state: string, now: Instant, until: Instant): Promise<void>;
  /** true once, to one replica: it was begun, and its time is not over. */
  complete(state: string, now: Instant): Promise<boolean>;
}
