/** Commands that keep a store safe or move it: which words ask for which of them. */
import { existsSync } from 'node:fs';
import type { Store } from '../../bot/index.ts';
import { backUp, restore } from './backup.ts';
import { copyStore, type Place, placeOf } from './copy.ts';
import { examine } from './doctor.ts';
import type { Watch } from './progress.ts';
import { takeUp } from './retry.ts';

export const KEEP_HELP = `samrad backup FILE                 everything in the store, in one file; the bot may run
samrad restore FILE [--force]      a backup into an empty store (--force: what is missing into one that is not)
samrad copy --from PLACE --to PLACE
                                   one store into another; PLACE: sqlite:PATH or mongodb://…
samrad doctor                      what the store has and what it lacks
samrad retry                       what was set aside after many tries is tried again`;

export const KEEP_OPTIONS = {
  force: { type: 'boolean' },
  from: { type: 'string' },
  to: { type: 'string' },
} as const;

export interface KeepOptions {
  force?: boolean | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

export interface KeepDeps extends Watch {
  /** The configured store. */
  place(): Place;
  openStore(place: Place): Promise<Store>;
  out(line: string): void;
  /** Milliseconds since 1970. */
  now(): number;
}

/** The command's work, resolving with the exit code (2: what was asked for can't be meant); null: the words ask for none of these. */
export function keep(words: string[], options: KeepOptions, deps: KeepDeps): (() => Promise<number>) | null {
  const [command, file] = words;
  const { out, err, status, now } = deps;
  const watch = { err, status };
  if (command === 'doctor') {
    return () => onStore(deps.place(), (store, name) => examine({ store, name, now, out }));
  }
  if (command === 'retry') {
    return () => onStore(deps.place(), (store) => takeUp({ store, now: new Date(now()).toISOString(), out }));
  }
  if (command === 'backup' && file) {
    return async () => {
      if (existsSync(file)) return refused(`${file} is there already: a backup never takes the place of another.`);
      const at = new Date(now()).toISOString();
      return await onStore(deps.place(), (store) => backUp({ file, store, at, out, ...watch })).catch(unwritten);
    };
  }
  if (command === 'restore' && file) {
    return async () => {
      if (!existsSync(file)) return refused(`There is no ${file}.`);
      const { force = false } = options;
      const into = deps.place();
      return await onStore(into, (store) => restore({ file, store, force, out, ...watch }), 'made');
    };
  }
  if (command !== 'copy' || options.from === undefined || options.to === undefined) return null;
  const [from, to] = [placeOf(options.from), placeOf(options.to)];
  return async () => {
    if (!from || !to) return refused('--from and --to are sqlite:PATH or mongodb://…');
    if (isSame(from, to)) return refused('--from and --to are the same store.');
    return await onStore(from, (source) =>
      onStore(to, (target) => copyStore({ from: source, to: target, out, ...watch }), 'made'),
    );
  };

  /** No such folder, no space, not allowed: the message names the file. */
  function unwritten(error: unknown): 1 {
    if (!(error instanceof Error) || !('syscall' in error)) throw error;
    status?.('');
    err(`The backup could not be written. ${error.message}`);
    return 1;
  }

  function refused(sentence: string): 2 {
    err(sentence);
    return 2;
  }

  /** `made`: a file that is not there is made; else it is a mistyped name. */
  async function onStore(
    place: Place,
    work: (store: Store, name: string) => Promise<number>,
    made?: 'made',
  ): Promise<number> {
    if (place.kind === 'sqlite' && !made && !existsSync(place.file))
      return refused(`There is no store at ${place.file}.`);
    const store = await deps.openStore(place);
    try {
      return await work(store, nameOf(place));
    } finally {
      await store.close();
    }
  }
}

function isSame(a: Place, b: Place): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function nameOf(place: Place): string {
  return place.kind === 'sqlite' ? `SQLite (${place.file})` : 'MongoDB';
}
