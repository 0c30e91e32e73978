/** Outside the mandate: who may say so, and what it takes. */
import { describe, expect, test } from 'vitest';
import { DEFAULT_POLICY } from '../../../../bot/domain/index.ts';
import { opened, rosterWith } from '../../../support/play.ts';
import { asking, askingBoth } from '../given.ts';

const TUESDAY = '2027-02-02T09:00:00.000Z';
const flag = { type: 'flag-mandate' as const, text: 'Gjelder sykehuset' };
const confirm = { type: 'confirm-mandate' as const };

describe('a member’s mark', () => {
  test('asks, with words; the second member’s lifts', () => {
    const q = opened();
    expect(q.send(TUESDAY, 'trondheim:2', { ...flag, text: ' ' })).toBe('text-required');
    expect(q.send(TUESDAY, 'trondheim:2', { ...flag, text: 'x'.repeat(3001) })).toBe('too-long');
    expect(q.send(TUESDAY, 'trondheim:2', flag)).toEqual(['mandate-flagged']);
    expect(q.state).toMatchObject({
      level: 1,
      mandateFlags: [{ person: 'trondheim:2', text: { said: 'Gjelder sykehuset' } }],
    });
    expect(q.send(TUESDAY, 'trondheim:2', flag)).toEqual([]);
    expect(q.send(TUESDAY, 'opsjonskommuner:1', flag)).toEqual(['mandate-flagged', 'escalated']);
    expect(q.state).toMatchObject({ level: 2, escalations: [{ at: TUESDAY, to: 2, reason: 'mandate' }] });
    expect(q.state.deadline).toBe('2027-02-09T14:00:00.000Z');
  });

  test('is enough alone where the rules say so', () => {
    const q = opened({ policy: { ...DEFAULT_POLICY, mandate: { memberFlagsToEscalate: 1 } } });
    expect(q.send(TUESDAY, 'trondheim:2', flag)).toEqual(['mandate-flagged', 'escalated']);
  });

  test('is refused to who has no seat, is recused, or looks at an old card', () => {
    const q = opened();
    expect(q.send(TUESDAY, 'stranger', flag)).toBe('not-a-member');
    expect(q.send(TUESDAY, null, flag)).toBe('not-a-member');
    expect(q.send(TUESDAY, 'trondheim:3', flag, { level: 1, round: 2 })).toBe('stale-button');
    q.send(TUESDAY, 'trondheim:3', { type: 'recuse' });
    expect(q.send(TUESDAY, 'trondheim:3', flag)).toBe('recused');
  });
});

describe('an expert’s or a coordinator’s mark', () => {
  test.each(['trondheim:1', 'coordinator:1'])('of %s lifts at once, with words or without', (person) => {
    const said = opened();
    expect(said.send(TUESDAY, person, flag)).toEqual(['mandate-flagged', 'escalated']);
    expect(said.state.mandateFlags).toEqual([{ person, text: { said: 'Gjelder sykehuset' } }]);
    const silent = opened();
    expect(silent.send(TUESDAY, person, { ...flag, text: ' ' })).toEqual(['mandate-flagged', 'escalated']);
    expect(silent.state.mandateFlags).toEqual([{ person, text: null }]);
    expect(opened().send(TUESDAY, person, { ...flag, text: 'x'.repeat(3001) })).toBe('too-long');
  });

  test.each(['trondheim:1', 'coordinator:1'])('or the confirmation of %s, which lifts too', (person) => {
    const q = opened();
    q.send(TUESDAY, 'trondheim:2', flag);
    expect(q.send(TUESDAY, person, confirm)).toEqual(['mandate-flagged', 'escalated']);
    expect(q.state).toMatchObject({ level: 2, escalations: [{ reason: 'mandate' }] });
    expect(q.state.mandateFlags).toHaveLength(2);
    expect(q.state.mandateFlags[1]).toEqual({ person, text: null });
  });

  test('nobody else confirms', () => {
    const q = opened();
    expect(q.send(TUESDAY, 'trondheim:2', confirm)).toBe('not-expert');
    expect(q.send(TUESDAY, null, confirm)).toBe('not-expert');
  });

  test('a question that is lifted already, or closed, is not lifted again', () => {
    const q = opened();
    q.send(TUESDAY, 'trondheim:1', flag);
    for (const person of ['trondheim:1', 'trondheim:2', 'chair:2']) {
      expect(q.send(TUESDAY, person, flag)).toBe('lifted');
      expect(q.send(TUESDAY, person, confirm)).toBe('lifted');
    }
    q.send(TUESDAY, 'trondheim:1', { type: 'withdraw', reason: 'Løst' });
    expect(q.send(TUESDAY, 'trondheim:1', flag)).toBe('closed');
    expect(q.send(TUESDAY, 'trondheim:1', confirm)).toBe('closed');
  });

  test('with nobody above, it stays, overdue', () => {
    const q = opened({ roster: { ...rosterWith(8, 4), ladder: [] } });
    expect(q.send(TUESDAY, 'trondheim:1', flag)).toEqual(['mandate-flagged', 'went-overdue']);
    expect(q.state).toMatchObject({ level: 1, status: 'open', overdue: true });
  });
});

test('members of two groups are two members, and the expert of either may confirm', () => {
  const q = askingBoth();
  q.send(TUESDAY, 'g/t2', flag);
  expect(q.send(TUESDAY, 'h/t2', flag)).toEqual(['mandate-flagged', 'escalated']);
  expect(askingBoth().send(TUESDAY, 'h/t1', confirm)).toEqual(['mandate-flagged', 'escalated']);
});

test('a question without a proposal may be outside the mandate too', () => {
  const q = asking({ proposal: null });
  expect(q.all(TUESDAY, ['trondheim:2', 'trondheim:3'], flag)).toEqual([
    ['mandate-flagged'],
    ['mandate-flagged', 'escalated'],
  ]);
});
