import { mkdtempSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, HTTPReceiver, LogLevel } from '@slack/bolt';
import { afterEach, expect, it } from 'vitest';
import { startSandbox } from '../../sandbox/index.ts';
import type { PlayStep } from '../../sandbox/types.ts';
import { optionsFor, SECRET } from './slack-world.ts';

let stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.reverse()) await stop();
  stops = [];
});

const button = { type: 'button' as const, action_id: 'ja', text: { type: 'plain_text' as const, text: 'Støtter' } };
const card = (votes: number) => [
  { type: 'section' as const, text: { type: 'mrkdwn' as const, text: `Kortet: ${votes} svar` } },
  { type: 'actions' as const, elements: [button] },
];

/** A bot that posts a card on command, counts clicks, and whose clock can be moved. */
async function startBot(apiUrl: () => string) {
  let now = '2027-02-01T08:00:00.000Z';
  let votes = 0;
  const moves: string[] = [];
  const clock = createServer((req, res) => {
    let body = '';
    req.on('data', (part) => {
      body += String(part);
    });
    req.on('end', () => {
      if (req.method === 'POST') {
        now = (JSON.parse(body) as { to?: string }).to ?? '2027-02-08T08:00:00.000Z';
        moves.push(now);
      }
      res.end(JSON.stringify({ now }));
    });
  });
  await new Promise<void>((resolve) => clock.listen(0, '127.0.0.1', resolve));
  stops.push(() => clock.close());

  async function connect(sandbox: Awaited<ReturnType<typeof startSandbox>>): Promise<void> {
    const receiver = new HTTPReceiver({ signingSecret: SECRET, logLevel: LogLevel.ERROR });
    const clientOptions = { slackApiUrl: apiUrl() };
    const app = new App({ receiver, token: 'xoxb-1', logLevel: LogLevel.ERROR, clientOptions });
    app.command('/samrad', async ({ ack, client, body }) => {
      await ack();
      await client.chat.postMessage({ channel: body.channel_id, text: 'Kortet', blocks: card(0) });
    });
    app.action('ja', async ({ ack, client, body }) => {
      await ack();
      votes += 1;
      const { channel, message } = body as unknown as { channel: { id: string }; message: { ts: string } };
      await client.chat.update({ channel: channel.id, ts: message.ts, text: 'Kortet', blocks: card(votes) });
    });
    const server = await app.start(0);
    stops.push(() => app.stop());
    const { port } = server.address() as AddressInfo;
    await sandbox.slack.connect({ requestUrl: `http://127.0.0.1:${port}/slack/events` });
  }
  return { connect, moves, clockUrl: `http://127.0.0.1:${(clock.address() as AddressInfo).port}/`, votes: () => votes };
}

const steps: PlayStep[] = [
  {
    at: '2027-02-01T09:00:00.000Z',
    who: 'ola',
    platform: 'slack',
    where: 'legemiddel',
    card: 'Kortet',
    press: 'Støtter',
  },
  { at: '2027-02-01T08:30:00.000Z', who: 'kari', platform: 'slack', where: 'legemiddel', say: '/samrad spør' },
  {
    at: '2027-02-01T09:00:00.000Z',
    who: 'kari',
    platform: 'slack',
    where: 'legemiddel',
    card: 'Kortet',
    press: 'Støtter',
  },
  {
    at: '2027-02-01T10:00:00.000Z',
    who: 'ola',
    platform: 'slack',
    where: 'legemiddel',
    card: 'Kortet',
    press: 'Finnes ikke',
  },
  { at: '2027-02-01T11:00:00.000Z', who: 'kari', platform: 'slack', where: 'legemiddel', card: '2 svar', say: 'Fint' },
];

it('plays the steps in order on the bot clock, stops at one that fails, says why, and goes on when asked', async () => {
  let apiUrl = '';
  const bot = await startBot(() => apiUrl);
  const file = join(mkdtempSync(join(tmpdir(), 'sandbox-')), 'world.json');
  const options = optionsFor({ play: steps, clockUrl: bot.clockUrl, file, patienceMs: 600 });
  const sandbox = await startSandbox(options);
  apiUrl = sandbox.slack.apiUrl();
  await bot.connect(sandbox);

  await sandbox.play.step();
  expect(sandbox.play.progress()).toMatchObject({ done: 1, total: 5, running: false, failed: [] });
  expect(bot.moves).toEqual(['2027-02-01T08:30:00.000Z']);
  await sandbox.play.go();
  expect(sandbox.play.progress()).toMatchObject({ done: 4, running: false, failed: [{ index: 3 }] });
  expect(sandbox.play.progress().failed[0]?.reason).toBe(
    'no "Finnes ikke" on the message; there is: Støtter, Gjør til spørsmål',
  );
  expect(bot.votes()).toBe(2);
  await sandbox.play.go();
  expect(sandbox.play.progress()).toMatchObject({ done: 5, running: false });
  expect(
    sandbox.slack
      .as('kari')
      .messages('legemiddel')
      .map((one) => one.text.split('\n')[0]),
  ).toEqual(['Kortet: 2 svar', 'Fint']);
  expect(bot.moves).toEqual([
    '2027-02-01T08:30:00.000Z',
    '2027-02-01T09:00:00.000Z',
    '2027-02-01T10:00:00.000Z',
    '2027-02-01T11:00:00.000Z',
  ]);
  await sandbox.close();

  const again = await startSandbox(options);
  stops.push(again.close);
  expect(again.play.progress()).toMatchObject({ done: 5 });
  expect(again.slack.as('ola').messages('legemiddel').at(-1)?.text).toBe('Fint');
});

