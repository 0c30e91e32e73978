import type { Json } from './card.ts';

/** The calls to the Bot Connector that the adapter makes. Each throws `ConnectorFault`. */
export interface Connector {
  /** Posts into a chat, a channel's thread (`…;messageid=…`) or, as a new thread, a channel. Gives the message's id. */
  send(serviceUrl: string, conversation: string, activity: Json): Promise<string>;
  update(serviceUrl: string, conversation: string, id: string, activity: Json): Promise<void>;
  remove(serviceUrl: string, conversation: string, id: string): Promise<void>;
  /** Opens a chat or a thread; with `activity` in the parameters also posts it. */
  create(serviceUrl: string, parameters: Json): Promise<{ conversation: string; activity: string | undefined }>;
  member(serviceUrl: string, conversation: string, user: string): Promise<Member>;
  /** A page of those who can see the conversation; `next` asks for the following one. */
  members(
    serviceUrl: string,
    conversation: string,
    next?: string,
  ): Promise<{ members: Member[]; next?: string | undefined }>;
  /** The Microsoft 365 group of a team, by which Graph knows it; undefined: it has none that may be known. */
  groupOf(serviceUrl: string, team: string): Promise<string | undefined>;
}

export interface Member {
  /** The 29: id. */
  id: string;
  aadObjectId: string | undefined;
  email: string | undefined;
}

/** As many as Teams gives on a page. */
export const LARGEST_PAGE = 500;
/** How long a call may take when the configuration does not say. */
export const SEND_WITHIN_MS = 20_000;

/**
 * One deadline for signing in and the call itself: the SDKs' own time-outs begin when they are signed in. The signal keeps what would
 * be ready too late from being sent.
 */
export async function within<T>(ms: number, run: (deadline: AbortSignal) => Promise<T>): Promise<T> {
  const deadline = AbortSignal.timeout(ms);
  const over = new Promise<never>((_, reject) => {
    deadline.addEventListener('abort', () => reject(deadline.reason), { once: true });
  });
  return await Promise.race([run(deadline), over]);
}

/** Teams adds to the Bot Framework's account; no SDK's type knows all of it. */
export function memberFrom(account: object): Member {
  const { id, aadObjectId, objectId, email, userPrincipalName } = account as Record<string, string | undefined>;
  return { id: id ?? '', aadObjectId: aadObjectId || objectId, email: email || userPrincipalName };
}

/** The connector said no, or nothing. `status` undefined: no answer. */
export class ConnectorFault extends Error {
  readonly status: number | undefined;
  readonly retryAfterMs: number | null;
  constructor(message: string, status: number | undefined, retryAfterMs: number | null, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
    this.retryAfterMs = retryAfterMs;
  }
}

/** Seconds or a date, as HTTP has it; null when it is not said or not readable. */
export function retryAfterMs(header: string | null | undefined, now: number): number | null {
  if (header == null || header.trim() === '') return null;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const date = Date.parse(header);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
