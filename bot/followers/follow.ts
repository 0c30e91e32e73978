/** Reads what a follower still owes the log, does it, and strikes it off. Safe to repeat: a crash between doing and striking does it again. */
import type { Commit, Follower, Log, QuestionLog } from '../ports.ts';

const BATCH = 200;

/** Does the work of one commit, or of several of one question at once. */
export type Work = (question: string, commits: Commit[]) => Promise<void>;

type Owing = Pick<QuestionLog, 'pending' | 'strike'>;

/** Works off everything pending for this follower. One question's fault is logged and left for the next round; the others go on. */
export async function follow(name: Follower, source: Owing, work: Work, log: Log): Promise<void> {
  const failed = new Set<string>();
  for (let limit = BATCH; ; ) {
    const pending = await source.pending(name, limit);
    const commits = pending.filter((commit) => !failed.has(commit.question));
    if (commits.length === 0 && pending.length < limit) return;
    for (const [question, owed] of byQuestion(commits)) {
      try {
        await work(question, owed);
        await source.strike(
          name,
          owed.map((commit) => commit._id),
        );
      } catch (error) {
        failed.add(question);
        log.error({ follower: name, question, err: error }, 'follower could not do its work; it stays pending');
      }
    }
    // What failed stays first in line: without looking past it, enough of it would keep the others from their turn.
    limit = BATCH + pending.filter((commit) => failed.has(commit.question)).length;
  }
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