it('does a step whose time has passed at once: who looks around for long misses nothing', async () => {
  let apiUrl = '';
  const bot = await startBot(() => apiUrl);
  await fetch(bot.clockUrl, { method: 'POST', body: JSON.stringify({ to: '2027-02-01T10:30:00.000Z' }) });
  const sandbox = await startSandbox(optionsFor({ play: steps, clockUrl: bot.clockUrl, patienceMs: 100 }));
  stops.push(sandbox.close);
  apiUrl = sandbox.slack.apiUrl();
  await bot.connect(sandbox);
  await sandbox.play.step();
  expect(sandbox.play.progress()).toMatchObject({ done: 1, failed: [] });
});

it('keeps the world in the file, whole, and messages outlive a restart', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'sandbox-')), 'world.json');
  const first = await startSandbox(optionsFor({ file }));
  await first.slack.as('kari').say('legemiddel', 'hei');
  await expect.poll(() => readFileSync(file, 'utf8')).toContain('"hei"');
  await first.close();
  const second = await startSandbox(optionsFor({ file }));
  stops.push(second.close);
  expect(second.slack.as('ola').messages('legemiddel')).toMatchObject([{ text: 'hei', from: 'Kari Nordmann' }]);
  const ts = await second.slack.as('ola').say('legemiddel', 'hallo');
  expect(Number(ts)).toBeGreaterThan(Number(second.slack.as('ola').messages('legemiddel')[0]?.ts));
});

it('serves the page, its state and its gestures, and says 404 to the rest', async () => {
  const sandbox = await startSandbox(optionsFor());
  stops.push(sandbox.close);
  const get = (path: string) => fetch(`${sandbox.url}${path}`);
  expect(await (await get('/')).text()).toContain('<html lang="nb">');
  expect((await get('/app.js')).headers.get('content-type')).toContain('javascript');
  expect(await (await get('/app.css')).text()).toContain('.slack-modal');
  expect([(await get('/nope')).status, (await get('/slack/nope')).status, (await get('/teams-nope')).status]).toEqual([
    404, 404, 404,
  ]);

  const act = (action: object) =>
    fetch(`${sandbox.url}/ui/act`, { method: 'POST', body: JSON.stringify({ platform: 'slack', as: 'kari', action }) });
  const channel = sandbox.slack.ids.channel('legemiddel');
  expect((await act({ do: 'say', channel, text: 'fra siden' })).status).toBe(200);
  expect((await act({ do: 'dance' })).status).toBe(400);
  const state = (await (await get('/ui/state?as=ola')).json()) as {
    slack: { channels: { messages: { text: string }[] }[] };
    teams: null;
  };
  expect(state.slack.channels[0]?.messages.map((one) => one.text)).toEqual(['fra siden']);
  expect(state.teams).toBeNull();
});

it('tells the page to look again when something changes', async () => {
  const sandbox = await startSandbox(optionsFor());
  stops.push(sandbox.close);
  const stream = await fetch(`${sandbox.url}/ui/events`);
  const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
  expect((await reader?.read())?.value).toBe('data: 0\n\n');
  await sandbox.slack.as('kari').say('legemiddel', 'hei');
  expect((await reader?.read())?.value).toMatch(/^data: [1-9]/);
});

it('takes faults over the page API', async () => {
  const sandbox = await startSandbox(optionsFor());
  stops.push(sandbox.close);
  const fault = (body: object) => fetch(`${sandbox.url}/ui/fault`, { method: 'POST', body: JSON.stringify(body) });
  const call = () =>
    fetch(`${sandbox.slack.apiUrl()}auth.test`, { method: 'POST', headers: { authorization: 'Bearer xoxb-1' } });
  await fault({ platform: 'slack', fault: { kind: 'status', status: 503, times: 2 } });
  expect([(await call()).status, (await call()).status, (await call()).status]).toEqual([503, 503, 200]);
  await fault({ platform: 'slack', fault: { kind: 'status', status: 503, share: 1 } });
  expect((await call()).status).toBe(503);
  await fault({ platform: 'slack' });
  expect((await call()).status).toBe(200);
});
