import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/index.ts';
import { optionsFor } from './slack-world.ts';

type Json = Record<string, unknown>;
interface Answer {
  ok: boolean;
  error?: string;
  view?: { id: string; hash: string };
  response_metadata?: { messages: string[] };
}

let sandbox: Sandbox;
let server: Server;
let seen: URLSearchParams[] = [];
let answer: Json = {};

beforeAll(async () => {
  sandbox = await startSandbox(optionsFor());
  server = createServer((req, res) => {
    let body = '';
    req.on('data', (part) => {
      body += String(part);
    });
    req.on('end', () => {
      seen.push(new URLSearchParams(body));
      res.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const requestUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  await sandbox.slack.connect({ requestUrl, verify: false });
});
afterAll(async () => {
  await sandbox.close();
  server.close();
});

async function call(method: string, args: object): Promise<Answer> {
  const headers = { authorization: 'Bearer xoxb-1', 'content-type': 'application/json' };
  const response = await fetch(`${sandbox.slack.apiUrl()}${method}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(args),
  });
  return (await response.json()) as Answer;
}

/** A fresh trigger_id, from a command just typed by Kari. */
async function trigger(): Promise<string> {
  seen = [];
  answer = {};
  await sandbox.slack.as('kari').command('legemiddel', 'spør');
  return seen[0]?.get('trigger_id') ?? '';
}

const plain = (text: string) => ({ type: 'plain_text', text });
const input = (id: string, more: Json = {}) => ({
  type: 'input',
  block_id: id,
  label: plain(`Felt ${id}`),
  element: { type: 'plain_text_input', action_id: 'text' },
  ...more,
});
function modal(more: Json = {}): Json {
  return {
    type: 'modal',
    title: plain('Skjema'),
    submit: plain('Send'),
    close: plain('Lukk'),
    blocks: [input('a')],
    ...more,
  };
}

it.each<[string, Json, Json]>([
  ['title', { title: plain('x'.repeat(24)) }, { title: plain('x'.repeat(25)) }],
  ['submit', { submit: plain('x'.repeat(24)) }, { submit: plain('x'.repeat(25)) }],
  ['close', { close: plain('x'.repeat(24)) }, { close: plain('x'.repeat(25)) }],
  ['private_metadata', { private_metadata: 'x'.repeat(3000) }, { private_metadata: 'x'.repeat(3001) }],
  [
    'blocks',
    { blocks: Array.from({ length: 100 }, () => ({ type: 'divider' })) },
    { blocks: Array.from({ length: 101 }, () => ({ type: 'divider' })) },
  ],
  ['submit', {}, { submit: undefined }],
])('refuses a modal whose %s is beyond the limit', async (place, fine, bad) => {
  expect(await call('views.open', { trigger_id: await trigger(), view: modal(fine) })).toMatchObject({ ok: true });
  const refused = await call('views.open', { trigger_id: await trigger(), view: modal(bad) });
  expect(refused).toMatchObject({ ok: false, error: 'invalid_arguments' });
  expect(refused.response_metadata?.messages.join()).toContain(`/view/${place}`);
});

it('takes a trigger once, and only within three seconds', async () => {
  const id = await trigger();
  expect(await call('views.open', { trigger_id: id, view: modal() })).toMatchObject({ ok: true });
  expect(await call('views.open', { trigger_id: id, view: modal() })).toMatchObject({ error: 'exchanged_trigger_id' });
  expect(await call('views.open', { trigger_id: 'nonsense', view: modal() })).toMatchObject({
    error: 'invalid_trigger_id',
  });
  const late = await trigger();
  await new Promise((resolve) => setTimeout(resolve, 3050));
  expect(await call('views.open', { trigger_id: late, view: modal() })).toMatchObject({ error: 'expired_trigger_id' });
});

it('keeps what is filled in over an update, and refuses an old hash', async () => {
  const kari = sandbox.slack.as('kari');
  const { view } = await call('views.open', {
    trigger_id: await trigger(),
    view: modal({ blocks: [input('a'), input('b')] }),
  });
  await kari.fill({ 'Felt a': 'mitt svar' });
  const next = modal({ blocks: [input('a'), input('c')] });
  expect(await call('views.update', { view_id: view?.id, hash: view?.hash, view: next })).toMatchObject({ ok: true });
  expect(kari.modal()).toMatchObject({
    state: { values: { a: { text: { value: 'mitt svar' } }, c: { text: { value: null } } } },
  });
  expect(await call('views.update', { view_id: view?.id, hash: view?.hash, view: next })).toMatchObject({
    error: 'hash_conflict',
  });
  expect(await call('views.update', { view_id: 'V0', view: next })).toMatchObject({ error: 'not_found' });
});

it('follows errors, update, push and clear in the answer to a submission', async () => {
  const kari = sandbox.slack.as('kari');
  await call('views.open', { trigger_id: await trigger(), view: modal() });
  await kari.fill({ 'Felt a': 'x' });
  answer = { response_action: 'errors', errors: { a: 'Nei' } };
  expect(await kari.submit()).toEqual({ closed: false, errors: { 'Felt a': 'Nei' } });
  answer = {
    response_action: 'update',
    view: modal({ title: plain('Side to'), blocks: [input('b', { optional: true })] }),
  };
  expect(await kari.submit()).toEqual({ closed: false });
  expect(kari.form()?.title).toBe('Side to');
  answer = { response_action: 'push', view: modal({ title: plain('Oppå'), blocks: [input('d', { optional: true })] }) };
  await kari.submit();
  expect(kari.form()?.title).toBe('Oppå');
  answer = {};
  expect(await kari.submit()).toEqual({ closed: false });
  expect(kari.form()?.title).toBe('Side to');
  answer = {
    response_action: 'push',
    view: modal({ title: plain('Oppå igjen'), blocks: [input('e', { optional: true })] }),
  };
  await kari.submit();
  expect(kari.form()?.title).toBe('Oppå igjen');
  answer = { response_action: 'clear' };
  expect(await kari.submit()).toEqual({ closed: true });
});

it('says so, and keeps the form, when the answer to a submission can not be used', async () => {
  const kari = sandbox.slack.as('kari');
  await call('views.open', { trigger_id: await trigger(), view: modal({ blocks: [input('a', { optional: true })] }) });
  answer = { response_action: 'errors', errors: { nowhere: 'Nei' } };
  expect(await kari.submit()).toEqual({ closed: false, errors: { '': 'We had some trouble connecting. Try again?' } });
  expect(kari.form()?.title).toBe('Skjema');
});

it('tells the bot of a closed form only when it asked for that', async () => {
  const kari = sandbox.slack.as('kari');
  for (const [wanted, times] of [
    [false, 0],
    [true, 1],
  ] as const) {
    await call('views.open', { trigger_id: await trigger(), view: modal({ notify_on_close: wanted }) });
    seen = [];
    await kari.close();
    expect(seen.map((one) => JSON.parse(one.get('payload') ?? '{}').type)).toEqual(Array(times).fill('view_closed'));
    expect(kari.form()).toBeUndefined();
  }
});
