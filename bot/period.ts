/** A group works in periods: messages to people wait outside of them. */
import type { Collaboration, Group, Hours, Period } from './collaboration.ts';
import {
  dateOf,
  type Instant,
  instantOf,
  nextSendTime,
  type Policy,
  type Question,
  sendingHours,
} from './domain/index.ts';
import { groupOf } from './people.ts';

/** Whether the group works on this date (YYYY-MM-DD in the policy's time zone). A group without periods always does. */
export function inPeriod({ periods }: Pick<Group, 'periods'>, date: string): boolean {
  return !periods?.length || periods.some(({ from, to }) => from <= date && (to === null || date <= to));
}

/** The policy as it holds for a person: their own hours make the quiet ones longer, never shorter. */
export function policyFor(policy: Policy, hours: Hours | undefined): Policy {
  if (!hours) return policy;
  const [opens, closes] = sendingHours(policy);
  const to = hours.from > opens ? hours.from : opens;
  const from = hours.to < closes ? hours.to : closes;
  // Hours that the rules leave nothing of (they may change) don't silence anybody.
  return to < from ? { ...policy, quietHours: { ...policy.quietHours, from, to } } : policy;
}

/**
 * The first instant from `at` on at which a message to a person may go out: outside quiet hours, on a date within one of the
 * periods (in any order; absent or empty: always). null: no period is left.
 */
export function nextSendTimeIn(at: Instant, policy: Policy, periods: Period[] | undefined): Instant | null {
  let when = nextSendTime(at, policy);
  for (;;) {
    const date = dateOf(when, policy.timeZone);
    if (inPeriod({ periods }, date)) return when;
    const starts = (periods ?? []).map(({ from }) => from).filter((from) => from > date);
    const [next] = starts.sort();
    if (next === undefined) return null;
    when = nextSendTime(instantOf(next, '00:00', policy.timeZone), policy);
  }
}

/** When a message to the groups asked goes out; null: none of them is in its period. */
export function goesOutAt({ groups, policy }: Question, collaboration: Collaboration, now: Instant): Instant | null {
  const asked = groups.flatMap((id) => groupOf(collaboration, id) ?? []);
  const active = asked.filter((group) => inPeriod(group, dateOf(now, policy.timeZone)));
  const times = active.flatMap(({ periods }) => nextSendTimeIn(now, policy, periods) ?? []);
  return times.sort()[0] ?? null;
}
