/** Norwegian working days and deadlines. Dates are YYYY-MM-DD in the policy's time zone, instants are UTC. */
import type { Policy } from './policy.ts';
import type { Instant } from './question.ts';

const DAY_MS = 86_400_000;

type Rules = Pick<Policy, 'timeZone' | 'pauseIsoWeeks'>;

/** The date in the time zone at an instant. */
export function dateOf(at: Instant, timeZone: string): string {
  return wallClock(at, timeZone).slice(0, 10);
}

/** HH:MM in the time zone at an instant. */
export function timeOf(at: Instant, timeZone: string): string {
  return wallClock(at, timeZone).slice(11, 16);
}

/** "YYYY-MM-DDTHH:MM:SS" as a clock on the wall there shows. */
export function wallClock(at: Instant, timeZone: string): string {
  return formatter(timeZone).format(new Date(at)).replace(' ', 'T');
}

const formatters = new Map<string, Intl.DateTimeFormat>();
function formatter(timeZone: string): Intl.DateTimeFormat {
  let found = formatters.get(timeZone);
  if (!found) {
    // Swedish writes dates as ISO 8601 does.
    found = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
    formatters.set(timeZone, found);
  }
  return found;
}

/** The instant at which clocks in the time zone show this. A time that daylight saving skips becomes the same moment an hour on. */
export function instantOf(date: string, time: string, timeZone: string): Instant {
  const key = `${date} ${time} ${timeZone}`;
  const known = instants.get(key) ?? findInstant(date, time, timeZone);
  instants.set(key, known);
  return known;
}

/** The same few are asked for at each next step of each question. */
const instants = new Map<string, Instant>();
function findInstant(date: string, time: string, timeZone: string): Instant {
  const wanted = Date.parse(`${date}T${time}:00Z`);
  let guess = wanted;
  for (let i = 0; i < 2; i++) {
    const shown = Date.parse(`${wallClock(new Date(guess).toISOString(), timeZone)}Z`);
    guess += wanted - shown;
  }
  return new Date(guess).toISOString();
}

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** ISO 8601 weekday, 1 Monday … 7 Sunday. */
function weekday(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
}

/** ISO 8601 week number. */
export function isoWeek(date: string): number {
  const known = weeks.get(date) ?? findIsoWeek(date);
  weeks.set(date, known);
  return known;
}

const weeks = new Map<string, number>();
function findIsoWeek(date: string): number {
  const thursday = addDays(date, 4 - weekday(date));
  const january4 = `${thursday.slice(0, 4)}-01-04`;
  const firstThursday = addDays(january4, 4 - weekday(january4));
  return 1 + Math.round((Date.parse(thursday) - Date.parse(firstThursday)) / (7 * DAY_MS));
}

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

/** An instant as ISO 8601 with the zone's offset, e.g. 2027-02-04T15:00:00+01:00. */
export function withOffset(at: Instant, timeZone: string): string {
  const wall = wallClock(at, timeZone);
  const minutes = Math.round((Date.parse(`${wall}Z`) - Date.parse(at)) / 60_000);
  const size = Math.abs(minutes);
  const pad = (n: number) => String(n).padStart(2, '0');
  return `${wall}${minutes < 0 ? '-' : '+'}${pad(Math.floor(size / 60))}:${pad(size % 60)}`;
}

/** YYYY-MM-DD of a day that exists. */
export function isDate(text: string): boolean {
  const parsed = /^(19|20)\d\d-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(parsed) && new Date(parsed).toISOString().startsWith(text);
}

/** The same day so many months on; where that month is too short, its last day. */
export function addMonths(date: string, months: number): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const lastDay = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, lastDay))).toISOString().slice(0, 10);
}

/** When something that falls due on a date is told: the digest's time of day, on the first working day from the date on. */
export function toldOn(date: string, policy: Policy): Instant {
  const day = isWorkingDay(date, policy) ? date : addWorkingDays(date, 1, policy);
  return instantOf(day, policy.digest.daily, policy.timeZone);
}
