/** Who is away and who is back: what it lets the substitute do, what it refuses, when it stays quiet. */
import { describe, expect, test } from 'vitest';
import { opened, rosterWith, withBodySeats } from '../../../support/play.ts';
import { asking, askingBoth, decided } from '../given.ts';

const MONDAY = '2027-02-01T09:00:00.000Z';
const TUESDAY = '2027-02-02T09:00:00.000Z';
const WEDNESDAY = '2027-02-03T09:00:00.000Z';
const away = { type: 'absent' as const, from: '2027-02-02', to: '2027-02-03' };
const back = { type: 'back' as const };
const support = { type: 'support' as const };

function withSubstitute() {
  return opened({ roster: rosterWith(8, 4, { 'trondheim:2': 'sub:1' }) });
}

describe('an absence', () => {
  test('lets the substitute answer on those dates, both included, in the collaboration’s own time', () => {
    const q = withSubstitute();
    expect(q.send(MONDAY, 'trondheim:2', away)).toEqual(['absence-declared']);
    expect(q.send('2027-02-01T22:59:00.000Z', 'sub:1', support)).toBe('not-a-member');
    expect(q.send('2027-02-01T23:00:00.000Z', 'sub:1', support)).toEqual(['position-taken']);
    expect(q.send('2027-02-03T22:59:00.000Z', 'sub:1', { type: 'abstain' })).toEqual(['position-taken']);
    expect(q.send('2027-02-03T23:00:00.000Z', 'sub:1', support)).toBe('not-a-member');
    expect(q.state.absences).toEqual([{ person: 'trondheim:2', from: '2027-02-02', to: '2027-02-03' }]);
  });

  test('is of who holds a seat, with dates that exist and in order', () => {
    const q = withSubstitute();
    expect(q.send(TUESDAY, 'trondheim:2', { ...away, from: '2027-02-30' })).toBe('bad-date');
    expect(q.send(TUESDAY, 'trondheim:2', { ...away, to: 'i morgen' })).toBe('bad-date');
    expect(q.send(TUESDAY, 'trondheim:2', { ...away, from: '2027-02-04' })).toBe('bad-date');
    for (const person of ['stranger', 'sub:1', 'coordinator:1', null]) {
      expect(q.send(TUESDAY, person, away)).toBe('not-a-member');
    }
    expect(q.send(TUESDAY, 'trondheim:2', { ...away, from: '2027-02-03' }, { level: 1, round: 9 })).toEqual([
      'absence-declared',
    ]);
  });

  test('said again is quiet, in other dates or by another it is not', () => {
    const q = withSubstitute();
    q.send(TUESDAY, 'trondheim:2', away);
    expect(q.send(TUESDAY, 'trondheim:2', away)).toEqual([]);
    expect(q.send(TUESDAY, 'trondheim:2', { ...away, to: '2027-02-04' })).toEqual(['absence-declared']);
    expect(q.send(TUESDAY, 'trondheim:2', { ...away, from: '2027-02-01' })).toEqual(['absence-declared']);
    expect(q.send(TUESDAY, 'trondheim:3', away)).toEqual(['absence-declared']);
  });

  test('is about the person: the recused may say so too, and nobody answers for them', () => {
    const q = withSubstitute();
    q.send(TUESDAY, 'trondheim:2', { type: 'recuse' });
    expect(q.send(TUESDAY, 'trondheim:2', away)).toEqual(['absence-declared']);
    expect(q.send(TUESDAY, 'sub:1', support)).toBe('not-a-member');
  });

  test('holds in every group the person sits in, and in the body above', () => {
    const both = askingBoth({
      'g/trondheim:2': { substitute: 'sub:1' },
      'h/trondheim:2': { holder: 'g/t2', substitute: 'sub:2' },
    });
    both.send(MONDAY, 'g/t2', away);
    expect(both.all(TUESDAY, ['sub:1', 'sub:2'])).toEqual([['position-taken'], ['position-taken']]);
    const [second, ...above] = withBodySeats(rosterWith(3, 0), 2).ladder;
    const seats = (second?.seats ?? []).map((seat) => ({ ...seat, substitute: `sub:${seat.holder}` }));
    const roster = { ...rosterWith(3, 0), ladder: second ? [{ ...second, seats }, ...above] : above };
    const lifted = asking({ roster });
    expect(lifted.send(MONDAY, 'm:1', away)).toEqual(['absence-declared']);
    lifted.send(MONDAY, 'coordinator:1', { type: 'confirm-mandate' });
    expect(lifted.send(TUESDAY, 'sub:m:1', support)).toEqual(['position-taken']);
    expect(lifted.send(TUESDAY, 'sub:m:2', support)).toBe('not-a-member');
  });

  test('known when the question is asked counts from the start', () => {
    const absences = [{ person: 'trondheim:2', from: '2027-01-25', to: '2027-02-05' }];
    const q = asking({ roster: rosterWith(8, 4, { 'trondheim:2': 'sub:1', 'trondheim:3': 'sub:2' }), absences });
    expect(q.state.absences).toEqual(absences);
    expect(q.all(TUESDAY, ['sub:1', 'sub:2'])).toEqual([['position-taken'], 'not-a-member']);
  });

  test('is not for a closed question', () => {
    expect(decided().send(WEDNESDAY, 'trondheim:2', away)).toBe('closed');
  });
});

