/** Clocks on the wall: instants are UTC, dates (YYYY-MM-DD) and times (HH:MM) those of a time zone. */
import type { Instant } from './question.ts';

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

/** An instant as ISO 8601 with the zone's offset, e.g. 2027-02-04T15:00:00+01:00. */
export function withOffset(at: Instant, timeZone: string): string {
  const wall = wallClock(at, timeZone);
  const minutes = Math.round((Date.parse(`${wall}Z`) - Date.parse(at)) / 60_000);
  const size = Math.abs(minutes);
  const pad = (n: number) => String(n).padStart(2, '0');
  return `${wall}${minutes < 0 ? '-' : '+'}${pad(Math.floor(size / 60))}:${pad(size % 60)}`;
}
