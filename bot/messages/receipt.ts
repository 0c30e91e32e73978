import type { Intent } from '../domain/index.ts';

/** What a coordinator does from the digest: answered with how many it concerns. */
export type Coordinating = 'remind' | 'call-substitutes' | 'notify-expert';

/** What a person can do that is answered with a receipt. A new question has its own answer, with its number. */
export type ReceiptOf = Exclude<Intent['type'], 'ask' | 'edit-comment' | 'withdraw-comment' | Coordinating | BySystem>;
type BySystem = 'tick' | 'renew-roster' | 'supersede' | 'reopen';
