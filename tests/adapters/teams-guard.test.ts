import { createHmac } from 'node:crypto';
import { connect } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startWorld, type World } from './teams-world.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.close());

async function post(body: string, headers: Record<string, string> = {}, method = 'POST'): Promise<number> {
  const init = { method, headers: { 'content-type': 'application/json', authorization: 'Bearer x.y.z', ...headers } };
  const response = await fetch(world.messagingUrl, method === 'POST' ? { ...init, body } : init);
  return response.status;
}

async function alive(): Promise<void> {
  const { status } = await world.teams.deliver(world.activity({ id: 'alive' }));
  expect(status).toBe(200);
  expect(world.heard.map(({ requestId }) => requestId)).toEqual([expect.stringMatching(/:alive$/)]);
}

test('hears a sound activity with the channel’s token', async () => {
  await alive();
});

test.each([
  ['an empty object', '{}'],
  ['an object that is no activity', '{"foo":1}'],
  ['half a JSON', '{"type":"mess'],
  ['an array', '[]'],
  ['null', 'null'],
  ['nothing', ''],
  ['deep nesting', `{"type":"message","value":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
])('answers 400 to %s and lives on', async (_what, body) => {
  expect(await post(body)).toBe(400);
  expect(world.heard).toEqual([]);
  await alive();
});

test('refuses nesting that JSON can hold but no activity has', async () => {
  const value = JSON.parse(`${'['.repeat(60)}${']'.repeat(60)}`);
  expect((await world.teams.deliver(world.activity({ value }))).status).toBe(400);
  const shallow = JSON.parse(`${'['.repeat(20)}${']'.repeat(20)}`);
  expect((await world.teams.deliver(world.activity({ value: shallow }))).status).toBe(200);
});

test.each(['type', 'id', 'from', 'recipient', 'conversation', 'serviceUrl', 'channelId'])(
  'refuses an activity without %s, though the token is good',
  async (field) => {
    expect((await world.teams.deliver(world.activity({ [field]: undefined }))).status).toBe(400);
    expect(world.heard).toEqual([]);
  },
);

test.each(['.', '..'])(
  'refuses ids of dots alone (%s), which would lead elsewhere in the connector’s paths',
  async (id) => {
    const { from, conversation } = world.activity();
    for (const odd of [{ id }, { from: { ...from, id } }, { conversation: { ...conversation, id } }])
      expect((await world.teams.deliver(world.activity(odd))).status).toBe(400);
    expect(world.heard).toEqual([]);
  },
);

test('refuses an activity for another channel, where the SDK would believe other issuers', async () => {
  for (const channelId of ['AppService', 'emulator', 'webchat'])
    expect((await world.teams.deliver(world.activity({ channelId }))).status).toBe(400);
});

test('answers 413 to five megabytes, said or streamed, and lives on', async () => {
  const large = JSON.stringify(world.activity({ text: 'x'.repeat(5_000_000) }));
  expect(await post(large)).toBe(413);
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      for (let sent = 0; sent < 20; sent += 1) controller.enqueue(new Uint8Array(50_000).fill(32));
      controller.close();
    },
  });
  const headers = { 'content-type': 'application/json', authorization: 'Bearer x.y.z' };
  const streamed: RequestInit & { duplex: 'half' } = { method: 'POST', body: stream, duplex: 'half', headers };
  expect((await fetch(world.messagingUrl, streamed)).status).toBe(413);
  await alive();
});

test('alarms nobody when a sender hangs up half-way', async () => {
  const { hostname, port } = new URL(world.messagingUrl);
  const head = 'POST /teams/messages HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 99';
  const socket = connect(Number(port), hostname, () => socket.end(`${head}\r\n\r\n{"type":`));
  await new Promise((closed) => socket.resume().once('close', closed));
  await vi.waitFor(() => expect(world.logged).toHaveLength(1));
  expect(world.logged).toMatchObject([{ level: 'info', fields: { status: 400 } }]);
  await alive();
});

test('takes only POST of JSON', async () => {
  expect(await post('', {}, 'GET')).toBe(405);
  expect(await post('{}', { 'content-type': 'text/plain' })).toBe(415);
  expect(await post('{}', { 'content-type': 'application/jsonish' })).toBe(415);
});

test.each([
  ['no token', ''],
  ['another scheme', 'Basic a2FyaTprYXJp'],
  ['a token that is none', 'Bearer hei'],
])('answers 401 to %s', async (_what, authorization) => {
  expect(await post(JSON.stringify(world.activity()), { authorization })).toBe(401);
  expect(world.heard).toEqual([]);
});

test.each([
  ['a key that is not in the key set', { wrongKey: true }, 401],
  ['another audience', { audience: 'another-app' }, 401],
  ['another issuer', { issuer: 'https://evil.example' }, 401],
  ['an expired token', { expiresIn: -600 }, 401],
  ['another service address', { serviceUrl: 'http://evil.example/' }, 403],
])('refuses %s', async (_what, twist, status) => {
  expect((await world.teams.deliver(world.activity(), twist)).status).toBe(status);
  expect(world.heard).toEqual([]);
});

test('refuses another tenant, two tenants and none', async () => {
  const chat = world.activity().conversation;
  const other = { channelData: { tenant: { id: 'tenant-2' } } };
  expect((await world.teams.deliver(world.activity(other))).status).toBe(403);
  const both = { ...other, conversation: { ...chat, tenantId: 'tenant-2' } };
  expect((await world.teams.deliver(world.activity(both))).status).toBe(403);
  const none = { channelData: {}, conversation: { ...chat, tenantId: undefined } };
  expect((await world.teams.deliver(world.activity(none))).status).toBe(403);
  expect(world.heard).toEqual([]);
});

test.each(['none', 'HS256'])('refuses a token with algorithm %s', async (alg) => {
  const encode = (json: object) => Buffer.from(JSON.stringify(json)).toString('base64url');
  const claims = {
    iss: 'https://api.botframework.com',
    aud: '11111111-2222-4333-8444-555555555555',
    serviceurl: world.teams.ids.serviceUrl(),
    exp: Math.floor(Date.now() / 1000) + 3600,
  };
  const signed = `${encode({ alg, typ: 'JWT' })}.${encode(claims)}`;
  const signature = alg === 'none' ? '' : createHmac('sha256', 'secret').update(signed).digest('base64url');
  const authorization = `Bearer ${signed}.${signature}`;
  expect(await post(JSON.stringify(world.activity()), { authorization })).toBe(401);
  expect(world.heard).toEqual([]);
});

test('a token that was good once is not good for another service address', async () => {
  const fetched = vi.spyOn(globalThis, 'fetch');
  await world.teams.as('kari').say('dm', 'hjelp');
  expect((await world.teams.as('kari').resend()).status).toBe(200);
  const sent = fetched.mock.calls.findLast(([url]) => String(url) === world.messagingUrl)?.[1];
  fetched.mockRestore();
  const { authorization = '' } = (sent?.headers ?? {}) as Record<string, string>;
  const body = JSON.parse(String(sent?.body));
  expect(await post(JSON.stringify({ ...body, serviceUrl: 'http://evil.example/' }), { authorization })).toBe(403);
  expect(await post(JSON.stringify(body), { authorization })).toBe(200);
  expect(world.heard).toHaveLength(3);
});

test.each([
  ['nobody answers', () => Promise.reject(new TypeError('fetch failed'))],
  ['they are broken', () => Promise.resolve(new Response('', { status: 502 }))],
])('answers 503 while %s at the keys, and recovers', async (_what, answer) => {
  const real = globalThis.fetch;
  const fetched = vi.spyOn(globalThis, 'fetch');
  fetched.mockImplementation((input, init) => (String(input).includes('/openid/') ? answer() : real(input, init)));
  const { status } = await world.teams.deliver(world.activity());
  fetched.mockRestore();
  expect(status).toBe(503);
  await alive();
});

test('refuses all once it is stopped', async () => {
  await world.adapter.stop();
  expect((await world.teams.deliver(world.activity())).status).toBe(503);
});
