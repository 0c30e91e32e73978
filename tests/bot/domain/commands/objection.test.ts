/** How an objection ends: withdrawn, or answered and maintained. */
import { describe, expect, test } from 'vitest';
import { assess } from '../../../../bot/domain/index.ts';
import { opened, rosterWith, seats, withBodySeats } from '../../../support/play.ts';
import { askingBoth } from '../given.ts';

const TUESDAY = '2027-02-02T09:00:00.000Z';
const LATER = '2027-02-02T10:00:00.000Z';
const own = { type: 'withdraw-objection' as const, objection: null };

describe('withdrawing an objection', () => {
  test('leaves the seat unanswered and the objection in the record', () => {
    const q = opened();
    q.object(TUESDAY, 'trondheim:2');
    expect(q.send(LATER, 'trondheim:2', own)).toEqual(['objection-withdrawn']);
    expect(q.state.positions).toEqual({});
    expect(q.state.objections).toMatchObject([{ n: 1, status: 'withdrawn', text: { said: 'Går ikke' } }]);
    expect(q.send(LATER, 'trondheim:2', own)).toBe('unknown-objection');
  });

  test('by number or without; only one’s own, and only one that stands', () => {
    const q = opened();
    q.object(TUESDAY, 'trondheim:2');
    q.object(TUESDAY, 'trondheim:3');
    expect(q.send(LATER, 'trondheim:2', { ...own, objection: 2 })).toBe('not-yours');
    expect(q.send(LATER, null, { ...own, objection: 2 })).toBe('not-yours');
    expect(q.send(LATER, 'trondheim:2', { ...own, objection: 3 })).toBe('unknown-objection');
    expect(q.send(LATER, 'trondheim:4', own)).toBe('unknown-objection');
    expect(q.send(LATER, 'trondheim:3', { ...own, objection: 2 })).toEqual(['objection-withdrawn']);
    expect(q.state.objections.map(({ status }) => status)).toEqual(['open', 'withdrawn']);
    expect(Object.keys(q.state.positions)).toEqual(['trondheim:2']);
  });

  test('is the holder’s to do for the seat, and the substitute’s who raised it', () => {
    const q = opened({ roster: rosterWith(8, 4, { 'trondheim:2': 'sub:1', 'trondheim:3': 'sub:2' }) });
    for (const holder of ['trondheim:2', 'trondheim:3']) {
      q.send(TUESDAY, holder, { type: 'absent', from: '2027-02-02', to: '2027-02-02' });
    }
    q.object(TUESDAY, 'sub:1');
    q.object(TUESDAY, 'sub:2');
    expect(q.send(TUESDAY, 'trondheim:2', own)).toEqual(['objection-withdrawn']);
    expect(q.send(TUESDAY, 'sub:2', own)).toEqual(['objection-withdrawn']);
  });

  test('is possible for a maintained one, not when the question is closed or lifted', () => {
    const q = opened();
    q.object(TUESDAY, 'trondheim:2');
    q.object(TUESDAY, 'trondheim:3');
    q.send(TUESDAY, 'trondheim:1', { type: 'maintain', objection: 1, text: 'Fordi' });
    expect(q.send(TUESDAY, 'trondheim:2', own)).toEqual(['objection-withdrawn']);
    q.send(TUESDAY, 'coordinator:1', { type: 'confirm-mandate' });
    expect(q.send(TUESDAY, 'trondheim:3', own)).toBe('unknown-objection');
    q.send(TUESDAY, 'trondheim:1', { type: 'withdraw', reason: 'Løst' });
    expect(q.send(TUESDAY, 'trondheim:3', own)).toBe('closed');
  });

  test('may be what settles it', () => {
    const q = opened({ criticality: 'yellow' });
    q.all('2027-02-03T09:00:00.000Z', [...seats('trondheim', 1, 7), ...seats('opsjonskommuner', 1, 4)]);
    const blocked = opened();
    blocked.object(TUESDAY, 'trondheim:8');
    blocked.all('2027-02-03T09:00:00.000Z', [...seats('trondheim', 1, 7), ...seats('opsjonskommuner', 1, 4)]);
    expect(blocked.state.status).toBe('open');
    expect(blocked.send('2027-02-03T10:00:00.000Z', 'trondheim:8', own)).toEqual(['objection-withdrawn', 'decided']);
  });
});

