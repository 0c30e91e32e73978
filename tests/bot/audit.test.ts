import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { breakText } from '../../adapters/cli/break-text.ts';
import { firstBreak, questionsIn } from '../../bot/audit.ts';
import type { Commit } from '../../bot/ports.ts';
import { seal } from '../../bot/seal.ts';
import { at, upTo } from '../contracts/store-fixtures.ts';

function chain(length: number): Commit[] {
  const commits: Commit[] = [];
  for (const i of upTo(length)) {
    const text = { said: `Ytring ${i}` };
    const events = [{ type: 'reservation', person: 'kari', text } as never, { type: 'went-overdue' } as const];
    const commit = { question: 'q', version: i + 1, commandId: `c${i}`, at: at(i), by: 'kari', events };
    commits.push(seal(commit, commits.at(-1)?.hash ?? ''));
  }
  return commits;
}

/** Every place in a document that holds no further ones. */
function leaves(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, item]) => leaves(item, [...path, key]));
}

function withLeaf<T>(value: T, [key = '', ...rest]: string[], leaf: unknown): T {
  if (Array.isArray(value)) return value.map((item, i) => (String(i) === key ? withLeaf(item, rest, leaf) : item)) as T;
  if (typeof value !== 'object' || value === null) return leaf as T;
  return { ...value, [key]: withLeaf((value as Record<string, unknown>)[key], rest, leaf) };
}

describe('the first break in a chain', () => {
  test('is none in what was sealed, however long, and in nothing', () => {
    for (const length of [0, 1, 2, 30]) expect(firstBreak('q', chain(length), length)).toBeNull();
  });

  test('is found whatever one field is changed to', () => {
    const commits = chain(4);
    const places = commits.flatMap(({ pending: _owed, ...commit }, i) => leaves(commit).map((path) => ({ i, path })));
    const changed = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant([]), fc.constant({}));
    const property = fc.property(fc.constantFrom(...places), changed, ({ i, path }, leaf) => {
      const before = path.reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], commits[i]);
      fc.pre(JSON.stringify(before) !== JSON.stringify(leaf));
      const tampered = commits.map((commit, n) => (n === i ? withLeaf(commit, path, leaf) : commit));
      const found = firstBreak('q', tampered, 0);
      expect(found?.version).toBe(i + 1);
    });
    fc.assert(property, { numRuns: 2_000 });
  });

  test('is found whichever commit is taken away or swapped with its neighbour', () => {
    const commits = chain(5);
    for (const i of upTo(5)) {
      const without = commits.filter((_, n) => n !== i);
      expect(firstBreak('q', without, 5)).toEqual({ question: 'q', version: i + 1, what: i < 4 ? 'missing' : 'end' });
    }
    const [first, second, ...rest] = commits as [Commit, Commit, ...Commit[]];
    expect(firstBreak('q', [second, first, ...rest], 5)?.version).toBe(1);
    expect(firstBreak('q', [first, first, second, ...rest], 5)?.what).toBe('other-commit');
  });

  test('is found when the chain belongs to another question', () => {
    expect(firstBreak('p', chain(2), 2)?.what).toBe('other-commit');
  });

  test('is told with its version', () => {
    expect(breakText({ question: 'q', version: 3, what: 'prev' })).toBe(
      'version 3: it does not continue the one before',
    );
  });
});

test('questions are read page by page until the last', async () => {
  for (const total of [0, 199, 200, 401]) {
    const all = upTo(total).map((i) => `q${String(i).padStart(4, '0')}`);
    const asked: (string | null)[] = [];
    async function questions(after: string | null, limit: number) {
      asked.push(after);
      return all.filter((id) => after === null || id > after).slice(0, limit);
    }
    const read: string[] = [];
    for await (const id of questionsIn({ questions })) read.push(id);
    expect(read).toEqual(all);
    expect(asked.length).toBe(Math.floor(total / 200) + 1);
  }
});
