/** Slack's published rates that matter to a bot with live cards: requests, seconds they refill over, and what they count by. */
const LIMITS: Record<string, { burst: number; perSecond: number; byChannel: boolean }> = {
  'chat.update': { burst: 50, perSecond: 50 / 60, byChannel: false },
  'chat.postMessage': { burst: 5, perSecond: 1, byChannel: true },
};

/** Token buckets; `wait` says how many whole seconds to hold off (0: go on). */
export function createRates(now: () => number) {
  const buckets = new Map<string, { left: number; at: number }>();
  return {
    wait(method: string, channel: string): number {
      const limit = LIMITS[method];
      if (!limit) return 0;
      const key = limit.byChannel ? `${method} ${channel}` : method;
      const bucket = buckets.get(key) ?? { left: limit.burst, at: now() };
      const left = Math.min(limit.burst, bucket.left + ((now() - bucket.at) / 1000) * limit.perSecond);
      const isOver = left < 1;
      buckets.set(key, { left: isOver ? left : left - 1, at: now() });
      return isOver ? Math.ceil((1 - left) / limit.perSecond) : 0;
    },
  };
}
