import { CardFactory, type TurnContext } from 'botbuilder';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { visibleText } from '../../sandbox/teams/index.ts';
import { invokeResponse, startBoth } from './teams-harness.ts';

let both: Awaited<ReturnType<typeof startBoth>>;
beforeEach(async () => {
  both = await startBoth({ invokeTimeoutMs: 300 });
});
afterEach(() => both.close());

const AC = { type: 'AdaptiveCard', version: '1.5' };
const voteCard = (words: string, userIds?: string[]) => ({
  ...AC,
  body: [
    { type: 'TextBlock', text: `**${words}**` },
    { type: 'Input.Text', id: 'why', label: 'Begrunnelse', maxLength: 5 },
    { type: 'ActionSet', actions: [{ type: 'Action.Execute', title: 'Støtter', verb: 'vote', data: { p: 's' } }] },
  ],
  ...(userIds ? { refresh: { action: { type: 'Action.Execute', verb: 'mine' }, userIds } } : {}),
});
const formCard = {
  ...AC,
  body: [
    { type: 'Input.Text', id: 'q', label: 'Spørsmål', isRequired: true, errorMessage: 'Skriv et spørsmål' },
    { type: 'Input.ChoiceSet', id: 'g', label: 'Gruppe', choices: [{ title: 'Legemidler', value: 'g1' }] },
    { type: 'Input.Toggle', id: 't', title: 'Haster' },
  ],
  actions: [{ type: 'Action.Submit', title: 'Send', data: { form: 'ask' } }],
};
const ownCard = { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: voteCard('Du støtter') };

async function send(context: TurnContext, card: object): Promise<string> {
  return (await context.sendActivity({ type: 'message', attachments: [CardFactory.adaptiveCard(card)] }))?.id ?? '';
}

/** Kari mentions the bot in the channel and it answers with the card; gives the card message's id. */
async function ask(card: object): Promise<string> {
  let id = '';
  both.bot.turn = async (context) => {
    id = await send(context, card);
  };
  await both.teams.as('kari').say('legemidler', 'still spørsmålet', { mention: true });
  expect(both.errors).toEqual([]);
  return id;
}

function answerInvoke(body: unknown, status?: number): void {
  both.bot.turn = async (context) => void (await context.sendActivity(invokeResponse(body, status)));
}

const textSeenBy = (who: string) => both.teams.as(who).findCard('legemidler', 'Begrunnelse')?.text.split('\n')[0];

test('a mention reaches the bot as Teams sends it, and the answer stands in the thread', async () => {
  await ask(voteCard('Spørsmål'));
  const [said, card] = both.teams.as('ola').messages('legemidler');
  expect(card?.thread).toBe(said?.id);
  const { ids } = both.teams;
  expect(both.bot.heard[0]).toMatchObject({
    type: 'message',
    channelId: 'msteams',
    text: '<at>Samråd</at> still spørsmålet',
    from: { id: ids.user('kari').id, aadObjectId: ids.user('kari').aadObjectId, name: 'Kari Nordmann' },
    recipient: { id: ids.bot },
    locale: 'nb-NO',
    serviceUrl: ids.serviceUrl(),
    conversation: {
      id: `${ids.channel('legemidler').id};messageid=${said?.id}`,
      conversationType: 'channel',
      isGroup: true,
    },
    channelData: { channel: { id: ids.channel('legemidler').id }, team: { id: ids.team }, tenant: { id: 'tenant-1' } },
  });
  expect(both.bot.heard[0]?.entities?.[0]).toMatchObject({ type: 'mention', mentioned: { id: ids.bot } });
});

test('a press gives the presser alone the answered card, until the message is updated', async () => {
  const id = await ask(voteCard('Spørsmål'));
  const reference = both.bot.heard[0];
  answerInvoke(ownCard);
  await both.teams.as('kari').press('legemidler', id, 'Støtter', { Begrunn: 'ja' });
  expect(both.bot.heard[1]).toMatchObject({
    name: 'adaptiveCard/action',
    replyToId: id,
    value: { action: { type: 'Action.Execute', verb: 'vote', data: { p: 's', why: 'ja' } }, trigger: 'manual' },
  });
  expect([textSeenBy('kari'), textSeenBy('ola')]).toEqual(['Du støtter', 'Spørsmål']);

  both.bot.turn = async (context) =>
    void (await context.updateActivity({
      type: 'message',
      id,
      attachments: [CardFactory.adaptiveCard(voteCard('1 svar'))],
    }));
  await both.teams.as('ola').say('legemidler', 'oppdater', reference?.conversation.id.split('=')[1]);
  expect(both.errors).toEqual([]);
  expect([textSeenBy('kari'), textSeenBy('ola')]).toEqual(['1 svar', '1 svar']);
});

