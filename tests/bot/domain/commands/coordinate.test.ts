/** What a coordinator does for a question that waits: reminders, substitutes called in, experts told. */
import { describe, expect, test } from 'vitest';
import { DEFAULT_POLICY, nextStep } from '../../../../bot/domain/index.ts';
import { opened, rosterWith, seats, withBodySeats } from '../../../support/play.ts';
import { asking, askingBoth, groupsWith } from '../given.ts';

const COORDINATOR = 'coordinator:1';
const remind = { type: 'remind' as const };
const call = { type: 'call-substitutes' as const };
const notify = { type: 'notify-expert' as const };
const confirm = { type: 'confirm-mandate' as const };
const TUESDAY = '2027-02-02T09:00:00.000Z';
const TUESDAY_NIGHT = '2027-02-02T20:00:00.000Z';
const WEDNESDAY = '2027-02-03T09:00:00.000Z';
const THURSDAY = '2027-02-04T09:00:00.000Z';
/** Both of the clock's reminders of a yellow question asked on Monday fall on Friday. */
const FRIDAY_NIGHT = '2027-02-05T20:00:00.000Z';
const FRIDAY_15 = '2027-02-05T14:00:00.000Z';
const DEADLINE = '2027-02-08T14:00:00.000Z';

const remindersOf = (q: ReturnType<typeof opened>) => q.events.filter((event) => event.type === 'reminded');

