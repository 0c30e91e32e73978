/** Whether the log is what was written: each question's chain walked from its first commit to its last. */
import type { Commit, QuestionLog } from './ports.ts';
import { digestOf, hashOf } from './seal.ts';

/** What is wrong with a question's chain at one version; the first such version is the one that is told. */
export interface Break {
  question: string;
  /** From 1: of the commit that is broken or missing. null: not known, as nothing of the question can be read. */
  version: number | null;
  what: /** The commit does not carry its own question and version. */
    | 'other-commit'
    /** Later commits are there. */
    | 'missing'
    /** The commit does not match its hash. */
    | 'hash'
    /** The commit does not continue the one before. */
    | 'prev'
    /** What a person wrote does not match its digest. */
    | 'text'
    /** The register has seen it, and it is gone from the end of the log. */
    | 'end'
    /** What is stored is no commit at all. */
    | 'unreadable';
}

/** Questions of one page of the log. */
const PAGE = 200;

/** Ids of all questions in the log, in order of id, read page by page. */
export async function* questionsIn(log: Pick<QuestionLog, 'questions'>): AsyncGenerator<string> {
  for (let after: string | null = null; ; ) {
    const page: string[] = await log.questions(after, PAGE);
    yield* page;
    after = page.at(-1) ?? null;
    if (page.length < PAGE) return;
  }
}

/**
 * The first break in a question's commits, as the log gives them in order; null: the chain is whole. `known`: the
 * latest version that the register has seen, taken before the log was read; 0 where it knows of none.
 */
export function firstBreak(question: string, commits: Commit[], known: number): Break | null {
  let prev = '';
  for (const [i, commit] of commits.entries()) {
    const what = breakAt(question, i + 1, commit, prev);
    if (what) return { question, version: i + 1, what };
    prev = commit.hash;
  }
  return known > commits.length ? { question, version: commits.length + 1, what: 'end' } : null;
}

function breakAt(question: string, version: number, commit: Commit, prev: string): Break['what'] | null {
  if (commit.question !== question || commit._id !== `${question}:${commit.version}`) return 'other-commit';
  if (commit.version !== version) return commit.version > version ? 'missing' : 'other-commit';
  if (!matchesHash(commit)) return 'hash';
  if (commit.prev !== prev) return 'prev';
  return Object.values(commit.texts).every(({ salt, text, digest }) => text === null || digestOf(salt, text) === digest)
    ? null
    : 'text';
}

/** A commit that has lost a field can't be hashed at all. */
function matchesHash(commit: Commit): boolean {
  try {
    return hashOf(commit) === commit.hash;
  } catch {
    return false;
  }
}
