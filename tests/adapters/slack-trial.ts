import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Slack, type SlackConfig, startSlack } from '../../adapters/slack/index.ts';
import type { Bot, Input, Log, Meter, News, Reply, View } from '../../bot/index.ts';
import { type Sandbox, startSandbox } from '../../sandbox/index.ts';
import type { SandboxOptions } from '../../sandbox/types.ts';

const SECRET = 'shh-its-only-a-sandbox';
export const FAULT = 'Ikke lagret. Prøv igjen.';

/** A bot that keeps what it hears and answers as told. */
export interface FakeBot extends Bot {
  heard: Input[];
  news: News[];
  answer(input: Input): Reply | Promise<Reply>;
}

export function fakeBot(): FakeBot {
  const bot: FakeBot = {
    heard: [],
    news: [],
    answer: () => ({ kind: 'done', text: 'Notert.' }),
    async act(input) {
      bot.heard.push(input);
      return bot.answer(input);
    },
    learn: async (news) => void bot.news.push(news),
    sighted: async () => true,
    faultText: (locale) => (locale === 'en' ? 'Not stored.' : FAULT),
  };
  return bot;
}

interface Logged {
  level: string;
  fields: object;
  message: string;
}

export function fakeLog(): Log & { lines: Logged[] } {
  const lines: Logged[] = [];
  const at = (level: string) => (fields: object, message: string) => void lines.push({ level, fields, message });
  return { lines, debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

export const card: View = {
  summary: 'Skal arbeidslista sorteres?',
  nodes: [
    { type: 'text', style: 'heading', text: 'Skal arbeidslista sorteres?' },
    {
      type: 'actions',
      items: [
        { type: 'button', label: 'Støtter', act: { do: 'support', question: 'q1', round: 1 }, opensForm: false },
        { type: 'button', label: 'Innvending …', act: { do: 'objection', question: 'q1' }, opensForm: true },
        {
          type: 'menu',
          label: 'Flere valg',
          items: [{ label: 'Trekk saken', act: { do: 'withdraw', question: 'q1', arg: 'x' }, opensForm: false }],
        },
      ],
    },
  ],
};

export interface Trial {
  sandbox: Sandbox;
  slack: Slack;
  bot: FakeBot;
  log: ReturnType<typeof fakeLog>;
  url: string;
  stop(): Promise<void>;
}

export type Way = 'http' | 'socket';

const people: SandboxOptions['people'] = [
  { id: 'kari', name: 'Kari Nordmann', email: 'Kari@trondheim.example', on: ['slack'], locale: 'nb-NO' },
  { id: 'ola', name: 'Ola Hansen', email: 'ola@orkland.example', on: ['slack'], locale: 'nn-NO' },
  {
    // Of another organisation, whose workspace says that she has Kari's e-mail.
    ...{ id: 'vera', name: 'Vera Leverandør', email: 'Kari@trondheim.example', locale: 'en-GB' },
    ...{ on: ['slack'], slackTeam: 'T0VENDOR' },
  },
];

/** A sandbox with the adapter in it, over HTTP or Socket Mode. */
export async function startTrial(
  way: Way,
  config: Partial<SlackConfig> = {},
  options: Partial<SandboxOptions['slack']> = {},
  meter?: Meter,
): Promise<Trial> {
  const tokens = { signingSecret: SECRET, botToken: 'xoxb-1', appToken: 'xapp-1' };
  const names = { teamName: 'Midt-Norge', commandName: '/samrad', botName: 'Samråd' };
  const sandbox = await startSandbox({
    port: 0,
    people,
    channels: [{ name: 'hjemmetjenester', platform: 'slack' }],
    slack: { ...tokens, ...names, retryDelaysMs: [10, 10, 10], ...options },
    teams: { appId: 'app', appPassword: 'password', tenantId: 'tenant', teamName: 'Midt-Norge' },
  });
  const bot = fakeBot();
  const log = fakeLog();
  const slack = await startSlack({
    bot,
    log,
    meter,
    config: {
      botToken: tokens.botToken,
      apiUrl: sandbox.slack.apiUrl(),
      commandName: names.commandName,
      ...(way === 'http' ? { signingSecret: SECRET } : { appToken: tokens.appToken }),
      ...config,
    },
  });
  const server = createServer((req, res) => slack.requestListener?.(req, res));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`;
  if (way === 'http') await sandbox.slack.connect({ requestUrl: url });

  async function stop(): Promise<void> {
    await slack.stop();
    server.closeAllConnections();
    server.close();
    await sandbox.close();
  }
  return { sandbox, slack, bot, log, url, stop };
}

/** Posts the card in the channel; its message id. */
export async function postCard({ sandbox, slack }: Trial): Promise<string> {
  const { team, channel } = sandbox.slack.ids;
  const place = { platform: 'slack' as const, team, channel: channel('hjemmetjenester') };
  const message = await slack.messenger.postCard(place, card, 'q1@link');
  return String(message.ts);
}

/** A request as Slack signs it, or nearly. */
export function signedHeaders(body: string, more: { secret?: string; at?: number } = {}): Record<string, string> {
  const timestamp = String(more.at ?? Math.floor(Date.now() / 1000));
  const signature = createHmac('sha256', more.secret ?? SECRET)
    .update(`v0:${timestamp}:${body}`)
    .digest('hex');
  return { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${signature}` };
}
