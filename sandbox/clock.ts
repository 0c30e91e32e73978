import { isRecord } from './http.ts';

/** The clock of the bot under trial, reached over HTTP. Instants are ISO 8601. */
export interface BotClock {
  /** As last seen; undefined before the first answer or without a clock. */
  seen(): string | undefined;
  read(): Promise<string | undefined>;
  moveTo(instant: string): Promise<string | undefined>;
  /** To the next moment when the bot has something to do. */
  next(): Promise<string | undefined>;
}

export function createBotClock(clockUrl: string | undefined, changed: () => void): BotClock {
  let last: string | undefined;

  async function ask(body?: { to: string } | { next: true }): Promise<string | undefined> {
    if (!clockUrl) return undefined;
    const headers = { 'content-type': 'application/json' };
    const post = body && { method: 'POST', headers, body: JSON.stringify(body) };
    const response = await fetch(clockUrl, { ...post, signal: AbortSignal.timeout(60_000) });
    const answer: unknown = await response.json();
    if (!response.ok || !isRecord(answer) || typeof answer.now !== 'string') {
      throw new Error(`the bot's clock answered ${response.status}`);
    }
    const moved = body !== undefined && answer.now !== last;
    last = answer.now;
    if (moved) changed();
    return last;
  }

  return { seen: () => last, read: () => ask(), moveTo: (to) => ask({ to }), next: () => ask({ next: true }) };
}
