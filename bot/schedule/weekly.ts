/** When the week's message goes out: the policy's weekday and time, on a day off the next working day. */
import type { Period } from '../collaboration.ts';
import {
  addDays,
  addWorkingDays,
  dateOf,
  type Instant,
  instantOf,
  isoWeek,
  isWorkingDay,
  mondayOf,
  type Policy,
  WEEKDAYS,
} from '../domain/index.ts';
import { nextSendTimeIn } from '../period.ts';

/** Pauses and times outside a group's periods are shorter; what was before is told as from the beginning. */
const WEEKS_BACK = 60;
const WEEK_MS = 7 * 86_400_000;

export interface Weekly {
  /** ISO week, e.g. 2027-W05. */
  week: string;
  at: Instant;
}

/**
 * The week's message of the ISO week that `date` (YYYY-MM-DD) is in: outside quiet hours and, when given, within the group's
 * periods. null: it would not come before the day of the next week's.
 */
function weeklyIn(date: string, policy: Policy, periods: Period[] | undefined): Weekly | null {
  const { weekday, time } = policy.digest.weekly;
  const monday = mondayOf(date);
  const day = addDays(monday, WEEKDAYS.indexOf(weekday));
  const free = isWorkingDay(day, policy) ? day : addWorkingDays(day, 1, policy);
  const at = nextSendTimeIn(instantOf(free, time, policy.timeZone), policy, periods);
  if (at === null || dateOf(at, policy.timeZone) >= addDays(day, 7)) return null;
  const year = addDays(monday, 3).slice(0, 4);
  return { week: `${year}-W${String(isoWeek(monday)).padStart(2, '0')}`, at };
}

/**
 * The latest week's message that is due at `now`, with when the one before it was: between the two lies what it tells of. `since` null:
 * there was none. null: none is due, or the next week has come.
 */
export function weeklyDue(
  now: Instant,
  policy: Policy,
  periods?: Period[] | undefined,
): (Weekly & { since: Instant | null }) | null {
  const today = dateOf(now, policy.timeZone);
  const found: Weekly[] = [];
  for (let back = 0; back < WEEKS_BACK && found.length < 2; back++) {
    const weekly = weeklyIn(addDays(today, -7 * back), policy, periods);
    if (weekly && weekly.at <= now) found.push(weekly);
  }
  const [due, before] = found;
  if (!due || Date.parse(now) - Date.parse(due.at) >= WEEK_MS) return null;
  return { ...due, since: before?.at ?? null };
}

/** The week's message that falls on this date; null: none does. */
export function weeklyOn(date: string, policy: Policy): Weekly | null {
  // A day off may have moved last week's into this one.
  const near = [date, addDays(date, -7)].flatMap((one) => weeklyIn(one, policy, undefined) ?? []);
  return near.find(({ at }) => dateOf(at, policy.timeZone) === date) ?? null;
}
