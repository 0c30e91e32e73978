/** What is to be shown and sent, and who does it. */
import type { Instant, PersonId } from '../domain/index.ts';
import type { ChannelLink, Platform } from './directory.ts';

/** The adapter's own reference to a message; opaque here. */
export type MessageRef = Record<string, unknown>;

/** Which message in which channel shows which question. */
export interface CardRecord {
  /** "<question>@<link id>" */
  _id: string;
  question: string;
  link: ChannelLink;
  /** null: not posted yet. */
  message: MessageRef | null;
  /** Version it shows (0: none) and version it should at least show. */
  shown: number;
  wanted: number;
  /** To be shown anew though the version is right: what it says of time is old, or a late send may have written over it. */
  redo: boolean;
  /** When to show it anew, though nothing happens; null: never (the question is closed). */
  lookAt: Instant | null;
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
  /**
   * Takes up to `limit` cards that are behind, free and due, and locks each until `until`. No card goes to two workers.
   * Channels take turns, and in a channel the card that was claimed longest ago goes first.
   */
  claim(worker: string, now: Instant, until: Instant, limit: number): Promise<CardRecord[]>;
  /**
   * Records what it shows and unlocks. `shown` never goes backwards. false: the lock was lost meanwhile, so another's newer
   * picture may have been written over; nothing is recorded.
   */
  shown(id: string, worker: string, is: Shown): Promise<boolean>;
  /** Unlocks, to be tried again at `notBefore`. `forget`: the message is gone; post anew. */
  postpone(id: string, worker: string, notBefore: Instant, forget?: boolean): Promise<void>;
  /** Unlocks what was not tried, for `notBefore`: no attempt is counted. */
  release(id: string, worker: string, notBefore: Instant): Promise<void>;
  /** What waits to be tried again in this link's channel (ChannelLink._id) waits no longer; nothing that is held. */
  hasten(link: string): Promise<void>;
  /** It is to be shown anew. */
  redo(id: string): Promise<void>;
  /** Marks up to `limit` cards whose `lookAt` has come; how many. */
  sweep(now: Instant, limit: number): Promise<number>;
  /** The message that shows this card has turned up; kept where none is known. The card as it then stands; null: there is none. */
  adopt(id: string, message: MessageRef, key: string): Promise<CardRecord | null>;
  of(question: string): Promise<CardRecord[]>;
  /** The record of a card whose channel has another id now: `link` is the channel by it, and the rest the message. Safe to repeat. */
  move(id: string, to: { link: ChannelLink; message: MessageRef | null; key: string | null }): Promise<void>;
  /** The question that a message shows; `key` as made by the adapter (messageKey). */
  findByMessage(platform: Platform, key: string): Promise<CardRecord | null>;
  /** How many are behind: shown < wanted, or to be shown anew. */
  behind(): Promise<number>;
}

export interface Shown {
  message: MessageRef;
  version: number;
  /** The messageKey for findByMessage; absent: as before. */
  key?: string;
  lookAt: Instant | null;
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
  /** The key of the notice whose message this changes; absent: it is a message of its own. */
  changes?: string | undefined;
  /** Sent at the earliest then (quiet hours). */
  notBefore: Instant;
  createdAt: Instant;
  /** Lower goes first: 0 somebody waits for it, 1 what happens to a question, 2 lists of the day and the week. */
  priority: 0 | 1 | 2;
  /** Whose messages take turns with others' of the same priority: a group, or what is as good. */
  share: string;
  /** Messages of one lane go out in their order, one after the other; null: alone. */
  lane: string | null;
  order: number;
  attempts: number;
  status: 'waiting' | 'sent' | 'dropped' | 'failed';
  lockedBy: string | null;
  lockedUntil: Instant | null;
  /** A try may have gone through without our hearing of it: look for it before sending anew. */
  unsure: boolean;
  /** Where it is; null: not sent, or not known. One that waits and is somewhere is shown anew there. */
  message: MessageRef | null;
  /** What it says changed while it was being sent: it waits again afterwards. */
  again: boolean;
}

export interface Notices {
  /** false: the key was there already; nothing changed. */
  put(notice: Notice): Promise<boolean>;
  /** Many at once, for the price of few; how many were not there already. */
  putAll(notices: Notice[]): Promise<number>;
  get(key: string): Promise<Notice | null>;
  /**
   * Takes up to `limit` that wait, are due, and are first in their lane; locks each until `until`. By priority, shares taking turns.
   * One whose lock ran out comes as `unsure`.
   */
  claim(worker: string, now: Instant, until: Instant, limit: number): Promise<Notice[]>;
  /** false: the lock was lost meanwhile; nothing is recorded. */
  finish(key: string, worker: string, status: 'sent' | 'dropped' | 'failed', message?: MessageRef): Promise<boolean>;
  /** Unlocks, to be tried again at `notBefore`. `unsure`: it may have gone through. */
  postpone(key: string, worker: string, notBefore: Instant, unsure: boolean): Promise<void>;
  /** Unlocks what was not tried, for `notBefore`: no attempt is counted. */
  release(key: string, worker: string, notBefore: Instant): Promise<void>;
  /** One that waits goes out at `notBefore` if that is sooner. */
  hasten(key: string, notBefore: Instant): Promise<void>;
  /** What they say has changed: one that is sent waits from `now` on to be shown anew in its place. Others are written when they go out. */
  renew(keys: string[], now: Instant): Promise<void>;
  /** The message has turned up; kept, and sent, where none is known, also of one that was dropped or given up since. The notice as it then stands; null: there is none. */
  adopt(key: string, message: MessageRef): Promise<Notice | null>;
  /** All that failed wait again from `now` on; how many. */
  takeUp(now: Instant): Promise<number>;
  /** How many could go out now. */
  due(now: Instant): Promise<number>;
  list(filter: { question?: string; status?: Notice['status'] }): Promise<Notice[]>;
}

export interface Leases {
  /** true: `owner` holds `name` until `until`. Renewing one's own is allowed. */
  take(name: string, owner: string, now: Instant, until: Instant): Promise<boolean>;
  release(name: string, owner: string): Promise<void>;
}
