import { type Logger, WebClient } from '@slack/web-api';

const TIMEOUT_MS = 10_000;

/** Slack's API without retries of its own: a retried chat.postMessage would be sent twice, and the core's workers own the waiting. */
export function createWebClient(token: string, apiUrl: string | undefined, logger: Logger): WebClient {
  return new WebClient(token, {
    ...(apiUrl ? { slackApiUrl: apiUrl } : {}),
    logger,
    timeout: TIMEOUT_MS,
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
