/** Payloads as Slack documents them, one for each kind of interaction and event, signed and sent in: what the bot hears of each. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { EVENTS } from '../../adapters/slack/listeners/index.ts';
import { FOUND_EVENTS, LOST_EVENTS } from '../../adapters/slack/listeners/place.ts';
import type { Input } from '../../bot/index.ts';
import { type Ids, recorded } from './slack-recorded.ts';
import { postCard, signedHeaders, startTrial, type Trial } from './slack-trial.ts';

const WHERE = 'hjemmetjenester';
let trial: Trial;
let ids: Ids;
let slack: ReturnType<typeof recorded>;
const seen = new Set<string>();

beforeAll(async () => {
  trial = await startTrial('http');
  const { team, bot, user, channel } = trial.sandbox.slack.ids;
  const card = await postCard(trial);
  const stranger = { user: user('vera'), team: 'T0VENDOR' };
  ids = { team, bot, user: user('kari'), channel: channel(WHERE), chat: 'D0CHAT', card, stranger };
  slack = recorded(ids);
});
afterAll(() => trial.stop());
beforeEach(() => {
  trial.bot.heard = [];
  trial.bot.news = [];
  trial.bot.answer = () => ({ kind: 'quiet' });
});

async function post(body: string, type: string): Promise<Response> {
  const headers = { 'content-type': type, ...signedHeaders(body) };
  return await fetch(trial.url, { method: 'POST', headers, body });
}

async function interact(payload: object): Promise<void> {
  const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  expect((await post(body, 'application/x-www-form-urlencoded')).status).toBe(200);
}

async function happen(payload: { event: { type: string } }): Promise<void> {
  seen.add(payload.event.type);
  expect((await post(JSON.stringify(payload), 'application/json')).status).toBe(200);
}

/** What the bot heard, without who it was. */
function heard(): Omit<Input, 'account' | 'requestId'>[] {
  return trial.bot.heard.map(({ account, requestId, ...rest }) => {
    expect(account).toMatchObject({ platform: 'slack', team: ids.team, user: ids.user });
    expect(requestId).toBeTruthy();
    return rest;
  });
}

const keyOf = (ts: string) => trial.slack.messenger.messageKey({ channel: ids.channel, ts });
const reply = () => ({ messageKey: keyOf(ids.card), message: keyOf('1801472460.000300') });
const here = () => ({ platform: 'slack', team: ids.team, channel: ids.channel });

test('the address is verified', async () => {
  const response = await post(JSON.stringify(slack.challenge), 'application/json');
  expect([response.status, await response.text()]).toEqual([200, expect.stringContaining(slack.challenge.challenge)]);
});

test('a command', async () => {
  const fields = new URLSearchParams(slack.command as unknown as Record<string, string>);
  expect((await post(fields.toString(), 'application/x-www-form-urlencoded')).status).toBe(200);
  expect(heard()).toMatchObject([{ kind: 'command', words: 'mine', channel: here() }]);
});

test.each([
  ['a button of a card', () => slack.press, { do: 'support', question: 'q1', level: 1, round: 1 }],
  ['an entry of its menu', () => slack.menu, { do: 'details', question: 'q1' }],
  ['a button of the home tab', () => slack.home, { do: 'support', question: 'q1', level: 1, round: 1 }],
])('%s', async (_, payload, act) => {
  await interact(payload());
  expect(heard()).toEqual([expect.objectContaining({ kind: 'press', act })]);
});

test('a form that is sent, and one that is closed', async () => {
  const values = { why: 'Vi kjører etter geografi på kveld.' };
  const act = { do: 'objection', question: 'q1' };
  await interact(slack.submit);
  await interact(slack.closed);
  expect(heard()).toMatchObject([
    { kind: 'submit', act, values },
    { kind: 'leave', act, values },
  ]);
});

test('the shortcuts, from anywhere and from a message', async () => {
  await interact(slack.anywhere);
  await interact(slack.fromMessage('make_question'));
  await interact(slack.fromMessage('catch_time_thief'));
  await interact(slack.fromMessage('catch_improvement'));
  const text = 'Hvem rydder i arbeidslista & når?';
  expect(heard()).toMatchObject([
    { kind: 'ask', channel: null },
    { kind: 'ask', channel: here(), message: { text } },
    { kind: 'catch', idea: 'time-thief', text },
    { kind: 'catch', idea: 'improvement', text },
  ]);
});

test('words: by name in a channel, in the chat, under a card', async () => {
  await happen(slack.mention);
  await happen(slack.chat);
  await happen(slack.reply);
  await happen(slack.replyWithFile);
  expect(heard()).toMatchObject([
    { kind: 'command', words: 'status', channel: here() },
    { kind: 'command', words: 'mine', channel: null },
    { kind: 'comment', text: 'Enig.', said: reply() },
    { kind: 'comment', text: 'Se bildet.', said: reply() },
  ]);
});

test('words that are changed and taken away, and a card that is', async () => {
  await happen(slack.changed);
  await happen(slack.deleted);
  await happen(slack.cardDeleted);
  expect(heard()).toMatchObject([
    { kind: 'comment', edited: true, text: 'Enig, fra mars.', said: reply() },
    { kind: 'comment-gone', said: reply() },
  ]);
  expect(trial.bot.news).toEqual([{ kind: 'message-gone', platform: 'slack', messageKey: keyOf(ids.card) }]);
});

