/** Commands that look at a store and change nothing: which words ask for which of them. */
import type { Store } from '../../bot/index.ts';
import { listActions } from './actions.ts';
import { verifyLog } from './audit.ts';
import { exportRegister } from './export.ts';
import { showMatrix } from './matrix.ts';
import { checkRules, tryRulesOnPast } from './rules.ts';

export const LOOK_HELP = `samrad matrix [--collaboration ID] members of each municipality in each group, as a table
samrad rules check FILE            whether a file of rules is valid, and what it changes
samrad rules try FILE [--collaboration ID]
                                   which past questions would have ended otherwise under these rules
samrad audit verify [--question ID]
                                   whether the log is what was written
samrad actions [--period 2027-T1]  follow-up actions as a table (CSV), of a year or a third of it
samrad export [--vendor]           the register, a JSON line per question; the answers to the vendor`;

export const LOOK_OPTIONS = {
  collaboration: { type: 'string' },
  question: { type: 'string' },
  period: { type: 'string' },
  vendor: { type: 'boolean' },
} as const;

export interface LookOptions {
  question?: string | undefined;
  period?: string | undefined;
  vendor?: boolean | undefined;
  collaboration?: string | undefined;
}

export interface LookDeps {
  /** Opens the configured store; it is closed when the work is done. */
  openStore(): Promise<Store>;
  out(line: string): void;
  err(line: string): void;
  /** A line that is written over while something long goes on, '' takes it away; absent: nobody watches. */
  status?: ((text: string) => void) | undefined;
  now(): string;
}

/** The command's work, resolving with the exit code; null: the words ask for none of these. */
export function look(words: string[], options: LookOptions, deps: LookDeps): (() => Promise<number>) | null {
  const { out, err, status, now } = deps;
  const [command, what, file] = words;
  const { question, period, collaboration, vendor = false } = options;
  const progress = status && ((n: number) => n % 200 === 0 && status(`${n} questions read …`));
  function onStore(work: (store: Store) => Promise<number>): () => Promise<number> {
    return async () => {
      const store = await deps.openStore();
      try {
        return await work(store);
      } finally {
        await store.close();
      }
    };
  }

  if (command === 'matrix')
    return onStore(({ directory }) => showMatrix({ directory, collaboration: collaboration ?? null, out }));
  if (command === 'export') return onStore(({ register }) => exportRegister({ register, vendor, out }));
  if (command === 'actions') return onStore((store) => listActions({ store, period, out, err }));
  if (command === 'audit' && what === 'verify') {
    const clearly = (line: string) => {
      status?.('');
      out(line);
    };
    return onStore((store) => verifyLog({ store, question, out: clearly, err, progress }));
  }
  if (command !== 'rules' || !file) return null;
  if (what === 'check') return () => checkRules({ file, out, err });
  if (what !== 'try') return null;
  return onStore((store) => tryRulesOnPast({ file, collaboration, store, now: now(), out, err }));
}
