/** What is said under a card is one discussion, on both platforms: shown there, followed when it is edited or taken away. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Platform } from '../../bot/index.ts';
import { unseal } from '../../bot/seal.ts';
import { asks, does, eventually, hears, m, type Someone, stateOf } from '../support/doings.ts';
import { type Stack, startStack } from '../support/stack.ts';

const HT = 'hjemmetjenester';
/** In Slack, and in Teams. */
const SAYS = { slack: `${HT}.trondheim-5`, teams: `${HT}.trondheim-6` };
const PLATFORMS = ['slack', 'teams'] as const;

let stack: Stack;

beforeAll(async () => {
  stack = await startStack();
}, 60_000);
afterAll(() => stack.close());

const on = (platform: Platform, who: string = SAYS[platform], where = HT): Someone => ({ who, platform, where });
const other = (platform: Platform): Platform => (platform === 'slack' ? 'teams' : 'slack');
const name = (who: string) => stack.demo.sandbox.people.find(({ id }) => id === who)?.name ?? '';

async function ask(title: string): Promise<void> {
  await asks(stack, on('slack', `${HT}.trondheim-1`), { title });
}

/** As if the process had been killed when the card was out, and its next try were long in coming. */
async function forgotten(card: string): Promise<void> {
  const { cards } = stack.store;
  const aYear = new Date(Date.parse(stack.demo.clock()) + 365 * 86_400_000).toISOString();
  await stack.core.settle();
  await cards.redo(card);
  await cards.claim('killed', '9999', '9999', 100);
  await cards.postpone(card, 'killed', aYear, true);
}

/** What stands in the thread under a card, as everybody sees it, from the first to the last. */
function thread(platform: Platform, title: string, where = HT): { text: string; bot: boolean }[] {
  if (platform === 'slack') {
    const hands = stack.sandbox.slack.as('chair-4');
    const card = hands.messages(where).findLast(({ text, threadTs }) => !threadTs && text.includes(title));
    const replies = hands.messages(where).filter(({ threadTs, ts }) => threadTs === card?.ts && ts !== threadTs);
    return replies.map(({ text, fromBot }) => ({ text, bot: fromBot }));
  }
  const hands = stack.sandbox.teams.as('chair-4');
  const id = hands.findCard(where, title)?.id;
  const said = hands.messages(where).filter((one) => one.thread === id);
  return said.map((one) => ({ text: one.card ? JSON.stringify(one.card) : one.text, bot: one.bot }));
}

async function shows(platform: Platform, title: string, ...words: string[]): Promise<void> {
  await stack.core.settle();
  const all = () => thread(platform, title).filter(({ bot }) => bot);
  await eventually(
    () => all().some(({ text }) => words.every((word) => text.includes(word))),
    () => `the thread in ${platform} lacks ${words}: ${JSON.stringify(all())}`,
  );
}

/** Says it under the card; how to change it. */
async function says(platform: Platform, title: string, say: string) {
  const person = on(platform);
  await does(stack, person, { card: title, say });
  await stack.sandbox.slack.idle();
  const { slack, teams } = stack.sandbox;
  if (platform === 'slack') {
    const hands = slack.as(person.who);
    const ts = hands.messages(HT).findLast(({ text, fromBot }) => !fromBot && text === say)?.ts ?? '';
    return {
      edit: (text: string) => {
        hands.edit(HT, ts, text);
        return slack.idle();
      },
      remove: () => {
        hands.remove(HT, ts);
        return slack.idle();
      },
    };
  }
  const hands = teams.as(person.who);
  const id = hands.messages(HT).findLast(({ text, mine }) => mine && text === say)?.id ?? '';
  return { edit: (text: string) => hands.edit(HT, id, text), remove: () => hands.remove(HT, id), id };
}