describe('maintaining an objection', () => {
  const maintain = { type: 'maintain' as const, objection: 1, text: 'Loven sier noe annet' };

  test('is an expert’s answer in writing; the objection goes on counting', () => {
    const q = opened();
    q.object(TUESDAY, 'trondheim:2');
    expect(q.send(LATER, 'trondheim:3', maintain)).toBe('not-expert');
    expect(q.send(LATER, 'coordinator:1', maintain)).toBe('not-expert');
    expect(q.send(LATER, null, maintain)).toBe('not-expert');
    expect(q.send(LATER, 'trondheim:1', { ...maintain, text: ' ' })).toBe('text-required');
    expect(q.send(LATER, 'trondheim:1', { ...maintain, objection: 2 })).toBe('unknown-objection');
    expect(q.send(LATER, 'trondheim:1', maintain)).toEqual(['objection-maintained']);
    expect(q.state.objections[0]).toMatchObject({
      status: 'maintained',
      answer: { person: 'trondheim:1', at: LATER, text: { said: 'Loven sier noe annet' } },
    });
    expect(assess(q.state).tally).toMatchObject({ answered: 1, objection: 1 });
    expect(q.send(LATER, 'trondheim:1', maintain)).toBe('unknown-objection');
  });

  test('lets yellow pass and holds red back, at the first level', () => {
    const needs = (criticality: 'yellow' | 'red') => {
      const q = opened({ criticality, roster: rosterWith(6, 0) });
      q.object(TUESDAY, 'trondheim:6');
      q.all(TUESDAY, seats('trondheim', 1, 4));
      q.send(TUESDAY, 'trondheim:1', maintain);
      return assess(q.state);
    };
    expect(needs('yellow')).toMatchObject({ passes: true, missing: [] });
    expect(needs('red')).toMatchObject({
      passes: false,
      quorum: true,
      missing: [{ need: 'maintained-objection', objection: 1 }],
    });
  });

  test('lets red pass from level 2, by the chair’s answer too', () => {
    const q = opened({ criticality: 'red', roster: withBodySeats(rosterWith(3, 0), 5) });
    q.send(TUESDAY, 'coordinator:1', { type: 'confirm-mandate' });
    q.object(TUESDAY, 'm:5');
    q.all(TUESDAY, ['m:1', 'm:2', 'm:3', 'm:4']);
    expect(assess(q.state).missing).toEqual([{ need: 'open-objection', objection: 1 }]);
    expect(q.send(TUESDAY, 'chair:3', maintain)).toBe('not-expert');
    expect(q.send(TUESDAY, 'chair:2', maintain)).toEqual(['objection-maintained', 'decided']);
  });

  test('is not for the group’s objections once the question is lifted, nor for a closed question', () => {
    const q = opened();
    q.object(TUESDAY, 'trondheim:2');
    q.send(TUESDAY, 'coordinator:1', { type: 'confirm-mandate' });
    expect(q.send(TUESDAY, 'trondheim:1', maintain)).toBe('unknown-objection');
    q.send(TUESDAY, 'trondheim:1', { type: 'withdraw', reason: 'Løst' });
    expect(q.send(TUESDAY, 'trondheim:1', maintain)).toBe('closed');
  });
});

