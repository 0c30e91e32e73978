/** What the core needs of the outside. Stores implement the first half, adapters the second; tests use the real ones. */

import type { Collaboration } from './collaboration.ts';
import type {
  Absence,
  Criticality,
  IdeaKind,
  Instant,
  PersonId,
  QuestionEvent,
  QuestionRef,
  ReportCycle,
  Subject,
} from './domain/index.ts';
import type { View } from './view.ts';

// ---------------------------------------------------------------- store

/** Texts that people wrote, apart from the events that point at them: `{ t1: { salt, text } }`; an erased text is null. */
export type Texts = Record<string, { salt: string; text: string | null; digest: string }>;

/** One document of the log. `_id` is "<question>:<version>"; inserting it is the only write that decides anything. */
export interface Commit {
  _id: string;
  question: string;
  /** 1, 2, 3 … without gaps. */
  version: number;
  commandId: string;
  at: Instant;
  by: PersonId | null;
  /** Events whose `said` are names in `texts`. */
  events: QuestionEvent[];
  texts: Texts;
  prev: string;
  /** sha256 over `prev` and the canonical commit with texts as salted digests. */
  hash: string;
  /** Followers that still owe it work. Not part of the hash. */
  pending: Follower[];
}

/** `chain`: what a question sets going in another (a mismatch opens one, a decision supersedes one). */
export type Follower = 'register' | 'cards' | 'notices' | 'chain';

export interface QuestionLog {
  /** 'conflict': that version is taken. 'duplicate': that commandId is in the log (of any question). Resolves when durable. */
  append(commit: Commit): Promise<'appended' | 'conflict' | 'duplicate'>;
  /** Commits of a question with version > after, in order. */
  read(question: string, after?: number): Promise<Commit[]>;
  findCommand(commandId: string): Promise<Commit | null>;
  /** Commits that owe this follower work, oldest first within a question. */
  pending(follower: Follower, limit: number): Promise<Commit[]>;
  /** Strikes the follower's name from these commits. */
  strike(follower: Follower, ids: string[]): Promise<void>;
  /** Ids of questions in the log, in order of id, those after `after` (null: from the first). */
  questions(after: string | null, limit: number): Promise<string[]>;
}

/** The read model of a question: what lists, search and digests need. */
export interface RegisterEntry {
  /** Question id. */
  _id: string;
  collaboration: string;
  number: string;
  group: string;
  /** All groups asked, `group` first. */
  groups: string[];
  alsoGroups: string[];
  /** The ladder body that has it; null at level 1. */
  body: string | null;
  practice: boolean;
  status: string;
  criticality: Criticality;
  level: number;
  round: number;
  title: string;
  /** The vendor's question, verbatim. */
  asks: string;
  /** The decision's text or the standing proposal. */
  text: string;
  subject: Subject | null;
  topic: string | null;
  /** The English term that a question about a term asks for. */
  term: string | null;
  askedAt: Instant;
  /** The answer to the vendor, in English. */
  vendorAnswer: string | null;
  supersededBy: QuestionRef | null;
  /** With their texts as plain strings. */
  deviations: RegisterDeviation[];
  followUps: RegisterFollowUp[];
  ideas: { kind: IdeaKind; person: PersonId; at: Instant; text: string }[];
  deadline: Instant | null;
  overdue: boolean;
  decidedAt: Instant | null;
  decision: Record<string, unknown> | null;
  tally: Record<string, unknown>;
  missing: unknown[];
  /** When the question next wants the clock's attention; null: never. */
  nextAt: Instant | null;
  updatedAt: Instant;
  version: number;
}

export interface RegisterDeviation {
  n: number;
  whom: string;
  why: string;
  criticality: Criticality;
  reviewOn: string;
  endedAt: Instant | null;
}

export interface RegisterFollowUp {
  n: number;
  area: string;
  responsible: string;
  due: string;
  measure: string;
  reports: ReportCycle | null;
  results: { at: Instant; text: string }[];
  doneAt: Instant | null;
}

export interface Register {
  /** Keeps the newer version: an older one changes nothing. */
  put(entry: RegisterEntry): Promise<void>;
  get(question: string): Promise<RegisterEntry | null>;
  /** Ids of questions with nextAt <= now, earliest first. */
  due(now: Instant, limit: number): Promise<string[]>;
  /** Filters are and-ed; `open` means status open. Sorted by number. */
  list(filter: {
    collaboration?: string;
    group?: string;
    status?: string;
    level?: number;
    decidedSince?: Instant;
    limit?: number;
  }): Promise<RegisterEntry[]>;
}

/** A channel or chat on a platform. `team`: Slack team id or Microsoft 365 tenant id. `ref` is the adapter's own (a conversation reference); opaque here. */
export interface ChannelRef {
  platform: Platform;
  team: string;
  channel: string;
  ref?: Record<string, unknown> | undefined;
}
export type Platform = 'slack' | 'teams';

/** A channel linked to a group or a ladder body of a collaboration. */
export interface ChannelLink extends ChannelRef {
  /** "<platform>:<team>:<channel>:<target>" */
  _id: string;
  collaboration: string;
  /** Group id or body id. */
  target: string;
  /** 'file': named in collaboration.yaml, and gone when it no longer is. 'chat': made and unmade in chat only. */
  origin: 'file' | 'chat';
  linkedAt: Instant;
}

