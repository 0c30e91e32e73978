import type { IncomingMessage, ServerResponse } from 'node:http';
import { createWatch, NO_METER, type Watch, within } from '../../bot/index.ts';
import { createAccounts } from './account.ts';
import type { Activity } from './activity.ts';
import { createAsk } from './ask.ts';
import { createGraph } from './graph.ts';
import { guard } from './guard.ts';
import type { StartTeams, Teams } from './index.ts';
import { createMessenger } from './messenger.ts';
import { onCard } from './on-card.ts';
import { onDialog } from './on-dialog.ts';
import { onExtension } from './on-extension.ts';
import { MESSAGE_ACTIVITIES, onMessage } from './on-message.ts';
import { onPlace, PLACE_ACTIVITIES } from './on-place.ts';
import { onSearch } from './on-search.ts';
import { createOwnPosts } from './own-posts.ts';
import { type Answer, createSdk } from './sdk.ts';
import { createSighted } from './sighting.ts';
import { createTokenCheck } from './token.ts';

const ANSWER_WITHIN_MS = 4_000;
const STOP_WITHIN_MS = 5_000;

export async function start({ bot, log, config, meter = NO_METER }: StartTeams): Promise<Teams> {
  const checkToken = createTokenCheck(config);
  const sdk = await createSdk(config, {
    onActivity,
    onFault: (activity, err) => log.error({ activity: activity.id, type: activity.type, err }, 'teams: a turn failed'),
  });
  const { connector } = sdk;
  const ownPosts = createOwnPosts({ connector, graph: createGraph(config), appId: config.appId, log });
  const messenger = createMessenger(connector, ownPosts);
  const accountOf = createAccounts(connector);
  const sighted = createSighted({ bot, connector, log });
  const underway = new Set<Promise<void>>();
  const withinMs = config.answerWithinMs ?? ANSWER_WITHIN_MS;
  let stopped = false;

  async function onActivity(activity: Activity, watch: Watch): Promise<Answer | undefined> {
    const ask = createAsk(bot, log, watch);
    const telling = { ask, accountOf, messenger, connector, log };
    if (isOneOf(MESSAGE_ACTIVITIES, activity)) return void (await onMessage(activity, { bot, ...telling }));
    if (isOneOf(PLACE_ACTIVITIES, activity)) return void (await onPlace(activity, { bot, ...telling }));
    if (activity.name === 'adaptiveCard/action') return onCard(activity, { ask, accountOf, sighted, withinMs });
    if (activity.name === 'composeExtension/fetchTask') return onExtension(activity, ask, accountOf, withinMs);
    if (activity.name === 'composeExtension/query') return onSearch(activity, ask, accountOf, withinMs);
    return onDialog(activity, ask, accountOf, withinMs);
  }

  async function answerOf(req: IncomingMessage, watch: Watch): Promise<Answer> {
    if (stopped) return { status: 503 };
    const guarded = await guard(req);
    if ('status' in guarded) return guarded;
    const { activity, authorization } = guarded;
    const verdict = await checkToken(authorization, activity);
    return verdict === 200 ? sdk.receive(activity, authorization, watch) : { status: verdict };
  }

  async function serve(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const watch = createWatch(meter, 'teams');
    res.once('close', () => {
      if (!res.writableEnded) watch.left();
    });
    try {
      const answer = await answerOf(req, watch);
      if (answer.status >= 400) log.info({ status: answer.status }, 'teams: refused a request');
      reply(req, res, answer);
    } catch (err) {
      log.error({ err }, 'teams: a request failed');
      reply(req, res, { status: 500 });
    }
    watch.acknowledged();
  }

  return {
    messenger,
    requestListener(req, res) {
      const serving = serve(req, res).finally(() => underway.delete(serving));
      underway.add(serving);
    },
    async stop() {
      stopped = true;
      await within(Promise.allSettled(underway), STOP_WITHIN_MS, () => undefined);
    },
  };
}

function isOneOf(types: readonly string[], { type }: Activity): boolean {
  return types.includes(type);
}

function reply(req: IncomingMessage, res: ServerResponse, { status, body }: Answer): void {
  if (res.headersSent || res.destroyed) return;
  // A body that is too large is not worth reading to its end.
  if (status === 413) res.setHeader('connection', 'close');
  if (body === undefined) res.writeHead(status).end();
  else res.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
  req.resume();
}
