/** Everything that a store keeps as one stream of documents, in an order that a store which goes on working can be read in. */
import type { Archive, Commit, Follower, Kept, Kind, QuestionLog, Store } from '../../bot/index.ts';

/** A document and its kind. */
export type Item = { [K in Kind]: { kind: K; doc: Kept[K] } }[Kind];
export type Counts = Record<Kind, number>;

/**
 * What followers make of the log goes before it, so that it never knows more than the log does; what commits lean on
 * goes after, so that none of it is missing.
 */
export const KINDS = Object.keys({
  register: 'from the log',
  cards: 'from the log',
  notices: 'from the log',
  commits: 'the log',
  numbers: 'claimed before a commit names it',
  collaborations: 'saved before a commit names it',
  links: '',
  identities: '',
  absences: '',
  preferences: '',
} satisfies Record<Kind, string>) as Kind[];

const FOLLOWERS = Object.keys({
  register: true,
  cards: true,
  notices: true,
  chain: true,
} satisfies Record<Follower, true>) as Follower[];

/** A follower that owes more than this is taken to owe every commit: its work is safe to repeat. */
const OWED = 10_000;

type Source = Pick<Store, 'archive' | 'log'>;

/** All documents. A commit owes what it owed before any card or notice was read: none of them is missing and not owed. */
export async function* itemsOf({ archive, log }: Source): AsyncGenerator<Item> {
  yield* each(archive, 'register');
  const { owes } = await owedIn(log);
  for (const kind of KINDS.slice(1)) {
    if (kind === 'commits') {
      for await (const doc of archive.read('commits')) yield { kind, doc: owing(doc, (name) => owes(name, doc._id)) };
    } else yield* each(archive, kind);
  }
}

async function* each<K extends Kind>(archive: Archive, kind: K): AsyncGenerator<Item> {
  for await (const doc of archive.read(kind)) yield { kind, doc } as Item;
}

export interface Owed {
  owes(follower: Follower, commit: string): boolean;
}

/** Which follower owes which commit now. */
export async function owedIn(log: Pick<QuestionLog, 'pending'>): Promise<Owed> {
  const owed = new Map<Follower, Set<string>>();
  for (const follower of FOLLOWERS) {
    owed.set(follower, new Set((await log.pending(follower, OWED)).map(({ _id }) => _id)));
  }
  return {
    owes(follower, commit) {
      const commits = owed.get(follower);
      return !commits || commits.size >= OWED || commits.has(commit);
    },
  };
}

/** The commit, owed to those followers too. */
export function owing(commit: Commit, also: (follower: Follower) => boolean): Commit {
  const more = FOLLOWERS.filter((follower) => !commit.pending.includes(follower) && also(follower));
  return more.length === 0 ? commit : { ...commit, pending: [...commit.pending, ...more] };
}

export function noCounts(): Counts {
  return Object.fromEntries(KINDS.map((kind) => [kind, 0])) as Counts;
}

export async function countsOf({ archive }: Pick<Store, 'archive'>): Promise<Counts> {
  const counts = noCounts();
  for (const kind of KINDS) counts[kind] = await archive.count(kind);
  return counts;
}

export function sumOf(counts: Counts): number {
  return KINDS.reduce((sum, kind) => sum + counts[kind], 0);
}

/** Latest version of each question that the store's register has seen. */
export async function versionsIn({ archive }: Pick<Store, 'archive'>): Promise<Map<string, number>> {
  const versions = new Map<string, number>();
  for await (const { _id, version } of archive.read('register')) versions.set(_id, version);
  return versions;
}
