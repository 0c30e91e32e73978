import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY, instantOf, type Period, type Policy } from '../../bot/index.ts';
import { inPeriod, nextSendTimeIn } from '../../bot/period.ts';

const SPRING = { from: '2027-02-01', to: '2027-03-31' };
const AUTUMN = { from: '2027-09-06', to: '2027-11-30' };
const OPEN_ENDED = { from: '2028-01-03', to: null };

/** Oslo time. Quiet from 16:00 to 07:30, and on days off. */
function oslo(date: string, time: string): string {
  return instantOf(date, time, 'Europe/Oslo');
}

describe('a date is within a group’s periods', () => {
  it.each([
    ['2027-01-31', false],
    ['2027-02-01', true],
    ['2027-03-31', true],
    ['2027-04-01', false],
    ['2027-09-06', true],
    ['2028-01-02', false],
    ['2028-01-03', true],
    ['2051-06-01', true],
  ])('%s: %s', (date, within) => {
    expect(inPeriod({ periods: [SPRING, AUTUMN, OPEN_ENDED] }, date)).toBe(within);
  });

  it('always, when it has none', () => {
    expect(inPeriod({}, '2027-07-01')).toBe(true);
    expect(inPeriod({ periods: [] }, '2027-07-01')).toBe(true);
  });
});

describe('a message to people in a group', () => {
  const sent = (at: string, periods: Period[] = [SPRING, AUTUMN], policy: Policy = DEFAULT_POLICY) =>
    nextSendTimeIn(at, policy, periods);

  it('goes at once in sending hours within a period', () => {
    expect(sent(oslo('2027-02-01', '07:30'))).toBe(oslo('2027-02-01', '07:30'));
    expect(sent(oslo('2027-03-31', '15:59'))).toBe(oslo('2027-03-31', '15:59'));
  });

  it('waits for the morning of the first working day of a period that has not begun', () => {
    expect(sent(oslo('2027-01-12', '10:00'))).toBe(oslo('2027-02-01', '07:30'));
    const fromSaturday = [{ from: '2027-02-06', to: null }];
    expect(sent(oslo('2027-01-12', '10:00'), fromSaturday)).toBe(oslo('2027-02-08', '07:30'));
  });

  it('waits for the next period when the quiet hours last until the present one is over', () => {
    expect(sent(oslo('2027-03-31', '16:00'))).toBe(oslo('2027-09-06', '07:30'));
  });

  it('passes over a period without a working day', () => {
    const weekend = { from: '2027-04-10', to: '2027-04-11' };
    expect(sent(oslo('2027-04-05', '10:00'), [weekend, AUTUMN])).toBe(oslo('2027-09-06', '07:30'));
  });

  it('takes the nearest period to come, whatever their order', () => {
    expect(sent(oslo('2027-05-03', '10:00'), [OPEN_ENDED, AUTUMN, SPRING])).toBe(oslo('2027-09-06', '07:30'));
  });

  it('has no time when no period is left', () => {
    expect(sent(oslo('2027-12-01', '10:00'))).toBeNull();
    expect(sent(oslo('2027-11-30', '16:00'))).toBeNull();
    expect(sent(oslo('2027-04-05', '10:00'), [{ from: '2027-04-10', to: '2027-04-11' }])).toBeNull();
  });

  it('has every time in a period without an end, and when there are no periods', () => {
    expect(sent(oslo('2031-05-05', '10:00'), [OPEN_ENDED])).toBe(oslo('2031-05-05', '10:00'));
    expect(sent(oslo('2027-07-01', '17:00'), [])).toBe(oslo('2027-07-02', '07:30'));
    expect(nextSendTimeIn(oslo('2027-07-01', '17:00'), DEFAULT_POLICY, undefined)).toBe(oslo('2027-07-02', '07:30'));
  });

  it('goes by the date in the policy’s time zone, not in UTC', () => {
    const always = { ...DEFAULT_POLICY, quietHours: { from: '00:00', to: '00:00', workingDaysOnly: false } };
    const night = '2027-01-31T23:30:00.000Z';
    expect(sent(night, [SPRING], always)).toBe(night);
    expect(sent('2027-01-31T22:30:00.000Z', [SPRING], always)).toBe('2027-01-31T23:00:00.000Z');
    expect(sent('2027-03-31T22:30:00.000Z', [SPRING], always)).toBeNull();
  });
});
