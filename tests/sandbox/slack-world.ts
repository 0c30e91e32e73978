import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { App, HTTPReceiver, LogLevel } from '@slack/bolt';
import { type Sandbox, startSandbox } from '../../sandbox/index.ts';
import type { SandboxOptions } from '../../sandbox/types.ts';

export const SECRET = 'shh-its-only-a-sandbox';

/** A town of two, one channel, and a bot that answers fast enough to test slowness. */
export function optionsFor(
  more: Partial<SandboxOptions> = {},
  slack: Partial<SandboxOptions['slack']> = {},
): SandboxOptions {
  return {
    port: 0,
    people: [
      { id: 'kari', name: 'Kari Nordmann', email: 'kari@trondheim.example', on: ['slack'], locale: 'nb-NO' },
      { id: 'ola', name: 'Ola Hansen', email: 'ola@orkland.example', on: ['slack'], locale: 'nn-NO' },
    ],
    channels: [
      { name: 'legemiddel', platform: 'slack' },
      { name: 'annet', platform: 'slack' },
    ],
    slack: {
      signingSecret: SECRET,
      botToken: 'xoxb-1',
      appToken: 'xapp-1',
      teamName: 'Midt-Norge',
      commandName: '/samrad',
      botName: 'Samråd',
      shortcuts: [{ name: 'Gjør til spørsmål', callbackId: 'make', type: 'message' }],
      retryDelaysMs: [10, 10, 10],
      ...slack,
    },
    teams: { appId: 'app', appPassword: 'password', tenantId: 'tenant', teamName: 'Midt-Norge' },
    ...more,
  };
}

export interface Trial {
  sandbox: Sandbox;
  app: App;
  stop(): Promise<void>;
}

/** A sandbox and a Bolt app over HTTP; `set` adds the app's listeners. */
export async function httpTrial(set: (app: App) => void, options: SandboxOptions = optionsFor()): Promise<Trial> {
  const sandbox = await startSandbox(options);
  const receiver = new HTTPReceiver({ signingSecret: SECRET, port: 0, logLevel: LogLevel.ERROR });
  const app = new App({
    receiver,
    token: 'xoxb-1',
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: sandbox.slack.apiUrl() },
  });
  set(app);
  const server = (await app.start(0)) as Server;
  const port = (server.address() as AddressInfo).port;
  await sandbox.slack.connect({ requestUrl: `http://127.0.0.1:${port}/slack/events` });
  const stop = async () => {
    await app.stop();
    await sandbox.close();
  };
  return { sandbox, app, stop };
}

/** A bare listener in place of a bot, that answers as told. */
export async function rawBot(
  answer: (body: string, headers: Record<string, unknown>) => { status: number; wait?: number },
) {
  const server = createServer((req, res) => {
    let body = '';
    req.on('data', (part) => {
      body += String(part);
    });
    req.on('end', () => {
      const { status, wait = 0 } = answer(body, req.headers);
      setTimeout(() => res.writeHead(status).end(), wait);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return { url, close: () => server.closeAllConnections() ?? server.close() };
}
