import { createHmac } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import type { SandboxSlackOptions } from '../types.ts';
import type { Json } from './world.ts';

export type DeliveryKind = 'slash_commands' | 'interactive' | 'events_api';

/** What came back: the acknowledgement's body, or how it failed. */
export type Ack =
  | { ok: true; body: unknown }
  | { ok: false; error: 'operation_timeout' | 'dispatch_failed' | 'not_connected'; status?: number };

/** One request as it went to the bot over HTTP, kept so that it can be sent again. */
export interface SentRequest {
  url: string;
  contentType: string;
  body: string;
  headers: Record<string, string>;
}

/** How a socket takes a payload; see socket.ts. */
export interface SocketDelivery {
  connected(): boolean;
  send(kind: DeliveryKind, payload: Json, retry?: { attempt: number; reason: string }): Promise<Ack>;
}

export type Delivery = ReturnType<typeof createDelivery>;

/** Sends to the bot, over its socket when it has one, else signed over HTTP (in turn when it has several addresses). */
export function createDelivery(options: SandboxSlackOptions, socket: SocketDelivery) {
  const ackMs = options.ackMs ?? 3000;
  const delays = options.retryDelaysMs ?? [100, 1000, 5000];
  const pending = new Set<Promise<unknown>>();
  const abort = new AbortController();
  // As many events wait to be delivered again as a busy bot has not taken: that is no leak.
  setMaxListeners(0, abort.signal);
  let urls: string[] = [];
  let turn = 0;
  let last: SentRequest | undefined;

  function signed(url: string, contentType: string, body: string): SentRequest {
    const timestamp = String(Math.floor(Date.now() / 1000));
    const signature = createHmac('sha256', options.signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
    const headers = {
      'content-type': contentType,
      'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${signature}`,
    };
    return { url, contentType, body, headers };
  }

  async function sendHttp(request: SentRequest, extra: Record<string, string> = {}): Promise<Ack> {
    last = request;
    try {
      const signal = AbortSignal.any([AbortSignal.timeout(ackMs), abort.signal]);
      const headers = { ...request.headers, ...extra };
      const response = await fetch(request.url, { method: 'POST', headers, body: request.body, signal });
      const body = await response.text();
      if (response.status !== 200) return { ok: false, error: 'dispatch_failed', status: response.status };
      return { ok: true, body: parsed(body, response.headers.get('content-type')) };
    } catch (error) {
      const late = error instanceof Error && error.name === 'TimeoutError';
      return { ok: false, error: late ? 'operation_timeout' : 'dispatch_failed' };
    }
  }

  function requestOf(kind: DeliveryKind, payload: Json): SentRequest | undefined {
    const url = urls[turn++ % Math.max(urls.length, 1)];
    if (!url) return undefined;
    if (kind === 'events_api') return signed(url, 'application/json', JSON.stringify(payload));
    const fields = kind === 'interactive' ? { payload: JSON.stringify(payload) } : (payload as Record<string, string>);
    return signed(url, 'application/x-www-form-urlencoded', new URLSearchParams(fields).toString());
  }

  async function once(kind: DeliveryKind, payload: Json, retry?: { attempt: number; reason: string }): Promise<Ack> {
    if (socket.connected()) return socket.send(kind, payload, retry);
    const request = requestOf(kind, payload);
    if (!request) return { ok: false, error: 'not_connected' };
    const again = retry
      ? { 'x-slack-retry-num': String(retry.attempt), 'x-slack-retry-reason': retry.reason }
      : undefined;
    return sendHttp(request, again);
  }

  async function withRetries(payload: Json): Promise<Ack> {
    let ack = await once('events_api', payload);
    for (const [index, delay] of delays.slice(0, 3).entries()) {
      if (ack.ok || ack.error === 'not_connected') return ack;
      const reason = ack.error === 'operation_timeout' ? 'http_timeout' : 'http_error';
      try {
        await wait(delay, undefined, { signal: abort.signal });
      } catch {
        return ack;
      }
      ack = await once('events_api', payload, { attempt: index + 1, reason });
    }
    return ack;
  }

  function track<T>(work: Promise<T>): Promise<T> {
    pending.add(work);
    return work.finally(() => pending.delete(work));
  }

  return {
    /** Commands and clicks: once, never again. */
    send: (kind: DeliveryKind, payload: Json) => track(once(kind, payload)),
    /** Events: up to three times more when not acknowledged. */
    event: (payload: Json) => track(withRetries(payload)),
    /** Where the bot listens; Slack first checks it with a challenge. Throws when the bot does not answer that. */
    async connect(requestUrl: string | string[], verify = true): Promise<void> {
      const given = [requestUrl].flat();
      for (const url of verify ? given : []) {
        const challenge = Math.random().toString(36).slice(2);
        const body = JSON.stringify({ type: 'url_verification', token: 'sandbox', challenge });
        const ack = await sendHttp(signed(url, 'application/json', body));
        const answer =
          ack.ok && typeof ack.body === 'object' ? (ack.body as Json | null)?.challenge : ack.ok && ack.body;
        if (answer !== challenge) throw new Error(`the request url ${url} did not answer the challenge`);
      }
      urls = given;
    },
    connected: () => socket.connected() || urls.length > 0,
    lastRequest: () => last,
    /** The same bytes again: the same signature, and Slack's retry headers when asked for. */
    resend(request: SentRequest, how: { retry?: boolean; reason?: string } = {}): Promise<Ack> {
      const retry = { 'x-slack-retry-num': '1', 'x-slack-retry-reason': how.reason ?? 'http_timeout' };
      return track(sendHttp(request, how.retry ? retry : {}));
    },
    /** Until nothing is on its way to the bot. */
    async idle(): Promise<void> {
      while (pending.size > 0) await Promise.allSettled([...pending]);
    },
    close: () => abort.abort(),
  };
}

function parsed(body: string, type: string | null): unknown {
  if (body === '') return undefined;
  if (!type?.includes('json') && !body.startsWith('{')) return body;
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}
