import type { Intent } from '../domain/index.ts';

/** What a person can do that is answered with a receipt. A new question has its own answer, with its number. */
export type ReceiptOf = Exclude<Intent['type'], 'ask' | 'edit-comment' | 'withdraw-comment' | BySystem>;
type BySystem = 'tick' | 'renew-roster' | 'supersede' | 'reopen';
