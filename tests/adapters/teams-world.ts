import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startTeams as startAdapter, type TeamsConfig } from '../../adapters/teams/index.ts';
import type { Bot, Input, Log, Meter, News, Reply } from '../../bot/index.ts';
import { channelAuth, createTeams, type TeamsOptions } from '../../sandbox/teams/index.ts';
import type { SandboxOptions, SandboxPerson } from '../../sandbox/types.ts';
import { TEAMS_SDK } from '../support/teams-sdk.ts';

export const APP = { appId: '11111111-2222-4333-8444-555555555555', appPassword: 'secret', tenantId: 'tenant-1' };
const PEOPLE: SandboxPerson[] = [
  { id: 'kari', name: 'Kari Nordmann', email: 'kari@sandkasse.example', on: ['teams'], locale: 'nb-NO' },
  { id: 'ola', name: 'Ola Nordmann', email: 'Ola@sandkasse.example', on: ['teams'], locale: 'nn-NO' },
];

export type World = Awaited<ReturnType<typeof startWorld>>;

/** The sandbox's Teams, our adapter over HTTP, and a core that records what it hears and says what the test wants. */
export async function startWorld(
  options: TeamsOptions & { answerWithinMs?: number; sendTimeoutMs?: number; meter?: Meter } = {},
) {
  const heard: Input[] = [];
  const logged: { level: string; fields: object; message: string }[] = [];
  const sightings: { what: string; key: string; message: Record<string, unknown> }[] = [];
  const news: News[] = [];
  const core = {
    keeps: true,
    learn: async (_news: News): Promise<void> => {},
    reply: (async () => ({ kind: 'quiet' })) as (input: Input) => Promise<Reply>,
  };
  const bot: Bot = {
    act(input) {
      heard.push(input);
      return core.reply(input);
    },
    learn: async (told) => {
      news.push(told);
      await core.learn(told);
    },
    sighted: async (_platform, what, key, message) => {
      sightings.push({ what, key, message });
      return core.keeps;
    },
    faultText: (locale) => `Ikke lagret. Prøv igjen. (${locale})`,
  };
  const log = Object.fromEntries(
    ['debug', 'info', 'warn', 'error'].map((level) => [
      level,
      (fields: object, message: string) => logged.push({ level, fields, message }),
    ]),
  ) as unknown as Log;

  const sandbox = await startSandbox(options);
  const adapter = await startAdapter({
    bot,
    log,
    meter: options.meter,
    config: {
      ...configFor(sandbox.baseUrl),
      ...(options.answerWithinMs === undefined ? {} : { answerWithinMs: options.answerWithinMs }),
      ...(options.sendTimeoutMs === undefined ? {} : { sendTimeoutMs: options.sendTimeoutMs }),
    },
  });
  const server = await listen((req, res) => adapter.requestListener(req, res));
  const messagingUrl = `${server.url}/teams/messages`;
  await sandbox.teams.connect({ messagingUrl, announce: false });

  return {
    teams: sandbox.teams,
    messenger: adapter.messenger,
    adapter,
    core,
    sightings,
    news,
    heard,
    logged,
    messagingUrl,
    /** Where the channel `legemidler` is, as the core would keep it. */
    channel: () => ({
      platform: 'teams' as const,
      team: APP.tenantId,
      channel: sandbox.teams.ids.channel('legemidler').id,
      ref: {
        serviceUrl: sandbox.teams.ids.serviceUrl(),
        bot: sandbox.teams.ids.bot,
        kind: 'channel',
        team: sandbox.teams.ids.team,
      },
    }),
    /** A sound activity: what Kari says to the bot alone. */
    activity: (changes: Record<string, unknown> = {}) => ({
      type: 'message',
      id: '1700000000001',
      channelId: 'msteams',
      serviceUrl: sandbox.teams.ids.serviceUrl(),
      text: 'hjelp',
      locale: 'nb-NO',
      from: { id: sandbox.teams.ids.user('kari').id, aadObjectId: sandbox.teams.ids.user('kari').aadObjectId },
      recipient: { id: sandbox.teams.ids.bot, name: 'Samråd' },
      conversation: {
        id: sandbox.teams.ids.user('kari').chat,
        conversationType: 'personal',
        tenantId: APP.tenantId,
      },
      channelData: { tenant: { id: APP.tenantId } },
      ...changes,
    }),
    async close() {
      await adapter.stop();
      await server.close();
      await sandbox.close();
    },
  };
}

/** Of a bot that trusts the sandbox, on the SDK that this run of the tests is for. */
export function configFor(baseUrl: string): TeamsConfig {
  const auth = channelAuth(baseUrl, APP.tenantId);
  return {
    ...APP,
    sdk: TEAMS_SDK,
    authority: {
      openIdMetadataUrl: auth.ToBotFromChannelOpenIdMetadataUrl,
      issuer: auth.ToBotFromChannelTokenIssuer,
      loginUrl: auth.ToChannelFromBotLoginUrl,
      scope: auth.ToChannelFromBotOAuthScope,
      graphUrl: `${baseUrl}/teams/graph/v1.0`,
    },
  };
}

/** The sandbox's Teams alone. */
export async function startSandbox(options: TeamsOptions = {}, people = PEOPLE) {
  const world: SandboxOptions = {
    port: 0,
    people,
    channels: [
      { name: 'legemidler', platform: 'teams' },
      { name: 'Fagekspertene', platform: 'teams', kind: 'chat' },
    ],
    slack: { signingSecret: '', botToken: '', teamName: '', commandName: '' },
    teams: { ...APP, teamName: 'Konsensusgruppene' },
  };
  let baseUrl = '';
  const teams = createTeams(
    { options: world, people, channels: world.channels, baseUrl: () => baseUrl, now: Date.now, changed() {} },
    options,
  );
  const server = await listen((req, res) => {
    void teams.handle(req, res, new URL(req.url ?? '/', baseUrl)).then((known) => known || res.writeHead(404).end());
  });
  baseUrl = server.url;
  return { teams, baseUrl, close: server.close };
}

export async function listen(listener: RequestListener): Promise<{ url: string; close(): Promise<unknown> }> {
  const server: Server = createServer(listener);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections();
      return new Promise((done) => server.close(done));
    },
  };
}
