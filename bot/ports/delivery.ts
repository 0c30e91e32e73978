/** What is to be shown and sent, and who does it. */
import type { Instant, PersonId } from '../domain/index.ts';
import type { ChannelLink, Platform } from './directory.ts';

/** Which message in which channel shows which question. */
export interface CardRecord {
  /** "<question>@<link id>" */
  _id: string;
  question: string;
  link: ChannelLink;
  /** The adapter's own reference to the message; null: not posted yet. */
  message: Record<string, unknown> | null;
  /** Version it shows (0: none) and version it should at least show. */
  shown: number;
  wanted: number;
  /** Not to be tried before; null: free. */
  notBefore: Instant | null;
  attempts: number;
  /** Worker and until when it holds the card. */
  lockedBy: string | null;
  lockedUntil: Instant | null;
}

export interface Cards {
  /** Creates the record if new; raises `wanted`, never lowers it. */
  want(question: string, link: ChannelLink, version: number): Promise<void>;
  /** Takes up to `limit` cards with shown < wanted, free and due, and locks each until `until`. No card goes to two workers. */
  claim(worker: string, now: Instant, until: Instant, limit: number): Promise<CardRecord[]>;
  /** Records what it shows and unlocks. `shown` never goes backwards. `key`: the messageKey for findByMessage; absent: as before. */
  shown(id: string, worker: string, message: Record<string, unknown>, version: number, key?: string): Promise<void>;
  /** Unlocks, to be tried again at `notBefore`. `forget`: the message is gone; post anew. */
  postpone(id: string, worker: string, notBefore: Instant, forget?: boolean): Promise<void>;
  of(question: string): Promise<CardRecord[]>;
  /** The question that a message shows; `key` as made by the adapter (messageKey). */
  findByMessage(platform: Platform, key: string): Promise<CardRecord | null>;
  /** How many have shown < wanted. */
  behind(): Promise<number>;
}

/** A one-off message. Its key makes it unique; what it says is rendered when it is sent. */
export interface Notice {
  /** The key, e.g. "reminder:<question>:half-time:<person>". */
  _id: string;
  kind: string;
  collaboration: string;
  question: string | null;
  /** A person, a linked channel, or the thread under a question's cards in it. */
  to: { person: PersonId } | { channel: ChannelLink } | { thread: ChannelLink };
  data: Record<string, unknown>;
  /** Sent at the earliest then (quiet hours). */
  notBefore: Instant;
  createdAt: Instant;
  attempts: number;
  status: 'waiting' | 'sent' | 'dropped' | 'failed';
  lockedUntil: Instant | null;
}

export interface Notices {
  /** false: the key was there already; nothing changed. */
  put(notice: Notice): Promise<boolean>;
  claim(worker: string, now: Instant, until: Instant, limit: number): Promise<Notice[]>;
  finish(key: string, status: 'sent' | 'dropped' | 'failed'): Promise<void>;
  postpone(key: string, notBefore: Instant): Promise<void>;
  list(filter: { question?: string; status?: Notice['status'] }): Promise<Notice[]>;
}

export interface Leases {
  /** true: `owner` holds `name` until `until`. Renewing one's own is allowed. */
  take(name: string, owner: string, now: Instant, until: Instant): Promise<boolean>;
  release(name: string, owner: string): Promise<void>;
}
