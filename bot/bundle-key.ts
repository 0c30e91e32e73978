/** The day's bundle: one a person and day, whichever of their collaborations it was planned in. */
import { createHash } from 'node:crypto';
import { dateOf, type Instant, instantOf, isWorkingDay, type Policy } from './domain/index.ts';

export const BUNDLE = 'bundle';

/** Of whoever has this e-mail (lower case), on a date (YYYY-MM-DD). It rides along with the message, so it does not tell the address. */
export function bundleKey(email: string, date: string): string {
  return `${BUNDLE}:${createHash('sha256').update(email).digest('hex').slice(0, 32)}:${date}`;
}

/** When the day's bundle is due; null: there is none on that day. */
export function bundleTime(date: string, policy: Policy): Instant | null {
  if (policy.reminders.maxBundlesPerPersonPerDay < 1 || !isWorkingDay(date, policy)) return null;
  return instantOf(date, policy.digest.daily, policy.timeZone);
}

/** The key of the bundle that a person may have at this instant; null: the day's is not due yet, or there is none. */
export function bundleAt(email: string, at: Instant, policy: Policy): string | null {
  const date = dateOf(at, policy.timeZone);
  const due = bundleTime(date, policy);
  return due !== null && at >= due ? bundleKey(email, date) : null;
}
