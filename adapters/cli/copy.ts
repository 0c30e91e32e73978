/** `samrad copy --from PLACE --to PLACE`: everything from one store straight into another. */
import type { Store } from '../../bot/index.ts';
import { concluded } from './backup.ts';
import { createInspection, firstOf, whatIsIn } from './inspect.ts';
import { countsOf, itemsOf, KINDS } from './kept.ts';
import { pour, standingOf } from './pour.ts';
import { type Watch, watched } from './progress.ts';

export interface CopyDeps extends Watch {
  from: Pick<Store, 'archive' | 'log'>;
  to: Pick<Store, 'archive' | 'log'>;
  out(line: string): void;
}

/**
 * Adds to `to` what it lacks; run again it goes on where it was. Both are read to the end before anything is written,
 * and `to` once more after. Exit code: 0 all of it stands in `to`, 1 something is wrong.
 */
export async function copyStore({ from, to, out, ...watch }: CopyDeps): Promise<0 | 1> {
  const before = await countsOf(to);
  const inspection = createInspection(await whatIsIn(to));
  for await (const item of watched(itemsOf(from), 'checking', watch)) inspection.look(item);
  inspection.end();
  if (inspection.faults.length > 0) {
    for (const fault of firstOf(inspection.faults)) watch.err(fault);
    watch.err('Nothing was written.');
    return 1;
  }
  const { added, given } = await pour(watched(itemsOf(from), 'writing', watch), to);
  const standing = await standingOf(to, given);
  for (const kind of KINDS) {
    const there = `${before[kind]} before, ${added[kind]} added, ${standing.counts[kind]} now`;
    out(`${kind}: ${given.get(kind)?.size ?? 0} in the source; ${there}`);
  }
  const code = concluded(standing, { out, ...watch, strict: true });
  if (Object.keys(standing.otherwise).length > 0) {
    watch.err('Stop the bot, and copy into an empty store, to have them as they are in the source.');
  }
  return code;
}

export type Place = { kind: 'sqlite'; file: string } | { kind: 'mongodb'; uri: string };

/** "sqlite:PATH", "mongodb://…" or "mongodb+srv://…"; null: neither. */
export function placeOf(text: string): Place | null {
  if (/^mongodb(\+srv)?:\/\/./.test(text)) return { kind: 'mongodb', uri: text };
  const file = /^sqlite:(?<file>.+)$/.exec(text)?.groups?.file;
  return file && file !== ':memory:' ? { kind: 'sqlite', file } : null;
}
