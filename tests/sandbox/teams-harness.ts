import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type Activity,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  type ConversationReference,
  type TurnContext,
} from 'botbuilder';
import { readBody } from '../../sandbox/http.ts';
import { channelAuth, createTeams, type TeamsOptions } from '../../sandbox/teams/index.ts';
import type { SandboxOptions, SandboxPerson } from '../../sandbox/types.ts';

export const APP = { appId: '11111111-2222-4333-8444-555555555555', appPassword: 'secret', tenantId: 'tenant-1' };

export const PEOPLE: SandboxPerson[] = [
  { id: 'kari', name: 'Kari Nordmann', email: 'kari@sandkasse.example', on: ['teams'], locale: 'nb-NO' },
  { id: 'ola', name: 'Ola Nordmann', email: 'ola@sandkasse.example', on: ['teams'], locale: 'nb-NO' },
];

async function listen(server: Server): Promise<string> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** The sandbox's Teams alone behind a server. */
export async function startTeams(options: TeamsOptions = {}) {
  let baseUrl = '';
  const world: SandboxOptions = {
    port: 0,
    people: PEOPLE,
    channels: [{ name: 'legemidler', platform: 'teams' }],
    slack: { signingSecret: '', botToken: '', teamName: '', commandName: '' },
    teams: { ...APP, teamName: 'Konsensusgruppene' },
  };
  const teams = createTeams(
    { options: world, people: PEOPLE, channels: world.channels, baseUrl: () => baseUrl, now: Date.now, changed() {} },
    options,
  );
  const server = createServer((req, res) => {
    void teams.handle(req, res, new URL(req.url ?? '/', baseUrl)).then((known) => known || res.writeHead(404).end());
  });
  baseUrl = await listen(server);
  return { teams, baseUrl, close: () => stop(server) };
}

function stop(server: Server): Promise<unknown> {
  server.closeAllConnections();
  return new Promise((done) => server.close(done));
}

/** Gets a token from a login over plain http, which botbuilder's MSAL refuses to do. */
export async function fetchToken(loginUrl: string, secret = APP.appPassword): Promise<string> {
  const response = await fetch(`${loginUrl}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: APP.appId,
      client_secret: secret,
      scope: 'https://api.botframework.com/.default',
    }),
  });
  if (!response.ok) throw new Error(`login answered ${response.status}`);
  return ((await response.json()) as { access_token: string }).access_token;
}

type CredentialsFactory = NonNullable<ConstructorParameters<typeof ConfigurationBotFrameworkAuthentication>[1]>;

/** The credentials factory a bot hands to botbuilder so that it logs in here. */
function credentialsFactory(secret: string): CredentialsFactory {
  return {
    isValidAppId: async (appId) => appId === APP.appId,
    isAuthenticationDisabled: async () => false,
    createCredentials: async (_appId, _audience, loginUrl) => ({
      async signRequest(request) {
        request.headers.set('authorization', `Bearer ${await fetchToken(loginUrl, secret)}`);
        return request;
      },
    }),
  };
}

export type Turn = (context: TurnContext) => Promise<void>;

/** A real bot on botbuilder's CloudAdapter. `turn` can be changed during a test. */
export async function startBot(baseUrl: string, secret = APP.appPassword) {
  const auth = new ConfigurationBotFrameworkAuthentication(
    channelAuth(baseUrl, APP.tenantId),
    credentialsFactory(secret),
    undefined,
    undefined,
    { noRetryPolicy: true },
  );
  const adapter = new CloudAdapter(auth);
  const errors: unknown[] = [];
  adapter.onTurnError = async (_context, error) => {
    errors.push(error);
  };
  const bot = { turn: (async () => {}) as Turn, heard: [] as Activity[] };
  const server = createServer((req, res) => void answer(req, res));
  const messagingUrl = `${await listen(server)}/api/messages`;

  async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const body: unknown = JSON.parse(await readBody(req));
    const response = {
      socket: res.socket,
      header: (name: string, value: unknown) => res.setHeader(name, String(value)),
      status: (code: number) => {
        res.statusCode = code;
      },
      send: (content: unknown) => res.write(typeof content === 'string' ? content : JSON.stringify(content)),
      end: () => res.end(),
    };
    const request = {
      body: body as Record<string, unknown>,
      headers: req.headers as Record<string, string>,
      method: 'POST',
    };
    await adapter.process(request, response, async (context) => {
      bot.heard.push(context.activity);
      await bot.turn(context);
    });
  }

  return {
    bot,
    errors,
    messagingUrl,
    proactive: (reference: Partial<ConversationReference>, turn: Turn) =>
      adapter.continueConversationAsync(APP.appId, reference, turn),
    adapter,
    close: () => stop(server),
  };
}

/** The sandbox and a bot that know each other. */
export async function startBoth(options: TeamsOptions = {}) {
  const sandbox = await startTeams(options);
  const bot = await startBot(sandbox.baseUrl);
  await sandbox.teams.connect({ messagingUrl: bot.messagingUrl, announce: false });
  return {
    ...sandbox,
    ...bot,
    close: async () => {
      await bot.close();
      await sandbox.close();
    },
  };
}

/** An invoke's answer, as a botbuilder bot gives it. */
export function invokeResponse(body: unknown, status = 200): Partial<Activity> {
  return { type: 'invokeResponse', value: { status, body } };
}
