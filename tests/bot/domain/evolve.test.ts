/** What an event makes of states that commands alone seldom bring about. */
import { expect, test } from 'vitest';
import { evolve, type Position } from '../../../bot/domain/index.ts';
import { opened } from '../../support/play.ts';

const TUESDAY = '2027-02-02T09:00:00.000Z';

test('an objection that goes takes only its own position along', () => {
  const q = opened();
  q.object(TUESDAY, 'trondheim:2');
  const gone = { type: 'objection-withdrawn' as const, n: 1, person: 'trondheim:2' };
  const support: Position = { kind: 'support', person: 'trondheim:2', at: TUESDAY };
  const after = (positions: Record<string, Position>) =>
    evolve({ ...q.state, positions }, gone, TUESDAY, 'q').positions;
  expect(after({ 'trondheim:2': support })).toEqual({ 'trondheim:2': support });
  expect(after({})).toEqual({});
  expect(after(q.state.positions)).toEqual({});
});

test('every event leaves its instant, and the state it began from as it was', () => {
  const q = opened();
  const before = structuredClone(q.state);
  const after = evolve(q.state, { type: 'reminded', kind: 'half-time', seats: [] }, TUESDAY, 'q');
  expect(after).toEqual({ ...before, reminders: [{ kind: 'half-time', at: TUESDAY }], updatedAt: TUESDAY });
  expect(q.state).toEqual(before);
});
