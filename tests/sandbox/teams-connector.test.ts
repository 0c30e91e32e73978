import { CardFactory, MessageFactory, TeamsInfo, type TurnContext } from 'botbuilder';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { channelAuth } from '../../sandbox/teams/index.ts';
import { APP, fetchToken, PEOPLE, startBoth, startTeams } from './teams-harness.ts';

let both: Awaited<ReturnType<typeof startBoth>>;
beforeEach(async () => {
  both = await startBoth();
});
afterEach(() => both.close());

async function call(method: string, path: string, body?: unknown) {
  const token = await fetchToken(channelAuth(both.baseUrl, APP.tenantId).ToChannelFromBotLoginUrl);
  const response = await fetch(`${both.baseUrl}/teams/v3/${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const json = text === '' ? {} : (JSON.parse(text) as { id?: string; error?: { code: string } });
  return { status: response.status, code: json.error?.code, json, retryAfter: response.headers.get('retry-after') };
}

const enc = encodeURIComponent;
const chat = (who = 'kari') => `conversations/${enc(both.teams.ids.user(who).chat)}`;
const channel = () => `conversations/${enc(both.teams.ids.channel('legemidler').id)}`;
const hello = { type: 'message', text: 'hei' };
const cardMessage = (card: object) => ({ type: 'message', attachments: [CardFactory.adaptiveCard(card)] });
const heard = (who: string, where: string) =>
  both.teams
    .as(who)
    .messages(where)
    .map(({ text }) => text);

test('a person is written to who never wrote, with the address from the roster', async () => {
  const { ids } = both.teams;
  const reference = { channelId: 'msteams', serviceUrl: ids.serviceUrl(), bot: { id: ids.bot, name: 'Samråd' } };
  await both.adapter.createConversationAsync(
    APP.appId,
    'msteams',
    ids.serviceUrl(),
    'https://api.botframework.com',
    {
      isGroup: false,
      bot: reference.bot,
      members: [{ id: ids.user('ola').id, name: '' }],
      tenantId: APP.tenantId,
      channelData: { tenant: { id: APP.tenantId } },
      activity: undefined as never,
      topicName: '',
    },
    async (context) => void (await context.sendActivity('påminnelse')),
  );
  expect(heard('ola', 'dm')).toEqual(['påminnelse']);
  expect(heard('kari', 'dm')).toEqual([]);
});

test('a conversation is continued later by its reference', async () => {
  await both.teams.as('kari').say('legemidler', 'hei');
  const { conversation, serviceUrl, recipient, channelId } = both.bot.heard[0] ?? {};
  const reference = { conversation, serviceUrl, bot: recipient, channelId } as Parameters<typeof both.proactive>[0];
  await both.proactive(reference, async (context) => void (await context.sendActivity('senere')));
  const [first, later] = both.teams.as('ola').messages('legemidler');
  expect([later?.text, later?.thread]).toEqual(['senere', first?.id]);
});

test('a new thread is made in a channel, answered, updated and deleted', async () => {
  const made = await call('POST', 'conversations', {
    isGroup: true,
    channelData: { channel: { id: both.teams.ids.channel('legemidler').id } },
    activity: hello,
  });
  const { id, activityId } = made.json as { id: string; activityId: string };
  expect([made.status, id]).toEqual([201, `${both.teams.ids.channel('legemidler').id};messageid=${activityId}`]);
  expect((await call('POST', `conversations/${enc(id)}/activities`, { ...hello, text: 'svar' })).status).toBe(201);
  expect((await call('PUT', `${channel()}/activities/${activityId}`, { ...hello, text: 'ny' })).status).toBe(200);
  const seen = both.teams.as('kari').messages('legemidler');
  expect(seen.map(({ text, thread, edited }) => [text, thread, edited])).toEqual([
    ['ny', undefined, true],
    ['svar', activityId, false],
  ]);
  expect((await call('DELETE', `${channel()}/activities/${activityId}`)).status).toBe(200);
  expect(heard('kari', 'legemidler')).toEqual(['svar']);
});

test('the roster is read with TeamsInfo', async () => {
  let members: unknown;
  let one: unknown;
  let channels: unknown;
  both.bot.turn = async (context: TurnContext) => {
    members = (await TeamsInfo.getPagedMembers(context)).members.map(({ email, aadObjectId }) => [email, aadObjectId]);
    one = (await TeamsInfo.getMember(context, both.teams.ids.user('ola').id)).userPrincipalName;
    channels = (await TeamsInfo.getTeamChannels(context)).map(({ id, name }) => [id, name]);
  };
  await both.teams.as('kari').say('legemidler', 'hvem er her');
  expect(both.errors).toEqual([]);
  const { ids } = both.teams;
  expect(members).toEqual(PEOPLE.map(({ id, email }) => [email, ids.user(id).aadObjectId]));
  expect(one).toBe('ola@sandkasse.example');
  expect(channels).toEqual([
    [ids.team, undefined],
    [ids.channel('legemidler').id, 'legemidler'],
  ]);
});

const unknownType = { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'Hologram' }] };
const large = { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text: 'x'.repeat(29_000) }] };
test.each([
  [
    'an unknown conversation',
    'POST',
    () => 'conversations/19:x@thread.tacv2/activities',
    hello,
    404,
    'ConversationNotFound',
  ],
  [
    'a thread that is not there',
    'POST',
    () => `${channel()}${enc(';messageid=1')}/activities`,
    hello,
    404,
    'ConversationNotFound',
  ],
  [
    'an update of an unknown message',
    'PUT',
    () => `${chat()}/activities/1`,
    hello,
    404,
    'ActivityNotFoundInConversation',
  ],
  ['a card of more than 28 KB', 'POST', () => `${chat()}/activities`, cardMessage(large), 413, 'MessageSizeTooBig'],
  ['a malformed card', 'POST', () => `${chat()}/activities`, cardMessage(unknownType), 400, 'BadArgument'],
  ['an empty message', 'POST', () => `${chat()}/activities`, { type: 'message' }, 400, 'BadSyntax'],
  ['a chat without tenant', 'POST', () => 'conversations', { members: [{ id: '29:x' }] }, 400, 'BadSyntax'],
])('the connector refuses %s', async (_what, method, path, body, status, code) => {
  expect(await call(method, path(), body)).toMatchObject({ status, code });
  expect(heard('kari', 'dm')).toEqual([]);
});

test('the connector refuses to change what a person wrote', async () => {
  const { id } = await both.teams.as('kari').say('dm', 'mitt');
  expect(await call('PUT', `${chat()}/activities/${id}`, hello)).toMatchObject({ status: 403 });
  expect(heard('kari', 'dm')).toEqual(['mitt']);
});

test('a bot that is taken out may not write, and hears that it was', async () => {
  await both.teams.install({ personId: 'kari' }, false);
  expect(await call('POST', `${chat()}/activities`, hello)).toMatchObject({
    status: 403,
    code: 'BotNotInConversationRoster',
  });
  expect(both.bot.heard.map(({ type }) => type)).toEqual(['conversationUpdate', 'installationUpdate']);
  expect((await call('POST', `${chat('ola')}/activities`, hello)).status).toBe(201);
});

test('text and card in one activity become two messages and give no id', async () => {
  const card = { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text: 'kort' }] };
  const { status, json } = await call('POST', `${chat()}/activities`, { ...cardMessage(card), text: 'ord' });
  expect([status, json]).toEqual([201, {}]);
  expect(heard('kari', 'dm')).toEqual(['ord', '']);
});

test('faults: 429 with and without Retry-After, a match, and an end', async () => {
  both.teams.fault({ kind: 'status', status: 429, retryAfter: 2, match: 'PUT' });
  both.teams.fault({ kind: 'status', status: 429 });
  both.teams.fault({ kind: 'status', status: 412 });
  const path = `${chat()}/activities`;
  expect(await call('POST', path, hello)).toMatchObject({ status: 429, retryAfter: null });
  expect(await call('POST', path, hello)).toMatchObject({ status: 412 });
  expect(await call('POST', path, hello)).toMatchObject({ status: 201 });
  expect(await call('PUT', `${path}/1`, hello)).toMatchObject({ status: 429, retryAfter: '2' });
  expect(heard('kari', 'dm')).toEqual(['hei']);
});

test('a lost reply did its work, a dropped request did not', async () => {
  both.teams.fault({ kind: 'lost-reply' });
  both.teams.fault({ kind: 'drop' });
  await expect(call('POST', `${chat()}/activities`, hello)).rejects.toThrow();
  await expect(call('POST', `${chat('ola')}/activities`, hello)).rejects.toThrow();
  expect([heard('kari', 'dm'), heard('ola', 'dm')]).toEqual([['hei'], []]);
});

test('a fault of the login hits the login only', async () => {
  both.teams.fault({ kind: 'status', status: 503, match: 'login' });
  await expect(call('POST', `${chat()}/activities`, hello)).rejects.toThrow('login answered 503');
  expect((await call('POST', `${chat()}/activities`, hello)).status).toBe(201);
});

test('what is posted to the team stands in its General channel', async () => {
  await call('POST', `conversations/${enc(both.teams.ids.team)}/activities`, hello);
  expect(heard('kari', 'General')).toEqual(['hei']);
});

test('the busiest second of a conversation is counted, reads are not', async () => {
  const path = `${chat()}/activities`;
  await Promise.all(Array.from({ length: 5 }, () => call('POST', path, hello)));
  await call('GET', `${chat()}/members`);
  await call('POST', `${chat('ola')}/activities`, hello);
  expect(both.teams.rates(both.teams.ids.user('kari').chat)['30']).toBe(5);
});

test('the bot is told of its installation once, also over a restart', async () => {
  await both.teams.connect({ messagingUrl: both.messagingUrl });
  const told = both.bot.heard.map(({ type, conversation }) => `${type} ${conversation.conversationType}`);
  expect(told.filter((one) => one.endsWith('channel'))).toEqual([
    'conversationUpdate channel',
    'installationUpdate channel',
  ]);
  expect(told).toHaveLength(6);
  const again = await startTeams();
  again.teams.restore(JSON.parse(JSON.stringify(both.teams.snapshot())));
  await again.teams.connect({ messagingUrl: both.messagingUrl });
  await again.close();
  expect(both.bot.heard).toHaveLength(6);
});

test('messages are kept over a restart', async () => {
  both.bot.turn = async (context) => void (await context.sendActivity(MessageFactory.text('svar')));
  await both.teams.as('kari').say('dm', 'hei');
  const again = await startTeams();
  again.teams.restore(JSON.parse(JSON.stringify(both.teams.snapshot())));
  await again.close();
  expect(again.teams.as('kari').messages('dm')).toEqual(both.teams.as('kari').messages('dm'));
});