describe.each(PLATFORMS)('what is said in %s', (platform) => {
  test('stands under the card on the other platform, once, with who said it and where', async () => {
    const title = `Sagt i ${platform}`;
    await ask(title);
    const say = `Vi har prøvd dette i ${platform}. @channel *se* [her] _nå_`;
    await says(platform, title, say);
    await shows(other(platform), title, name(SAYS[platform]), `i ${platform === 'slack' ? 'Slack' : 'Teams'}`, say);
    await stack.core.settle();
    const mirrored = () => thread(other(platform), title).filter(({ text }) => text.includes('prøvd dette'));
    expect(mirrored()).toHaveLength(1);
    // It is not said again where it was said, nor taken for somebody's comment.
    expect(thread(platform, title).filter(({ text }) => text.includes('prøvd dette'))).toHaveLength(1);
    expect((await stateOf(stack, title)).comments).toHaveLength(1);
  });

  test('and edited there reads so in both places; the record has what it read before', async () => {
    const title = `Redigert i ${platform}`;
    await ask(title);
    const comment = await says(platform, title, 'Først slik');
    await shows(other(platform), title, 'Først slik');
    await comment.edit('Så slik');
    await shows(other(platform), title, 'Så slik', 'redigert');
    expect(thread(other(platform), title).filter(({ bot }) => bot)).toHaveLength(1);
    const q = await stateOf(stack, title);
    expect(q.comments).toMatchObject([{ person: SAYS[platform], text: { said: 'Så slik' } }]);
    const said = (await stack.store.log.read(q.id)).flatMap(unseal).filter(({ type }) => type.startsWith('comment'));
    expect(said).toMatchObject([
      { type: 'commented', text: { said: 'Først slik' } },
      { type: 'comment-edited', text: { said: 'Så slik' } },
    ]);
  });

  test('and taken away there is not to be read elsewhere', async () => {
    const title = `Slettet i ${platform}`;
    await ask(title);
    const comment = await says(platform, title, 'Dette var feil tråd');
    await shows(other(platform), title, 'Dette var feil tråd');
    await comment.remove();
    await shows(other(platform), title, name(SAYS[platform]), 'slettet');
    expect(JSON.stringify(thread(other(platform), title))).not.toContain('feil tråd');
    expect((await stateOf(stack, title)).comments).toMatchObject([{ withdrawnAt: expect.any(String) }]);
    const reader = on(platform, `${HT}.coordinator-1`);
    await does(stack, reader, { card: title, press: m.button.details });
    const { slack, teams } = stack.sandbox;
    const details = () =>
      JSON.stringify(platform === 'slack' ? slack.as(reader.who).modal() : teams.as(reader.who).dialog()) ?? '';
    await eventually(() => details().includes(`${name(SAYS[platform])} · slettet`), details);
    expect(details()).not.toContain('feil tråd');
  });

  test('with patient data is not kept and not shown, and is when it is edited away', async () => {
    const title = `Pasientdata i ${platform}`;
    await ask(title);
    const comment = await says(platform, title, 'Gjelder 15869510073');
    await hears(stack, on(platform), m.refusal['patient-data']);
    await comment.edit('Gjelder 15869510073 fortsatt');
    await hears(stack, on(platform), m.refusal['patient-data'], 2);
    expect((await stateOf(stack, title)).comments).toEqual([]);
    await comment.edit('Gjelder en pasient');
    await shows(other(platform), title, 'Gjelder en pasient');
    expect(JSON.stringify(thread(other(platform), title))).not.toContain('15869510073');
  });

  test('under a card that was posted and not written down is kept with its question', async () => {
    const title = `Ikke skrevet ned i ${platform}`;
    await ask(title);
    const { cards } = stack.store;
    const { id } = await stateOf(stack, title);
    const posted = (await cards.of(id)).find(({ link }) => link.platform === platform);
    await forgotten(posted?._id ?? '');
    await says(platform, title, 'Dette må ikke bli borte');
    await eventually(
      async () => (await stateOf(stack, title)).comments.length === 1,
      () => 'the comment is not kept',
    );
    expect((await stateOf(stack, title)).comments).toMatchObject([{ text: { said: 'Dette må ikke bli borte' } }]);
    await shows(other(platform), title, 'Dette må ikke bli borte');
    const card = (await cards.of(id)).find(({ link }) => link.platform === platform);
    expect(card?.message).toMatchObject({
      [platform === 'slack' ? 'ts' : 'activity']: posted?.message?.[platform === 'slack' ? 'ts' : 'activity'],
    });
  });

  test('at length is cut elsewhere, with where the rest is', async () => {
    const title = `Langt i ${platform}`;
    await ask(title);
    await says(platform, title, `Begynnelsen. ${'Mer å si. '.repeat(300)}Slutten.`);
    await shows(
      other(platform),
      title,
      'Begynnelsen.',
      `Resten står i tråden i ${platform === 'slack' ? 'Slack' : 'Teams'}.`,
    );
    expect(JSON.stringify(thread(other(platform), title))).not.toContain('Slutten.');
  });
});

test('what calls the bot under a card in Teams is kept too, where the bot hears nothing else; commands are not', async () => {
  const title = 'Nevnt i Teams';
  await ask(title);
  const comment = await says('teams', title, '@Samråd Vi kjører etter geografi, som HT-2027-001');
  await shows('slack', title, name(SAYS.teams), 'Vi kjører etter geografi, som HT-2027-001');
  await comment.edit('@Samråd Vi kjører etter adresse');
  await shows('slack', title, 'Vi kjører etter adresse', 'redigert');
  const misspelt = await says('teams', title, '@Samråd hjlep');
  await hears(stack, on('teams'), m.reply.unknownCommand('hjlep'));
  await misspelt.edit('@Samråd hjelp');
  await stack.core.settle();
  expect((await stateOf(stack, title)).comments).toMatchObject([{ text: { said: 'Vi kjører etter adresse' } }]);
});

test('what is put back in Teams is to be read again', async () => {
  const title = 'Angret i Teams';
  await ask(title);
  const comment = await says('teams', title, 'Dette står jeg ved');
  await shows('slack', title, 'Dette står jeg ved');
  await comment.remove();
  await shows('slack', title, 'slettet');
  await stack.sandbox.teams.as(SAYS.teams).putBack(HT, comment.id ?? '');
  await shows('slack', title, 'Dette står jeg ved');
  expect((await stateOf(stack, title)).comments).toMatchObject([{ text: { said: 'Dette står jeg ved' } }]);
});

test('nothing was a fault of ours', () => {
  expect(stack.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  expect(stack.sandbox.teams.problems).toEqual([]);
});
