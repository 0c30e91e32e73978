/** `samrad backup FILE` and `samrad restore FILE [--force]`: everything that a store keeps, in one file. */
import type { Store } from '../../bot/index.ts';
import { BackupFault, type Header, readBackup, writeBackup } from './backup-file.ts';
import { createInspection, firstOf, NOTHING, whatIsIn } from './inspect.ts';
import { countsOf, type Item, itemsOf, KINDS, sumOf } from './kept.ts';
import { pour, type Standing, standingOf } from './pour.ts';
import { type Watch, watched } from './progress.ts';

export interface BackupDeps extends Watch {
  file: string;
  store: Pick<Store, 'archive' | 'log' | 'facts'>;
  /** Now, UTC. */
  at: string;
  out(line: string): void;
}

/** The bot may run meanwhile. Exit code: 0 written, 1 the log is not whole (the file is written all the same). */
export async function backUp({ file, store, at, out, ...watch }: BackupDeps): Promise<0 | 1> {
  const { kind } = await store.facts();
  const inspection = createInspection(NOTHING);
  async function* inspected(): AsyncGenerator<Item> {
    for await (const item of watched(itemsOf(store), 'reading', watch)) {
      inspection.look(item);
      yield item;
    }
  }
  const { counts, sha256 } = await writeBackup(file, { at, from: kind }, inspected());
  inspection.end();
  for (const name of KINDS) out(`${name}: ${counts[name]}`);
  out(`${file}: ${sumOf(counts)} documents, ${inspection.questions()} questions, sha256 ${sha256}`);
  if (inspection.faults.length === 0) return 0;
  for (const fault of firstOf(inspection.faults)) watch.err(fault);
  watch.err('The log is not whole: the backup is as the store is, and can not be restored. Keep those you have.');
  return 1;
}

export interface RestoreDeps extends Omit<BackupDeps, 'at'> {
  /** Into a store that has something already: only what is missing is added. */
  force: boolean;
}

/** Exit code: 0 restored, 1 the backup or what came of it is wrong, 2 the store is not empty. */
export async function restore({ file, store, force, out, ...watch }: RestoreDeps): Promise<0 | 1 | 2> {
  const before = await countsOf(store);
  if (sumOf(before) > 0 && !force) {
    watch.err(`The store is not empty: it has ${sumOf(before)} documents. --force adds what is missing.`);
    return 2;
  }
  const { header, faults } = await checked(file, store, watch);
  if (header) out(`${file}: a backup of ${header.from}, begun ${header.at}`);
  if (faults.length > 0) {
    for (const fault of firstOf(faults)) watch.err(fault);
    watch.err('Nothing was written.');
    return 1;
  }
  const { added, given } = await pour(watched(shownAnew(readBackup(file)), 'writing', watch), store);
  const standing = await standingOf(store, given);
  for (const kind of KINDS) out(`${kind}: ${before[kind]} before, ${added[kind]} added, ${standing.counts[kind]} now`);
  return concluded(standing, { out, ...watch, strict: !force });
}

/**
 * Messages in the channels may show what came after the backup: the cards of open questions count as showing nothing,
 * so that each is brought back to what the log says.
 */
async function* shownAnew(items: AsyncIterable<Item>): AsyncGenerator<Item> {
  const open = new Set<string>();
  for await (const item of items) {
    if (item.kind === 'register' && item.doc.status === 'open') open.add(item.doc._id);
    if (item.kind !== 'cards' || !open.has(item.doc.question)) yield item;
    else yield { kind: 'cards', doc: { ...item.doc, shown: 0 } };
  }
}

/** Reads the whole file. */
async function checked(file: string, store: RestoreDeps['store'], watch: Watch) {
  const inspection = createInspection(await whatIsIn(store));
  let header: Header | null = null;
  const noted = (first: Header) => {
    header = first;
  };
  try {
    for await (const item of watched(readBackup(file, noted), 'checking', watch)) inspection.look(item);
    inspection.end();
  } catch (error) {
    watch.status?.('');
    if (!(error instanceof BackupFault)) throw error;
    if (error.atEnd) inspection.end();
    inspection.faults.push(error.message);
  }
  return { header: header as Header | null, faults: inspection.faults };
}

interface Conclusion extends Watch {
  out(line: string): void;
  /** What stands otherwise than it was given is wrong. */
  strict: boolean;
}

/** Says how the target stands. Exit code: 0 as it should, 1 not. */
export function concluded({ questions, faults, otherwise }: Standing, { out, err, strict }: Conclusion): 0 | 1 {
  for (const fault of firstOf(faults)) err(fault);
  const others = Object.entries(otherwise).map(([kind, n]) => `${kind} ${n}`);
  if (others.length > 0) err(`Was in the store already, and stands otherwise there: ${others.join(', ')}.`);
  if (faults.length === 0) out(`${questions} questions: every chain is whole.`);
  return faults.length === 0 && (others.length === 0 || !strict) ? 0 : 1;
}
