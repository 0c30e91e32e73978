import type { IncomingMessage, ServerResponse } from 'node:http';
import type { App, Receiver } from '@slack/bolt';
import { createWatch, type Log, type Meter, type Watch } from '../../bot/index.ts';
import { brief } from './bolt-logger.ts';
import { handOver } from './hand-over.ts';
import { isFromSlack, parseBody, readBody } from './read-request.ts';
import type { Tasks } from './tasks.ts';
import { TryAgain } from './try-again.ts';

export type RequestListener = (req: IncomingMessage, res: ServerResponse) => void;

interface Options {
  signingSecret: string;
  log: Log;
  meter: Meter;
  tasks: Tasks;
  now: () => number;
}

/**
 * Takes Slack's requests on a server that others use too. Answers 405, 413, 401 and 400 to what is not a whole, signed
 * payload; 500 only for a fault of ours, where Slack should send the same again.
 */
export function createHttpReceiver(options: Options): { receiver: Receiver; requestListener: RequestListener } {
  const { signingSecret, log, meter, tasks, now } = options;
  let app: App | undefined;

  async function answer(req: IncomingMessage, res: ServerResponse, watch: Watch): Promise<void> {
    if (req.method !== 'POST') return end(res, 405);
    const text = await readBody(req);
    if (text === null) return end(res, 413);
    if (!isFromSlack(req, text, signingSecret, now())) return end(res, 401);
    const body = parseBody(text, req.headers['content-type']);
    if (!body) return end(res, 400);
    if (body.type === 'url_verification') return end(res, 200, { challenge: body.challenge });
    if (!app) return end(res, 503);
    await handOver(app, { body, ack: async (reply: unknown) => end(res, 200, reply) }, watch);
  }

  async function guarded(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const watch = createWatch(meter, 'slack');
    res.once('close', () => {
      if (!res.writableEnded) watch.left();
    });
    try {
      await answer(req, res, watch);
    } catch (error) {
      if (req.destroyed && !req.complete) return;
      const again = error instanceof TryAgain;
      if (again) log.error({ error: brief(error.cause), again }, 'a Slack request failed');
      else log.info({ error: brief(error) }, 'a Slack request made no sense');
      end(res, again ? 500 : 400);
      watch.failed();
      watch.acknowledged();
    }
  }

  return {
    receiver: {
      init(given) {
        app = given;
      },
      start: async () => undefined,
      stop: async () => undefined,
    },
    requestListener: (req, res) => void tasks.track(guarded(req, res)),
  };
}

function end(res: ServerResponse, status: number, body?: unknown): void {
  if (res.headersSent || res.destroyed) return;
  if (body === undefined || body === '') {
    res.writeHead(status).end();
    return;
  }
  // Before the head is written: what can't be written must still get its answer.
  const text = JSON.stringify(body);
  res.writeHead(status, { 'content-type': 'application/json' }).end(text);
}
