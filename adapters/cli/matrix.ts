/** `samrad matrix [--collaboration ID]`: which municipality has how many members in which group. */
import type { Collaboration, Directory, Group } from '../../bot/index.ts';

export interface MatrixDeps {
  directory: Pick<Directory, 'collaborations'>;
  /** null: all of them. */
  collaboration: string | null;
  out(line: string): void;
}

/** Exit code: 0 shown, 1 there is none to show. */
export async function showMatrix({ directory, collaboration: id, out }: MatrixDeps): Promise<0 | 1> {
  const all = await directory.collaborations();
  const shown = all.filter(({ _id }) => id === null || _id === id);
  if (shown.length === 0) {
    const ids = all.map(({ _id }) => _id).join(', ');
    out(ids ? `There is no collaboration ${id}; there is: ${ids}` : 'No collaboration yet: import one first.');
    return 1;
  }
  for (const [i, one] of shown.entries()) for (const line of [...(i > 0 ? [''] : []), ...matrixOf(one)]) out(line);
  return 0;
}

/** How many seats each row's people hold, a count per group. */
interface Row {
  name: string;
  region: string;
  counts: number[];
}

/**
 * A heading, an aligned table with a column for each group by its code, and what the codes stand for. Counted is who holds a seat;
 * people without a municipality under the name of their seat's block. A municipality without members is shown too.
 */
export function matrixOf(collaboration: Collaboration): string[] {
  const { _id, name, groups } = collaboration;
  const rows = [...municipalityRows(collaboration), ...blockRows(collaboration)];
  const filled = groups.map(({ seats }) => seats.filter(({ holder }) => holder !== null).length);
  const sums: Row[] = [
    { name: 'members', region: '', counts: filled },
    { name: 'vacant', region: '', counts: groups.map(({ seats }, i) => seats.length - (filled[i] ?? 0)) },
    { name: 'seats', region: '', counts: groups.map(({ seats }) => seats.length) },
  ];
  const head = ['municipality', 'region', ...groups.map(({ code }) => code), 'total'];
  const table = aligned([head, ...[...rows, ...sums].map(cells)]);
  const rule = '-'.repeat(Math.max(...table.map((line) => line.length)));
  const body = [table[0] ?? '', rule, ...table.slice(1, 1 + rows.length), rule, ...table.slice(1 + rows.length)];
  return [`${name.nb} (${_id})`, '', ...body, '', ...aligned(groups.map(({ code, name }) => [code, name.nb]))];
}

function municipalityRows({ municipalities = [], people, groups }: Collaboration): Row[] {
  const home = new Map(people.map(({ id, municipality }) => [id, municipality]));
  return municipalities.map(({ id, name, region = '' }) => ({
    name: name.nb,
    region,
    counts: groups.map((group) => holders(group).filter(({ holder }) => home.get(holder) === id).length),
  }));
}

/** Who has no municipality, by block; blocks where everybody has one are left out. */
function blockRows({ blocks, people, groups }: Collaboration): Row[] {
  const homeless = new Set(people.filter(({ municipality }) => municipality === undefined).map(({ id }) => id));
  const rows = Object.entries(blocks).map(([id, name]) => ({
    name: name.nb,
    // A block may have the name of a municipality.
    region: '(no municipality)',
    counts: groups.map((group) => holders(group).filter((s) => s.block === id && homeless.has(s.holder)).length),
  }));
  return rows.filter(({ counts }) => sum(counts) > 0);
}

function holders({ seats }: Group): { block: string; holder: string }[] {
  return seats.flatMap(({ block, holder }) => (holder === null ? [] : [{ block, holder }]));
}

function cells({ name, region, counts }: Row): string[] {
  return [name, region, ...[...counts, sum(counts)].map((n) => (n === 0 ? '–' : String(n)))];
}

function sum(counts: number[]): number {
  return counts.reduce((total, n) => total + n, 0);
}

/** Texts to the left, numbers to the right under their heading, two spaces between columns. */
function aligned(lines: string[][]): string[] {
  const widths = (lines[0] ?? []).map((_, column) => Math.max(...lines.map((line) => (line[column] ?? '').length)));
  return lines.map((line) =>
    line
      .map((cell, column) => (column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}
