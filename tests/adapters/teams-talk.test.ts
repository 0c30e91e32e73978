import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Form, Input, Reply, View } from '../../bot/index.ts';
import { visibleText } from '../../sandbox/teams/index.ts';
import { APP, startWorld, type World } from './teams-world.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld({ answerWithinMs: 300 });
});
afterEach(() => world.close());

const act = { do: 'support', question: 'q1', level: 1, round: 1 };
const objection = { do: 'objection', question: 'q1' };
const CARD: View = {
  summary: 'Gul sak HT-2027-014',
  nodes: [
    { type: 'text', text: 'Skal arbeidslista sorteres etter tid?', style: 'heading' },
    {
      type: 'actions',
      items: [
        { type: 'button', label: 'Støtter', act, style: 'primary', opensForm: false },
        { type: 'button', label: 'Innvending …', act: objection, opensForm: true },
        {
          type: 'menu',
          label: 'Flere valg',
          items: [{ label: 'Trekk', act: { do: 'withdraw', question: 'q1' }, opensForm: false }],
        },
      ],
    },
  ],
};
const FORM: Form = {
  act: { ...objection, arg: 'ny' },
  title: 'Innvending',
  submit: 'Send',
  cancel: 'Avbryt',
  intro: [{ type: 'text', text: 'Ikke skriv pasientopplysninger her.' }],
  fields: [
    { type: 'long-text', name: 'text', label: 'Hva er galt', required: true, maxLength: 1000 },
    {
      type: 'choice',
      name: 'criterion',
      label: 'Kriterium',
      required: true,
      options: [
        { value: 'safety', label: 'Pasientsikkerhet' },
        { value: 'work', label: 'Gjennomførbarhet' },
      ],
    },
    {
      type: 'choices',
      name: 'groups',
      label: 'Grupper',
      required: false,
      options: [
        { value: 'a,b', label: 'A og B' },
        { value: 'c', label: 'C' },
      ],
    },
    { type: 'date', name: 'by', label: 'Innen', required: false },
  ],
};

function replies(table: Partial<Record<Input['kind'], Reply>>): void {
  world.core.reply = async (input) => table[input.kind] ?? { kind: 'quiet' };
}

async function postCard(): Promise<{ id: string; key: string }> {
  const message = await world.messenger.postCard(world.channel(), CARD, 'q1@link');
  const card = world.teams.as('kari').findCard('legemidler', 'arbeidslista');
  if (!card) throw new Error('the card is not there');
  return { id: card.id, key: world.messenger.messageKey(message) };
}

function only<K extends Input['kind']>(kind: K): Input & { kind: K } {
  const found = world.heard.filter((input) => input.kind === kind);
  expect(found).toHaveLength(1);
  return found[0] as Input & { kind: K };
}

test('words said to the bot alone are a command without a channel, by the account with its e-mail', async () => {
  replies({ command: { kind: 'done', text: 'Skriv *mine* for å se dine saker.' } });
  await world.teams.as('kari').say('dm', 'hjelp meg');
  const kari = world.teams.ids.user('kari');
  const { account, signal: _signal, ...said } = only('command');
  expect(said).toEqual({
    kind: 'command',
    words: 'hjelp meg',
    channel: null,
    requestId: expect.stringMatching(new RegExp(`^teams:${APP.tenantId}:${kari.chat}:\\d+$`)),
  });
  expect(account).toMatchObject({ platform: 'teams', team: APP.tenantId, user: kari.aadObjectId });
  expect(account.ref).toEqual({
    serviceUrl: world.teams.ids.serviceUrl(),
    bot: world.teams.ids.bot,
    tenant: APP.tenantId,
    user: kari.id,
    chat: kari.chat,
  });
  expect(await account.profile()).toEqual({ email: 'kari@sandkasse.example', locale: 'nb-NO' });
  expect(world.teams.as('kari').messages('dm').at(-1)?.text).toBe('Skriv *mine* for å se dine saker.');
});