describe('a reminder', () => {
  test('goes to the seats without an answer, and tells who asked for it', () => {
    const q = opened({ roster: rosterWith(3, 1) });
    q.send(TUESDAY, 'trondheim:1', { type: 'support' });
    q.send(TUESDAY, 'trondheim:2', { type: 'recuse' });
    expect(q.send(TUESDAY, COORDINATOR, remind)).toEqual(['reminded']);
    expect(remindersOf(q)).toEqual([
      {
        ...{ type: 'reminded', kind: 'by-coordinator', person: COORDINATOR },
        seats: ['trondheim:3', 'opsjonskommuner:1'],
      },
    ]);
    expect(q.state.reminders).toEqual([{ kind: 'by-coordinator', at: TUESDAY }]);
  });

  test('is one of the two: the clock sends the second, and no third', () => {
    const q = opened();
    q.send(TUESDAY, COORDINATOR, remind);
    q.runTo(DEADLINE);
    expect(remindersOf(q).map(({ kind }) => kind)).toEqual(['by-coordinator', 'half-time']);
    const both = opened();
    both.send(TUESDAY, COORDINATOR, remind);
    both.send(WEDNESDAY, COORDINATOR, remind);
    expect(both.send(THURSDAY, COORDINATOR, remind)).toBe('reminded-enough');
    expect(nextStep(both.state)).toMatchObject({ kind: 'deadline', at: DEADLINE });
  });

  test('is refused when the clock has sent both', () => {
    const q = opened();
    q.runTo(FRIDAY_15);
    expect(q.send(FRIDAY_NIGHT, COORDINATOR, remind)).toBe('reminded-enough');
  });

  test('is the only one on its day: asked for in the night it is the next day’s', () => {
    const q = opened();
    expect(q.send(TUESDAY, COORDINATOR, remind)).toEqual(['reminded']);
    expect(q.send('2027-02-02T13:00:00.000Z', COORDINATOR, remind)).toBe('reminded-today');
    expect(q.send(TUESDAY_NIGHT, COORDINATOR, remind)).toEqual(['reminded']);
    const night = opened();
    night.send(TUESDAY_NIGHT, COORDINATOR, remind);
    expect(night.send(WEDNESDAY, COORDINATOR, remind)).toBe('reminded-today');
  });

  test('takes the place of the clock’s on that day', () => {
    const q = opened({ criticality: 'red' });
    // Half-way is on Monday 8 February at 07:30; asked for at the weekend, it goes out then.
    q.send('2027-02-06T10:00:00.000Z', COORDINATOR, remind);
    q.runTo('2027-02-11T10:00:00.000Z');
    expect(remindersOf(q).map(({ kind }) => kind)).toEqual(['by-coordinator', 'one-working-day-before']);
  });

  test('is refused on the day of the clock’s', () => {
    const q = opened({ criticality: 'red' });
    expect(q.send('2027-02-08T09:00:00.000Z', COORDINATOR, remind)).toBe('reminded-today');
    expect(q.send('2027-02-09T09:00:00.000Z', COORDINATOR, remind)).toEqual(['reminded']);
  });

  test('is refused when nobody is silent, on a closed question, to who is no coordinator, and from an old round', () => {
    const q = opened({ criticality: 'red', roster: rosterWith(2, 0) });
    expect(q.send(TUESDAY, 'trondheim:1', remind)).toBe('not-coordinator');
    expect(q.send(TUESDAY, null, remind)).toBe('not-coordinator');
    expect(q.send(TUESDAY, COORDINATOR, remind, { level: 1, round: 2 })).toBe('stale-button');
    q.object(TUESDAY, 'trondheim:1');
    q.object(TUESDAY, 'trondheim:2');
    expect(q.send(TUESDAY, COORDINATOR, remind)).toBe('nobody-silent');
    q.send(TUESDAY, 'trondheim:1', { type: 'withdraw', reason: 'Løst' });
    expect(q.send(TUESDAY, COORDINATOR, remind)).toBe('closed');
  });

  test('and all else is the group’s alone: above it is refused', () => {
    const q = opened({ roster: withBodySeats(rosterWith(2, 0), 3) });
    q.send(TUESDAY, COORDINATOR, confirm);
    for (const intent of [remind, call, notify]) {
      expect(q.send(TUESDAY, COORDINATOR, intent, { level: 1, round: 1 })).toBe('lifted');
    }
  });

  test('of several groups goes to the silent of all', () => {
    const q = askingBoth({}, { roster: groupsWith({ g: [2, 0], h: [1, 1] }) });
    q.send(TUESDAY, 'g/t1', { type: 'support' });
    q.send(TUESDAY, COORDINATOR, remind);
    expect(q.events.at(-1)).toMatchObject({ seats: ['g/trondheim:2', 'h/trondheim:1', 'h/opsjonskommuner:1'] });
  });

  test('where nothing is proposed goes to those who prefer nothing yet', () => {
    const q = asking({ proposal: null, roster: rosterWith(2, 0) });
    q.send(TUESDAY, 'trondheim:1', { type: 'prefer', option: 'b' });
    q.send(TUESDAY, COORDINATOR, remind);
    expect(q.events.at(-1)).toMatchObject({ seats: ['trondheim:2'] });
  });
});

