/** Documents into a store, and whether they stand there as they were given. */
import { createHash } from 'node:crypto';
import type { Kept, Kind, Store } from '../../bot/index.ts';
import { createInspection, NOTHING } from './inspect.ts';
import { type Counts, type Item, itemsOf, KINDS, noCounts, owing, versionsIn } from './kept.ts';

const BATCH = 200;

/** What was given: a digest by id for each kind; for commits the hash, which stands for all before it too. */
export type Given = Map<Kind, Map<string, string>>;

export interface Poured {
  added: Counts;
  given: Given;
}

/**
 * Adds what is missing. A commit that the target's register has not seen is owed to every follower, so that a target
 * that was filled before catches up by itself.
 */
export async function pour(items: AsyncIterable<Item>, target: Pick<Store, 'archive'>): Promise<Poured> {
  const added = noCounts();
  const given: Given = new Map(KINDS.map((kind) => [kind, new Map()]));
  let seen: Map<string, number> | null = null;
  let [kind, batch]: [Kind, Kept[Kind][]] = ['register', []];

  async function flush(): Promise<void> {
    if (batch.length > 0) added[kind] += await target.archive.write(kind, batch);
    batch = [];
  }

  for await (const item of items) {
    if (item.kind !== kind || batch.length >= BATCH) await flush();
    kind = item.kind;
    given.get(kind)?.set(item.doc._id, markOf(item));
    if (item.kind !== 'commits') {
      batch.push(item.doc);
      continue;
    }
    seen ??= await versionsIn(target);
    const known = seen.get(item.doc.question) ?? 0;
    batch.push(owing(item.doc, () => item.doc.version > known));
  }
  await flush();
  return { added, given };
}

export interface Standing {
  counts: Counts;
  questions: number;
  /** Chains of the target that are not whole, and what of the log is not there. */
  faults: string[];
  /** Documents beside the log that are not there, or stand otherwise than they were given. */
  otherwise: Partial<Counts>;
}

/** Reads the whole target. */
export async function standingOf(target: Pick<Store, 'archive' | 'log'>, given: Given): Promise<Standing> {
  const inspection = createInspection(NOTHING);
  const left = new Map([...given].map(([kind, marks]) => [kind, new Map(marks)]));
  for await (const item of itemsOf(target)) {
    inspection.look(item);
    const marks = left.get(item.kind);
    if (marks?.get(item.doc._id) === markOf(item)) marks.delete(item.doc._id);
  }
  inspection.end();
  const faults = [...(left.get('commits')?.keys() ?? [])].map((id) => `${id}: it was given, and is not in the store`);
  const otherwise: Partial<Counts> = {};
  for (const [kind, { size }] of left) if (kind !== 'commits' && size > 0) otherwise[kind] = size;
  return {
    counts: inspection.counts,
    questions: inspection.questions(),
    faults: [...inspection.faults, ...faults],
    otherwise,
  };
}

function markOf({ kind, doc }: Item): string {
  if (kind === 'commits') return doc.hash;
  return createHash('sha256').update(JSON.stringify(doc, sorted)).digest('base64').slice(0, 22);
}

/** Stores differ in the order of fields. */
function sorted(_key: string, value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
