import { App } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import { type Bot, type Log, type Messenger, type Meter, NO_METER } from '../../bot/index.ts';
import { createAccounts } from './accounts.ts';
import { createBoltLogger } from './bolt-logger.ts';
import { unwrapped } from './hand-over.ts';
import { createHomes } from './homes.ts';
import { createHttpReceiver, type RequestListener } from './http-receiver.ts';
import { listen } from './listeners/index.ts';
import { createMessenger } from './messenger.ts';
import { createSocketReceiver } from './socket-receiver.ts';
import { createTasks } from './tasks.ts';
import { createTell } from './tell.ts';
import { createWebClient, TIMEOUT_MS } from './web-client.ts';

export interface SlackConfig {
  botToken: string;
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
}

export interface Slack {
  messenger: Messenger;
  /** HTTP: to be mounted at /slack/events. Absent in Socket Mode. */
  requestListener?: RequestListener;
  /** Takes nothing more and waits up to five seconds for what is under way. */
  stop(): Promise<void>;
}

const STOP_WITHIN_MS = 5000;

/** Connects the bot to one Slack workspace. Rejects when Slack does not accept the tokens or a setting is missing. */
export async function startSlack(given: StartSlack): Promise<Slack> {
  const { bot, log, config, meter = NO_METER } = given;
  const { botToken, appToken, apiUrl, signingSecret } = config;
  const logger = createBoltLogger(log);
  const client = createWebClient(botToken, apiUrl, logger);
  const tasks = createTasks();
  const taking = { log, meter, tasks };
  const http = appToken ? null : createHttpReceiver({ ...taking, signingSecret: needed(signingSecret), now: Date.now });
  const receiver = http?.receiver ?? createSocketReceiver({ ...taking, appToken: needed(appToken), apiUrl, logger });
  const self = await whoWeAre(client);
  const sender = createWebClient(botToken, apiUrl, logger, TIMEOUT_MS.sending);
  const messenger = createMessenger(sender, self);

  const authorization = { botToken, botId: self.botId, botUserId: self.botUser, teamId: self.team };
  const app = new App({ receiver, logger, convoStore: false, authorize: async () => authorization });
  app.error(async (error) => {
    throw unwrapped(error);
  });
  const accounts = createAccounts(client);
  const homes = createHomes({ bot, client, accounts, log, team: self.team });
  const deps = { bot, log, client, accounts, tell: createTell(client, log), homes, tasks };
  const answerWithinMs = config.answerWithinMs ?? 2500;
  listen(app, config.commandName, { ...deps, ...self, answerWithinMs }, messenger.messageKey);
  await app.start();

  async function stop(): Promise<void> {
    await app.stop();
    await tasks.idle(STOP_WITHIN_MS);
  }
  return { messenger, stop, ...(http ? { requestListener: http.requestListener } : {}) };
}

async function whoWeAre(client: WebClient): Promise<{ team: string; botUser: string; botId: string }> {
  const self = await client.auth.test();
  return { team: needed(self.team_id), botUser: needed(self.user_id), botId: needed(self.bot_id) };
}

function needed(value: string | undefined): string {
  if (!value) throw new Error('Slack: a signing secret (or an app token) and a bot token are needed');
  return value;
}
