import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { retryAfterMs } from '../../adapters/teams/connector.ts';
import { type DeliveryFault, type Identity, NotDelivered, type View } from '../../bot/index.ts';
import type { Fault } from '../../sandbox/types.ts';
import { APP, startWorld, type World } from './teams-world.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld({ sendTimeoutMs: 1000 });
});
afterEach(() => world.close());

const view = (text: string): View => ({
  summary: text,
  nodes: [
    { type: 'text', text },
    {
      type: 'actions',
      items: [{ type: 'button', label: 'Støtter', act: { do: 'support', question: 'q1' }, opensForm: false }],
    },
  ],
});

function kari(chat?: string): Identity {
  const user = world.teams.ids.user('kari');
  return {
    _id: `teams:${APP.tenantId}:${user.aadObjectId}`,
    platform: 'teams',
    team: APP.tenantId,
    user: user.aadObjectId,
    email: 'kari@sandkasse.example',
    ref: {
      serviceUrl: world.teams.ids.serviceUrl(),
      bot: world.teams.ids.bot,
      tenant: APP.tenantId,
      user: user.id,
      ...(chat === undefined ? {} : { chat }),
    },
  };
}

const seen = (where: string) => world.teams.as('ola').messages(where);
const calls = () => world.teams.requests.map(({ method, path, status }) => [method, decodeURIComponent(path), status]);

