/** A message picked from its menu in Teams: the action command is answered at once, without a dialog to fill in. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { htmlToText } from '../../adapters/teams/html-text.ts';
import type { Form, Reply, View } from '../../bot/index.ts';
import { visibleText } from '../../sandbox/teams/index.ts';
import { APP, startWorld, type World } from './teams-world.ts';

const CARD: View = { summary: 'Gul sak', nodes: [{ type: 'text', text: 'Skal lista sorteres?', style: 'heading' }] };
const WHERE = 'legemidler';

let world: World;
beforeEach(async () => {
  world = await startWorld({ answerWithinMs: 300 });
});
afterEach(() => world.close());

const hands = (person = 'kari') => world.teams.as(person);
const caught = () => world.heard.flatMap(({ account: _, ...input }) => (input.kind === 'catch' ? [input] : []));

/** A card in the channel and what Ola replied under it. */
async function thread(text: string): Promise<{ card: string; reply: string; key: (id: string) => string }> {
  const posted = await world.messenger.postCard(world.channel(), CARD, 'q1@link');
  const card = String(posted.activity);
  const { id } = await hands('ola').say(WHERE, text, card);
  const { channel } = world.channel();
  return { card, reply: id, key: (message) => `${channel};messageid=${message}` };
}

/** What the dialog in front of Kari reads. */
const shown = () => visibleText(hands().dialog()?.card ?? {});

test('comes to the bot with its words, its thread and its own name, by who picked it', async () => {
  const { card, reply, key } = await thread('Vi fører <det> samme & mer\nto steder');
  world.core.reply = async () => ({ kind: 'done', text: 'Notert.' });
  await hands().openCommand(WHERE, 'catchTimeThief', reply);
  await hands('ola').openCommand(WHERE, 'catchImprovement', reply);
  const said = { messageKey: key(card), message: key(reply) };
  expect(caught()).toMatchObject([
    { idea: 'time-thief', said, text: 'Vi fører <det> samme & mer\nto steder' },
    { idea: 'improvement', said },
  ]);
  expect(caught()[0]?.requestId).not.toBe(caught()[1]?.requestId);
  expect(world.heard.at(-2)?.account.user).toBe(world.teams.ids.user('kari').aadObjectId);
  expect(await world.heard.at(-2)?.account.profile()).toMatchObject({ email: 'kari@sandkasse.example' });
  expect(world.messenger.messageKey({ serviceUrl: '', conversation: key(card), activity: card })).toBe(key(card));
});

test.each<[string, Reply, string]>([
  ['a receipt', { kind: 'done', text: 'Notert som tidstyv.' }, 'Notert som tidstyv.'],
  ['a refusal', { kind: 'refused', text: 'Gå til tråden.' }, 'Gå til tråden.'],
])('%s is the dialog’s sentence, for the person alone', async (_, reply, sentence) => {
  const { reply: id } = await thread('Dobbeltføring');
  world.core.reply = async () => reply;
  expect(await hands().openCommand(WHERE, 'catchTimeThief', id)).toEqual({ closed: false });
  expect(shown()).toBe(sentence);
  expect(hands().dialog()?.title).toBe('Samråd');
  expect(world.teams.problems).toEqual([]);
});

test('a bot that fails, or is late, says that nothing was stored', async () => {
  const { reply } = await thread('Dobbeltføring');
  world.core.reply = () => Promise.reject(new Error('away'));
  await hands().openCommand(WHERE, 'catchTimeThief', reply);
  expect(shown()).toContain('Ikke lagret. Prøv igjen.');
  hands().closeDialog();
  world.core.reply = () => new Promise(() => {});
  await hands().openCommand(WHERE, 'catchTimeThief', reply);
  expect(shown()).toContain('Ikke lagret.');
});

test('the bot’s own message has no words; the card is its own thread', async () => {
  const { card, key } = await thread('Dobbeltføring');
  world.core.reply = async () => ({ kind: 'refused', text: 'Velg en melding.' });
  await hands().openCommand(WHERE, 'catchTimeThief', card);
  expect(caught()).toMatchObject([{ text: '', said: { messageKey: key(card), message: key(card) } }]);
});

