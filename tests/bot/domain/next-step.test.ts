/** When a question next wants the clock, also from states that a late clock or new lists leave behind. */
import { describe, expect, test } from 'vitest';
import {
  DEFAULT_POLICY,
  nextStep,
  type Question,
  type Reminder,
  type ReminderKind,
} from '../../../bot/domain/index.ts';
import { MONDAY, opened, rosterWith, seats } from '../../support/play.ts';

const TUESDAY = '2027-02-02T09:00:00.000Z';
const TUESDAY_15 = '2027-02-02T14:00:00.000Z';
const DEADLINE = '2027-02-08T14:00:00.000Z';
const LATER = '2027-02-03T10:00:00.000Z';

function remindersOf(...kinds: ReminderKind[]): Reminder[] {
  return kinds.map((kind) => ({ kind, at: MONDAY }));
}

function stepOf(q: Question, changed: Partial<Question> = {}) {
  const step = nextStep({ ...q, ...changed });
  return step && { at: step.at, kind: step.kind };
}

test('the deadline, when all reminders have gone out', () => {
  const { state } = opened();
  const reminders = remindersOf('half-time', 'one-working-day-before');
  expect(stepOf(state, { reminders })).toEqual({ at: DEADLINE, kind: 'deadline' });
  expect(stepOf(state, { reminders, updatedAt: '2027-02-09T10:00:00.000Z' })).toEqual({
    at: DEADLINE,
    kind: 'deadline',
  });
});

test('nothing without a deadline: no reminder either', () => {
  const { state } = opened();
  expect(stepOf(state, { deadline: null })).toBeNull();
});

describe('closing early', () => {
  const enough = [...seats('trondheim', 1, 6), ...seats('opsjonskommuner', 1, 3)];

  test('comes before a reminder that is due at the same instant', () => {
    const q = opened({ vendorDate: '2027-02-03' });
    q.all(TUESDAY, enough);
    expect(stepOf(q.state, { reminders: remindersOf('half-time') })).toEqual({ at: TUESDAY_15, kind: 'close-early' });
  });

  test('never lies before what happened last', () => {
    const q = opened();
    q.all(TUESDAY, enough);
    expect(stepOf(q.state, { updatedAt: LATER })).toEqual({ at: LATER, kind: 'close-early' });
    expect(stepOf(q.state, { updatedAt: TUESDAY_15 })).toEqual({ at: TUESDAY_15, kind: 'close-early' });
  });

  test('is left to the deadline where the rules name no such criticality', () => {
    const earlyClose = { ...DEFAULT_POLICY.earlyClose, criticality: ['green' as const] };
    const q = opened({ policy: { ...DEFAULT_POLICY, earlyClose } });
    q.all(TUESDAY, enough);
    q.runTo(DEADLINE);
    expect(q.state.decision?.at).toBe(DEADLINE);
  });
});

describe('an overdue question', () => {
  const above = rosterWith(8, 4);

  test('waits for nothing at the last level', () => {
    const { state } = opened({ roster: { ...above, ladder: [] } });
    const reminders = remindersOf('half-time', 'one-working-day-before');
    expect(stepOf(state, { overdue: true, reminders })).toBeNull();
  });

  test('with a level above it goes on at its deadline, or at once when that is past', () => {
    const { state } = opened({ roster: above });
    const reminders = remindersOf('half-time', 'one-working-day-before');
    expect(stepOf(state, { overdue: true, reminders })).toEqual({ at: DEADLINE, kind: 'deadline' });
    expect(stepOf(state, { overdue: true, reminders, updatedAt: '2027-02-09T10:00:00.000Z' })).toEqual({
      at: '2027-02-09T10:00:00.000Z',
      kind: 'deadline',
    });
  });
});

describe('reminders', () => {
  test('one whose time has passed is left out, one whose time is now is not', () => {
    const { state } = opened();
    const half = stepOf(state)?.at ?? '';
    expect(half).toBe('2027-02-05T06:30:00.000Z');
    expect(stepOf(state, { updatedAt: half })).toEqual({ at: half, kind: 'remind' });
    expect(stepOf(state, { updatedAt: '2027-02-05T06:30:00.001Z' })).toEqual({
      at: '2027-02-05T14:00:00.000Z',
      kind: 'remind',
    });
    expect(stepOf(state, { updatedAt: '2027-02-05T14:00:00.001Z' })).toEqual({ at: DEADLINE, kind: 'deadline' });
  });

  test('none a working day before when the period began just then', () => {
    const { state } = opened({ vendorDate: '2027-02-03' });
    const half = { at: '2027-02-03T06:30:00.000Z', kind: 'remind' };
    expect(stepOf(state, { periodStart: TUESDAY_15, updatedAt: TUESDAY_15 })).toEqual(half);
  });

  test('half-way falls out when it comes as late as the last one', () => {
    // From 12:00 to 15:00 the next day but one, half-way is 13:30 the day before, in quiet hours until 15:00.
    const quietHours = { from: '12:00', to: '15:00', workingDaysOnly: true };
    const { state } = opened({ vendorDate: '2027-02-03', policy: { ...DEFAULT_POLICY, quietHours } });
    const began = { periodStart: '2027-02-01T11:00:00.000Z' };
    expect(stepOf(state, began)).toEqual({ at: TUESDAY_15, kind: 'remind' });
    const [event] = nextStep({ ...state, ...began })?.events() ?? [];
    expect(event).toMatchObject({ type: 'reminded', kind: 'one-working-day-before' });
    const after = { ...began, reminders: remindersOf('one-working-day-before') };
    expect(stepOf(state, after)).toEqual({ at: '2027-02-03T14:00:00.000Z', kind: 'deadline' });
  });
});
