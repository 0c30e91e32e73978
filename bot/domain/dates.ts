/** Dates as YYYY-MM-DD, whatever the time zone. */

const DAY_MS = 86_400_000;

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** ISO 8601 weekday, 1 Monday … 7 Sunday. */
export function weekday(date: string): number {
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

/** The Monday of the ISO week that a date is in. */
export function mondayOf(date: string): string {
  return addDays(date, 1 - weekday(date));
}