test('the home tab is opened', async () => {
  await happen(slack.homeOpened);
  await expect.poll(heard).toMatchObject([{ kind: 'home' }]);
});

test('the bot is invited; that others come is nothing to it', async () => {
  await happen(slack.someoneJoined);
  await happen(slack.joined);
  expect(heard()).toMatchObject([{ kind: 'added' }]);
});

test('an account is closed; that it has another name is nothing to it', async () => {
  await happen(slack.accountRenamed);
  await happen(slack.accountClosed);
  const account = { platform: 'slack', team: ids.team, user: ids.user, email: 'Kari@trondheim.example' };
  expect(trial.bot.news).toEqual([{ kind: 'account-closed', ...account }]);
});

test('of another organisation, nobody’s e-mail counts, and what becomes of their account is nothing to the bot', async () => {
  await interact(slack.press);
  await interact(slack.strangersPress);
  await happen(slack.strangersReply);
  const accounts = trial.bot.heard.map(({ account }) => account);
  expect(accounts.map(({ user }) => user)).toEqual([ids.user, ids.stranger.user, ids.stranger.user]);
  const profiles = await Promise.all(accounts.map((account) => account.profile()));
  expect(profiles).toEqual([{ email: 'Kari@trondheim.example', locale: 'nb-NO' }, null, null]);
  const channel = { platform: 'slack' as const, team: ids.team, channel: ids.channel };
  expect(await trial.slack.messenger.accountOf(channel, 'kari@trondheim.example')).toMatchObject({ user: ids.user });
  await happen(slack.strangersAccountClosed);
  expect(trial.bot.news).toEqual([]);
});

test('a channel is shared with another organisation, and no longer', async () => {
  await happen(slack.channelShared(ids.stranger.team));
  await happen(slack.channelShared(ids.team));
  await happen(slack.channelUnshared(true));
  await happen(slack.channelUnshared(false));
  const news = { kind: 'place-shared', platform: 'slack', requestId: expect.any(String) };
  expect(trial.bot.news).toMatchObject([
    { ...news, isShared: true },
    { ...news, isShared: false },
  ]);
});

test('a channel has another id: its messages are reached by it', async () => {
  await happen(slack.channelIdChanged);
  expect(trial.bot.news).toMatchObject([{ kind: 'place-moved', platform: 'slack', to: 'C012Y48650T' }]);
  const [news] = trial.bot.news;
  if (news?.kind !== 'place-moved') throw new Error('nothing was told');
  expect(news.is({ ...here(), platform: 'slack' })).toBe(true);
  expect(news.renewed({ channel: ids.channel, ts: ids.card, key: 'q1@link' })).toEqual({
    message: { channel: 'C012Y48650T', ts: ids.card, key: 'q1@link' },
    key: `C012Y48650T:${ids.card}`,
  });
});

test('a command says whether others read where it was written', async () => {
  const shared = async () => {
    const fields = new URLSearchParams({ ...slack.command } as unknown as Record<string, string>);
    await post(fields.toString(), 'application/x-www-form-urlencoded');
    const input = trial.bot.heard.at(-1);
    return input?.kind === 'command' && (await input.channelNow?.())?.isShared;
  };
  expect(await shared()).toBe(false);
  trial.sandbox.slack.setShared(WHERE, ids.team, true);
  expect(await shared()).toBe(false);
  trial.sandbox.slack.setShared(WHERE, ids.stranger.team, true);
  expect(await shared()).toBe(true);
  trial.sandbox.slack.fault({ kind: 'status', error: 'missing_scope', match: 'conversations.info' });
  expect(await shared()).toBe(false);
  for (const team of [ids.team, ids.stranger.team]) trial.sandbox.slack.setShared(WHERE, team, false);
  await trial.sandbox.slack.idle();
});

test('a command says whether the bot is in the channel where it was written', async () => {
  const hasBot = async () => {
    const fields = new URLSearchParams({ ...slack.command } as unknown as Record<string, string>);
    await post(fields.toString(), 'application/x-www-form-urlencoded');
    const input = trial.bot.heard.at(-1);
    return input?.kind === 'command' && (await input.channelNow?.())?.hasBot;
  };
  expect(await hasBot()).toBe(true);
  trial.sandbox.slack.setMember(WHERE, false);
  expect(await hasBot()).toBe(false);
  trial.sandbox.slack.setMember(WHERE, true);
  trial.sandbox.slack.fault({ kind: 'status', error: 'channel_not_found', match: 'conversations.info' });
  expect(await hasBot()).toBe(false);
  trial.sandbox.slack.fault({ kind: 'status', match: 'conversations.info' });
  expect(await hasBot()).toBe(true);
  await trial.sandbox.slack.idle();
});

test('an address of the register is shared', async () => {
  await happen(slack.linkShared);
  expect(heard()).toMatchObject([{ kind: 'unfurl', link: 'https://samrad.example/sak/HT-2027-001', channel: here() }]);
});

test.each([
  ...LOST_EVENTS.map((type) => [type, 'place-lost'] as const),
  ...FOUND_EVENTS.map((type) => [type, 'place-found'] as const),
])('%s', async (type, kind) => {
  await happen(slack.place(type));
  expect(trial.bot.news).toMatchObject([{ kind, platform: 'slack' }]);
});

test('that is every event the bot listens to', () => {
  expect([...seen].sort()).toEqual([...EVENTS].sort());
});
