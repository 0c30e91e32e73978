/** `samrad rules check FILE` and `samrad rules try FILE [--collaboration ID]`: rules tried before they are taken into use. */
import {
  DEFAULT_POLICY,
  endedOtherwise,
  type Instant,
  layered,
  type Past,
  questionsIn,
  type Store,
  type Trial,
  tryRules,
  unseal,
} from '../../bot/index.ts';
import { readRules } from './rules-file.ts';
import { trialTable } from './rules-table.ts';
import { differencesFrom } from './rules-words.ts';

interface Told {
  file: string;
  out(line: string): void;
  err(line: string): void;
}

/** What the file's rules change, in words. Exit code: 0 valid, 2 not: each fault names its line and field. */
export async function checkRules({ file, out, err }: Told): Promise<0 | 2> {
  const read = await readRules(file);
  if ('faults' in read) return faulty(read.faults, err);
  const policy = layered(DEFAULT_POLICY, read.rules);
  const differences = differencesFrom(DEFAULT_POLICY, policy);
  const { approved } = policy;
  out(approved ? `Approved by ${approved.by} on ${approved.on}.` : 'Carries no approval (approved: { by, on }).');
  out(differences.length === 0 ? 'Nothing differs from the defaults.' : 'Differs from the defaults:');
  for (const line of differences) out(`  ${line}`);
  return 0;
}

export interface TryDeps extends Told {
  /** Only questions of this collaboration; absent: of all. */
  collaboration?: string | undefined;
  store: Pick<Store, 'directory' | 'log' | 'register'>;
  /** Until when the clock runs at least: the demo's is ahead of it. */
  now: Instant;
}

/**
 * All past questions, practice left out, under their own rules changed by the file's: a table of those that would have
 * ended otherwise, and how many. Writes nothing. Exit code: 0, 2 the file is not valid or there is no such collaboration.
 */
export async function tryRulesOnPast(deps: TryDeps): Promise<0 | 2> {
  const { file, collaboration, store, now, out, err } = deps;
  const read = await readRules(file);
  if ('faults' in read) return faulty(read.faults, err);
  if (collaboration !== undefined && !(await store.directory.collaboration(collaboration))) {
    return faulty([`There is no collaboration ${collaboration}.`], err);
  }
  const until = [now, ...(await store.register.list({})).map(({ updatedAt }) => updatedAt)].sort().at(-1) ?? now;
  let total = 0;
  const otherwise: Trial[] = [];
  for await (const past of pastQuestions(store.log, collaboration)) {
    const trial = tryRules(past, read.rules, until);
    total += 1;
    if (endedOtherwise(trial)) otherwise.push(trial);
  }
  otherwise.sort((a, b) => numberOf(a).localeCompare(numberOf(b)));
  for (const line of trialTable(otherwise)) out(line);
  out(`${otherwise.length} of ${total} would have ended otherwise.`);
  return 0;
}

async function* pastQuestions(log: Store['log'], collaboration: string | undefined): AsyncGenerator<Past[]> {
  for await (const id of questionsIn(log)) {
    const past = (await log.read(id)).map((commit) => ({ at: commit.at, by: commit.by, events: unseal(commit) }));
    const [asked] = past[0]?.events ?? [];
    if (asked?.type !== 'asked' || asked.practice) continue;
    if (collaboration === undefined || asked.collaboration === collaboration) yield past;
  }
}

function numberOf({ was }: Trial): string {
  return was.question.number;
}

function faulty(faults: string[], err: (line: string) => void): 2 {
  for (const fault of faults) err(fault);
  return 2;
}
