import { createHmac } from 'node:crypto';
import { WebClient } from '@slack/web-api';
import { afterEach, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/index.ts';
import { optionsFor, rawBot, SECRET } from './slack-world.ts';

/** For what does not turn on how long it takes. */
const PATIENT_MS = 15_000;

let stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.reverse()) await stop();
  stops = [];
});

interface Received {
  body: string;
  headers: Record<string, unknown>;
}

async function trial(
  status: (received: Received, count: number) => { status: number; wait?: number },
  ackMs = 150,
  waits: { retryDelaysMs?: number[] } = {},
) {
  const sandbox: Sandbox = await startSandbox(optionsFor({}, { ackMs, ...waits }));
  const received: Received[] = [];
  const bot = await rawBot((body, headers) => {
    received.push({ body, headers });
    return status({ body, headers }, received.length);
  });
  stops.push(sandbox.close, bot.close);
  await sandbox.slack.connect({ requestUrl: bot.url, verify: false });
  const client = new WebClient('xoxb-1', {
    slackApiUrl: sandbox.slack.apiUrl(),
    retryConfig: { retries: 2, minTimeout: 5, maxTimeout: 10 },
  });
  return { sandbox, slack: sandbox.slack, received, client };
}

it('signs what it sends as Slack does', async () => {
  const { slack, received } = await trial(() => ({ status: 200 }), PATIENT_MS);
  await slack.as('kari').command('legemiddel', 'spør & svar');
  const { body, headers } = received[0] as Received;
  const mac = createHmac('sha256', SECRET).update(`v0:${headers['x-slack-request-timestamp']}:${body}`).digest('hex');
  expect(headers['x-slack-signature']).toBe(`v0=${mac}`);
  expect(headers['content-type']).toBe('application/x-www-form-urlencoded');
  expect(Object.fromEntries(new URLSearchParams(body))).toMatchObject({
    command: '/samrad',
    text: 'spør &amp; svar',
    channel_name: 'legemiddel',
  });
});

it('delivers an event again until it is taken, three times at most, as the same event', async () => {
  const { slack, received } = await trial((_, count) => ({ status: count < 3 ? 500 : 200 }));
  await slack.as('kari').say('legemiddel', 'hei');
  await slack.idle();
  expect(received.map((one) => one.headers['x-slack-retry-num'])).toEqual([undefined, '1', '2']);
  expect(received.at(-1)?.headers['x-slack-retry-reason']).toBe('http_error');
  expect(new Set(received.map((one) => JSON.parse(one.body).event_id)).size).toBe(1);
});

it('lets any number of events wait for their redelivery without a warning of a leak', async () => {
  const warnings: string[] = [];
  const hear = ({ name }: Error) => void warnings.push(name);
  process.on('warning', hear);
  stops.push(() => process.off('warning', hear));
  const { slack, received } = await trial(
    ({ headers }) => ({ status: headers['x-slack-retry-num'] === undefined ? 500 : 200 }),
    PATIENT_MS,
    { retryDelaysMs: [3_000] },
  );
  for (let n = 0; n < 20; n++) await slack.as('kari').say('legemiddel', `hei ${n}`);
  await slack.idle();
  expect(received).toHaveLength(40);
  expect(warnings).toEqual([]);
});

it('gives an event up after the third redelivery, and calls slowness by its name', async () => {
  const { slack, received } = await trial(() => ({ status: 200, wait: 400 }), 50);
  await slack.as('kari').say('legemiddel', 'hei');
  await slack.idle();
  expect(received.map((one) => one.headers['x-slack-retry-reason'])).toEqual([
    undefined,
    'http_timeout',
    'http_timeout',
    'http_timeout',
  ]);
});

it('delivers a click once, and tells the person when nobody answers', async () => {
  const { slack, received, client } = await trial(() => ({ status: 200, wait: 400 }), 50);
  const channel = slack.ids.channel('legemiddel');
  const button = { type: 'button' as const, action_id: 'ja', text: { type: 'plain_text' as const, text: 'Ja' } };
  const { ts = '' } = await client.chat.postMessage({
    channel,
    text: 'kort',
    blocks: [{ type: 'actions', elements: [button] }],
  });
  await slack.idle();
  received.length = 0;
  expect(await slack.as('kari').click('legemiddel', ts, { label: 'Ja' })).toEqual({
    ok: false,
    error: 'operation_timeout',
  });
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(received.length).toBe(1);
  expect(slack.as('kari').notes().at(-1)).toContain('operation_timeout');
  await slack.as('kari').command('legemiddel', 'x');
  expect(slack.as('kari').notes().at(-1)).toBe('/samrad failed with the error "operation_timeout"');
});

it('sends the last request again byte for byte, with retry headers when asked', async () => {
  const { slack, received } = await trial(() => ({ status: 200 }));
  await slack.as('kari').say('legemiddel', 'hei');
  await slack.idle();
  const last = slack.lastRequest();
  if (!last) throw new Error('nothing was sent');
  await slack.resend(last);
  await slack.resend(last, { retry: true });
  expect(received[1]).toEqual(received[0]);
  expect(received[2]?.body).toBe(received[0]?.body);
  expect(received[2]?.headers).toMatchObject({
    'x-slack-retry-num': '1',
    'x-slack-signature': received[0]?.headers['x-slack-signature'],
  });
});

