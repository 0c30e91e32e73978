import type { Register } from '../../bot/index.ts';

export interface ExportDeps {
  register: Register;
  /** Only the answers to the vendor. */
  vendor: boolean;
  out(line: string): void;
}

/**
 * `samrad export [--vendor]`: every question in the register as a JSON line, practice left out; decisions with their
 * tally, deviations and actions. For the vendor those that are answered, in English: number, question, answer, the
 * instant of decision and its outcome.
 */
export async function exportRegister({ register, vendor, out }: ExportDeps): Promise<0> {
  for (const entry of await register.list({})) {
    if (entry.practice) continue;
    const { words: _words, ...told } = entry;
    const { number, asks: question, vendorAnswer: answer, decidedAt, decision } = entry;
    if (!vendor) out(JSON.stringify(told));
    else if (answer !== null)
      out(JSON.stringify({ number, question, answer, decidedAt, outcome: decision?.outcome ?? null }));
  }
  return 0;
}
