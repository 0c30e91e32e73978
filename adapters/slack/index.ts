import { App } from '@slack/bolt';
import {
  type Bot,
  type Clock,
  type Installations,
  type Log,
  type Messenger,
  type Meter,
  NO_METER,
} from '../../bot/index.ts';
import { type Access, accessByToken } from './access.ts';
import { createBoltLogger } from './bolt-logger.ts';
import { unwrapped } from './hand-over.ts';
import { createHttpReceiver, type RequestListener } from './http-receiver.ts';
import { listen } from './listeners/index.ts';
import type { OAuthSettings } from './oauth/index.ts';
import { createSocketReceiver } from './socket-receiver.ts';
import { createTasks, type Tasks } from './tasks.ts';
import type { WorkspaceDeps } from './workspace.ts';

export interface SlackConfig {
  /** For one workspace. */
  botToken?: string | undefined;
  /** For several, which install the bot by themselves. */
  oauth?: OAuthSettings | undefined;
  /** Needed over HTTP. */
  signingSecret?: string | undefined;
  /** Given: Socket Mode. */
  appToken?: string | undefined;
  /** Another Slack than slack.com, e.g. http://127.0.0.1:4100/slack/api/. */
  apiUrl?: string | undefined;
  /** With its slash, e.g. /samrad. */
  commandName: string;
  /** How long the bot may take before a person is told that nothing was stored. Slack gives 3 s; absent: 2.5 s. */
  answerWithinMs?: number | undefined;
}

export interface StartSlack {
  bot: Bot;
  log: Log;
  /** Told of each answer; absent: nobody counts. */
  meter?: Meter | undefined;
  config: SlackConfig;
  /** What workspaces gave, and the time; needed for those that install the bot by themselves. */
  kept?: { installations: Installations; clock: Clock } | undefined;
}

export interface Slack {
  messenger: Messenger;
  /** HTTP: to be mounted at /slack/events. Absent in Socket Mode. */
  requestListener?: RequestListener;
  /** Where workspaces install the bot by themselves: to be mounted at /slack/install and /slack/oauth_redirect. */
  install?: { begin: RequestListener; complete: RequestListener };
  /** Takes nothing more and waits up to five seconds for what is under way. */
  stop(): Promise<void>;
}

const STOP_WITHIN_MS = 5000;

/** Connects the bot to one Slack workspace, or to all that install it. Rejects when Slack does not accept the tokens or a setting is missing. */
export async function startSlack(given: StartSlack): Promise<Slack> {
  const { bot, log, config, meter = NO_METER } = given;
  const { appToken, apiUrl, signingSecret } = config;
  const logger = createBoltLogger(log);
  const tasks = createTasks();
  const taking = { log, meter, tasks };
  const http = appToken ? null : createHttpReceiver({ ...taking, signingSecret: needed(signingSecret), now: Date.now });
  const receiver = http?.receiver ?? createSocketReceiver({ ...taking, appToken: needed(appToken), apiUrl, logger });
  const { authorize, messenger, oauth } = await accessOf(given, { bot, log, logger, apiUrl, tasks });
  const app = new App({ receiver, logger, convoStore: false, authorize });
  app.error(async (error) => {
    throw unwrapped(error);
  });
  const answerWithinMs = config.answerWithinMs ?? 2500;
  listen(app, config.commandName, { bot, log, tasks, answerWithinMs }, messenger.messageKey);
  oauth?.listen(app);
  await app.start();

  async function stop(): Promise<void> {
    await app.stop();
    await tasks.idle(STOP_WITHIN_MS);
  }
  return {
    messenger,
    stop,
    ...(http ? { requestListener: http.requestListener } : {}),
    ...(oauth ? { install: oauth } : {}),
  };
}

async function accessOf({ config, kept }: StartSlack, deps: WorkspaceDeps & { tasks: Tasks }): Promise<Access> {
  if (!config.oauth) return await accessByToken(deps, needed(config.botToken));
  // Loaded only where it is configured.
  const { accessByOAuth } = await import('./oauth/index.ts');
  return accessByOAuth({ ...deps, kept: needed(kept) }, config.oauth);
}

function needed<T>(value: T | undefined): T {
  if (!value) throw new Error('Slack: a signing secret (or an app token), and a bot token or OAuth, are needed');
  return value;
}
