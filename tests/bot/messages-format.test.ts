import { describe, expect, test } from 'vitest';
import {
  count,
  date,
  dayDateTime,
  daysBetween,
  digits,
  list,
  percent,
  shortDate,
  shorten,
  soon,
} from '../../bot/messages/index.ts';

const SUMMER = '2027-04-01T13:00:00.000Z';
const WINTER = '2027-03-26T14:00:00.000Z';

describe('dates', () => {
  test('are Oslo time on both sides of the change to summer time', () => {
    expect(dayDateTime(WINTER, 'nb')).toBe('fredag 26.3.2027 kl. 15.00');
    expect(dayDateTime(SUMMER, 'nb')).toBe('torsdag 1.4.2027 kl. 15.00');
    expect(dayDateTime('2027-12-31T23:30:00.000Z', 'nb')).toBe('lørdag 1.1.2028 kl. 00.30');
  });

  test('have the language’s own names of days', () => {
    expect(dayDateTime('2027-03-23T14:00:00.000Z', 'nn')).toBe('tysdag 23.3.2027 kl. 15.00');
    expect(dayDateTime(SUMMER, 'en')).toBe('Thursday 1 April 2027, 15:00');
  });

  test('come in shorter forms', () => {
    expect([date('2027-06-05', 'nb'), date('2027-06-05', 'en')]).toEqual(['5.6.2027', '5 June 2027']);
    expect([shortDate('2027-04-02T08:00:00.000Z', 'nb'), shortDate('2027-04-02', 'en')]).toEqual(['2.4.', '2 April']);
  });

  test('within six days are said by the day of the week, else in full', () => {
    expect(soon(WINTER, '2027-03-22T09:00:00.000Z', 'nb')).toBe('fredag kl. 15.00');
    expect(soon(WINTER, '2027-03-19T09:00:00.000Z', 'nb')).toBe('fredag 26.3.2027 kl. 15.00');
  });

  test('days between go by the date in Oslo, not by hours', () => {
    expect(daysBetween('2027-03-27T22:00:00.000Z', '2027-03-28T22:30:00.000Z')).toBe(2);
    expect(daysBetween('2027-03-26T00:00:00.000Z', WINTER)).toBe(0);
  });
});

describe('numbers', () => {
  test('are words up to twelve and digits beyond', () => {
    expect([0, 1, 7, 12, 13].map((n) => count(n, 'nb', 'n'))).toEqual(['ingen', 'ett', 'sju', 'tolv', '13']);
    expect([0, 1, 12, 13].map((n) => count(n, 'en', 'n'))).toEqual(['no', 'one', 'twelve', '13']);
  });

  test('one has the gender of what is counted', () => {
    expect((['m', 'f', 'n'] as const).map((gender) => count(1, 'nn', gender))).toEqual(['éin', 'éi', 'eitt']);
    expect((['m', 'f', 'n'] as const).map((gender) => count(1, 'nb', gender))).toEqual(['én', 'én', 'ett']);
  });

  test('large ones are grouped, decimals have a comma in Norwegian', () => {
    expect([digits(10_000, 'nb'), digits(0.5, 'nn'), digits(1_234_567, 'en'), digits(0.5, 'en')]).toEqual([
      '10\u00a0000',
      '0,5',
      '1,234,567',
      '0.5',
    ]);
  });

  test('shares are rounded down, so that 90 % is never said of less', () => {
    expect([percent(899, 1000, 'nb'), percent(9, 10, 'nb'), percent(9, 10, 'en'), percent(0, 0, 'nb')]).toEqual([
      '89\u00a0%',
      '90\u00a0%',
      '90%',
      '0\u00a0%',
    ]);
  });
});

describe('text', () => {
  test('lists have “og” before the last', () => {
    expect([list([], 'nb'), list(['a'], 'nb'), list(['a', 'b'], 'nn'), list(['a', 'b', 'c'], 'en')]).toEqual([
      '',
      'a',
      'a og b',
      'a, b and c',
    ]);
  });

  test('is shortened between words, never inside a letter, and never beyond the limit', () => {
    expect(shorten('kort', 10)).toBe('kort');
    expect(shorten('en litt lengre setning', 17)).toBe('en litt lengre…');
    expect(shorten('sammenhengende', 8)).toBe('sammenh…');
    expect(shorten('😀'.repeat(10), 6)).toBe('😀😀…');
  });
});