describe('being back', () => {
  test('before time takes the substitute’s say from that day, not what they said', () => {
    const q = withSubstitute();
    q.send(MONDAY, 'trondheim:2', { ...away, from: '2027-02-01', to: '2027-02-05' });
    q.send(TUESDAY, 'sub:1', support);
    expect(q.send(WEDNESDAY, 'trondheim:2', back)).toEqual(['absence-ended']);
    expect(q.state.absences).toEqual([{ person: 'trondheim:2', from: '2027-02-01', to: '2027-02-02' }]);
    expect(q.send(WEDNESDAY, 'sub:1', { type: 'abstain' })).toBe('not-a-member');
    expect(q.state.positions['trondheim:2']).toMatchObject({ kind: 'support', person: 'sub:1' });
    expect(q.send(WEDNESDAY, 'trondheim:2', { type: 'abstain' })).toEqual(['position-taken']);
  });

  test('on the first day of an absence, or before it, leaves nothing of it; those of others and those behind stay', () => {
    const q = asking({
      absences: [
        { person: 'trondheim:2', from: '2027-01-11', to: '2027-02-01' },
        { person: 'trondheim:2', from: '2027-02-02', to: '2027-02-04' },
        { person: 'trondheim:2', from: '2027-03-01', to: '2027-03-02' },
        { person: 'trondheim:3', from: '2027-02-02', to: '2027-02-04' },
      ],
    });
    expect(q.send(TUESDAY, 'trondheim:2', back)).toEqual(['absence-ended']);
    expect(q.state.absences).toEqual([
      { person: 'trondheim:2', from: '2027-01-11', to: '2027-02-01' },
      { person: 'trondheim:3', from: '2027-02-02', to: '2027-02-04' },
    ]);
  });

  test('on the last day of an absence ends it the day before; the day after there is nothing to end', () => {
    const ending = { person: 'trondheim:2', from: '2027-02-01', to: '2027-02-02' };
    const last = asking({ absences: [ending] });
    expect(last.send(TUESDAY, 'trondheim:2', back)).toEqual(['absence-ended']);
    expect(last.state.absences).toEqual([{ ...ending, to: '2027-02-01' }]);
    expect(last.send(TUESDAY, 'trondheim:2', back)).toEqual([]);
    expect(asking({ absences: [ending] }).send(WEDNESDAY, 'trondheim:2', back)).toEqual([]);
  });

  test('is by the collaboration’s own calendar', () => {
    const absence = { person: 'trondheim:2', from: '2027-02-01', to: '2027-02-05' };
    const q = asking({ absences: [absence] });
    q.send('2027-02-02T23:30:00.000Z', 'trondheim:2', back);
    expect(q.events.at(-1)).toEqual({ type: 'absence-ended', person: 'trondheim:2', on: '2027-02-03' });
  });

  test('is quiet for who was not away, refused to who has no seat and on a closed question', () => {
    const q = withSubstitute();
    q.send(TUESDAY, 'trondheim:3', away);
    expect(q.send(TUESDAY, 'trondheim:2', back)).toEqual([]);
    expect(q.send(TUESDAY, 'sub:1', back)).toBe('not-a-member');
    expect(q.send(TUESDAY, null, back)).toBe('not-a-member');
    expect(decided().send(WEDNESDAY, 'trondheim:2', back)).toBe('closed');
  });

  test('does not take from a substitute who was called in', () => {
    const q = withSubstitute();
    q.send(MONDAY, 'trondheim:2', { ...away, from: '2027-02-01', to: '2027-02-28' });
    q.send('2027-02-09T09:00:00.000Z', 'trondheim:2', back);
    expect(q.state.called).toEqual(['trondheim:2']);
    expect(q.send('2027-02-09T09:00:00.000Z', 'sub:1', support)).toEqual(['position-taken']);
  });
});
