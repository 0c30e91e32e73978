/** What people wrote in forms that they closed unsent. */
import type { Instant } from '../domain/index.ts';
import type { Values } from '../view.ts';

/** One person's unsent words in one form. Never logged, no part of a backup, and gone after some days. */
export interface Draft {
  /** Whose and in which form, see acts/drafts.ts. */
  _id: string;
  values: Values;
  at: Instant;
  /** Not given out from then on. */
  until: Instant;
}

export interface Drafts {
  /** Takes the place of the one before. */
  put(draft: Draft): Promise<void>;
  /** null: none, or its time is over. */
  get(id: string, now: Instant): Promise<Draft | null>;
  remove(id: string): Promise<void>;
  /** Erases those whose time is over. */
  forget(now: Instant): Promise<void>;
}
