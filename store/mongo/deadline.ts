import { within } from '../../bot/index.ts';

/** A person is to hear "not recorded" before Slack's three seconds are over. */
const LOG_DEADLINE_MS = 2_500;

/**
 * The work's result, or a fault when it takes longer; it may still take effect then, and repeating the command tells.
 * The driver's own timeouts each cover a part (choosing a server, a socket, a retry), so their sum would be too long.
 */
export function inTime<T>(work: Promise<T>, ms = LOG_DEADLINE_MS): Promise<T> {
  return within(work, ms, (): never => {
    throw new Error(`No answer from the database in ${ms} ms.`);
  });
}