describe('substitutes', () => {
  const covered = { 'trondheim:1': 'sub:1', 'trondheim:2': 'sub:2', 'trondheim:3': 'sub:3' };
  const given = () => opened({ roster: rosterWith(4, 1, covered) });

  test('of silent seats are called in now and may answer, without more time', () => {
    const q = given();
    q.send(TUESDAY, 'trondheim:1', { type: 'support' });
    expect(q.send(TUESDAY, 'sub:2', { type: 'support' })).toBe('not-a-member');
    expect(q.send(TUESDAY, COORDINATOR, call)).toEqual(['substitutes-called']);
    expect(q.events.at(-1)).toEqual({
      ...{ type: 'substitutes-called', person: COORDINATOR, seats: ['trondheim:2', 'trondheim:3'] },
    });
    expect(q.send(TUESDAY, 'sub:2', { type: 'support' })).toEqual(['position-taken']);
    expect(q.send(TUESDAY, 'sub:1', { type: 'support' })).toBe('not-a-member');
    expect(q.state).toMatchObject({ extended: false, deadline: DEADLINE, called: ['trondheim:2', 'trondheim:3'] });
  });

  test('who may answer already are not called again, here or by the extension', () => {
    const q = given();
    q.send(TUESDAY, 'trondheim:3', { type: 'absent', from: '2027-02-02', to: '2027-02-02' });
    q.send(TUESDAY, COORDINATOR, call);
    expect(q.state.called).toEqual(['trondheim:1', 'trondheim:2']);
    expect(q.send(TUESDAY, COORDINATOR, call)).toBe('already-called');
    expect(q.send(WEDNESDAY, COORDINATOR, call)).toEqual(['substitutes-called']);
    expect(q.state.called).toEqual(['trondheim:1', 'trondheim:2', 'trondheim:3']);
    q.runTo(DEADLINE);
    expect(q.state).toMatchObject({ extended: true, called: ['trondheim:1', 'trondheim:2', 'trondheim:3'] });
  });

  test('there are none to call where silent seats have none, or theirs are inhabil', () => {
    const q = given();
    q.all(TUESDAY, ['trondheim:1', 'trondheim:2', 'trondheim:3']);
    expect(q.send(TUESDAY, COORDINATOR, call)).toBe('no-substitutes');
    const other = opened({ roster: rosterWith(3, 0, { 'trondheim:1': 'trondheim:2' }) });
    other.send(TUESDAY, 'trondheim:2', { type: 'recuse' });
    expect(other.send(TUESDAY, COORDINATOR, call)).toBe('no-substitutes');
  });

  test('are a coordinator’s to call, while somebody is silent', () => {
    const q = given();
    expect(q.send(TUESDAY, 'trondheim:1', call)).toBe('not-coordinator');
    const all = opened({ criticality: 'red', roster: rosterWith(1, 0, covered) });
    all.object(TUESDAY, 'trondheim:1');
    expect(all.send(TUESDAY, COORDINATOR, call)).toBe('nobody-silent');
  });
});

describe('the experts', () => {
  test('are told which objections are open, once a day', () => {
    const q = opened();
    expect(q.send(TUESDAY, COORDINATOR, notify)).toBe('no-open-objection');
    q.object(TUESDAY, 'trondheim:2');
    q.object(TUESDAY, 'trondheim:3');
    q.send(TUESDAY, 'trondheim:1', { type: 'maintain', objection: 1, text: 'Likevel' });
    expect(q.send(TUESDAY, COORDINATOR, notify)).toEqual(['experts-notified']);
    expect(q.events.at(-1)).toEqual({ type: 'experts-notified', person: COORDINATOR, objections: [2] });
    expect(q.send('2027-02-02T14:00:00.000Z', COORDINATOR, notify)).toBe('notified-today');
    expect(q.send(TUESDAY_NIGHT, COORDINATOR, notify)).toEqual(['experts-notified']);
    expect(q.send(WEDNESDAY, COORDINATOR, notify)).toBe('notified-today');
    expect(q.send(THURSDAY, COORDINATOR, notify)).toEqual(['experts-notified']);
  });

  test('are told by a coordinator, and only where there are any', () => {
    const q = opened({ roster: rosterWith(8, 4) });
    q.object(TUESDAY, 'trondheim:2');
    expect(q.send(TUESDAY, 'trondheim:2', notify)).toBe('not-coordinator');
    q.send(TUESDAY, null, { type: 'renew-roster', roster: { ...rosterWith(8, 4), experts: [] } });
    expect(q.send(TUESDAY, COORDINATOR, notify)).toBe('no-expert');
  });
});

test('none of it settles anything or moves the deadline', () => {
  const policy = { ...DEFAULT_POLICY, reminders: { ...DEFAULT_POLICY.reminders, maxPerQuestion: 9 } };
  const q = opened({ policy, roster: rosterWith(8, 4, { 'trondheim:8': 'sub:1' }) });
  q.all(TUESDAY, seats('trondheim', 2, 3));
  q.object(TUESDAY, 'trondheim:1');
  const { deadline, periodStart, positions } = q.state;
  for (const intent of [remind, call, notify]) q.send(WEDNESDAY, COORDINATOR, intent);
  expect(q.state).toMatchObject({ status: 'open', level: 1, round: 1, deadline, periodStart, positions });
});