test('a card that lists a person is refreshed for them once per version', async () => {
  const id = await ask(voteCard('Spørsmål', [both.teams.ids.user('ola').id]));
  answerInvoke(ownCard);
  await both.teams.as('kari').view('legemidler', id);
  await both.teams.as('ola').view('legemidler', id);
  await both.teams.as('ola').view('legemidler', id);
  expect([textSeenBy('kari'), textSeenBy('ola')]).toEqual(['Spørsmål', 'Du støtter']);
  expect(both.bot.heard.slice(1).map(({ value }) => value.trigger)).toEqual(['automatic']);
});

test.each([
  [
    'an error answer',
    { statusCode: 500, type: 'application/vnd.microsoft.error', value: { code: '1', message: 'x' } },
    200,
  ],
  ['a status of 500', {}, 500],
  ['a card that Teams can’t show', { ...ownCard, value: { ...AC, body: [{ type: 'Hologram' }] } }, 200],
])('%s to a press tells the person that something went wrong', async (_what, body, status) => {
  const id = await ask(voteCard('Spørsmål'));
  answerInvoke(body, status);
  await expect(both.teams.as('kari').press('legemidler', id, { verb: 'vote' })).rejects.toThrow(
    'Noe gikk galt. Prøv igjen.',
  );
  expect(both.teams.problems).toHaveLength(1);
  expect(textSeenBy('kari')).toBe('Spørsmål');
});

test('an answer that comes too late is no answer', async () => {
  const id = await ask(voteCard('Spørsmål'));
  both.bot.turn = async (context) => {
    await new Promise((done) => setTimeout(done, 600));
    await context.sendActivity(invokeResponse(ownCard));
  };
  await expect(both.teams.as('kari').press('legemidler', id, 'Støtter')).rejects.toThrow('Noe gikk galt');
  expect(textSeenBy('kari')).toBe('Spørsmål');
});

test('what the client checks never reaches the bot', async () => {
  const id = await ask(voteCard('Spørsmål'));
  const press = both.teams.as('kari').press('legemidler', id, 'Støtter', { Begrunnelse: 'altfor lang' });
  await expect(press).rejects.toMatchObject({ errors: { Begrunnelse: 'Teksten er for lang.' } });
  expect(both.bot.heard).toHaveLength(1);
});

test('the same press again is the same to the last byte', async () => {
  const id = await ask(voteCard('Spørsmål'));
  answerInvoke(ownCard);
  await both.teams.as('kari').press('legemidler', id, 'Støtter');
  await both.teams.as('kari').resend({ freshToken: true });
  const [first, again] = both.bot.heard.slice(1);
  expect(again?.id).toBe(first?.id);
  expect(JSON.stringify(again)).toBe(JSON.stringify(first));
});

test('a dialog is opened, filled by what is visible, checked, submitted and closed', async () => {
  const opener = { type: 'Action.Submit', title: 'Nytt', data: { msteams: { type: 'task/fetch' }, kind: 'ask' } };
  const id = await ask({ ...AC, body: [{ type: 'TextBlock', text: 'Hjelp' }], actions: [opener] });
  answerInvoke({
    task: { type: 'continue', value: { title: 'Still spørsmål', card: CardFactory.adaptiveCard(formCard) } },
  });
  const kari = both.teams.as('kari');
  expect(await kari.press('legemidler', id, 'Nytt')).toEqual({ kind: 'dialog', title: 'Still spørsmål' });
  expect(both.bot.heard[1]).toMatchObject({ name: 'task/fetch', value: { data: { kind: 'ask' } }, replyToId: id });
  expect(kari.form()).toEqual({ title: 'Still spørsmål', labels: ['Spørsmål', 'Gruppe', 'Haster', 'Send'] });

  expect(await kari.submit()).toEqual({ closed: false, errors: { Spørsmål: 'Skriv et spørsmål' } });
  expect(both.bot.heard).toHaveLength(2);
  expect(() => kari.fill({ Gruppe: 'Radiologi' })).toThrow('no choice "Radiologi"');

  kari.fill({ Spørs: 'Hva nå?', Gruppe: 'Legemidler', Haster: 'ja' });
  answerInvoke({ task: { type: 'message', value: 'Takk' } });
  expect(await kari.submit('Send')).toEqual({ closed: true, message: 'Takk' });
  expect(both.bot.heard[2]).toMatchObject({
    name: 'task/submit',
    value: { data: { form: 'ask', q: 'Hva nå?', g: 'g1', t: 'true' } },
  });
  expect(kari.dialog()).toBeUndefined();
});

test('a dialog is closed by an answer without a body, and by no other without a task', async () => {
  const kari = both.teams.as('kari');
  const { id } = await kari.say('legemidler', 'Hva med dose?');
  const open = () => {
    answerInvoke({ task: { type: 'continue', value: { title: 'Nytt', card: CardFactory.adaptiveCard(formCard) } } });
    return kari.openCommand('legemidler', 'makeQuestion', id);
  };
  await open();
  kari.fill({ Spørsmål: 'Dose?' });
  answerInvoke({});
  await expect(kari.submit()).rejects.toThrow('Noe gikk galt');
  expect(both.teams.problems).toEqual([expect.stringContaining('Task or Task Type is missing')]);
  expect(kari.dialog()).toBeDefined();
  answerInvoke(undefined);
  expect(await kari.submit()).toEqual({ closed: true });
});

