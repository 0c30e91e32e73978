/** A call from the bot to the connector. */
export interface LoggedRequest {
  /** Real time, milliseconds. */
  at: number;
  /** When it was answered or dropped; 0: not yet. */
  answeredAt: number;
  method: string;
  /** Decoded, from /v3 on. */
  path: string;
  /** Conversation id without its thread, also of one that begins a thread; Teams counts per bot and conversation. */
  conversation?: string;
  body: string;
  /** 0 while it is under way, or when the connection was dropped without an answer. */
  status: number;
  /** Seconds for which the bot was told to hold off. */
  retryAfter?: number | undefined;
}

/** The most calls within any window of that length. Teams allows 7 in 1 s, 8 in 2 s, 60 in 30 s, 1800 in 3600 s. */
export type Rates = Record<'1' | '2' | '30' | '3600', number>;

const KEPT = 20_000;
const WINDOWS = ['1', '2', '30', '3600'] as const;

export type RequestLog = ReturnType<typeof createRequestLog>;

export function createRequestLog(now: () => number) {
  const entries: LoggedRequest[] = [];
  return {
    entries,
    start(method: string, path: string, conversation: string | undefined, body: string): LoggedRequest {
      const base = conversation?.split(';')[0];
      const entry: LoggedRequest = {
        at: now(),
        answeredAt: 0,
        method,
        path,
        body,
        status: 0,
        ...(base ? { conversation: base } : {}),
      };
      entries.push(entry);
      if (entries.length > KEPT) entries.shift();
      return entry;
    },
    /** The busiest seconds in a conversation, messages only (posts, updates, deletes). */
    rates(conversation: string): Rates {
      const times = entries
        .filter((one) => one.conversation === conversation && one.method !== 'GET')
        .map((one) => one.at);
      const peaks = WINDOWS.map((seconds) => [seconds, peak(times, Number(seconds) * 1000)]);
      return Object.fromEntries(peaks) as Rates;
    },
  };
}

function peak(times: number[], window: number): number {
  let most = 0;
  let start = 0;
  for (const [index, time] of times.entries()) {
    while (time - (times[start] ?? time) >= window) start += 1;
    most = Math.max(most, index - start + 1);
  }
  return most;
}
