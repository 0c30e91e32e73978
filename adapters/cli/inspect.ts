/** Whether a stream of documents is fit to be written: its chains are whole, and none goes against what is there already. */
import { type Commit, firstBreak, type Store } from '../../bot/index.ts';
import { breakText } from './break-text.ts';
import { type Counts, countsOf, type Item, noCounts, sumOf } from './kept.ts';

export interface Inspection {
  /** Takes the next document, in the order of the stream. */
  look(item: Item): void;
  /** The stream has ended: what is missing in it shows now. */
  end(): void;
  counts: Counts;
  questions(): number;
  /** Sentences, with ids and versions only. */
  faults: string[];
}

/** What the target has that the stream may go against. */
export interface There {
  empty: boolean;
  /** Hash by id of commit, and question by id of number. */
  hashes: Map<string, string>;
  numbers: Map<string, string>;
}

export const NOTHING: There = { empty: true, hashes: new Map(), numbers: new Map() };

export async function whatIsIn(target: Pick<Store, 'archive'>): Promise<There> {
  if (sumOf(await countsOf(target)) === 0) return NOTHING;
  const there: There = { empty: false, hashes: new Map(), numbers: new Map() };
  for await (const { _id, hash } of target.archive.read('commits')) there.hashes.set(_id, hash);
  for await (const { _id, question } of target.archive.read('numbers')) there.numbers.set(_id, question);
  return there;
}

/** Expects register entries before commits, and a question's commits together. */
export function createInspection(there: There): Inspection {
  const known = new Map<string, number>();
  const ended = new Set<string>();
  const [faults, counts] = [[] as string[], noCounts()];
  let group: Commit[] = [];

  function endGroup(): void {
    const question = group[0]?.question;
    if (question === undefined) return;
    if (ended.has(question)) faults.push(`${question}: its commits are not together`);
    const broken = firstBreak(question, group, known.get(question) ?? 0);
    if (broken) faults.push(`${question}: ${breakText(broken)}`);
    const other = group.find(({ _id, hash }) => (there.hashes.get(_id) ?? hash) !== hash);
    if (other) faults.push(`${question}: version ${other.version}: another commit is in the store already`);
    ended.add(question);
    group = [];
  }

  return {
    faults,
    counts,
    questions: () => ended.size,
    look({ kind, doc }) {
      counts[kind] += 1;
      if (kind === 'register') known.set(doc._id, doc.version);
      if (kind === 'numbers' && (there.numbers.get(doc._id) ?? doc.question) !== doc.question) {
        faults.push(`number ${doc._id}: another question has it in the store already`);
      }
      if (kind !== 'commits') return;
      if (group[0]?.question !== doc.question) endGroup();
      group.push(doc);
    },
    end() {
      endGroup();
      for (const question of known.keys()) {
        if (!ended.has(question)) faults.push(`${question}: the register has seen it, the log has nothing of it`);
      }
    },
  };
}

const SHOWN = 20;

/** At most so many that a person reads them. */
export function firstOf(faults: string[]): string[] {
  const more = faults.length - SHOWN;
  return more > 0 ? [...faults.slice(0, SHOWN), `… and ${more} more`] : faults;
}
