import { expect, test } from 'vitest';
import { inTurns } from '../../bot/index.ts';

const share = (name: string) => name[0] ?? '';

test.each([
  [['a1', 'a2', 'a3', 'b1', 'c1', 'c2'], 9, ['a1', 'b1', 'c1', 'a2', 'c2', 'a3']],
  [['a1', 'a2', 'a3', 'b1'], 2, ['a1', 'b1']],
  [['a1', 'a2', 'a3'], 2, ['a1', 'a2']],
  [[], 3, []],
  [['a1'], 0, []],
])('of %j, %i in turns', (items, limit, taken) => {
  expect(inTurns(items, share, limit)).toEqual(taken);
});
