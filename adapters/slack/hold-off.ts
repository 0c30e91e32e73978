import { WebAPIRateLimitedError } from '@slack/web-api';
import { NotDelivered } from '../../bot/index.ts';

/**
 * For what a message needs besides itself: a chat opened, a search, an account. Slack's Retry-After is about the method, whomever it was
 * asked for; the core's lanes are about the messages. Throws `NotDelivered` without calling while a method is to be left alone.
 */
export type HoldOff = <T>(method: string, call: () => Promise<T>) => Promise<T>;

export function createHoldOff(): HoldOff {
  const until = new Map<string, number>();
  return async (method, call) => {
    const left = (until.get(method) ?? 0) - performance.now();
    if (left > 0) throw new NotDelivered({ kind: 'later', retryAfterMs: left }, `slack: ${method} is held off`);
    try {
      return await call();
    } catch (error) {
      if (error instanceof WebAPIRateLimitedError) {
        const told = performance.now() + error.retryAfter * 1_000;
        until.set(method, Math.max(told, until.get(method) ?? 0));
      }
      throw error;
    }
  };
}
