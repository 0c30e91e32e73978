import { type Logger, WebClient } from '@slack/web-api';

/** While a person waits, and where nobody does. */
export const TIMEOUT_MS = { asked: 5_000, sending: 20_000 } as const;

/** Slack's API without retries of its own: a retried chat.postMessage would be sent twice, and the core's workers own the waiting. */
export function createWebClient(
  token: string,
  apiUrl: string | undefined,
  logger: Logger,
  timeout: number = TIMEOUT_MS.asked,
): WebClient {
  return new WebClient(token, {
    ...(apiUrl ? { slackApiUrl: apiUrl } : {}),
    logger,
    timeout,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
  });
}

/** The code in `ok: false`, e.g. channel_not_found; null for anything else. */
export function slackError(error: unknown): string | null {
  if (!(error instanceof Error) || !('data' in error)) return null;
  const { data } = error;
  if (typeof data !== 'object' || data === null || !('error' in data)) return null;
  return typeof data.error === 'string' ? data.error : null;
}