it('gives every action its own action_ts and trigger_id', async () => {
  const { slack, received, client } = await trial(() => ({ status: 200 }));
  const channel = slack.ids.channel('legemiddel');
  const button = { type: 'button' as const, action_id: 'ja', text: { type: 'plain_text' as const, text: 'Ja' } };
  const { ts = '' } = await client.chat.postMessage({
    channel,
    text: 'kort',
    blocks: [{ type: 'actions', elements: [button] }],
  });
  await slack.idle();
  received.length = 0;
  await Promise.all([1, 2, 3].map(() => slack.as('kari').click('legemiddel', ts, { actionId: 'ja' })));
  const payloads = received.map((one) => JSON.parse(new URLSearchParams(one.body).get('payload') ?? ''));
  expect(new Set(payloads.map((one) => one.actions[0].action_ts)).size).toBe(3);
  expect(new Set(payloads.map((one) => one.trigger_id)).size).toBe(3);
});

it('tells the bot of what all can see, and of nothing that only one person sees', async () => {
  const { slack, received, client } = await trial(() => ({ status: 200 }));
  const channel = slack.ids.channel('legemiddel');
  await client.chat.postEphemeral({ channel, user: slack.ids.user('kari'), text: 'bare deg' });
  await client.chat.postMessage({ channel, text: 'alle' });
  await slack.idle();
  expect(received.map((one) => JSON.parse(one.body).event.text)).toEqual(['alle']);
});

it('gives every message its own, later timestamp, however fast they come', async () => {
  const { slack } = await trial(() => ({ status: 200 }));
  const all = await Promise.all(
    Array.from({ length: 50 }, (_, index) => slack.as('kari').say('legemiddel', `${index}`)),
  );
  expect(new Set(all).size).toBe(50);
  expect(all.map(Number)).toEqual(all.map(Number).toSorted((a, b) => a - b));
});

it('refuses to connect to an address that does not answer the challenge', async () => {
  const { slack } = await trial(() => ({ status: 200 }));
  const bot = await rawBot(() => ({ status: 200 }));
  stops.push(bot.close);
  await expect(slack.connect({ requestUrl: bot.url })).rejects.toThrow('challenge');
});

it('plays faults: too many requests, a server fault, a dropped line, and an answer lost after the work', async () => {
  const { slack, client } = await trial(() => ({ status: 200 }));
  const channel = slack.ids.channel('legemiddel');
  const texts = () =>
    slack
      .as('kari')
      .messages('legemiddel')
      .map((one) => one.text);
  const methods = () => slack.requests.map((one) => one.error ?? 'fine');

  slack.fault({ kind: 'status', status: 429, retryAfter: 1, match: 'chat.postMessage' });
  const start = Date.now();
  await client.chat.postMessage({ channel, text: 'en' });
  expect(Date.now() - start).toBeGreaterThanOrEqual(1000);
  slack.fault({ kind: 'status', status: 503 });
  await client.chat.postMessage({ channel, text: 'to' });
  slack.fault({ kind: 'drop' });
  await client.chat.postMessage({ channel, text: 'tre' });
  expect(texts()).toEqual(['en', 'to', 'tre']);
  expect(methods()).toEqual(['fault', 'fine', 'fault', 'fine', 'fault', 'fine']);

  slack.fault({ kind: 'lost-reply' });
  await client.chat.postMessage({ channel, text: 'fire' });
  expect(texts()).toEqual(['en', 'to', 'tre', 'fire', 'fire']);
});

it('takes five uses of a response_url, and replaces or deletes what it came from', async () => {
  const { slack, received, client } = await trial(() => ({ status: 200 }));
  const channel = slack.ids.channel('legemiddel');
  const button = { type: 'button' as const, action_id: 'ja', text: { type: 'plain_text' as const, text: 'Ja' } };
  const { ts = '' } = await client.chat.postMessage({
    channel,
    text: 'kort',
    blocks: [{ type: 'actions', elements: [button] }],
  });
  await slack.idle();
  received.length = 0;
  await slack.as('kari').click('legemiddel', ts, { actionId: 'ja' });
  const { response_url } = JSON.parse(new URLSearchParams(received[0]?.body).get('payload') ?? '');
  const respond = async (body: object) =>
    (await fetch(response_url, { method: 'POST', body: JSON.stringify(body) })).status;

  expect(await respond({ text: 'bare deg' })).toBe(200);
  expect(await respond({ text: 'alle', response_type: 'in_channel' })).toBe(200);
  expect(await respond({ text: 'nytt kort', replace_original: true })).toBe(200);
  const seenBy = (who: string) =>
    slack
      .as(who)
      .messages('legemiddel')
      .map((one) => one.text);
  expect(seenBy('kari')).toEqual(['nytt kort', 'bare deg', 'alle']);
  expect(seenBy('ola')).toEqual(['nytt kort', 'alle']);
  expect(await respond({ blocks: [{ type: 'sparkles' }] })).toBe(400);
  expect(await respond({ delete_original: true })).toBe(200);
  expect(seenBy('ola')).toEqual(['alle']);
  expect(await respond({ text: 'for mye' })).toBe(404);
});

it('keeps to the real rates when asked to', async () => {
  const sandbox = await startSandbox(optionsFor({}, { rateLimits: true }));
  stops.push(sandbox.close);
  const channel = sandbox.slack.ids.channel('legemiddel');
  const headers = { authorization: 'Bearer xoxb-1', 'content-type': 'application/json' };
  const post = (text: string) =>
    fetch(`${sandbox.slack.apiUrl()}chat.postMessage`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ channel, text }),
    });
  const answers = [];
  for (const text of ['1', '2', '3', '4', '5', '6']) answers.push(await post(text));
  expect(answers.map((one) => one.status)).toEqual([200, 200, 200, 200, 200, 429]);
  expect(answers.at(-1)?.headers.get('retry-after')).toBe('1');
});
