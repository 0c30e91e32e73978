/** Faults in the municipalities, the groups, the ladder and the channels of the file, whoever sits in them. */
import { periodProblems } from './periods.ts';
import type { Path, Problem } from './problem.ts';
import { pathText } from './problem.ts';
import type { CollaborationFile, FileChannel } from './schema.ts';
import { nearest } from './strict.ts';

export function structureProblems(file: CollaborationFile): Problem[] {
  const groups = file.groups.map((group, i) => ({ ...group, path: ['groups', i] satisfies Path }));
  const bodies = file.ladder.map((body, i) => ({ ...body, path: ['ladder', i] satisfies Path }));
  const places = [...groups, ...bodies];
  return [
    ...repeated(file.municipalities.map(({ id }, i) => ({ value: id, path: ['municipalities', i, 'id'] }))),
    ...repeated(places.map(({ id, path }) => ({ value: id, path: [...path, 'id'] }))),
    ...repeated(groups.map(({ code, path }) => ({ value: code, path: [...path, 'code'] }))),
    ...places.flatMap(({ seats, path }) => unknownBlocks(seats, Object.keys(file.blocks), [...path, 'seats'])),
    ...places.flatMap(({ channels, path }) => repeatedChannels(channels, [...path, 'channels'])),
    ...groups.flatMap(({ topics, path }) =>
      repeated(topics.map(({ id }, i) => ({ value: id, path: [...path, 'topics', i, 'id'] }))),
    ),
    ...groups.flatMap(({ periods, path }) => periodProblems(periods, [...path, 'periods'])),
    ...levelProblems(file),
  ];
}

/** A value that must be unique and was seen before; the problem stands at the later one. */
export function repeated(values: { value: string; path: Path }[]): Problem[] {
  const first = new Map<string, Path>();
  const problems: Problem[] = [];
  for (const { value, path } of values) {
    const before = first.get(value);
    if (before) problems.push({ path, message: `${value} is taken already, by ${pathText(before.slice(0, -1))}` });
    else first.set(value, path);
  }
  return problems;
}

function unknownBlocks(seats: Record<string, number>, blocks: string[], path: Path): Problem[] {
  return Object.keys(seats)
    .filter((block) => !blocks.includes(block))
    .map((block) => ({ path: [...path, block], message: unknown('block', block, blocks) }));
}

/** "there is no block trondhjem; did you mean trondheim?" */
export function unknown(what: string, word: string, known: string[]): string {
  const near = nearest(word, known);
  const help = near ? `did you mean ${near}?` : `there is: ${known.join(', ') || 'none'}`;
  return `there is no ${what} ${word}; ${help}`;
}

function repeatedChannels(channels: FileChannel[], path: Path): Problem[] {
  const named = channels.map(({ platform, team, channel }, i) => ({
    value: `${platform} channel ${channel} in ${team}`,
    path: [...path, i, 'channel'],
  }));
  return repeated(named);
}

/** Levels are 2, 3, 4 … without gaps, one body each. */
function levelProblems({ ladder }: CollaborationFile): Problem[] {
  const levels = ladder.map(({ level }, i) => ({ level, i })).sort((a, b) => a.level - b.level);
  for (const [n, { level, i }] of levels.entries()) {
    const expected = n + 2;
    const path = ['ladder', i, 'level'];
    if (level < expected) return [{ path, message: `level ${level} has a body already; one body a level` }];
    if (level > expected) return [{ path, message: `there is no level ${expected}; levels go 2, 3, 4 … without gaps` }];
  }
  return [];
}
