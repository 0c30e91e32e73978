/** Dates, numbers, lists and shares as people write them. Instants are UTC; what is shown is Europe/Oslo. */
import type { Language } from '../collaboration.ts';
import type { Instant } from '../domain/index.ts';

export type Gender = 'm' | 'f' | 'n';

const ONE = {
  nb: { m: 'én', f: 'én', n: 'ett' },
  nn: { m: 'éin', f: 'éi', n: 'eitt' },
  en: { m: 'one', f: 'one', n: 'one' },
} satisfies Record<Language, Record<Gender, string>>;

const NORWEGIAN = ['to', 'tre', 'fire', 'fem', 'seks', 'sju', 'åtte', 'ni', 'ti', 'elleve', 'tolv'];
const FROM_TWO = {
  nb: NORWEGIAN,
  nn: NORWEGIAN,
  en: ['two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'],
} satisfies Record<Language, string[]>;

const WEEKDAYS = {
  nb: ['søndag', 'mandag', 'tirsdag', 'onsdag', 'torsdag', 'fredag', 'lørdag'],
  nn: ['søndag', 'måndag', 'tysdag', 'onsdag', 'torsdag', 'fredag', 'laurdag'],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
} satisfies Record<Language, string[]>;

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

const OSLO = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Oslo',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

interface OsloTime {
  year: number;
  month: number;
  day: number;
  weekday: number;
  hour: string;
  minute: string;
}

/** A date alone (YYYY-MM-DD) is that day; an instant is the day it is in Oslo. */
function oslo(when: Instant): OsloTime {
  const at = new Date(when.length === 10 ? `${when}T12:00:00Z` : when);
  const part = Object.fromEntries(OSLO.formatToParts(at).map((p) => [p.type, p.value]));
  const [year, month, day] = [Number(part.year), Number(part.month), Number(part.day)];
  const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay();
  return { year, month, day, weekday, hour: part.hour ?? '', minute: part.minute ?? '' };
}

/** "kl. 15.00", "15:00". */
export function clockTime(when: Instant, language: Language): string {
  const { hour, minute } = oslo(when);
  return language === 'en' ? `${hour}:${minute}` : `kl. ${hour}.${minute}`;
}

/** "kl. 07.30", "07:30" of a time of day HH:MM. */
export function timeOfDay(time: string, language: Language): string {
  return language === 'en' ? time : `kl. ${time.replace(':', '.')}`;
}

/** "torsdag", "Thursday". */
export function weekday(when: Instant, language: Language): string {
  return WEEKDAYS[language][oslo(when).weekday] ?? '';
}

/** "1.4.2027", "1 April 2027". Takes an instant or YYYY-MM-DD. */
export function date(when: Instant, language: Language): string {
  const { day, month, year } = oslo(when);
  return language === 'en' ? `${day} ${MONTHS[month - 1]} ${year}` : `${day}.${month}.${year}`;
}

/** "2.4.", "2 April". */
export function shortDate(when: Instant, language: Language): string {
  const { day, month } = oslo(when);
  return language === 'en' ? `${day} ${MONTHS[month - 1]}` : `${day}.${month}.`;
}

/** "18.2.2027 kl. 15.00", "18 February 2027, 15:00". */
export function dateTime(when: Instant, language: Language): string {
  const comma = language === 'en' ? ',' : '';
  return `${date(when, language)}${comma} ${clockTime(when, language)}`;
}

/** "torsdag 1.4.2027 kl. 15.00", "Thursday 1 April 2027, 15:00". */
export function dayDateTime(when: Instant, language: Language): string {
  return `${weekday(when, language)} ${dateTime(when, language)}`;
}

/** "fredag kl. 15.00" within the coming six days, else with the date. */
export function soon(when: Instant, now: Instant, language: Language): string {
  const days = daysBetween(now, when);
  if (days < 0 || days > 6) return dayDateTime(when, language);
  return `${weekday(when, language)} ${clockTime(when, language)}`;
}

/** Days from one Oslo date to another; 0 the same day, 1 the day after. */
export function daysBetween(from: Instant, to: Instant): number {
  const [a, b] = [oslo(from), oslo(to)];
  return Math.round((Date.UTC(b.year, b.month - 1, b.day) - Date.UTC(a.year, a.month - 1, a.day)) / 86_400_000);
}

/** "10 000" with a no-break space, in English "10,000". */
export function digits(n: number, language: Language): string {
  const [whole = '', part] = String(n).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, language === 'en' ? ',' : '\u00a0');
  return part === undefined ? grouped : `${grouped}${language === 'en' ? '.' : ','}${part}`;
}

/** A count in words from nought to twelve, then in digits. The gender is that of what is counted. */
export function count(n: number, language: Language, gender: Gender): string {
  if (n === 0) return language === 'en' ? 'no' : 'ingen';
  if (n === 1) return ONE[language][gender];
  return FROM_TWO[language][n - 2] ?? digits(n, language);
}

/** "a, b og c". */
export function list(items: string[], language: Language): string {
  const last = items.at(-1);
  if (last === undefined || items.length === 1) return last ?? '';
  return `${items.slice(0, -1).join(', ')} ${language === 'en' ? 'and' : 'og'} ${last}`;
}

/** Whole per cent, rounded down so that "90 %" is never said of less. */
export function percent(part: number, of: number, language: Language): string {
  const whole = of === 0 ? 0 : Math.floor((part * 100) / of);
  return language === 'en' ? `${whole}%` : `${whole}\u00a0%`;
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** At most `max` UTF-16 units (what platforms count), cut between words where that loses little, with "…" for what was left out. */
export function shorten(text: string, max: number): string {
  if (text.length <= max) return text;
  const whole = text.slice(0, max - 1).replace(/[\uD800-\uDBFF]$/, '');
  const space = whole.lastIndexOf(' ');
  return `${(space > max * 0.6 ? whole.slice(0, space) : whole).trimEnd()}…`;
}
