/**
 * Three replicas on one log, against a model that is one bot and takes one command at a time. Each read and write of the log comes when the
 * scheduler likes; commands come together, twice, and to whichever replica; replies get lost, and who hears nothing tries the next one.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Command,
  decide,
  evolve,
  isRefusal,
  nextStep,
  type Question,
  type QuestionEvent,
} from '../../bot/domain/index.ts';
import { type Commit, createHandle, firstBreak, type Handle, type QuestionLog, unseal } from '../../bot/index.ts';
import { plans, play } from '../support/histories.ts';

/** Of the plans' commands. */
const QUESTION = 'q';
const REPLICAS = 3;
const MOST_COMMANDS = 50;
/** In portions, so that the test runner hears from us between them. */
const PORTION = 250;
/** RUNS=10000 takes four minutes. */
const PORTIONS = Math.ceil(Number(process.env.RUNS ?? 1_000) / PORTION);
const LONG = 180_000;

/** How a command is delivered: to which replica, to which at the same time once more, whether the reply of the write gets lost, and with the one before it. */
interface Way {
  to: number;
  again: number | null;
  lost: boolean;
  together: boolean;
}

const replica = fc.nat({ max: REPLICAS - 1 });
const ways: fc.Arbitrary<Way[]> = fc.array(
  fc.record({
    to: replica,
    again: fc.option(replica, { freq: 4 }),
    lost: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
    together: fc.boolean(),
  }),
  { minLength: 7, maxLength: 23, size: 'max' },
);

/** What came back for a command, from whichever replica; `burst` counts what was under way together. */
interface Answered {
  command: Command;
  burst: number;
  results: { refused: string | null; events: QuestionEvent[] }[];
}

test.each(Array.from({ length: PORTIONS }, (_, i) => i + 1))(
  `${REPLICAS} replicas are one bot, over ${PORTIONS * PORTION} runs (portion %i)`,
  async () => {
    const property = fc.asyncProperty(fc.scheduler(), plans(8), ways, async (scheduler, plan, drawn) => {
      const commands = play(plan)
        .sent.slice(0, MOST_COMMANDS)
        .map(({ command }) => command);
      const log = memoryLog();
      const fleet = createFleet(log, scheduler);
      const answered = await fleet.deliver(commands, drawn);
      const commits = await log.read(QUESTION);
      expect(firstBreak(QUESTION, commits, 0)).toBeNull();
      expect(notAsOne(commits, answered)).toEqual([]);
      const [first, ...others] = await scheduler.waitFor(Promise.all(fleet.states()));
      expect(others).toEqual(others.map(() => first));
    });
    await fc.assert(property, { numRuns: PORTION });
  },
  LONG,
);

function createFleet(log: QuestionLog, scheduler: fc.Scheduler) {
  const losing = new Set<string>();
  const append = scheduler.scheduleFunction((commit: Commit) => log.append(commit));
  const slow: QuestionLog = {
    ...log,
    read: scheduler.scheduleFunction((question: string, after?: number) => log.read(question, after)),
    findCommand: scheduler.scheduleFunction((id: string) => log.findCommand(id)),
    async append(commit) {
      const outcome = await append(commit);
      if (losing.delete(commit.commandId)) throw new Error('the reply got lost');
      return outcome;
    },
  };
  const handles = Array.from({ length: REPLICAS }, () => createHandle({ log: slow }));

  /** The next replica, and the next, until one answers. */
  async function insists(command: Command, to: number): Promise<Answered['results'][number]> {
    const handle = handles[to % REPLICAS] as Handle;
    try {
      const result = await handle.handle(command);
      return 'refused' in result ? { refused: result.refused, events: [] } : { refused: null, events: result.events };
    } catch {
      return await insists(command, to + 1);
    }
  }

  async function delivered(command: Command, burst: number, { to, again, lost }: Way): Promise<Answered> {
    if (lost) losing.add(command.commandId);
    const all = again === null ? [to] : [to, again];
    return { command, burst, results: await Promise.all(all.map((one) => insists(command, one))) };
  }

  return {
    async deliver(commands: Command[], drawn: Way[]): Promise<Answered[]> {
      const answered: Answered[] = [];
      let burst: Promise<Answered>[] = [];
      let bursts = 0;
      for (const [i, command] of commands.entries()) {
        const way = drawn[i % drawn.length] as Way;
        if (!way.together) {
          answered.push(...(await scheduler.waitFor(Promise.all(burst))));
          burst = [];
          bursts += 1;
        }
        burst.push(delivered(command, bursts, way));
      }
      return [...answered, ...(await scheduler.waitFor(Promise.all(burst)))];
    },
    /** As each replica has it. */
    states: () => handles.map((handle) => handle.load(QUESTION)),
  };
}