/** A platform's account that we know to be a person. */
export interface Identity {
  /** "<platform>:<team>:<user>" */
  _id: string;
  platform: Platform;
  team: string;
  user: string;
  email: string;
  /** How to reach the person alone (DM channel, conversation reference), the adapter's own. */
  ref?: Record<string, unknown> | undefined;
}

export interface DeclaredAbsence extends Absence {
  /** "<collaboration>:<person>:<from>" */
  _id: string;
  collaboration: string;
  declaredAt: Instant;
}

export interface Directory {
  collaborations(): Promise<Collaboration[]>;
  collaboration(id: string): Promise<Collaboration | null>;
  saveCollaboration(c: Collaboration): Promise<void>;
  saveLink(link: ChannelLink): Promise<void>;
  removeLink(id: string): Promise<void>;
  linksTo(collaboration: string, target: string): Promise<ChannelLink[]>;
  linksOf(platform: Platform, team: string, channel: string): Promise<ChannelLink[]>;
  saveIdentity(identity: Identity): Promise<void>;
  identity(platform: Platform, team: string, user: string): Promise<Identity | null>;
  /** All known accounts with this e-mail (compared in lower case). */
  identitiesOf(email: string): Promise<Identity[]>;
  /** A person's absence in a collaboration, the same dates once. Kept for questions that open later. */
  saveAbsence(absence: DeclaredAbsence): Promise<void>;
  removeAbsence(id: string): Promise<void>;
  /** Those that end on `today` (YYYY-MM-DD) or later, by person and date. */
  absences(collaboration: string, today: string): Promise<DeclaredAbsence[]>;
  /** Running number for a question, under any key that is the question's alone: asked again with it, the same number. 1, 2, 3 … per series. */
  claimNumber(series: string, question: string): Promise<number>;
}

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

/** Who has which number in a series. `_id`: "<series>:<n>". */
export interface NumberClaim {
  _id: string;
  series: string;
  n: number;
  question: string;
}

/** Everything that a store keeps, by kind. Leases are left out: they run out by themselves. */
export interface Kept {
  commits: Commit;
  register: RegisterEntry;
  collaborations: Collaboration;
  links: ChannelLink;
  identities: Identity;
  absences: DeclaredAbsence;
  numbers: NumberClaim;
  /** `key`: the messageKey that the card is found by. */
  cards: CardRecord & { key: string | null };
  notices: Notice;
}
export type Kind = keyof Kept;

/** For backup and move: all documents, the same whichever store has them. */
export interface Archive {
  /**
   * Each document once; commits by question, in order of version. What comes to be meanwhile may be left out, but a
   * commit is never given without those before it.
   */
  read<K extends Kind>(kind: K): AsyncIterable<Kept[K]>;
  /** Adds those that are not there, leaves those that are as they stand. How many were added; resolves when durable. */
  write<K extends Kind>(kind: K, documents: Kept[K][]): Promise<number>;
  count(kind: Kind): Promise<number>;
}

/** What a store says of itself, for the operator. */
export interface StoreFacts {
  kind: 'sqlite' | 'mongodb';
  /** Of the server or the library. */
  version: string;
  /** Of the data; as high as this program knows. */
  schema: number;
  /** A sentence for each thing that the bot can do without and would be better off with. */
  lacks: string[];
  /** What the server's clock showed; null: it has none of its own. */
  clock: Instant | null;
}

/** Everything a store offers. */
export interface Store {
  log: QuestionLog;
  register: Register;
  directory: Directory;
  cards: Cards;
  notices: Notices;
  leases: Leases;
  archive: Archive;
  facts(): Promise<StoreFacts>;
  close(): Promise<void>;
}

// ---------------------------------------------------------------- platforms

/** Sends for one platform. Throws `NotDelivered` when it did not go through. */
export interface Messenger {
  platform: Platform;
  /** Posts a card; `key` rides along so that it can be found again. Returns the message reference to keep. */
  postCard(channel: ChannelRef, view: View, key: string): Promise<Record<string, unknown>>;
  /** Looks for a card that was posted with this key, so that a crash between post and record does not double it. */
  findCard?(channel: ChannelRef, key: string): Promise<Record<string, unknown> | null>;
  updateCard(message: Record<string, unknown>, view: View): Promise<void>;
  /** A key for the message reference, the same as the one in `Said.message` of an incoming reply. */
  messageKey(message: Record<string, unknown>): string;
  /** A message in the channel, or under the card when `under` is given. */
  post(channel: ChannelRef, view: View, key: string, under?: Record<string, unknown>): Promise<void>;
  /** The account of a person who has not been seen here yet, by e-mail, among those who can see the channel; null: none. */
  accountOf(channel: ChannelRef, email: string): Promise<Identity | null>;
  /** A direct message to a person's account. */
  direct(to: Identity, view: View, key: string): Promise<void>;
}

export type DeliveryFault =
  /** Try again, not before `retryAfterMs`. */
  | { kind: 'later'; retryAfterMs: number | null }
  /** The message to update is gone. */
  | { kind: 'message-gone' }
  /** The channel is gone or the bot is not in it. */
  | { kind: 'channel-gone' }
  /** It can't be sent as it is; trying again won't help. */
  | { kind: 'rejected' };

export class NotDelivered extends Error {
  readonly fault: DeliveryFault;
  constructor(fault: DeliveryFault, message: string, options?: ErrorOptions) {
    super(message, options);
    this.fault = fault;
  }
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
