import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Faults, heldOff } from '../../faults.ts';
import { isRecord, readBody, sendJson } from '../../http.ts';
import { type SlackContext, SlackRefusal } from '../context.ts';
import type { Json } from '../world.ts';
import { chatMethods } from './chat.ts';
import { conversationMethods } from './conversations.ts';
import { fileMethods } from './files.ts';
import { createRates } from './rates.ts';
import { userMethods } from './users.ts';
import { viewMethods } from './views.ts';

const METHODS = { ...chatMethods, ...conversationMethods, ...fileMethods, ...userMethods, ...viewMethods };

/** One call of the bot's, for tests to read. `error` is Slack's, or how a fault answered. */
export interface ApiRequest {
  method: string;
  /** When it came, and when it was answered or dropped (0: not yet): real time, milliseconds. */
  at: number;
  answeredAt: number;
  /** Seconds for which the bot was told to hold off. */
  retryAfter?: number | undefined;
  ok: boolean;
  args: Json;
  error?: string;
}

/** Slack's Web API. */
export function createApi(context: SlackContext, faults: Faults) {
  const requests: ApiRequest[] = [];
  const { botToken, appToken, rateLimits } = context.deps.options.slack;
  const rates = createRates(context.deps.now);

  function authorize(req: IncomingMessage, args: Json, name: string): void {
    const header = req.headers.authorization?.replace(/^Bearer /i, '');
    const token = header ?? args.token;
    if (!token) throw new SlackRefusal('not_authed');
    const wanted = name === 'apps.connections.open' ? appToken : botToken;
    if (wanted === undefined || token !== wanted) throw new SlackRefusal('invalid_auth');
  }

  function answer(req: IncomingMessage, name: string, args: Json): Json {
    try {
      authorize(req, args, name);
      const method = METHODS[name as keyof typeof METHODS];
      if (!method) throw new SlackRefusal('unknown_method', [], { req_method: name });
      return { ok: true, ...method(context, args) };
    } catch (error) {
      if (!(error instanceof SlackRefusal)) throw error;
      return { ok: false, error: error.message, ...error.details };
    }
  }

  async function handle(req: IncomingMessage, res: ServerResponse, name: string, url: URL): Promise<void> {
    const args = argumentsOf(req, url, await readBody(req));
    const entry: ApiRequest = { method: name, at: context.deps.now(), answeredAt: 0, ok: false, args };
    requests.push(entry);
    const about = [name, args.channel ?? args.users, args.ts].filter(Boolean).join(' ');
    const fault = await faults.play(about, res, { ok: false, error: 'fault' });
    entry.answeredAt = context.deps.now();
    if (fault === 'answered') {
      entry.error = 'fault';
      entry.retryAfter = heldOff(res);
      return;
    }
    const seconds = rateLimits ? rates.wait(name, String(args.channel ?? '')) : 0;
    if (seconds > 0) {
      entry.error = 'ratelimited';
      entry.retryAfter = seconds;
      return sendJson(res, 429, { ok: false, error: 'ratelimited' }, { 'retry-after': String(seconds) });
    }
    const body = answer(req, name, args);
    entry.ok = body.ok === true;
    if (typeof body.error === 'string') entry.error = body.error;
    if (fault === 'lost') return void res.socket?.destroy();
    sendJson(res, 200, body);
  }

  return { handle, requests };
}

/** Arguments from the query, a form post or a JSON post. */
function argumentsOf(req: IncomingMessage, url: URL, body: string): Json {
  const query = Object.fromEntries(url.searchParams);
  if (!req.headers['content-type']?.includes('json'))
    return { ...query, ...Object.fromEntries(new URLSearchParams(body)) };
  try {
    const value: unknown = JSON.parse(body);
    return isRecord(value) ? { ...query, ...value } : query;
  } catch {
    return query;
  }
}
