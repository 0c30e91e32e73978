/** Amending: what it opens, clears, keeps and refuses. */
import { describe, expect, test } from 'vitest';
import { DEFAULT_POLICY } from '../../../../bot/domain/index.ts';
import { opened, rosterWith, seats, withBodySeats } from '../../../support/play.ts';
import { asking } from '../given.ts';

const TUESDAY = '2027-02-02T09:00:00.000Z';
const LATER = '2027-02-02T10:00:00.000Z';
const WEDNESDAY = '2027-02-03T09:00:00.000Z';
const amend = { type: 'amend' as const, proposal: 'b', text: null, incorporates: [] };

describe('an amendment', () => {
  test('opens round 2 for three working days with the new proposal, positions set beside', () => {
    const q = opened();
    q.all(TUESDAY, seats('trondheim', 1, 2));
    const before = q.state.positions;
    expect(q.send(LATER, 'trondheim:1', amend)).toEqual(['amended', 'round-opened']);
    expect(q.events.at(-1)).toMatchObject({ type: 'round-opened', round: 2, positions: 'cleared' });
    expect(q.state).toMatchObject({
      round: 2,
      amended: true,
      level: 1,
      positions: {},
      formerPositions: before,
      proposal: { option: 'b', text: null },
      deadline: '2027-02-05T14:00:00.000Z',
      periodStart: LATER,
      openedAt: '2027-02-01T08:00:00.000Z',
    });
  });

  test('may be new words, with or without an option', () => {
    const own = opened();
    own.send(LATER, 'trondheim:1', { ...amend, proposal: null, text: ' Innen 48 timer ' });
    expect(own.state.proposal).toEqual({ option: null, text: { said: 'Innen 48 timer' } });
    const blank = opened();
    blank.send(LATER, 'trondheim:1', { ...amend, text: '  ' });
    expect(blank.state.proposal).toEqual({ option: 'b', text: null });
    const both = opened();
    both.send(LATER, 'trondheim:1', { ...amend, proposal: 'a', text: 'Innen 48 timer' });
    expect(both.state.proposal).toEqual({ option: 'a', text: { said: 'Innen 48 timer' } });
  });

  test('closes the named objections, each once; maintained ones can be named; others stand with their seats', () => {
    const q = opened();
    for (const seat of seats('trondheim', 2, 5)) q.object(TUESDAY, seat);
    q.send(TUESDAY, 'trondheim:1', { type: 'maintain', objection: 1, text: 'Fordi' });
    q.send(TUESDAY, 'trondheim:1', { type: 'maintain', objection: 3, text: 'Fordi' });
    expect(q.send(LATER, 'trondheim:1', { ...amend, incorporates: [1, 2, 2] })).toEqual([
      'amended',
      'objection-incorporated',
      'objection-incorporated',
      'round-opened',
    ]);
    expect(q.state.objections.map(({ status }) => status)).toEqual([
      'incorporated',
      'incorporated',
      'maintained',
      'open',
    ]);
    expect(Object.keys(q.state.positions)).toEqual(['trondheim:4', 'trondheim:5']);
  });

  test('names only objections that stand', () => {
    const q = opened();
    q.object(TUESDAY, 'trondheim:2');
    q.object(TUESDAY, 'trondheim:3');
    q.send(TUESDAY, 'trondheim:2', { type: 'support' });
    expect(q.send(LATER, 'trondheim:1', { ...amend, incorporates: [2, 1] })).toBe('unknown-objection');
  });

  test('is an expert’s, not a coordinator’s, nor nobody’s', () => {
    const q = opened();
    expect(q.send(LATER, 'coordinator:1', amend)).toBe('not-expert');
    expect(q.send(LATER, null, amend)).toBe('not-expert');
  });

  test('that changes nothing needs words', () => {
    const q = opened();
    expect(q.send(LATER, 'trondheim:1', { ...amend, proposal: 'a' })).toBe('text-required');
    expect(q.send(LATER, 'trondheim:1', { ...amend, proposal: 'a', text: '  ' })).toBe('text-required');
    expect(q.send(LATER, 'trondheim:1', { ...amend, proposal: null, text: ' ' })).toBe('text-required');
    expect(q.send(LATER, 'trondheim:1', { ...amend, proposal: 'z' })).toBe('unknown-option');
    expect(q.send(LATER, 'trondheim:1', { ...amend, text: 'x'.repeat(3001) })).toBe('too-long');
  });

  test('back to the option as it was is one, after a wording of its own', () => {
    const policy = { ...DEFAULT_POLICY, rounds: 3 };
    const q = opened({ policy });
    q.send(LATER, 'trondheim:1', { ...amend, proposal: 'a', text: 'Innen 48 timer' });
    expect(q.send(LATER, 'trondheim:1', { ...amend, proposal: 'a' })).toEqual(['amended', 'round-opened']);
    expect(q.state).toMatchObject({ round: 3, proposal: { option: 'a', text: null } });
  });

  test('is refused in round 2, above the group, and when it is closed', () => {
    const second = opened();
    second.send(LATER, 'trondheim:1', amend);
    expect(second.send(LATER, 'trondheim:1', { ...amend, proposal: 'a' })).toBe('wrong-round');
    const lifted = opened();
    lifted.send(LATER, 'coordinator:1', { type: 'confirm-mandate' });
    expect(lifted.send(LATER, 'trondheim:1', amend)).toBe('wrong-round');
    lifted.send(LATER, 'trondheim:1', { type: 'withdraw', reason: 'Løst' });
    expect(lifted.send(LATER, 'trondheim:1', amend)).toBe('closed');
  });

  test('keeps a green question green', () => {
    const q = opened({ criticality: 'green' });
    q.send(LATER, 'trondheim:1', amend);
    q.all(LATER, seats('trondheim', 1, 3));
    q.runTo('2027-02-05T14:00:00.000Z');
    expect(q.state).toMatchObject({ criticality: 'green', decision: { round: 2, at: '2027-02-05T14:00:00.000Z' } });
  });
});