test('a dialog with buttons behind ⋯ is none for Android', async () => {
  const hidden = { ...formCard, actions: [{ type: 'Action.Submit', title: 'Mer', mode: 'secondary' }] };
  answerInvoke({ task: { type: 'continue', value: { title: 'Nytt', card: CardFactory.adaptiveCard(hidden) } } });
  await expect(both.teams.as('kari').openCommand('legemidler', 'askGroup')).rejects.toThrow('Noe gikk galt');
  expect(both.teams.problems).toEqual([expect.stringContaining('"Mer" is behind ⋯')]);
});

test('a message extension opens its dialog from a message and carries the message along', async () => {
  const kari = both.teams.as('kari');
  const { id } = await kari.say('legemidler', 'Hva med <dose>?');
  answerInvoke({
    task: { type: 'continue', value: { title: 'Gjør til spørsmål', card: CardFactory.adaptiveCard(formCard) } },
  });
  await kari.openCommand('legemidler', 'makeQuestion', id);
  kari.fill({ Spørsmål: 'Dose?' });
  answerInvoke({ composeExtension: { type: 'result', attachments: [CardFactory.adaptiveCard(voteCard('Nytt'))] } });
  const outcome = await kari.submit();
  expect(outcome.result).toHaveLength(1);
  const messagePayload = { id, body: { content: '<div>Hva med &lt;dose&gt;?</div>' } };
  expect(both.bot.heard.slice(-2)).toMatchObject([
    {
      name: 'composeExtension/fetchTask',
      value: { commandId: 'makeQuestion', commandContext: 'message', messagePayload },
    },
    {
      name: 'composeExtension/submitAction',
      value: { commandId: 'makeQuestion', messagePayload, data: { q: 'Dose?' } },
    },
  ]);
});

test('a search command gives hits', async () => {
  const hit = { ...CardFactory.adaptiveCard(voteCard('A')), preview: CardFactory.heroCard('Vedtak 7', 'Avgjort') };
  answerInvoke({ composeExtension: { type: 'result', attachmentLayout: 'list', attachments: [hit] } });
  const { hits } = await both.teams.as('kari').search('legemidler', 'find', 'dose');
  expect(hits.map(({ title, text }) => [title, text])).toEqual([['Vedtak 7', 'Avgjort']]);
  expect(both.bot.heard[0]?.value.parameters).toEqual([{ name: 'query', value: 'dose' }]);
});

test('without consent to hear all, the bot hears mentions only', async () => {
  const strict = await startBoth({ rsc: false });
  await strict.teams.as('kari').say('legemidler', 'hei alle');
  await strict.teams.as('kari').say('legemidler', 'hei @Samråd');
  await strict.close();
  expect(strict.bot.heard.map(({ text }) => text)).toEqual(['hei <at>Samråd</at>']);
});

test('hidden parts are neither read nor pressed until they are toggled', async () => {
  const id = await ask({
    ...AC,
    body: [
      { type: 'TextBlock', text: 'Kort' },
      { type: 'Container', id: 'more', isVisible: false, items: [{ type: 'TextBlock', text: 'Hele historien' }] },
    ],
    actions: [{ type: 'Action.ToggleVisibility', title: 'Vis mer', targetElements: ['more'] }],
  });
  const kari = both.teams.as('kari');
  expect(kari.findCard('legemidler', 'Hele historien')).toBeUndefined();
  await kari.press('legemidler', id, 'Vis mer');
  expect(kari.findCard('legemidler', 'Hele historien')?.id).toBe(id);
  expect(both.teams.as('ola').findCard('legemidler', 'Hele historien')).toBeUndefined();
});

test('visibleText reads what a person reads', () => {
  expect(visibleText(formCard)).toBe('Spørsmål\nGruppe\nLegemidler\nHaster\nSend');
});

test('buttons, fields and choices are found by how they begin, and a button of the dialog without a message', async () => {
  const id = await ask({
    ...AC,
    actions: [{ type: 'Action.Submit', title: 'Endre …', data: { msteams: { type: 'task/fetch' } } }],
  });
  answerInvoke({ task: { type: 'continue', value: { title: 'Spør', card: CardFactory.adaptiveCard(formCard) } } });
  const kari = both.teams.as('kari');
  await kari.press('legemidler', id, 'endre');
  kari.fill({ spør: 'Hvilken?', grup: 'lege' });
  await kari.press('legemidler', '', 'send');
  expect(both.bot.heard.at(-1)).toMatchObject({
    name: 'task/submit',
    value: { data: { form: 'ask', q: 'Hvilken?', g: 'g1' } },
  });
});

test('a reply to a reply stands in the same thread', async () => {
  await ask(voteCard('Spørsmål'));
  const kari = both.teams.as('kari');
  const [root, card] = kari.messages('legemidler');
  both.bot.turn = async () => {};
  await kari.say('legemidler', 'Enig', card?.id);
  expect(kari.messages('legemidler').at(-1)?.thread).toBe(root?.id);
});