test('asks Teams for an e-mail once, and again only while it is not known', async () => {
  await world.teams.as('kari').say('dm', 'hjelp');
  const { account } = only('command');
  world.teams.fault({ kind: 'status', status: 502, times: 1, match: 'members' });
  await expect(account.profile()).rejects.toThrow('502');
  expect(await account.profile()).toMatchObject({ email: 'kari@sandkasse.example' });
  expect(await account.profile()).toMatchObject({ email: 'kari@sandkasse.example' });
  expect(world.teams.requests.filter(({ path }) => path.includes('/members/'))).toHaveLength(2);
});

test('a person that Teams doesn’t know has no profile', async () => {
  await world.teams.deliver(world.activity({ from: { id: '29:unknown' } }));
  const { account } = only('command');
  expect(account.user).toBe('29:unknown');
  expect(await account.profile()).toBeNull();
});

test('a mention in a channel is a command without the mention, and is answered to the person alone', async () => {
  replies({ command: { kind: 'refused', text: 'Du er ikke medlem.', view: CARD } });
  await world.teams.as('kari').say('legemidler', '@Samråd  status HT-2027-014');
  const { words, channel } = only('command');
  expect(words).toBe('status HT-2027-014');
  expect(channel).toEqual(world.channel());
  expect(world.teams.as('kari').messages('legemidler')).toHaveLength(1);
  expect(world.teams.as('kari').findCard('dm', 'arbeidslista')?.text).toMatch(/^Du er ikke medlem\.\n/);
});

/** As Microsoft's Agents Playground 0.2.28 sends a card that was found by a search and put into a message. */
test('a card put into a message says nothing to the bot; words beside it do', async () => {
  const inserted =
    '\n<span class="inline-compose-card" itemid="0" itemtype="http://schema.skype.com/InputExtension">\n  <span content="0" itemprop="cardId"></span>\n</span>\n';
  const attachments = [{ contentType: 'application/vnd.microsoft.card.adaptive', content: { type: 'AdaptiveCard' } }];
  await world.teams.deliver(world.activity({ text: inserted, attachments }));
  expect(world.heard).toEqual([]);
  await world.teams.deliver(world.activity({ id: '2', text: `mine${inserted}`, attachments }));
  expect(only('command').words).toBe('mine');
});

test('a name is read as it is, however often it is mentioned: it cannot put the mention back twice', async () => {
  const text = '<at>$&$&</at>';
  const mention = { type: 'mention', text, mentioned: { id: '29:guest', name: '$&$&' } };
  const entities = [mention, mention, mention];
  const { status } = await world.teams.deliver(world.activity({ text: `Spør ${text}`, entities }));
  expect(status).toBe(200);
  expect(only('command').words).toBe('Spør $&$&');
});

test('who can’t be written to alone is told in the thread, only the sentence', async () => {
  replies({ command: { kind: 'done', text: 'Kanalen er koblet.', view: CARD } });
  await world.teams.install({ personId: 'kari' }, false);
  await world.teams.as('kari').say('legemidler', '@Samråd koble');
  const answer = world.teams.as('ola').messages('legemidler').at(-1);
  expect(answer).toMatchObject({ text: 'Kanalen er koblet.', cards: [], thread: expect.any(String) });
});

test('what can’t be delivered now is not said aloud in the channel instead', async () => {
  replies({ command: { kind: 'done', text: 'Du har tre saker.' } });
  world.teams.fault({ kind: 'status', status: 502, times: 1, match: 'POST /v3/conversations' });
  expect((await world.teams.as('kari').say('legemidler', '@Samråd mine')).status).toBe(200);
  expect(world.teams.as('kari').messages('legemidler')).toHaveLength(1);
  expect(world.logged).toContainEqual(
    expect.objectContaining({ level: 'warn', fields: expect.objectContaining({ fault: 'later' }) }),
  );
});

test('an answer in the chat rings no bell; one that comes from elsewhere does', async () => {
  replies({ command: { kind: 'done', text: 'Her er hjelpen.' } });
  const rings = () => world.teams.requests.filter(({ body }) => body.includes('"alert":true')).length;
  await world.teams.as('kari').say('dm', 'hjelp');
  expect(rings()).toBe(0);
  await world.teams.as('kari').say('legemidler', '@Samråd hjelp');
  expect(rings()).toBe(1);
});

