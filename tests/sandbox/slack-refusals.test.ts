import { WebClient } from '@slack/web-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/index.ts';
import { optionsFor } from './slack-world.ts';

type Block = Record<string, unknown>;
let sandbox: Sandbox;
let channel = '';
beforeAll(async () => {
  sandbox = await startSandbox(optionsFor());
  channel = sandbox.slack.ids.channel('legemiddel');
});
afterAll(() => sandbox.close());

interface Answer {
  ok: boolean;
  error?: string;
  ts?: string;
  message_ts?: string;
  view?: { id: string; hash: string };
  upload_url?: string;
  file_id?: string;
  messages?: Block[];
  response_metadata?: { messages: string[] };
}

async function call(method: string, args: object, token = 'xoxb-1'): Promise<Answer> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const response = await fetch(`${sandbox.url}/slack/api/${method}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(args),
  });
  return (await response.json()) as Answer;
}

const post = (blocks: unknown[], more: object = {}) =>
  call('chat.postMessage', { channel, text: 'x', blocks, ...more });
const plain = (text: string) => ({ type: 'plain_text', text });
const section = (text: string, more: object = {}) => ({ type: 'section', text: { type: 'mrkdwn', text }, ...more });
const button = (more: object = {}) => ({ type: 'button', action_id: 'a', text: plain('Ja'), ...more });
const actions = (elements: unknown[], more: object = {}) => ({ type: 'actions', elements, ...more });
const option = (index: number) => ({ text: plain(`valg ${index}`), value: `${index}` });
const select = (count: number) => ({
  type: 'static_select',
  action_id: 's',
  options: Array.from({ length: count }, (_, index) => option(index)),
});
const many = <T>(count: number, make: (index: number) => T) => Array.from({ length: count }, (_, index) => make(index));

describe('message blocks', () => {
  it.each<[string, unknown[], unknown[], string]>([
    ['50 blocks', many(50, () => section('x')), many(51, () => section('x')), '/blocks]'],
    ['3000 characters in a section', [section('x'.repeat(3000))], [section('x'.repeat(3001))], '/blocks/0/text/text'],
    ['an empty section text', [section('x')], [section('')], '/blocks/0/text/text'],
    [
      '150 in a header',
      [{ type: 'header', text: plain('x'.repeat(150)) }],
      [{ type: 'header', text: plain('x'.repeat(151)) }],
      '/blocks/0/text/text',
    ],
    [
      '75 on a button',
      [actions([button({ text: plain('x'.repeat(75)) })])],
      [actions([button({ text: plain('x'.repeat(76)) })])],
      '/blocks/0/elements/0/text/text',
    ],
    [
      '2000 in a value',
      [actions([button({ value: 'x'.repeat(2000) })])],
      [actions([button({ value: 'x'.repeat(2001) })])],
      '/blocks/0/elements/0/value',
    ],
    [
      '25 elements in actions',
      [actions(many(25, (i) => button({ action_id: `${i}` })))],
      [actions(many(26, (i) => button({ action_id: `${i}` })))],
      '/blocks/0/elements',
    ],
    [
      '10 fields',
      [{ type: 'section', fields: many(10, () => plain('x')) }],
      [{ type: 'section', fields: many(11, () => plain('x')) }],
      '/blocks/0/fields',
    ],
    ['100 options', [actions([select(100)])], [actions([select(101)])], '/blocks/0/elements/0/options'],
    [
      '255 in an action_id',
      [actions([button({ action_id: 'x'.repeat(255) })])],
      [actions([button({ action_id: 'x'.repeat(256) })])],
      '/blocks/0/elements/0/action_id',
    ],
    [
      '255 in a block_id',
      [section('x', { block_id: 'x'.repeat(255) })],
      [section('x', { block_id: 'x'.repeat(256) })],
      '/blocks/0/block_id',
    ],
    [
      'the same block_id twice',
      [section('x', { block_id: 'a' }), section('x', { block_id: 'b' })],
      [section('x', { block_id: 'a' }), section('x', { block_id: 'a' })],
      '/blocks/1/block_id',
    ],
    [
      'the same action_id twice in a block',
      [actions([button(), button({ action_id: 'b' })])],
      [actions([button(), button()])],
      '/blocks/0',
    ],
    [
      'a text input in a message',
      [section('x')],
      [{ type: 'input', label: plain('x'), element: { type: 'plain_text_input', action_id: 't' } }],
      '/blocks/0/element',
    ],
    ['an unknown block', [{ type: 'divider' }], [{ type: 'sparkles' }], '/blocks/0'],
    ['an unknown element', [actions([button()])], [actions([{ type: 'lever' }])], '/blocks/0/elements/0'],
    ['an unknown property', [section('x')], [section('x', { colour: 'red' })], '/blocks/0'],
    [
      'markup in a header',
      [{ type: 'header', text: plain('x') }],
      [{ type: 'header', text: { type: 'mrkdwn', text: 'x' } }],
      '/blocks/0/text',
    ],
    ['no elements', [actions([button()])], [actions([])], '/blocks/0/elements'],
    [
      '10 elements in a context',
      [{ type: 'context', elements: many(10, () => plain('x')) }],
      [{ type: 'context', elements: many(11, () => plain('x')) }],
      '/blocks/0/elements',
    ],
  ])('takes the most and refuses more: %s', async (_name, fine, bad, place) => {
    expect(await post(fine)).toMatchObject({ ok: true });
    const refused = await post(bad);
    expect(refused).toMatchObject({ ok: false, error: 'invalid_blocks' });
    expect(refused.response_metadata?.messages.join()).toContain(`[json-pointer:${place}`);
  });

  it('refuses blocks that hold too much to read in all, though each of them may be so long', async () => {
    const blocks = (last: string) => [...many(3, () => 'x'.repeat(3_000)), last].map((text) => section(text));
    expect(await post(blocks('x'.repeat(600)))).toMatchObject({ ok: true });
    expect(await post(blocks('x'.repeat(601)))).toMatchObject({ ok: false, error: 'msg_blocks_too_long' });
  });

  it('refuses a text over 40,000 characters, no text at all, and broken metadata', async () => {
    expect(await call('chat.postMessage', { channel, text: 'x'.repeat(40_000) })).toMatchObject({ ok: true });
    expect(await call('chat.postMessage', { channel, text: 'x'.repeat(40_001) })).toMatchObject({
      error: 'msg_too_long',
    });
    expect(await call('chat.postMessage', { channel })).toMatchObject({ error: 'no_text' });
    expect(await call('chat.postMessage', { channel, text: 'x', metadata: { event_type: 1 } })).toMatchObject({
      error: 'invalid_metadata_schema',
    });
    expect(await call('chat.postMessage', { channel, text: 'x', blocks: '[{' })).toMatchObject({
      error: 'invalid_blocks_format',
    });
  });
});

describe('who and where', () => {
  it('refuses a wrong token, a missing one and an unknown method', async () => {
    expect(await call('auth.test', {}, 'xoxb-2')).toMatchObject({ ok: false, error: 'invalid_auth' });
    expect(await (await fetch(`${sandbox.slack.apiUrl()}auth.test`, { method: 'POST' })).json()).toMatchObject({
      error: 'not_authed',
    });
    expect(await call('apps.connections.open', {})).toMatchObject({ error: 'invalid_auth' });
    expect(await call('chat.shout', {})).toMatchObject({ error: 'unknown_method' });
  });

  it('refuses channels and people it does not know, and channels the bot is not in', async () => {
    const annet = sandbox.slack.ids.channel('annet');
    sandbox.slack.setMember('annet', false);
    expect(await call('chat.postMessage', { channel: 'C0', text: 'x' })).toMatchObject({ error: 'channel_not_found' });
    expect(await call('chat.postMessage', { channel: annet, text: 'x' })).toMatchObject({ error: 'not_in_channel' });
    expect(await call('conversations.history', { channel: annet })).toMatchObject({ error: 'not_in_channel' });
    expect(await call('conversations.join', { channel: annet })).toMatchObject({ ok: true });
    expect(await call('chat.postMessage', { channel: annet, text: 'x' })).toMatchObject({ ok: true });
    expect(await call('users.info', { user: 'U0' })).toMatchObject({ error: 'user_not_found' });
    expect(await call('users.lookupByEmail', { email: 'no@where' })).toMatchObject({ error: 'users_not_found' });
    expect(await call('conversations.open', { users: 'U0' })).toMatchObject({ error: 'user_not_found' });
    expect(await call('chat.postEphemeral', { channel, user: 'U0', text: 'x' })).toMatchObject({
      error: 'user_not_found',
    });
  });

  it('lets a bot change only its own messages', async () => {
    const theirs = sandbox.slack.as('kari').reply('legemiddel', (await post([])).ts ?? '', 'mitt');
    expect(await call('chat.update', { channel, ts: '1.0', text: 'x' })).toMatchObject({ error: 'message_not_found' });
    expect(await call('chat.update', { channel, ts: theirs, text: 'x' })).toMatchObject({
      error: 'cant_update_message',
    });
    expect(await call('chat.delete', { channel, ts: theirs })).toMatchObject({ error: 'cant_delete_message' });
    const { message_ts } = await call('chat.postEphemeral', {
      channel,
      user: sandbox.slack.ids.user('ola'),
      text: 'x',
    });
    expect(await call('chat.update', { channel, ts: message_ts, text: 'x' })).toMatchObject({
      error: 'message_not_found',
    });
  });
});

describe('messages and their metadata', () => {
  it('gives metadata back in the history, replies in the thread, and takes form posts', async () => {
    const client = new WebClient('xoxb-1', { slackApiUrl: sandbox.slack.apiUrl() });
    const metadata = { event_type: 'card', event_payload: { key: 'q1' } };
    const { ts = '' } = await client.chat.postMessage({
      channel,
      text: 'kort',
      blocks: [section('kort') as never],
      metadata,
    });
    await client.chat.postMessage({ channel, text: 'svar', thread_ts: ts });
    const [latest] = (await client.conversations.history({ channel, include_all_metadata: true })).messages ?? [];
    expect(latest).toMatchObject({ ts, metadata, reply_count: 1, text: 'kort' });
    const { messages } = await client.conversations.replies({ channel, ts });
    expect(messages?.map((one) => one.text)).toEqual(['kort', 'svar']);
    const plainHistory = (await client.conversations.history({ channel })).messages ?? [];
    expect(plainHistory[0]).not.toHaveProperty('metadata');
  });

  it('knows people by id and by address', async () => {
    const client = new WebClient('xoxb-1', { slackApiUrl: sandbox.slack.apiUrl() });
    const found = await client.users.lookupByEmail({ email: 'Ola@orkland.example' });
    expect(found.user).toMatchObject({ id: sandbox.slack.ids.user('ola'), real_name: 'Ola Hansen', tz: 'Europe/Oslo' });
    const info = await client.users.info({ user: sandbox.slack.ids.user('ola') });
    expect(info.user).toMatchObject({ locale: 'nn-NO', profile: { email: 'ola@orkland.example' } });
    const dm = await client.conversations.open({ users: sandbox.slack.ids.user('ola') });
    await client.chat.postMessage({ channel: dm.channel?.id ?? '', text: 'bare til deg' });
    expect(sandbox.slack.as('ola').messages('dm').at(-1)?.text).toBe('bare til deg');
  });
});

describe('files', () => {
  const announce = (more: object = {}) =>
    call('files.getUploadURLExternal', { filename: 'a.docx', length: 3, ...more });
  const complete = (id: string | undefined, more: object = {}) =>
    call('files.completeUploadExternal', { files: [{ id, title: 'A' }], channel_id: channel, ...more });
  const send = (url = '', bytes = 'abc') => fetch(url, { method: 'POST', body: bytes });

  it('are announced with a name and a length', async () => {
    expect(await announce({ filename: '' })).toMatchObject({ ok: false, error: 'invalid_arguments' });
    expect(await announce({ length: 0 })).toMatchObject({ ok: false, error: 'invalid_arguments' });
  });

  it('are shared once, when their bytes are there, in a conversation: a person is none', async () => {
    const { upload_url, file_id } = await announce();
    expect(await complete(file_id)).toMatchObject({ ok: false, error: 'file_not_found' });
    expect((await send(upload_url, 'more than three')).status).toBe(400);
    expect((await send(upload_url)).status).toBe(200);
    expect(await complete(file_id, { channel_id: sandbox.slack.ids.user('kari') })).toMatchObject({
      error: 'channel_not_found',
    });
    sandbox.slack.setMember('annet', false);
    const other = sandbox.slack.ids.channel('annet');
    expect(await complete(file_id, { channel_id: other })).toMatchObject({ error: 'not_in_channel' });
    expect(await complete(file_id, { initial_comment: 'Her' })).toMatchObject({ ok: true });
    expect(await complete(file_id)).toMatchObject({ ok: false, error: 'file_not_found' });
    const [file] = sandbox.slack.as('kari').messages('legemiddel').at(-1)?.files ?? [];
    expect(await (await fetch(String(file?.url_private))).text()).toBe('abc');
  });

  it('that are not shared can’t be opened', async () => {
    const { upload_url = '', file_id = '' } = await announce();
    await send(upload_url);
    expect((await fetch(`${sandbox.url}/slack/files/${file_id}/a.docx`)).status).toBe(404);
  });
});
