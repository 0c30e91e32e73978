import { describe, expect, test } from 'vitest';
import {
  addDays,
  addMonths,
  addWorkingDays,
  DEFAULT_POLICY,
  dateOf,
  deadlineAfter,
  easterSunday,
  instantOf,
  isDate,
  isoWeek,
  isWorkingDay,
  maySend,
  nextSendTime,
  openingDeadline,
  publicHolidays,
  timeOf,
  toldOn,
  withOffset,
  workingDaysBetween,
} from '../../../bot/domain/index.ts';
import examples from '../../fixtures/deadline-examples.json' with { type: 'json' };
import holidays from '../../fixtures/holidays-no.json' with { type: 'json' };

const noPause = { ...DEFAULT_POLICY, pauseIsoWeeks: [] };

function everyDay(year: number): string[] {
  const days: string[] = [];
  for (let day = `${year}-01-01`; day.startsWith(`${year}-`); day = addDays(day, 1)) days.push(day);
  return days;
}

function isWeekend(day: string): boolean {
  return new Date(day).getUTCDay() % 6 === 0;
}

describe('working days', () => {
  test.each(examples.examples)('$workingDays after $opened is $due', ({ opened, workingDays, due }) => {
    expect(addWorkingDays(opened, workingDays, noPause)).toBe(due);
  });

  test.each(Object.entries(holidays.days))('the public holidays of %s are as listed, and no others', (year, days) => {
    expect([...new Set(publicHolidays(Number(year)))]).toEqual(days);
    const off = everyDay(Number(year)).filter((day) => !isWorkingDay(day, noPause) && !isWeekend(day));
    expect(off).toEqual(days.filter((day) => !isWeekend(day)));
  });

  test('Easter, where the arithmetic has its corrections', () => {
    const sundays = ['1954-04-18', '1981-04-19', '2038-04-25', '2049-04-18', '2076-04-19', '2100-03-28', '2285-03-22'];
    expect(sundays.map((day) => easterSunday(Number(day.slice(0, 4))))).toEqual(sundays);
  });

  test('half days count: Christmas Eve, New Year’s Eve, the Wednesday before Easter', () => {
    for (const day of ['2026-12-24', '2026-12-31', '2027-03-24']) expect(isWorkingDay(day, noPause)).toBe(true);
  });

  test('are counted backwards too', () => {
    expect(addWorkingDays('2027-03-30', -1, noPause)).toBe('2027-03-24');
    expect(addWorkingDays('2027-03-30', 0, noPause)).toBe('2027-03-30');
  });

  test('the summer pause has none', () => {
    expect(isoWeek('2027-07-12')).toBe(28);
    expect(isWorkingDay('2027-07-12', DEFAULT_POLICY)).toBe(false);
    expect(addWorkingDays('2027-07-09', 1, DEFAULT_POLICY)).toBe('2027-08-02');
    const off = everyDay(2027).filter((day) => isWorkingDay(day, noPause) && !isWorkingDay(day, DEFAULT_POLICY));
    expect([off[0], off.at(-1), off.length]).toEqual(['2027-07-12', '2027-07-30', 15]);
  });

  test('a question that opens just before the pause, or in it, is due after it', () => {
    expect(deadlineAfter('2027-07-08T08:00:00.000Z', 3, DEFAULT_POLICY)).toBe('2027-08-03T13:00:00.000Z');
    expect(deadlineAfter('2027-07-21T08:00:00.000Z', 1, DEFAULT_POLICY)).toBe('2027-08-02T13:00:00.000Z');
  });

  test.each([
    ['2026-12-31', 53],
    ['2027-01-03', 53],
    ['2027-01-04', 1],
    ['2024-12-30', 1],
    ['2025-12-28', 52],
    ['2025-12-29', 1],
    ['2028-01-02', 52],
    ['2021-01-01', 53],
  ])('%s is in ISO week %i', (day, week) => {
    expect(isoWeek(day)).toBe(week);
  });

  test('days left count the deadline day and not today', () => {
    const friday = '2027-02-05T14:00:00.000Z';
    expect(workingDaysBetween('2027-02-03T09:00:00.000Z', friday, noPause)).toBe(2);
    expect(workingDaysBetween('2027-02-05T09:00:00.000Z', friday, noPause)).toBe(0);
    expect(workingDaysBetween('2027-02-08T09:00:00.000Z', friday, noPause)).toBe(0);
    expect(workingDaysBetween(friday, '2027-02-08T14:00:00.000Z', noPause)).toBe(1);
    expect(workingDaysBetween('2027-02-03T23:30:00.000Z', friday, noPause)).toBe(1);
  });
});