test('a reply under a card is a comment with the card’s key', async () => {
  const { id, key } = await postCard();
  const said = await world.teams.as('ola').say('legemidler', 'Enig med forslaget.', id);
  const message = `${world.channel().channel};messageid=${said.id}`;
  expect(only('comment')).toMatchObject({ said: { messageKey: key, message }, text: 'Enig med forslaget.' });
  expect(world.teams.as('ola').messages('legemidler')).toHaveLength(2);
});

test('what is said in a channel to others is left unread', async () => {
  await world.teams.as('ola').say('legemidler', 'God morgen');
  expect(world.heard).toEqual([]);
});

test('a reply that is changed, taken away and put back comes again, each time under an id of its own', async () => {
  const { id, key } = await postCard();
  const ola = world.teams.as('ola');
  const reply = await ola.say('legemidler', 'Enig', id);
  expect((await ola.edit('legemidler', reply.id, 'Uenig')).status).toBe(200);
  await ola.resend();
  expect((await ola.remove('legemidler', reply.id)).status).toBe(200);
  expect((await ola.putBack('legemidler', reply.id)).status).toBe(200);
  const said = { messageKey: key, message: `${world.channel().channel};messageid=${reply.id}` };
  expect(world.heard).toMatchObject([
    { kind: 'comment', text: 'Enig', said },
    { kind: 'comment', edited: true, text: 'Uenig', said },
    { kind: 'comment', edited: true, text: 'Uenig', said },
    { kind: 'comment-gone', said },
    { kind: 'comment', edited: true, text: 'Uenig', said },
  ]);
  const [first, edited, repeated, gone, back] = world.heard.map(({ requestId }) => requestId);
  expect(repeated).toBe(edited);
  expect(new Set([first, edited, gone, back]).size).toBe(4);
});

test('changes outside of threads, and in the chat with the bot, are left unread', async () => {
  const ola = world.teams.as('ola');
  const said = await ola.say('legemidler', 'God morgen');
  await ola.edit('legemidler', said.id, 'God kveld');
  await ola.remove('legemidler', said.id);
  const direct = await ola.say('dm', 'mine');
  await ola.edit('dm', direct.id, 'status');
  expect(world.heard).toMatchObject([{ kind: 'command', words: 'mine' }]);
});

test('reactions are answered with nothing', async () => {
  const { id } = await postCard();
  expect((await world.teams.as('ola').react('legemidler', id, 'like')).status).toBe(200);
  expect(world.heard).toEqual([]);
});

test('a card that is taken away is told', async () => {
  const { id, key } = await postCard();
  await world.teams.as('ola').remove('legemidler', id);
  expect(world.news).toEqual([{ kind: 'message-gone', platform: 'teams', messageKey: key }]);
});

test('a delivery that Teams repeats has the same request id', async () => {
  const { id } = await postCard();
  replies({ press: { kind: 'done', text: 'Notert' } });
  await world.teams.as('kari').press('legemidler', id, 'Støtter');
  await world.teams.as('kari').resend();
  await world.teams.as('kari').press('legemidler', id, 'Støtter');
  const ids = world.heard.map(({ requestId }) => requestId);
  expect(ids[0]).toBe(ids[1]);
  expect(ids[2]).not.toBe(ids[0]);
});

test('a press answers with the presser’s own card, the sentence on top; others see the shared one', async () => {
  const { id } = await postCard();
  replies({ press: { kind: 'done', text: 'Notert: du støtter.', own: () => CARD } });
  const pressed = await world.teams.as('kari').press('legemidler', id, 'Støtter');
  expect(only('press').act).toEqual(act);
  expect(pressed).toMatchObject({ kind: 'card' });
  expect(world.teams.as('kari').findCard('legemidler', 'Notert: du støtter.')).toBeDefined();
  expect(world.teams.as('ola').findCard('legemidler', 'Notert')).toBeUndefined();
});

