import { NotDelivered } from '../../bot/index.ts';
import { ConnectorFault } from './connector.ts';

/**
 * For what a message needs besides itself: the members of a channel, asked for one person after the other. Throws `NotDelivered` without
 * calling while Teams wants what goes by this key left alone.
 */
export type HoldOff = <T>(key: string, call: () => Promise<T>) => Promise<T>;

export function createHoldOff(): HoldOff {
  const until = new Map<string, number>();
  return async (key, call) => {
    const left = (until.get(key) ?? 0) - performance.now();
    if (left > 0) throw new NotDelivered({ kind: 'later', retryAfterMs: left }, `teams: ${key} is held off`);
    until.delete(key);
    try {
      return await call();
    } catch (error) {
      const ms = error instanceof ConnectorFault ? error.retryAfterMs : null;
      if (ms) until.set(key, Math.max(performance.now() + ms, until.get(key) ?? 0));
      throw error;
    }
  };
}
