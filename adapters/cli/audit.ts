/** `samrad audit verify [--question ID]`: whether what is in the log is what was written. */
import { type Break, firstBreak, questionsIn, type RegisterEntry, type Store } from '../../bot/index.ts';
import { breakText } from './break-text.ts';

export interface AuditDeps {
  store: Pick<Store, 'log' | 'register'>;
  /** Id or number of the only question to look at; absent: all of them. */
  question?: string | undefined;
  out(line: string): void;
  err(line: string): void;
  /** Hears how many questions have been read; absent: nobody watches. */
  progress?: ((questions: number) => void) | undefined;
}

interface Found {
  break: Break | null;
  commits: number;
}

/** A line for each broken question and one with the counts. Exit code: 0 whole, 1 broken, 2 there is no such question. */
export async function verifyLog({ store, question, out, err, progress }: AuditDeps): Promise<0 | 1 | 2> {
  // Before the log is read: what the bot writes meanwhile is then later in the log, never in the register alone.
  const entries = new Map((await store.register.list({})).map((entry) => [entry._id, entry]));
  const asked = question === undefined ? everyQuestion(store, entries) : named(question, entries);
  const [counts, broken] = [{ questions: 0, commits: 0 }, [] as Break[]];
  for await (const id of asked) {
    const found = await lookAt(store, id, entries.get(id)?.version ?? 0);
    if (found.commits === 0 && !found.break) {
      err(`There is no question ${question}.`);
      return 2;
    }
    counts.questions += 1;
    counts.commits += found.commits;
    if (found.break) {
      broken.push(found.break);
      out(`${nameOf(id, entries)}: ${breakText(found.break)}`);
    }
    progress?.(counts.questions);
  }
  const read = `${counted(counts.questions, 'question')}, ${counted(counts.commits, 'commit')}`;
  out(broken.length === 0 ? `${read}: whole.` : `${read}: ${counted(broken.length, 'question')} broken.`);
  return broken.length === 0 ? 0 : 1;
}

async function lookAt({ log }: AuditDeps['store'], id: string, known: number): Promise<Found> {
  try {
    const commits = await log.read(id);
    return { break: firstBreak(id, commits, known), commits: commits.length };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { break: { question: id, version: null, what: 'unreadable' }, commits: 0 };
  }
}

/** Those in the log, then those that only the register knows. */
async function* everyQuestion(
  { log }: AuditDeps['store'],
  entries: Map<string, RegisterEntry>,
): AsyncGenerator<string> {
  const gone = new Set(entries.keys());
  for await (const id of questionsIn(log)) {
    gone.delete(id);
    yield id;
  }
  yield* gone;
}

/** By number, which two collaborations may both have given; else by id. */
function named(question: string, entries: Map<string, RegisterEntry>): string[] {
  const numbered = [...entries.values()].filter(({ number }) => number === question);
  return numbered.length > 0 ? numbered.map(({ _id }) => _id) : [question];
}

function nameOf(id: string, entries: Map<string, RegisterEntry>): string {
  const number = entries.get(id)?.number;
  return number ? `${number} (${id})` : id;
}

function counted(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? '' : 's'}`;
}
