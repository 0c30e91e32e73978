/** How far the clock goes on for what falls due in a red question that was asked on Monday 1.2.2027 at 10, in order. */
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Monday 8.2. at 9, in sending hours: half-time was on the Saturday. */
export const HALF_TIME_MS = 7 * DAY - HOUR;
/** Wednesday 10.2. at 15.30: one working day before the deadline. */
export const LAST_DAY_MS = 2 * DAY + 6.5 * HOUR;
/** Thursday 11.2. at 15.30: the deadline, and for too few answers it is extended. */
export const DEADLINE_MS = DAY;
/** Tuesday 16.2. at 15.30: the extended one, and it is lifted. */
export const EXTENDED_MS = 5 * DAY;