describe('the first proposal', () => {
  const prefer = { type: 'prefer' as const, option: 'b' };

  test('opens the question as if it were asked now; what was preferred stays', () => {
    const q = asking({ proposal: null });
    q.send(TUESDAY, 'trondheim:2', prefer);
    expect(q.send(WEDNESDAY, 'trondheim:1', amend)).toEqual(['proposed']);
    expect(q.state).toMatchObject({
      ...{ round: 1, level: 1, proposal: { option: 'b', text: null }, preferences: { 'trondheim:2': 'b' } },
      ...{ openedAt: WEDNESDAY, periodStart: WEDNESDAY, deadline: '2027-02-10T14:00:00.000Z' },
    });
    expect(q.send(WEDNESDAY, 'trondheim:2', { type: 'support' })).toEqual(['position-taken']);
    expect(q.send(WEDNESDAY, 'trondheim:1', { ...amend, proposal: 'a' })).toEqual(['amended', 'round-opened']);
  });

  test('heeds the vendor’s date, and may be new words', () => {
    const q = asking({ proposal: null, vendorDate: '2027-02-05' });
    q.send(WEDNESDAY, 'trondheim:1', { ...amend, proposal: null, text: ' Innen 48 timer ' });
    expect(q.state).toMatchObject({
      deadline: '2027-02-05T14:00:00.000Z',
      proposal: { option: null, text: { said: 'Innen 48 timer' } },
    });
  });

  test('comes too late for nothing: an overdue question has its days, an extended one stays extended', () => {
    const overdue = asking({ proposal: null, roster: { ...rosterWith(3, 0), ladder: [] } });
    overdue.runTo('2027-02-11T14:00:00.000Z');
    expect(overdue.state).toMatchObject({ overdue: true, extended: true });
    overdue.send('2027-02-12T09:00:00.000Z', 'trondheim:1', amend);
    expect(overdue.state).toMatchObject({ overdue: false, extended: true, deadline: '2027-02-19T14:00:00.000Z' });
  });

  test('is an expert’s, names no objections, and says something', () => {
    const q = asking({ proposal: null });
    expect(q.send(TUESDAY, 'coordinator:1', amend)).toBe('not-expert');
    expect(q.send(TUESDAY, null, amend)).toBe('not-expert');
    expect(q.send(TUESDAY, 'trondheim:1', { ...amend, incorporates: [1] })).toBe('unknown-objection');
    expect(q.send(TUESDAY, 'trondheim:1', { ...amend, proposal: null, text: ' ' })).toBe('text-required');
    expect(q.send(TUESDAY, 'trondheim:1', { ...amend, proposal: 'z' })).toBe('unknown-option');
    expect(q.send(TUESDAY, 'trondheim:1', { ...amend, text: 'x'.repeat(3001) })).toBe('too-long');
    q.send(TUESDAY, 'trondheim:1', { type: 'withdraw', reason: 'Løst' });
    expect(q.send(TUESDAY, 'trondheim:1', amend)).toBe('closed');
  });

  test('above the group leaves the body its days', () => {
    const q = asking({ proposal: null, roster: withBodySeats(rosterWith(3, 0), 2) });
    q.send(TUESDAY, 'coordinator:1', { type: 'confirm-mandate' });
    const { deadline, periodStart, openedAt } = q.state;
    expect(q.send(WEDNESDAY, 'm:1', { type: 'support' })).toBe('no-proposal');
    expect(q.send(WEDNESDAY, 'trondheim:1', amend)).toEqual(['proposed']);
    expect(q.state).toMatchObject({ level: 2, deadline, periodStart, openedAt, proposal: { option: 'b' } });
    expect(q.all(WEDNESDAY, ['m:1', 'm:2'])).toEqual([['position-taken'], ['position-taken', 'decided']]);
  });
});
