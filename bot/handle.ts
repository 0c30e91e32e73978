/** load -> what is due -> decide -> append. The only way anything comes to be. */
import {
  type Command,
  decide,
  isRefusal,
  nextStep,
  type Question,
  type QuestionEvent,
  type Refusal,
} from './domain/index.ts';
import { createHistories, type History } from './history.ts';
import type { Commit, QuestionLog } from './ports.ts';
import { seal, unseal } from './seal.ts';

export interface Handled {
  /** What the command did, now or the first time it came; empty: nothing changed. */
  events: QuestionEvent[];
  state: Question;
  /** The command had been here before; nothing was written now. */
  repeated: boolean;
}
export interface Refused extends Refusal {
  /** The question as it stands; null: there is none. */
  state: Question | null;
}

/** Conflicts that one command meets before it is given up as a fault. */
const MAX_CONFLICTS = 20;
/** Steps that one question can be behind: years of them. More is a fault of the rules, which must not hang the process. */
const MAX_STEPS = 1_000;
/** Commands that changed nothing are not in the log; this process knows so many of them, for a platform that delivers one again. */
const MAX_QUIET = 5_000;

export interface HandleDeps {
  log: QuestionLog;
  /** Told after each commit, so that followers need not wait for their next look. */
  committed?: (commit: Commit) => void;
  /** Told when another replica wrote first. */
  conflict?: () => void;
}

export function createHandle({ log, committed, conflict }: HandleDeps) {
  const histories = createHistories(log);
  const queues = new Map<string, Promise<unknown>>();
  const quiet = new Set<string>();

  function rememberQuiet(commandId: string): void {
    quiet.add(commandId);
    const [oldest] = quiet;
    if (quiet.size > MAX_QUIET && oldest !== undefined) quiet.delete(oldest);
  }

  /** One command at a time for a question in this process: two voters here never collide. */
  function inTurn<T>(question: string, work: () => Promise<T>): Promise<T> {
    const before = queues.get(question) ?? Promise.resolve();
    const turn = before.then(work, work);
    const settled = turn.catch(() => undefined);
    queues.set(question, settled);
    void settled.then(() => {
      if (queues.get(question) === settled) queues.delete(question);
    });
    return turn;
  }

  async function write(
    history: History,
    c: Pick<Command, 'question' | 'commandId' | 'at' | 'by'>,
    events: QuestionEvent[],
  ) {
    const { question, commandId, at, by } = c;
    const commit = seal({ question, version: history.version + 1, commandId, at, by, events }, history.head);
    const outcome = await log.append(commit);
    if (outcome === 'conflict') conflict?.();
    if (outcome !== 'appended') return { outcome, history };
    const next = histories.add(question, history, commit);
    committed?.(commit);
    return { outcome, history: next };
  }

  /** Whatever fell due by `at` happens at its own instant. null: somebody else wrote meanwhile. */
  async function catchUp(start: History, question: string, at: string): Promise<History | null> {
    let history = start;
    let steps = 0;
    for (let step = due(history, at); step; step = due(history, at)) {
      steps += 1;
      if (steps > MAX_STEPS) throw new Error(`the clock of ${question} stands still at ${step.at}: ${step.kind}`);
      const commandId = `clock:${question}:${history.version}`;
      const { outcome, history: next } = await write(
        history,
        { question, commandId, at: step.at, by: null },
        step.events(),
      );
      if (outcome !== 'appended') return null;
      history = next;
    }
    return history;
  }

  async function attempt(c: Command, fresh: boolean, signal?: AbortSignal): Promise<Handled | Refused | 'again'> {
    // What changed nothing here may, delivered twice, have changed something elsewhere since.
    const loaded = await histories.load(c.question, fresh || quiet.has(c.commandId));
    const before = await repeated(loaded, c);
    if (before) return before;
    const history = await catchUp(loaded, c.question, c.at);
    if (!history) return 'again';
    const events = decide(history.state, c);
    if (isRefusal(events)) return fresh ? { ...events, state: history.state } : 'again';
    if (events.length === 0 && history.state) {
      if (!fresh) return 'again';
      if (c.type !== 'tick') rememberQuiet(c.commandId);
      return { events, state: history.state, repeated: false };
    }
    signal?.throwIfAborted();
    const { outcome, history: next } = await write(history, c, events);
    if (outcome === 'appended' && next.state) return { events, state: next.state, repeated: false };
    return outcome === 'duplicate' ? ((await repeatedElsewhere(c)) ?? 'again') : 'again';
  }

  async function repeated(history: History, c: Command): Promise<Handled | null> {
    const { state } = history;
    const version = history.seen.get(c.commandId);
    if (!state) return null;
    if (version === undefined) return quiet.has(c.commandId) ? { events: [], state, repeated: true } : null;
    const [commit] = await log.read(c.question, version - 1);
    return { events: commit ? unseal(commit) : [], state, repeated: true };
  }

  /** The command is in the log of a question we did not look at: a repeated ask under a new id. */
  async function repeatedElsewhere(c: Command): Promise<Handled | null> {
    const commit = await log.findCommand(c.commandId);
    if (!commit) return null;
    const { state } = await histories.load(commit.question, true);
    return state && { events: unseal(commit), state, repeated: true };
  }

  return {
    /**
     * Refusals are values; throws only for faults (the log is away), and the signal's reason once nobody waits for the command any more: what
     * was told as not taken must not come in over what the person has said since.
     */
    handle(c: Command, signal?: AbortSignal): Promise<Handled | Refused> {
      return inTurn(c.question, async () => {
        for (let tries = 0; tries < MAX_CONFLICTS; tries++) {
          const result = await attempt(c, tries > 0, signal);
          if (result !== 'again') return result;
        }
        throw new Error(`command ${c.commandId}: ${MAX_CONFLICTS} conflicts`);
      });
    },
    /** The question as this process last knew it, for finding one's way; `handle` checks anew. */
    async peek(question: string): Promise<Question | null> {
      return (await histories.load(question, false)).state;
    },
    /** As this process last knew it where that is of this version or later, else freshly read; null: there is none. */
    async atLeast(question: string, version: number): Promise<Question | null> {
      const known = await histories.load(question, false);
      return (known.version >= version ? known : await histories.load(question, true)).state;
    },
    /** The question as it stands, freshly read; null: there is none. */
    async load(question: string): Promise<Question | null> {
      return (await histories.load(question, true)).state;
    },
  };
}
export type Handle = ReturnType<typeof createHandle>;

function due(history: History, at: string) {
  const step = history.state && nextStep(history.state);
  return step && step.at <= at ? step : null;
}
