import type { Json } from './card-json.ts';
import type { Tokens, TokenTwist } from './tokens.ts';

/** Teams gives an invoke about ten seconds; https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/conversation-messages */
const INVOKE_TIMEOUT_MS = 10_000;
const MESSAGE_TIMEOUT_MS = 15_000;

/** One post to the bot. `status` 0: no answer in time, or no bot there. */
export interface Delivery {
  at: number;
  activity: Json;
  status: number;
  /** The answer's JSON, if it was JSON. */
  body?: unknown;
  ms: number;
}

export interface Parcel {
  activity: Json;
  /** The very bytes, so that a repeat is the same to the last one. */
  bytes: string;
  authorization: string;
}

const KEPT = 5_000;

export type BotLink = ReturnType<typeof createBotLink>;

/** The way from Teams to the bot's messaging endpoint. */
export function createBotLink(options: { tokens: Tokens; now(): number; invokeTimeoutMs?: number | undefined }) {
  let messagingUrl: string | undefined;
  const deliveries: Delivery[] = [];

  async function pack(activity: Json, twist?: TokenTwist): Promise<Parcel> {
    return {
      activity,
      bytes: JSON.stringify(activity),
      authorization: `Bearer ${await options.tokens.channel(twist)}`,
    };
  }

  async function send(parcel: Parcel): Promise<Delivery> {
    const started = options.now();
    const invoke = parcel.activity.type === 'invoke';
    const limit = invoke ? (options.invokeTimeoutMs ?? INVOKE_TIMEOUT_MS) : MESSAGE_TIMEOUT_MS;
    const answer = await post(messagingUrl, parcel, limit);
    const delivery = { at: started, activity: parcel.activity, ms: options.now() - started, ...answer };
    deliveries.push(delivery);
    if (deliveries.length > KEPT) deliveries.shift();
    return delivery;
  }

  return {
    deliveries,
    pack,
    send,
    deliver: async (activity: Json, twist?: TokenTwist) => send(await pack(activity, twist)),
    connect(url: string): void {
      messagingUrl = url;
    },
  };
}

async function post(
  url: string | undefined,
  parcel: Parcel,
  limit: number,
): Promise<{ status: number; body?: unknown }> {
  if (url === undefined) return { status: 0 };
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8', authorization: parcel.authorization },
      body: parcel.bytes,
      signal: AbortSignal.timeout(limit),
    });
    const answer = await response.text();
    return { status: response.status, ...json(answer) };
  } catch {
    return { status: 0 };
  }
}

function json(answer: string): { body?: unknown } {
  try {
    return { body: JSON.parse(answer) };
  } catch {
    return {};
  }
}