async function fault(sending: Promise<unknown>): Promise<DeliveryFault> {
  const error = await sending.then(
    () => 'it was delivered',
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(NotDelivered);
  return (error as NotDelivered).fault;
}

test('posts a card as a new thread, updates it in place and keeps its key', async () => {
  const message = await world.messenger.postCard(world.channel(), view('Versjon 1'), 'q1@link');
  const key = world.messenger.messageKey(message);
  await world.messenger.updateCard(JSON.parse(JSON.stringify(message)), view('Versjon 2'));
  expect(seen('legemidler')).toMatchObject([{ text: '', edited: expect.any(Boolean), version: 2 }]);
  expect(world.teams.as('ola').findCard('legemidler', 'Versjon 2')).toBeDefined();
  expect(world.messenger.messageKey(message)).toBe(key);
  expect(key).toBe(`${world.channel().channel};messageid=${seen('legemidler')[0]?.id}`);
});

test('posts under a card, and in the channel when not', async () => {
  const message = await world.messenger.postCard(world.channel(), view('Saken'), 'q1@link');
  await world.messenger.post({ channel: world.channel(), under: message }, view('Purring'), 'reminder');
  await world.messenger.post({ channel: world.channel() }, view('Ukas saker'), 'digest');
  const [card, reminder, digest] = seen('legemidler');
  expect(reminder?.thread).toBe(card?.id);
  expect(digest?.thread).toBeUndefined();
});

test('writes to a person alone: opens the chat once, or uses the one it knows', async () => {
  await world.messenger.post({ person: kari() }, view('Tre saker venter'), 'bundle:1');
  await world.messenger.post({ person: kari() }, view('To saker venter'), 'bundle:2');
  const { chat } = world.teams.ids.user('kari');
  expect(calls()).toEqual([
    ['POST', '/v3/conversations', 201],
    ['POST', `/v3/conversations/${chat}/activities`, 201],
    ['POST', `/v3/conversations/${chat}/activities`, 201],
  ]);
  await world.messenger.post({ person: kari(chat) }, view('Én sak venter'), 'bundle:3');
  expect(calls()).toHaveLength(4);
  expect(world.teams.as('kari').messages('dm')).toHaveLength(3);
});

test('posts into a chat that a command came from', async () => {
  const { chat } = world.teams.ids.user('kari');
  const place = { ...world.channel(), channel: chat, ref: { ...world.channel().ref, kind: 'chat' } };
  const message = await world.messenger.postCard(place, view('Saken'), 'q1@link');
  await world.messenger.post({ channel: place, under: message }, view('Purring'), 'reminder');
  await world.messenger.updateCard(message, view('Besluttet'));
  expect(world.teams.as('kari').messages('dm')).toMatchObject([{ version: 2 }, { version: 1 }]);
});

test('finds an account by e-mail among those in the channel, whatever the case', async () => {
  const found = await world.messenger.accountOf(world.channel(), 'OLA@sandkasse.example');
  const ola = world.teams.ids.user('ola');
  expect(found).toMatchObject({
    _id: `teams:${APP.tenantId}:${ola.aadObjectId}`,
    user: ola.aadObjectId,
    email: 'ola@sandkasse.example',
  });
  if (!found) throw new Error('not found');
  await world.messenger.post({ person: found }, view('Hei'), 'welcome');
  expect(world.teams.as('ola').findCard('dm', 'Hei')).toBeDefined();
  expect(await world.messenger.accountOf(world.channel(), 'ukjent@sandkasse.example')).toBeNull();
});

const status = (code: number): Fault => ({ kind: 'status', status: code, times: 1 });
const later: DeliveryFault = { kind: 'later', retryAfterMs: null };
const unsure: DeliveryFault = { ...later, unsure: true };

test.each<[string, Fault, DeliveryFault, DeliveryFault]>([
  [
    '429 with Retry-After',
    { ...status(429), retryAfter: 7 },
    { kind: 'later', retryAfterMs: 7000 },
    { kind: 'later', retryAfterMs: 7000 },
  ],
  ['429 without', status(429), later, later],
  ['401', status(401), later, later],
  ['412', status(412), later, later],
  ['500', status(500), unsure, unsure],
  ['502', status(502), unsure, unsure],
  ['503', status(503), unsure, unsure],
  ['504', status(504), unsure, unsure],
  ['403', status(403), { kind: 'channel-gone' }, { kind: 'channel-gone' }],
  ['404', status(404), { kind: 'channel-gone' }, { kind: 'message-gone' }],
  ['400', status(400), { kind: 'rejected' }, { kind: 'rejected' }],
  ['413', status(413), { kind: 'rejected' }, { kind: 'rejected' }],
  ['silence', { kind: 'delay', ms: 2500, times: 1 }, unsure, unsure],
  ['a dropped connection', { kind: 'drop', times: 1 }, unsure, unsure],
  ['a lost reply', { kind: 'lost-reply', times: 1 }, unsure, unsure],
])(
  'after %s it says what to do, and asks once only',
  async (_what, broken, onPost, onUpdate) => {
    const message = await world.messenger.postCard(world.channel(), view('Saken'), 'q1@link');
    for (const [send, expected] of [
      [() => world.messenger.postCard(world.channel(), view('En til'), 'q2@link'), onPost],
      [() => world.messenger.updateCard(message, view('Endret')), onUpdate],
      [() => world.messenger.post({ channel: world.channel(), under: message }, view('Purring'), 'r'), onUpdate],
      [() => world.messenger.post({ person: kari(world.teams.ids.user('kari').chat) }, view('Hei'), 'd'), onPost],
    ] as const) {
      const before = world.teams.requests.length;
      world.teams.fault(broken);
      expect(await fault(send())).toEqual(expected);
      expect(world.teams.requests).toHaveLength(before + 1);
    }
    world.teams.clearFaults();
    await world.messenger.updateCard(message, view('Kom fram'));
  },
  20_000,
);

test('tells a card that someone removed from a channel that is gone', async () => {
  const message = await world.messenger.postCard(world.channel(), view('Saken'), 'q1@link');
  expect(await fault(world.messenger.updateCard({ ...message, activity: '1' }, view('Endret')))).toEqual({
    kind: 'message-gone',
  });
  await world.teams.install('team', false);
  expect(await fault(world.messenger.postCard(world.channel(), view('Saken'), 'q1@link'))).toEqual({
    kind: 'channel-gone',
  });
  const elsewhere = { ...world.channel(), channel: '19:none@thread.tacv2' };
  expect(await fault(world.messenger.postCard(elsewhere, view('Saken'), 'q1@link'))).toEqual({ kind: 'channel-gone' });
});

test('a person without the bot can’t be written to', async () => {
  await world.teams.install({ personId: 'kari' }, false);
  expect(await fault(world.messenger.post({ person: kari() }, view('Hei'), 'd'))).toEqual({ kind: 'channel-gone' });
});

test('a reference that is not ours is rejected without a call', async () => {
  const { ref: _, ...bare } = world.channel();
  expect(await fault(world.messenger.postCard(bare, view('Saken'), 'q'))).toEqual({ kind: 'rejected' });
  expect(await fault(world.messenger.updateCard({ ts: '1' }, view('Saken')))).toEqual({ kind: 'rejected' });
  expect(await fault(world.messenger.post({ person: { ...kari(), ref: undefined } }, view('Hei'), 'd'))).toEqual({
    kind: 'rejected',
  });
  expect(calls()).toEqual([]);
});

test('hears of each new message when somebody looks at it, and takes away one that is too many', async () => {
  const card = await world.messenger.postCard(world.channel(), view('Saken'), 'q1@link');
  const note = await world.messenger.post({ channel: world.channel(), under: card }, view('Runde 2'), 'n1');
  const alone = await world.messenger.post({ person: kari() }, view('Purring'), 'n2');
  await world.teams.as('kari').open('legemidler');
  await world.teams.as('kari').open('dm');
  const seenBy = world.sightings.map(({ what, key, message }) => [what, key, world.messenger.messageKey(message)]);
  // What stands in a channel is looked at all at once.
  expect(seenBy.sort()).toEqual([
    ['card', 'q1@link', world.messenger.messageKey(card)],
    ['notice', 'n1', world.messenger.messageKey(note)],
    ['notice', 'n2', world.messenger.messageKey(alone)],
  ]);
  await world.messenger.updateCard(card, view('Endret'));
  await world.teams.as('kari').open('legemidler');
  expect(world.sightings).toHaveLength(3);

  await world.messenger.post({ person: kari() }, view('Purring'), 'n2');
  world.core.keeps = false;
  await world.teams.as('kari').open('dm');
  expect(world.teams.as('kari').messages('dm')).toHaveLength(1);
  expect(calls().at(-1)?.[0]).toBe('DELETE');
});

test('takes a card of any size', async () => {
  const text = 'Vi kjører etter geografi på kveld. '.repeat(100);
  const nodes = Array.from({ length: 60 }, () => ({ type: 'quote' as const, text, by: 'Kari', note: 'Innvending' }));
  await world.messenger.postCard(world.channel(), { summary: text, nodes }, 'q1@link');
  await world.messenger.post({ person: kari() }, { summary: text, nodes }, 'd');
  expect(seen('legemidler')).toHaveLength(1);
});

test('reads Retry-After as seconds or as a date', () => {
  const now = Date.parse('2027-03-26T14:00:00Z');
  expect(retryAfterMs('1.5', now)).toBe(1500);
  expect(retryAfterMs('Fri, 26 Mar 2027 14:00:30 GMT', now)).toBe(30_000);
  expect(retryAfterMs('Fri, 26 Mar 2027 13:00:30 GMT', now)).toBe(0);
  expect(retryAfterMs('soon', now)).toBeNull();
  expect(retryAfterMs('', now)).toBeNull();
  expect(retryAfterMs(undefined, now)).toBeNull();
});

test('asks for nobody among a channel’s members while Teams wants that left alone, and goes on when it is over', async () => {
  const { messenger, teams } = world;
  const find = (email: string) => messenger.accountOf(world.channel(), email);
  const asked = () => teams.requests.filter(({ path }) => path.endsWith('/pagedmembers')).length;
  teams.fault({ kind: 'status', status: 429, retryAfter: 2, match: 'pagedmembers' });
  expect(await fault(find('ola@sandkasse.example'))).toEqual({ kind: 'later', retryAfterMs: 2_000 });
  expect(await fault(find('kari@sandkasse.example'))).toMatchObject({
    kind: 'later',
    retryAfterMs: expect.any(Number),
  });
  expect(asked()).toBe(1);
  await wait(2_000);
  expect(await find('ola@sandkasse.example')).not.toBeNull();
  expect(asked()).toBe(2);
});