describe('an objection of seats in two groups', () => {
  /** g/t2 has a seat in g, and stands in for h/t2 who is away until Wednesday. */
  function raised() {
    const q = askingBoth({ 'h/trondheim:2': { substitute: 'g/t2' } });
    q.send(TUESDAY, 'h/t2', { type: 'absent', from: '2027-02-02', to: '2027-02-02' });
    q.object(TUESDAY, 'g/t2');
    return q;
  }

  test('is one objection, and counts in both', () => {
    const q = raised();
    expect(q.state.objections).toMatchObject([{ n: 1, seat: 'g/trondheim:2', alsoSeats: ['h/trondheim:2'] }]);
    expect(assess(q.state).tally.groups).toMatchObject({ g: { objection: 1 }, h: { objection: 1 } });
    expect(q.send(LATER, 'g/t2', own)).toEqual(['objection-withdrawn']);
    expect(q.state.positions).toEqual({});
  });

  test('stands while one of the seats objects with it, whichever it is', () => {
    const back = '2027-02-03T09:00:00.000Z';
    const one = raised();
    expect(one.send(back, 'h/t2', { type: 'support' })).toEqual(['position-taken']);
    expect(one.state.objections).toMatchObject([{ status: 'open' }]);
    expect(one.send(back, 'g/t2', { type: 'support' })).toEqual(['objection-withdrawn', 'position-taken']);
    const other = raised();
    expect(other.send(back, 'g/t2', { type: 'support' })).toEqual(['position-taken']);
    expect(other.state.objections).toMatchObject([{ status: 'open' }]);
    expect(other.state.positions).toMatchObject({
      'g/trondheim:2': { kind: 'support' },
      'h/trondheim:2': { kind: 'objection', person: 'g/t2', objection: 1 },
    });
    expect(other.send(back, 'h/t2', own)).toEqual(['objection-withdrawn']);
    expect(Object.keys(other.state.positions)).toEqual(['g/trondheim:2']);
  });

  test('is not withdrawn by the holder of one seat alone, nor by their recusal', () => {
    const q = raised();
    expect(q.send(LATER, 'h/t2', own)).toBe('unknown-objection');
    expect(q.send(LATER, 'h/t2', { ...own, objection: 1 })).toBe('not-yours');
    expect(q.send(LATER, 'h/t2', { type: 'recuse' })).toEqual(['recused']);
    expect(q.state.objections).toMatchObject([{ status: 'open' }]);
    expect(Object.keys(q.state.positions)).toEqual(['g/trondheim:2']);
  });

  test('goes with the recusal of who raised it', () => {
    const q = raised();
    expect(q.send(LATER, 'g/t2', { type: 'recuse' })).toEqual(['objection-withdrawn', 'recused']);
    expect(q.state.positions).toEqual({});
    expect(assess(q.state).tally).toMatchObject({ electorate: 7, answered: 0 });
  });

  test('said again is quiet, and new where a seat has come to them since', () => {
    expect(raised().object(LATER, 'g/t2')).toEqual([]);
    const q = askingBoth({ 'h/trondheim:2': { substitute: 'g/t2' } });
    q.object(TUESDAY, 'g/t2');
    q.send(TUESDAY, 'h/t2', { type: 'absent', from: '2027-02-02', to: '2027-02-02' });
    expect(q.object(LATER, 'g/t2')).toEqual(['objection-withdrawn', 'objection-raised']);
    expect(q.state.objections[1]).toMatchObject({ n: 2, seat: 'g/trondheim:2', alsoSeats: ['h/trondheim:2'] });
  });

  test('maintained or incorporated goes for both', () => {
    const q = raised();
    q.send(LATER, 'h/t1', { type: 'amend', proposal: 'b', text: null, incorporates: [1] });
    expect(q.state).toMatchObject({ round: 2, positions: {}, objections: [{ status: 'incorporated' }] });
  });
});

test('who has moved to another seat takes their objection along when they say something else', () => {
  const q = opened();
  q.object(TUESDAY, 'trondheim:2');
  const roster = rosterWith(8, 4);
  const moved = roster.seats.map((seat) => {
    if (seat.id === 'trondheim:2') return { ...seat, holder: null };
    return seat.id === 'trondheim:8' ? { ...seat, holder: 'trondheim:2' } : seat;
  });
  q.send(TUESDAY, null, { type: 'renew-roster', roster: { ...roster, seats: moved } });
  expect(q.send(LATER, 'trondheim:3', { type: 'support' })).toEqual(['position-taken']);
  expect(q.send(LATER, 'trondheim:2', { type: 'support' })).toEqual(['objection-withdrawn', 'position-taken']);
});
