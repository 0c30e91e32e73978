/** When a group works. Dates are YYYY-MM-DD, so they compare as texts. */
import type { Period } from '../collaboration.ts';
import { type Path, type Problem, pathText } from './problem.ts';
import type { FileGroup } from './schema.ts';

type FilePeriod = FileGroup['periods'][number];

/** In the order of their dates; `to` null where the file leaves it out. */
export function periodsOf(periods: FilePeriod[]): Period[] {
  return periods.map(({ from, to }) => ({ from, to: to ?? null })).sort((a, b) => (a.from < b.from ? -1 : 1));
}

/** Periods that end before they begin, and days that are in two of them. `path`: of the list. */
export function periodProblems(periods: FilePeriod[], path: Path): Problem[] {
  const problems: Problem[] = [];
  for (const [i, { from, to }] of periods.entries()) {
    if (to && to < from) problems.push({ path: [...path, i, 'to'], message: `is before ${from}, when it begins` });
  }
  if (problems.length > 0) return problems;
  for (const [i, one] of periods.entries()) {
    const before = periods.slice(0, i).findIndex((other) => overlap(one, other));
    if (before === -1) continue;
    problems.push({ path: [...path, i, 'from'], message: `has days in common with ${pathText([...path, before])}` });
  }
  return problems;
}

function overlap(a: FilePeriod, b: FilePeriod): boolean {
  return (!a.to || b.from <= a.to) && (!b.to || a.from <= b.to);
}
