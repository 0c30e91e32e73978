import type { Register } from '../../bot/index.ts';

/** `samrad export`: every question in the register as a JSON line, practice left out; decisions with their tally. */
export async function exportRegister(register: Register, out: (line: string) => void): Promise<0> {
  for (const entry of await register.list({})) {
    if (!entry.practice) out(JSON.stringify(entry));
  }
  return 0;
}