test('on a card about several questions a press answers with the sentence, so that the others stay', async () => {
  const other = { ...act, question: 'q2' };
  const more = { type: 'button', label: 'Støtter q2', act: other, opensForm: false } as const;
  const bundle = { ...CARD, nodes: [...CARD.nodes, { type: 'actions' as const, items: [more] }] };
  await world.messenger.postCard(world.channel(), bundle, 'bundle');
  const id = world.teams.as('kari').findCard('legemidler', 'arbeidslista')?.id ?? '';
  replies({ press: { kind: 'done', text: 'Notert: du støtter.', own: () => CARD } });
  const pressed = await world.teams.as('kari').press('legemidler', id, 'Støtter q2');
  expect(pressed).toEqual({ kind: 'message', text: 'Notert: du støtter.' });
  expect(only('press').act).toEqual(other);
});

test('what is behind ⋯ can be pressed too', async () => {
  const { id } = await postCard();
  replies({ press: { kind: 'refused', text: 'Bare den som spurte kan trekke saken.' } });
  const pressed = await world.teams.as('kari').press('legemidler', id, 'Trekk');
  expect(pressed).toEqual({ kind: 'message', text: 'Bare den som spurte kan trekke saken.' });
  expect(only('press').act).toEqual({ do: 'withdraw', question: 'q1' });
});

test('Teams refreshes a question’s card to the viewer’s own', async () => {
  const { id } = await postCard();
  replies({
    look: { kind: 'done', text: '', own: () => ({ ...CARD, nodes: [{ type: 'text', text: 'Du støtter.' }] }) },
  });
  const seen = await world.teams.as('kari').view('legemidler', id);
  expect(only('look').act).toEqual({ do: 'look', question: 'q1', level: 1 });
  expect(seen).toMatchObject({ own: true });
  replies({});
  expect(await world.teams.as('ola').view('legemidler', id)).toMatchObject({ own: false });
});

test('a form by way of its button: errors at the fields with the values kept, then done', async () => {
  const { id } = await postCard();
  const kari = world.teams.as('kari');
  replies({
    press: { kind: 'form', form: FORM },
    submit: { kind: 'invalid', errors: { text: 'Skriv minst ti tegn.' } },
  });
  expect(await kari.press('legemidler', id, 'Innvending …')).toEqual({ kind: 'dialog', title: 'Innvending' });
  expect(only('press').act).toEqual(objection);

  kari.fill({ 'Hva er galt': 'Nei', Kriterium: 'Gjennomførbarhet', Grupper: ['A og B', 'C'], Innen: '2027-04-01' });
  expect(await kari.submit()).toMatchObject({ closed: false });
  const filled = { text: 'Nei', criterion: 'work', groups: ['a,b', 'c'], by: '2027-04-01' };
  expect(only('submit')).toMatchObject({ act: FORM.act, values: filled });
  expect(JSON.stringify(kari.dialog()?.card)).toContain('Skriv minst ti tegn.');
  expect(only('leave')).toMatchObject({ act: FORM.act, values: filled });
  expect(world.heard.filter(({ kind }) => kind === 'press').at(-1)).toMatchObject({ again: true });

  replies({ submit: { kind: 'done', text: 'Innvendingen er notert.', own: () => CARD } });
  expect(await kari.submit()).toMatchObject({ closed: true, message: 'Innvendingen er notert.' });
  expect(world.heard.at(-1)).toMatchObject({ kind: 'submit', values: filled });
  const ids = world.heard.map(({ requestId }) => requestId);
  expect(new Set(ids).size).toBe(ids.length);
});

test('required fields are stopped in the client, with our words', async () => {
  const { id } = await postCard();
  const kari = world.teams.as('kari');
  replies({ press: { kind: 'form', form: FORM } });
  await kari.press('legemidler', id, 'Innvending …');
  expect(await kari.submit()).toEqual({
    closed: false,
    errors: { 'Hva er galt': 'Hva er galt', Kriterium: 'Kriterium' },
  });
});

test('the way out of a form tells the core nothing', async () => {
  const { id } = await postCard();
  const kari = world.teams.as('kari');
  replies({ press: { kind: 'form', form: FORM } });
  await kari.press('legemidler', id, 'Innvending …');
  expect(await kari.submit('Avbryt')).toMatchObject({ closed: true });
  expect(world.heard.map(({ kind }) => kind)).toEqual(['press']);
});

