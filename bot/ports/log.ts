/** The truth: what happened to each question, in commits. */
import type { Instant, PersonId, QuestionEvent } from '../domain/index.ts';

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
  pending: Owed[];
}

/** `chain`: what a question sets going in another (a mismatch opens one, a decision supersedes one). */
export type Follower = 'register' | 'cards' | 'notices' | 'chain';
/** `aside:`: given up after many tries, until the operator has it tried again. */
export type Owed = Follower | `aside:${Follower}`;

/** `oldest`: null when there is none. */
export interface Waiting {
  count: number;
  oldest: Instant | null;
}

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
  /** Takes these commits from the follower's work, marked. */
  setAside(follower: Follower, ids: string[]): Promise<void>;
  /** All that was set aside is owed again; how many commits. */
  takeUp(): Promise<number>;
  /** Ids of questions in the log, in order of id, those after `after` (null: from the first). */
  questions(after: string | null, limit: number): Promise<string[]>;
}
