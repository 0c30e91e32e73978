/** A question as the log tells it, kept for a while: state, head of the chain, and which commands it has seen. */
import { evolve, type Question } from './domain/index.ts';
import type { Commit, QuestionLog } from './ports.ts';
import { unseal } from './seal.ts';

export interface History {
  state: Question | null;
  version: number;
  /** Hash of the last commit. */
  head: string;
  /** commandId -> version. */
  seen: Map<string, number>;
}

/** The history with these commits, which must follow it, folded in. */
export function extend(history: History, commits: Commit[]): History {
  let { state, version, head } = history;
  // Shared on purpose: what is in the log stays there, and a copy for each commit would cost more the longer a question lives.
  const { seen } = history;
  for (const commit of commits) {
    for (const event of unseal(commit)) state = evolve(state, event, commit.at, commit.question);
    version = commit.version;
    head = commit.hash;
    seen.set(commit.commandId, version);
    if (state) state = { ...state, version };
  }
  return { state, version, head, seen };
}

/** Recent questions by last use, so that a click on a busy question reads nothing. */
export function createHistories(log: QuestionLog, capacity = 200) {
  const recent = new Map<string, History>();

  function keep(id: string, history: History): History {
    // Two readings may cross: the longer one is the truth.
    const known = recent.get(id);
    if (known && known.version > history.version) return known;
    recent.delete(id);
    if (history.state) recent.set(id, history);
    const oldest = recent.keys().next().value;
    if (recent.size > capacity && oldest !== undefined) recent.delete(oldest);
    return history;
  }

  return {
    /** `fresh`: also asks the log for what others have added since. */
    async load(id: string, fresh: boolean): Promise<History> {
      const known = recent.get(id);
      if (known && !fresh) return keep(id, known);
      const base = known ?? { state: null, version: 0, head: '', seen: new Map() };
      return keep(id, extend(base, await log.read(id, base.version)));
    },
    add(id: string, history: History, commit: Commit): History {
      return keep(id, extend(history, [commit]));
    },
  };
}
