import { WebAPIHTTPError, WebAPIRateLimitedError } from '@slack/web-api';
import { type DeliveryFault, NotDelivered } from '../../bot/index.ts';
import { slackError } from './web-client.ts';

/** Slack's refusals by what the core should do about them. All others mean that the message itself won't do. */
const MESSAGE_GONE = ['message_not_found', 'cant_update_message', 'edit_window_closed', 'thread_not_found'];
const CHANNEL_GONE = [
  'channel_not_found',
  'not_in_channel',
  'is_archived',
  'user_not_found',
  'user_disabled',
  'user_not_visible',
  'cannot_dm_bot',
  'messages_tab_disabled',
];
const LATER = [
  'ratelimited',
  'rate_limited',
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
];
/** An operator's mistake, not the message's: nothing may be lost while it is mended. */
const NOT_LET_IN = [
  'invalid_auth',
  'not_authed',
  'token_revoked',
  'token_expired',
  'account_inactive',
  'missing_scope',
];
const MENDING_MS = 60_000;

/** What went wrong with a call to Slack, in the core's terms. The message holds codes only. */
export function toNotDelivered(error: unknown): NotDelivered {
  if (error instanceof NotDelivered) return error;
  return new NotDelivered(faultOf(error), `slack: ${slackError(error) ?? kindOf(error)}`, { cause: error });
}

function faultOf(error: unknown): DeliveryFault {
  if (error instanceof WebAPIRateLimitedError) return { kind: 'later', retryAfterMs: error.retryAfter * 1000 };
  /** No code: Slack says no with HTTP 200, so any other status, a time-out or a dropped line is the way there. */
  const code = slackError(error);
  if (code === null) return { kind: 'later', retryAfterMs: null, unsure: true };
  if (LATER.includes(code)) return { kind: 'later', retryAfterMs: null };
  if (NOT_LET_IN.includes(code)) return { kind: 'later', retryAfterMs: MENDING_MS };
  if (MESSAGE_GONE.includes(code)) return { kind: 'message-gone' };
  if (CHANNEL_GONE.includes(code)) return { kind: 'channel-gone' };
  return { kind: 'rejected' };
}

function kindOf(error: unknown): string {
  if (error instanceof WebAPIHTTPError) return `HTTP ${error.statusCode}`;
  return error instanceof Error ? error.name : 'unknown fault';
}