describe('Europe/Oslo', () => {
  test('15:00 is 14:00 UTC in winter and 13:00 in summer', () => {
    expect(deadlineAfter('2027-03-24T08:00:00.000Z', 3, noPause)).toBe('2027-04-01T13:00:00.000Z');
    expect(deadlineAfter('2027-02-01T08:00:00.000Z', 3, noPause)).toBe('2027-02-04T14:00:00.000Z');
  });

  test('deadlines over both nights on which the clocks move fall at 15:00 on the wall', () => {
    const spring = deadlineAfter('2026-03-27T08:00:00.000Z', 1, noPause);
    expect([spring, withOffset(spring, 'Europe/Oslo')]).toEqual([
      ...['2026-03-30T13:00:00.000Z', '2026-03-30T15:00:00+02:00'],
    ]);
    const autumn = deadlineAfter('2026-10-23T08:00:00.000Z', 1, noPause);
    expect([autumn, withOffset(autumn, 'Europe/Oslo')]).toEqual([
      ...['2026-10-26T14:00:00.000Z', '2026-10-26T15:00:00+01:00'],
    ]);
  });

  test('midnight, noon and the hour that autumn has twice', () => {
    expect(dateOf('2026-10-24T21:59:59.999Z', 'Europe/Oslo')).toBe('2026-10-24');
    expect(dateOf('2026-10-24T22:00:00.000Z', 'Europe/Oslo')).toBe('2026-10-25');
    expect(timeOf('2026-10-25T00:30:00.000Z', 'Europe/Oslo')).toBe('02:30');
    expect(timeOf('2026-10-25T01:30:00.000Z', 'Europe/Oslo')).toBe('02:30');
    expect(instantOf('2026-10-25', '00:00', 'Europe/Oslo')).toBe('2026-10-24T22:00:00.000Z');
    expect(instantOf('2026-10-25', '12:00', 'Europe/Oslo')).toBe('2026-10-25T11:00:00.000Z');
  });

  test('other zones keep their own: half hours, and west of Greenwich', () => {
    expect(instantOf('2027-02-01', '15:00', 'Asia/Kolkata')).toBe('2027-02-01T09:30:00.000Z');
    expect(withOffset('2027-02-01T09:30:00.000Z', 'Asia/Kolkata')).toBe('2027-02-01T15:00:00+05:30');
    expect(withOffset('2027-02-01T20:00:00.000Z', 'America/New_York')).toBe('2027-02-01T15:00:00-05:00');
    expect(withOffset('2027-02-01T15:00:00.000Z', 'UTC')).toBe('2027-02-01T15:00:00+00:00');
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
  test('that is later changes nothing, nor does the same day, nor none', () => {
    for (const date of ['2027-03-01', '2027-02-08', null]) {
      expect(openingDeadline(opened, 5, date, noPause)).toBe('2027-02-08T14:00:00.000Z');
    }
  });
  test('of the day it opens, or of the next working day, means the next working day', () => {
    for (const date of ['2027-02-01', '2027-02-02']) {
      expect(openingDeadline(opened, 5, date, noPause)).toBe('2027-02-02T14:00:00.000Z');
    }
  });
  test('in the pause means the last day before it', () => {
    expect(openingDeadline('2027-07-05T08:00:00.000Z', 8, '2027-07-20', DEFAULT_POLICY)).toBe(
      '2027-07-09T13:00:00.000Z',
    );
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
    expect(nextSendTime('2027-02-08T15:00:00.000Z', DEFAULT_POLICY)).toBe('2027-02-09T06:30:00.000Z');
    expect(nextSendTime('2027-02-06T10:00:00.000Z', DEFAULT_POLICY)).toBe('2027-02-08T06:30:00.000Z');
  });
  test('what may go out at once does', () => {
    expect(nextSendTime('2027-02-08T10:00:00.000Z', DEFAULT_POLICY)).toBe('2027-02-08T10:00:00.000Z');
  });

  const quiet = (from: string, to: string, workingDaysOnly = false) => ({
    ...DEFAULT_POLICY,
    quietHours: { from, to, workingDaysOnly },
  });
  test('may hold on days off as on others', () => {
    expect(maySend('2027-02-06T10:00:00.000Z', quiet('16:00', '07:30'))).toBe(true);
    expect(nextSendTime('2027-02-05T20:00:00.000Z', quiet('16:00', '07:30'))).toBe('2027-02-06T06:30:00.000Z');
  });
  test('from and to the same minute are none', () => {
    for (const at of ['2027-02-08T06:59:00.000Z', '2027-02-08T07:00:00.000Z', '2027-02-08T23:00:00.000Z']) {
      expect(maySend(at, quiet('08:00', '08:00'))).toBe(true);
    }
  });
  test('within one day: nothing from noon to one', () => {
    const lunch = quiet('12:00', '13:00');
    const allowed = ['10:59', '11:00', '11:59', '12:00'].map((time) => maySend(`2027-02-08T${time}:00.000Z`, lunch));
    expect(allowed).toEqual([true, false, false, true]);
    expect(nextSendTime('2027-02-08T11:30:00.000Z', lunch)).toBe('2027-02-08T12:00:00.000Z');
  });
});

describe('dates', () => {
  test('exist, in this century or the last, and are nothing else', () => {
    for (const date of ['1900-01-01', '2028-02-29', '2099-12-31']) expect(isDate(date)).toBe(true);
    for (const text of [
      '2027-02-29',
      '2100-01-01',
      '2027-13-01',
      '2027-1-1',
      ' 2027-01-01',
      '2027-01-01T',
      'snart',
      '',
    ]) {
      expect(isDate(text)).toBe(false);
    }
  });

  test('so many months on are the same day, or the last of a shorter month', () => {
    expect(addMonths('2027-02-03', 6)).toBe('2027-08-03');
    expect(addMonths('2026-08-31', 6)).toBe('2027-02-28');
    expect(addMonths('2027-08-31', 6)).toBe('2028-02-29');
    expect(addMonths('2026-10-31', 1)).toBe('2026-11-30');
    expect(addMonths('2026-07-15', 6)).toBe('2027-01-15');
    expect(addMonths('2026-12-31', 12)).toBe('2027-12-31');
    expect(addMonths('2027-01-31', 0)).toBe('2027-01-31');
  });

  test('are told at the digest’s time, the next working day when they are off', () => {
    expect(toldOn('2027-02-03', DEFAULT_POLICY)).toBe('2027-02-03T07:30:00.000Z');
    expect(toldOn('2027-02-06', DEFAULT_POLICY)).toBe('2027-02-08T07:30:00.000Z');
    expect(toldOn('2027-03-25', DEFAULT_POLICY)).toBe('2027-03-30T06:30:00.000Z');
    expect(toldOn('2027-07-12', DEFAULT_POLICY)).toBe('2027-08-02T06:30:00.000Z');
    const early = { ...DEFAULT_POLICY, digest: { ...DEFAULT_POLICY.digest, daily: '07:00' } };
    expect(toldOn('2027-02-03', early)).toBe('2027-02-03T06:00:00.000Z');
  });
});
