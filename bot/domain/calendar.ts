/** Norwegian working days and deadlines. Dates are YYYY-MM-DD in the policy's time zone, instants are UTC. */
import { addDays, isoWeek, weekday } from './dates.ts';
import type { Policy } from './policy.ts';
import type { Instant } from './question.ts';
import { dateOf, instantOf, timeOf } from './zone.ts';

export * from './dates.ts';
export * from './zone.ts';

type Rules = Pick<Policy, 'timeZone' | 'pauseIsoWeeks'>;

/** Easter Sunday by the Gregorian computus (Meeus/Jones/Butcher). */
export function easterSunday(year: number): string {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = Math.floor(b / 4);
  const e = b % 4;
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - d - g + 15) % 30;
  const j = Math.floor(c / 4);
  const k = c % 4;
  const m = Math.floor((a + 11 * h) / 319);
  const r = (2 * e + 2 * j - k - h + m + 32) % 7;
  const month = Math.floor((h - m + r + 90) / 25);
  const day = (h - m + r + month + 19) % 32;
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** Norwegian public holidays: lov om helligdager § 2 and lov om 1 og 17 mai. */
export function publicHolidays(year: number): string[] {
  const easter = easterSunday(year);
  const movable = [-3, -2, 0, 1, 39, 49, 50].map((days) => addDays(easter, days));
  const fixed = ['01-01', '05-01', '05-17', '12-25', '12-26'].map((day) => `${year}-${day}`);
  return [...fixed, ...movable].sort();
}

const holidays = new Map<number, Set<string>>();
function isHoliday(date: string): boolean {
  const year = Number(date.slice(0, 4));
  let found = holidays.get(year);
  if (!found) {
    found = new Set(publicHolidays(year));
    holidays.set(year, found);
  }
  return found.has(date);
}

/** Monday–Friday less public holidays and the collaboration's pause. Half days count. */
export function isWorkingDay(date: string, rules: Pick<Rules, 'pauseIsoWeeks'>): boolean {
  return weekday(date) <= 5 && !isHoliday(date) && !rules.pauseIsoWeeks.includes(isoWeek(date));
}

/** The n-th working day after a date, the date itself not counted; n < 0 counts backwards. */
export function addWorkingDays(date: string, n: number, rules: Pick<Rules, 'pauseIsoWeeks'>): string {
  const step = n < 0 ? -1 : 1;
  let left = Math.abs(n);
  let day = date;
  while (left > 0) {
    day = addDays(day, step);
    if (isWorkingDay(day, rules)) left -= 1;
  }
  return day;
}

/** Working days after the date of `from` up to and including the date of `to`; 0 when `to` is not later. */
export function workingDaysBetween(from: Instant, to: Instant, rules: Rules): number {
  const last = dateOf(to, rules.timeZone);
  let count = 0;
  for (let day = addDays(dateOf(from, rules.timeZone), 1); day <= last; day = addDays(day, 1)) {
    if (isWorkingDay(day, rules)) count += 1;
  }
  return count;
}

/** Deadline time on the n-th working day after the day of `from`. */
export function deadlineAfter(from: Instant, workingDays: number, policy: Policy): Instant {
  const day = addWorkingDays(dateOf(from, policy.timeZone), workingDays, policy);
  return instantOf(day, policy.deadlineTime, policy.timeZone);
}

/**
 * The deadline of a question that opens: the n-th working day, or the vendor's date where that is earlier, but never before the next
 * working day. A vendor date on a day off means the last working day before it.
 */
export function openingDeadline(
  from: Instant,
  workingDays: number,
  vendorDate: string | null,
  policy: Policy,
): Instant {
  const opened = dateOf(from, policy.timeZone);
  let day = addWorkingDays(opened, workingDays, policy);
  if (vendorDate && vendorDate < day) {
    const wanted = isWorkingDay(vendorDate, policy) ? vendorDate : addWorkingDays(vendorDate, -1, policy);
    const next = addWorkingDays(opened, 1, policy);
    day = wanted > next ? wanted : next;
  }
  return instantOf(day, policy.deadlineTime, policy.timeZone);
}

/** Whether a message to a person may go out: working day, outside quiet hours. */
export function maySend(at: Instant, policy: Policy): boolean {
  const { from, to, workingDaysOnly } = policy.quietHours;
  if (workingDaysOnly && !isWorkingDay(dateOf(at, policy.timeZone), policy)) return false;
  const time = timeOf(at, policy.timeZone);
  return from > to ? time >= to && time < from : time < from || time >= to;
}

/** Between which times of day (HH:MM) messages to people may go out. */
export function sendingHours({
  quietHours: { from, to },
}: Pick<Policy, 'quietHours'>): [opens: string, closes: string] {
  return from > to ? [to, from] : [to, '24:00'];
}

/** The first instant from `at` on at which a message to a person may go out. */
export function nextSendTime(at: Instant, policy: Policy): Instant {
  if (maySend(at, policy)) return at;
  const { from, to, workingDaysOnly } = policy.quietHours;
  const today = dateOf(at, policy.timeZone);
  const time = timeOf(at, policy.timeZone);
  let day = from > to && time >= from ? addDays(today, 1) : today;
  while (workingDaysOnly && !isWorkingDay(day, policy)) day = addDays(day, 1);
  return instantOf(day, to, policy.timeZone);
}

/** The date on which a message of this instant goes out. */
export function sendingDay(at: Instant, policy: Policy): string {
  return dateOf(nextSendTime(at, policy), policy.timeZone);
}

/** When something that falls due on a date is told: the digest's time of day, on the first working day from the date on. */
export function toldOn(date: string, policy: Policy): Instant {
  const day = isWorkingDay(date, policy) ? date : addWorkingDays(date, 1, policy);
  return instantOf(day, policy.digest.daily, policy.timeZone);
}