test('a form that is refused to open says why; an answer with a card shows it in the dialog', async () => {
  const { id } = await postCard();
  const kari = world.teams.as('kari');
  replies({ press: { kind: 'refused', text: 'Saken er besluttet.' } });
  expect(await kari.press('legemidler', id, 'Innvending …')).toEqual({ kind: 'dialog', title: 'Samråd' });
  expect(visibleText(kari.dialog()?.card ?? {})).toBe('Saken er besluttet.');

  replies({ press: { kind: 'done', text: 'Tidligere svar:', view: CARD } });
  await kari.press('legemidler', id, 'Innvending …');
  replies({ press: { kind: 'done', text: 'Notert.', own: () => CARD } });
  expect(await kari.submit('Støtter')).toMatchObject({ closed: true, message: 'Notert.' });
  expect(world.heard.at(-1)).toMatchObject({ kind: 'press', act });
});

test('a command that wants a form is answered with a button that opens it, with what it began with', async () => {
  const kari = world.teams.as('kari');
  const [first, ...rest] = FORM.fields;
  if (first?.type !== 'long-text') throw new Error('the first field is a text');
  const begun = { ...FORM, fields: [{ ...first, initial: 'Vi kjører' }, ...rest] };
  replies({ command: { kind: 'form', form: begun }, press: { kind: 'form', form: FORM } });
  await kari.say('dm', 'spør');
  const card = kari.findCard('dm', 'Innvending');
  expect(card?.labels).toEqual(['Innvending']);
  expect(await kari.press('dm', card?.id ?? '', 'Innvending')).toEqual({ kind: 'dialog', title: 'Innvending' });
  expect(only('press').act).toEqual(FORM.act);
  expect(kari.dialog()?.values.f_text).toBe('Vi kjører');
});

test('a core that is too slow or fails is answered with its fault text, in the person’s language', async () => {
  const { id } = await postCard();
  world.core.reply = () => new Promise(() => {});
  const fault = { kind: 'message', text: 'Ikke lagret. Prøv igjen. (nn-NO)' };
  expect(await world.teams.as('ola').press('legemidler', id, 'Støtter')).toEqual(fault);
  world.core.reply = () => {
    throw new Error('database away');
  };
  expect(await world.teams.as('ola').press('legemidler', id, 'Støtter')).toEqual(fault);
  await world.teams.as('ola').say('dm', 'hjelp');
  expect(world.teams.as('ola').messages('dm').at(-1)?.text).toBe(fault.text);
  expect(world.logged.filter(({ level }) => level === 'error')).toHaveLength(2);
});

test('what was written is not lost when the core fails: the form comes back with it and the fault text', async () => {
  const { id } = await postCard();
  const kari = world.teams.as('kari');
  world.core.reply = async (input) => {
    if (input.kind === 'submit') throw new Error('database away');
    return { kind: 'form', form: FORM };
  };
  await kari.press('legemidler', id, 'Innvending …');
  kari.fill({ 'Hva er galt': 'Vi kjører etter geografi på kveld.', Kriterium: 'Gjennomførbarhet' });
  expect(await kari.submit()).toMatchObject({ closed: false });
  const card = JSON.stringify(kari.dialog()?.card);
  expect(card).toContain('Ikke lagret. Prøv igjen. (nb-NO)');
  expect(card).toContain('Vi kjører etter geografi på kveld.');
});

test('taps that are not ours are refused and never reach the core', async () => {
  const invoke = (name: string, value: unknown) =>
    world.teams.deliver(world.activity({ type: 'invoke', name, text: undefined, value }));
  const execute = (data: unknown, verb = 'samrad') =>
    invoke('adaptiveCard/action', { action: { type: 'Action.Execute', verb, data } });
  expect(await execute({ act: { do: 7 } })).toMatchObject({ status: 200, body: { statusCode: 400 } });
  expect(await execute(null)).toMatchObject({ status: 200, body: { statusCode: 400 } });
  expect(await execute({ act }, 'another')).toMatchObject({ status: 501 });
  expect(await invoke('task/submit', { data: { act: 'support' } })).toMatchObject({ status: 400 });
  expect(await invoke('task/fetch', null)).toMatchObject({ status: 400 });
  expect(await invoke('signin/verifyState', {})).toMatchObject({ status: 501 });
  expect(world.heard).toEqual([]);
});