test('words to the bot in a thread tell which thread and message they are', async () => {
  const { card, key } = await thread('Dobbeltføring');
  const { id } = await hands().say(WHERE, '@Samråd tidstyv Dobbeltføring', card);
  expect(world.heard.at(-1)).toMatchObject({
    kind: 'command',
    words: 'tidstyv Dobbeltføring',
    said: { messageKey: key(card), message: key(id) },
  });
  await hands().say('dm', 'tidstyv Dobbeltføring');
  expect(world.heard.at(-1)).not.toHaveProperty('said');
});

const ASKING: Form = {
  act: { do: 'ask', arg: 'nord/' },
  title: 'Nytt spørsmål',
  submit: 'Send',
  cancel: 'Avbryt',
  intro: [],
  fields: [{ type: 'text', name: 'title', label: 'Tittel', required: true, maxLength: 150 }],
};

test('a message made a question comes with its words and its address, and opens the form', async () => {
  const { reply } = await thread('Skal <lista> sorteres?');
  world.core.reply = async () => ({ kind: 'form', form: ASKING });
  expect(await hands().openCommand(WHERE, 'makeQuestion', reply)).toEqual({ closed: false });
  const { channel, team } = world.channel();
  expect(world.heard.at(-1)).toMatchObject({
    kind: 'ask',
    channel: { platform: 'teams', team, channel },
    message: {
      text: 'Skal <lista> sorteres?',
      link: expect.stringMatching(/^https:\/\/teams\.microsoft\.com\/l\/message\//),
    },
  });
  expect(hands().form()?.title).toBe('Nytt spørsmål');
});

test('the form that a command opened is sent in, corrected at its field, and taken', async () => {
  world.core.reply = async () => ({ kind: 'form', form: ASKING });
  await hands().openCommand('dm', 'askGroup');
  expect(world.heard.at(-1)).toMatchObject({ kind: 'ask', channel: null });
  expect(world.heard.at(-1)).not.toHaveProperty('message');
  hands().fill({ Tittel: 'Skal lista' });
  world.core.reply = async ({ kind }) =>
    kind === 'submit' ? { kind: 'invalid', errors: { title: 'Skriv mer.' } } : { kind: 'form', form: ASKING };
  expect(await hands().submit()).toEqual({ closed: false });
  expect(JSON.stringify(hands().dialog()?.card)).toContain('Skriv mer.');
  expect(hands().dialog()?.values).toMatchObject({ f_title: 'Skal lista' });
  world.core.reply = async () => ({ kind: 'done', text: 'Sendt.' });
  await hands().submit();
  expect(shown()).toBe('Sendt.');
  expect(world.heard.at(-1)).toMatchObject({ kind: 'submit', act: ASKING.act, values: { title: 'Skal lista' } });
  expect(world.teams.problems).toEqual([]);
});

test('the form that a command opened is left by its own button, without a word and without a body', async () => {
  world.core.reply = async () => ({ kind: 'form', form: ASKING });
  await hands().openCommand('dm', 'askGroup');
  expect(await hands().submit('Avbryt')).toEqual({ closed: true });
  expect(world.teams.deliveries.at(-1)).toMatchObject({
    status: 200,
    activity: { name: 'composeExtension/submitAction' },
  });
  expect(world.teams.deliveries.at(-1)).not.toHaveProperty('body');
  expect(world.heard.map(({ kind }) => kind)).toEqual(['ask']);
});

/** From Microsoft's documentation of message actions, ids changed. */
const recorded = (payload: object, more: object = {}) =>
  world.activity({
    type: 'invoke',
    name: 'composeExtension/fetchTask',
    id: 'f:622749630322482883',
    conversation: { id: '19:general@thread.tacv2', conversationType: 'channel', tenantId: APP.tenantId },
    value: {
      commandId: 'catchTimeThief',
      commandContext: 'message',
      messagePayload: {
        id: '1555950448501',
        replyToId: '1555950000000',
        messageType: 'message',
        importance: 'normal',
        from: { device: null, conversation: null, user: { userIdentityType: 'aadUser', id: 'a', displayName: 'Ola' } },
        body: {
          contentType: 'html',
          content:
            '<div><div><at id="0">Samråd</at>&nbsp;<at id="1">Ola</at> fører det <b>samme</b> &lt;to&gt; steder</div></div>',
        },
        attachments: [],
        mentions: [
          {
            id: 0,
            mentionText: 'Samråd',
            mentioned: { application: { applicationIdentityType: 'bot', id: APP.appId } },
          },
          { id: 1, mentionText: 'Ola', mentioned: { user: { id: 'a' } } },
        ],
        ...payload,
      },
      context: { theme: 'default' },
      ...more,
    },
  });

test('is read as Teams sends it: the thread from the message, HTML as words, the bot’s name left out', async () => {
  world.core.reply = async () => ({ kind: 'done', text: 'Notert.' });
  const { status, body } = await world.teams.deliver(recorded({}));
  expect(status).toBe(200);
  expect(body).toMatchObject({
    task: { type: 'continue', value: { title: 'Samråd', card: { content: { speak: 'Notert.' } } } },
  });
  expect(caught()).toMatchObject([
    {
      text: 'Ola fører det samme <to> steder',
      said: {
        messageKey: '19:general@thread.tacv2;messageid=1555950000000',
        message: '19:general@thread.tacv2;messageid=1555950448501',
      },
    },
  ]);
  await world.teams.deliver(recorded({ replyToId: null, body: { contentType: 'text', content: ' 1 < 2 ' } }));
  expect(caught()[1]).toMatchObject({
    text: '1 < 2',
    said: { messageKey: '19:general@thread.tacv2;messageid=1555950448501' },
  });
});

describe('in a chat between two people, where the bot is not', () => {
  const between = { id: '19:kari_ola@unq.gbl.spaces', conversationType: 'personal', tenantId: APP.tenantId };
  const used = async (conversation: object) => {
    await world.teams.deliver({ ...recorded({}), conversation });
    return world.heard.at(-1)?.account;
  };

  test('that chat is not taken for the person’s own with the bot', async () => {
    const own = world.activity().conversation;
    expect((await used(own))?.ref).toMatchObject({ chat: own.id });
    expect((await used(between))?.ref).toEqual(expect.not.objectContaining({ chat: expect.anything() }));
  });

  test('who was never heard of is known by their own chat, if they have the app', async () => {
    expect(await (await used(between))?.profile()).toMatchObject({ email: 'kari@sandkasse.example' });
  });

  test('and is not found without the app', async () => {
    await world.teams.install({ personId: 'kari' }, false);
    expect(await (await used(between))?.profile()).toBeNull();
  });
});

test('a note that the bot itself wrote in the thread has no words to pick', async () => {
  const from = { user: null, application: { applicationIdentityType: 'bot', id: APP.appId, displayName: 'Samråd' } };
  await world.teams.deliver(recorded({ from, body: { contentType: 'text', content: 'Besluttet: Ja' } }));
  expect(caught()).toMatchObject([{ text: '' }]);
  const other = { user: null, application: { applicationIdentityType: 'bot', id: 'another', displayName: 'Planner' } };
  await world.teams.deliver(recorded({ from: other, body: { contentType: 'text', content: 'Ny oppgave' } }));
  expect(caught()[1]).toMatchObject({ text: 'Ny oppgave' });
});

test.each([
  ['another command', {}, { commandId: 'someoneElses' }],
  ['no message', {}, { messagePayload: null }],
  ['a message without an id', { id: '' }, {}],
])('%s is refused and reaches nobody', async (_, payload, more) => {
  expect((await world.teams.deliver(recorded(payload, more))).status).toBe(400);
  expect(world.heard).toEqual([]);
});

test.each([
  ['<p>Én</p><p>to<br>tre</p>', 'Én\nto\ntre'],
  ['a&nbsp;&amp;&#39;b&#x27; &euro;', "a &'b' &euro;"],
  ['<attachment id="x"></attachment>', ''],
  ['&lt;script&gt;alert(1)&lt;/script&gt;', '<script>alert(1)</script>'],
])('%s reads %j', (html, text) => {
  expect(htmlToText(html)).toBe(text);
});
