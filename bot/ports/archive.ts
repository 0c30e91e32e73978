/** Everything a store keeps, to be moved whole. */
import type { Collaboration } from '../collaboration.ts';
import type { Instant } from '../domain/index.ts';
import type { CardRecord, Notice } from './delivery.ts';
import type { ChannelLink, DeclaredAbsence, Identity, Preference } from './directory.ts';
import type { Commit, Follower, Waiting } from './log.ts';
import type { RegisterEntry } from './register.ts';

/** Who has which number in a series. `_id`: "<series>:<n>". */
export interface NumberClaim {
  _id: string;
  series: string;
  n: number;
  question: string;
}

/** Everything that a store keeps, by kind. Left out: leases, which run out by themselves, drafts, and what opens workspaces. */
export interface Kept {
  commits: Commit;
  register: RegisterEntry;
  collaborations: Collaboration;
  links: ChannelLink;
  identities: Identity;
  absences: DeclaredAbsence;
  preferences: Preference;
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

/** What is owed, late and set aside. */
export interface Backlog {
  /** Commits that a follower still owes its work, and when the oldest of them was made. */
  owed: Record<Follower, Waiting>;
  /** Cards that show less than the log has. */
  cardsBehind: number;
  /** Messages that could go out now. */
  notices: Waiting;
  /** Questions whose next step is due, and since when. */
  steps: Waiting;
  /** Given up after many tries, until the operator has them tried again. */
  setAside: { commits: number; notices: number };
}
