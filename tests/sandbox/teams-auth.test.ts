import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { channelAuth } from '../../sandbox/teams/index.ts';
import { APP, fetchToken, startBot, startBoth } from './teams-harness.ts';

let both: Awaited<ReturnType<typeof startBoth>>;
beforeEach(async () => {
  // botbuilder writes every refused token to the console.
  vi.spyOn(console, 'error').mockImplementation(() => {});
  both = await startBoth();
});
afterEach(() => both.close());

const message = () => ({
  type: 'message',
  id: '1',
  channelId: 'msteams',
  serviceUrl: both.teams.ids.serviceUrl(),
  text: 'hei',
  from: { id: both.teams.ids.user('kari').id },
  recipient: { id: both.teams.ids.bot },
  conversation: { id: both.teams.ids.user('kari').chat },
});

test('a real botbuilder bot hears an activity whose token it checked against the sandbox', async () => {
  const { status } = await both.teams.deliver(message());
  expect(status).toBe(200);
  expect(both.bot.heard.map(({ text }) => text)).toEqual(['hei']);
});

test.each([
  ['a key that is not in the key set', { wrongKey: true }],
  ['another audience', { audience: 'another-app' }],
  ['another issuer', { issuer: 'https://evil.example' }],
  ['another service address', { serviceUrl: 'http://evil.example/' }],
  ['an expired token', { expiresIn: -600 }],
])('a real botbuilder bot refuses %s', async (_what, twist) => {
  const { status } = await both.teams.deliver(message(), twist);
  expect(status).toBeGreaterThanOrEqual(400);
  expect(both.bot.heard).toEqual([]);
});

test('the bot answers with a token from the login, and the connector takes it', async () => {
  both.bot.turn = async (context) => void (await context.sendActivity('hei selv'));
  await both.teams.as('kari').say('dm', 'hei');
  expect(both.errors).toEqual([]);
  expect(
    both.teams
      .as('kari')
      .messages('dm')
      .map(({ text, from }) => [from, text]),
  ).toEqual([
    ['Kari Nordmann', 'hei'],
    ['Samråd', 'hei selv'],
  ]);
  expect(both.teams.requests.map(({ method, status }) => [method, status])).toEqual([['POST', 201]]);
});

test('a wrong secret gets no token, so nothing is sent', async () => {
  const stranger = await startBot(both.baseUrl, 'wrong');
  await both.teams.connect({ messagingUrl: stranger.messagingUrl, announce: false });
  stranger.bot.turn = async (context) => void (await context.sendActivity('hei'));
  await both.teams.as('kari').say('dm', 'hei');
  await stranger.close();
  expect(stranger.errors.map(String)).toEqual(['Error: login answered 401']);
  expect(both.teams.requests).toEqual([]);
});

test('the connector refuses a call without a token and with a forged one', async () => {
  const url = `${both.baseUrl}/teams/v3/teams/${encodeURIComponent(both.teams.ids.team)}`;
  const ask = async (token?: string) =>
    (await fetch(url, token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } })).status;
  const good = await fetchToken(channelAuth(both.baseUrl, APP.tenantId).ToChannelFromBotLoginUrl);
  expect(await ask()).toBe(401);
  expect(await ask(`${good.slice(0, -4)}AAAA`)).toBe(401);
  expect(await ask(good)).toBe(200);
});
