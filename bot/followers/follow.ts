/** Reads what a follower still owes the log, does it, and strikes it off. Safe to repeat: a crash between doing and striking does it again. */
import type { Commit, Follower, Log, QuestionLog } from '../ports.ts';

const BATCH = 200;
/** A question that fails is tried again after 1 s, 2 s, 4 s … 1 min; after so many tries and so long it is set aside. */
const FIRST_MS = 1_000;
const LONGEST_MS = 60_000;
const MAX_TRIES = 10;
const GIVE_UP_MS = 5 * 60_000;

/** Does the work of one commit, or of several of one question at once. */
export type Work = (question: string, commits: Commit[]) => Promise<void>;

export interface FollowDeps {
  source: Pick<QuestionLog, 'pending' | 'strike' | 'setAside'>;
  /** Whether this replica may work now; asked when there is something to do. */
  lead(): Promise<boolean>;
  log: Log;
  /** Milliseconds, steady. */
  elapsed?(): number;
}

interface Failing {
  tries: number;
  since: number;
  next: number;
}

/** Works off everything pending for a follower. One question's fault is logged and tried again later; the others go on. */
export function createFollow({ source, lead, log, elapsed = () => performance.now() }: FollowDeps) {
  const failing = new Map<string, Failing>();

  function waits(name: Follower, { question }: Commit): boolean {
    return (failing.get(`${name}:${question}`)?.next ?? 0) > elapsed();
  }

  async function failed(name: Follower, question: string, owed: Commit[], error: unknown): Promise<void> {
    const now = elapsed();
    const { tries, since } = failing.get(`${name}:${question}`) ?? { tries: 0, since: now };
    const about = { follower: name, question, tries: tries + 1, err: error };
    if (tries + 1 >= MAX_TRIES && now - since >= GIVE_UP_MS) {
      await source.setAside(name, ids(owed));
      failing.delete(`${name}:${question}`);
      log.error(about, 'follower gave up on a question: what it owes is set aside until `samrad retry`');
      return;
    }
    const next = now + Math.min(LONGEST_MS, FIRST_MS * 2 ** tries);
    failing.set(`${name}:${question}`, { tries: tries + 1, since, next });
    log.error(about, 'follower could not do its work; it stays pending');
  }

  return async (name: Follower, work: Work): Promise<void> => {
    let done = 0;
    for (let limit = BATCH; ; ) {
      const pending = await source.pending(name, limit);
      const commits = pending.filter((commit) => !waits(name, commit));
      if (commits.length === 0 && pending.length < limit) return;
      if (commits.length > 0 && !(await lead())) return;
      for (const [question, owed] of byQuestion(commits)) {
        try {
          await work(question, owed);
          await source.strike(name, ids(owed));
          failing.delete(`${name}:${question}`);
          done += owed.length;
        } catch (error) {
          await failed(name, question, owed, error);
        }
      }
      if (pending.length === limit) log.info({ follower: name, done }, 'working off a backlog');
      // What failed stays first in line: without looking past it, enough of it would keep the others from their turn.
      limit = BATCH + pending.filter((commit) => waits(name, commit)).length;
    }
  };
}

function ids(commits: Commit[]): string[] {
  return commits.map((commit) => commit._id);
}

function byQuestion(commits: Commit[]): Map<string, Commit[]> {
  const grouped = new Map<string, Commit[]>();
  for (const commit of commits) {
    const list = grouped.get(commit.question) ?? [];
    list.push(commit);
    grouped.set(commit.question, list);
  }
  return grouped;
}
