/** A person is to hear "not recorded" before Slack's three seconds are over. */
const LOG_DEADLINE_MS = 2_500;

/**
 * The work's result, or a fault when it takes longer; it may still take effect then, and repeating the command tells.
 * The driver's own timeouts each cover a part (choosing a server, a socket, a retry), so their sum would be too long.
 */
export async function inTime<T>(work: Promise<T>, ms = LOG_DEADLINE_MS): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`No answer from the database in ${ms} ms.`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
