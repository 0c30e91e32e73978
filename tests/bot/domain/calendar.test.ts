import { describe, expect, test } from 'vitest';
import {
  addWorkingDays,
  DEFAULT_POLICY,
  deadlineAfter,
  instantOf,
  isoWeek,
  isWorkingDay,
  maySend,
  nextSendTime,
  openingDeadline,
  publicHolidays,
  withOffset,
  workingDaysBetween,
} from '../../../bot/index.ts';
import examples from '../../fixtures/deadline-examples.json' with { type: 'json' };

const noPause = { ...DEFAULT_POLICY, pauseIsoWeeks: [] };

describe('working days', () => {
  test.each(examples.examples)('$workingDays after $opened is $due', ({ opened, workingDays, due }) => {
    expect(addWorkingDays(opened, workingDays, noPause)).toBe(due);
  });

  test('public holidays of 2027: Easter on 28 March, both May days', () => {
    expect(new Set(publicHolidays(2027))).toEqual(
      new Set([
        ...['2027-01-01', '2027-03-25', '2027-03-26', '2027-03-28', '2027-03-29', '2027-05-01'],
        ...['2027-05-06', '2027-05-16', '2027-05-17', '2027-12-25', '2027-12-26'],
      ]),
    );
  });

  test('the summer pause has none', () => {
    expect(isoWeek('2027-07-12')).toBe(28);
    expect(isWorkingDay('2027-07-12', DEFAULT_POLICY)).toBe(false);
    expect(addWorkingDays('2027-07-09', 1, DEFAULT_POLICY)).toBe('2027-08-02');
  });

  test('days left count the deadline day and not today', () => {
    const friday = '2027-02-05T14:00:00.000Z';
    expect(workingDaysBetween('2027-02-03T09:00:00.000Z', friday, noPause)).toBe(2);
    expect(workingDaysBetween('2027-02-05T09:00:00.000Z', friday, noPause)).toBe(0);
  });
});

describe('Europe/Oslo', () => {
  test('15:00 is 14:00 UTC in winter and 13:00 in summer', () => {
    expect(deadlineAfter('2027-03-24T08:00:00.000Z', 3, noPause)).toBe('2027-04-01T13:00:00.000Z');
    expect(deadlineAfter('2027-02-01T08:00:00.000Z', 3, noPause)).toBe('2027-02-04T14:00:00.000Z');
  });

  test('a time that spring skips is the same moment an hour on', () => {
    expect(instantOf('2027-03-28', '02:30', 'Europe/Oslo')).toBe('2027-03-28T01:30:00.000Z');
  });

  test('instants are written with the offset of their day', () => {
    expect(withOffset('2027-02-04T14:00:00.000Z', 'Europe/Oslo')).toBe('2027-02-04T15:00:00+01:00');
    expect(withOffset('2027-07-04T13:00:00.000Z', 'Europe/Oslo')).toBe('2027-07-04T15:00:00+02:00');
  });

  test('late in the evening UTC it is already the next day', () => {
    expect(deadlineAfter('2027-02-01T23:30:00.000Z', 1, noPause)).toBe('2027-02-03T14:00:00.000Z');
  });
});

describe('a vendor date', () => {
  const opened = '2027-02-01T08:00:00.000Z';
  test('that is earlier wins', () => {
    expect(openingDeadline(opened, 5, '2027-02-03', noPause)).toBe('2027-02-03T14:00:00.000Z');
  });
  test('never makes it earlier than the next working day', () => {
    expect(openingDeadline(opened, 5, '2027-01-20', noPause)).toBe('2027-02-02T14:00:00.000Z');
  });
  test('on a day off means the working day before', () => {
    expect(openingDeadline(opened, 8, '2027-02-07', noPause)).toBe('2027-02-05T14:00:00.000Z');
  });
  test('that is later changes nothing', () => {
    expect(openingDeadline(opened, 5, '2027-03-01', noPause)).toBe('2027-02-08T14:00:00.000Z');
  });
});

describe('quiet hours', () => {
  test('nothing goes out before 07:30, from 16:00, on weekends and in the pause', () => {
    expect(maySend('2027-02-01T06:29:00.000Z', DEFAULT_POLICY)).toBe(false);
    expect(maySend('2027-02-01T06:30:00.000Z', DEFAULT_POLICY)).toBe(true);
    expect(maySend('2027-02-01T14:59:00.000Z', DEFAULT_POLICY)).toBe(true);
    expect(maySend('2027-02-01T15:00:00.000Z', DEFAULT_POLICY)).toBe(false);
    expect(maySend('2027-02-06T10:00:00.000Z', DEFAULT_POLICY)).toBe(false);
    expect(maySend('2027-07-14T10:00:00.000Z', DEFAULT_POLICY)).toBe(false);
  });
  test('what waits goes out at 07:30 on the next working day', () => {
    expect(nextSendTime('2027-02-05T20:00:00.000Z', DEFAULT_POLICY)).toBe('2027-02-08T06:30:00.000Z');
    expect(nextSendTime('2027-02-08T03:00:00.000Z', DEFAULT_POLICY)).toBe('2027-02-08T06:30:00.000Z');
  });
});