/** What the contract of the log asks for, at once; that the stores keep it is tried on them. */
function memoryLog(): QuestionLog {
  const commits: Commit[] = [];
  const unused = () => Promise.reject(new Error('not for this test'));
  return {
    async append(commit) {
      if (commits.some(({ commandId }) => commandId === commit.commandId)) return 'duplicate';
      if (commit.version !== commits.length + 1) return 'conflict';
      commits.push(commit);
      return 'appended';
    },
    read: async (_question, after = 0) => commits.slice(after),
    findCommand: async (id) => commits.find(({ commandId }) => commandId === id) ?? null,
    ...{ pending: unused, strike: unused, setAside: unused, takeUp: unused, questions: unused },
  };
}

/** The question before the first commit, after it, after the second …, as the replicas have it. */
function statesOf(commits: Commit[]): (Question | null)[] {
  const states: (Question | null)[] = [null];
  for (const commit of commits) {
    let state = states.at(-1) ?? null;
    for (const event of unseal(commit)) state = evolve(state, event, commit.at, QUESTION);
    states.push(state);
  }
  return states;
}

/** What one bot writes then: first what is due, a step at a time, then what was sent. */
function expected(state: Question | null, { at }: Commit, command: Command | undefined): unknown {
  const step = state && nextStep(state);
  if (!command) return step?.at === at ? step.events() : 'nothing: nothing was due';
  return step && step.at <= command.at ? step.events() : decide(state, command);
}

function refusalOf(state: Question | null, command: Command): string | null {
  const events = decide(state, command);
  return isRefusal(events) ? events.refused : null;
}

/** Where log and answers are not those of one bot that took the commands one by one, in the order of the log; nothing: an empty list. */
function notAsOne(commits: Commit[], answered: Answered[]): string[] {
  const faults: string[] = [];
  const states = statesOf(commits);
  const known = new Map(answered.map((one) => [one.command.commandId, one]));
  let burst = 0;
  for (const [i, commit] of commits.entries()) {
    const one = known.get(commit.commandId);
    const events = expected(states[i] ?? null, commit, one?.command);
    if (JSON.stringify(events) !== JSON.stringify(unseal(commit)))
      faults.push(`${commit._id} (${commit.commandId}) should be ${JSON.stringify(events)}`);
    if (one && one.burst < burst) faults.push(`${commit._id} was answered before what stands before it was sent`);
    burst = Math.max(burst, one?.burst ?? 0);
  }
  const burstOf = ({ commandId }: Commit) => known.get(commandId)?.burst;
  for (const { command, results, burst } of answered) {
    const from = commits.findLastIndex((commit) => (burstOf(commit) ?? burst) < burst) + 1;
    const next = commits.findIndex((commit) => (burstOf(commit) ?? burst) > burst);
    const meanwhile = states.slice(from, next < 0 ? undefined : next + 1);
    for (const { refused } of results) {
      if (refused !== null && !meanwhile.some((state) => refusalOf(state, command) === refused))
        faults.push(`${command.commandId} was refused for ${refused}, which it never was while it was under way`);
    }
    const mine = commits.filter(({ commandId }) => commandId === command.commandId);
    const did = results.filter(({ events }) => events.length > 0);
    if (mine.length > 1) faults.push(`${command.commandId} is in the log ${mine.length} times`);
    if ((mine.length === 1) !== did.length > 0) faults.push(`${command.commandId}: the log and its answers differ`);
    for (const { events } of did) {
      if (JSON.stringify(events) !== JSON.stringify(mine.flatMap(unseal)))
        faults.push(`${command.commandId} was answered with other events than the log has`);
    }
  }
  return faults;
}
