/** The bot comes into teams and chats and is taken out of them; channels are closed and opened again. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ChannelRef, Input, Reply } from '../../bot/index.ts';
import { APP, startWorld, type World } from './teams-world.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.close());

const CHAT = 'Fagekspertene';

function reply(kind: Input['kind'], answer: Reply): void {
  world.core.reply = async (input) => (input.kind === kind ? answer : { kind: 'quiet' });
}

/** The channel as the core keeps it since it was linked from there. */
async function linked(where: string): Promise<ChannelRef> {
  await world.teams.as('kari').say(where, '@Samråd koble Legemidler');
  const said = world.heard.findLast(({ kind }) => kind === 'command');
  if (said?.kind !== 'command' || !said.channel) throw new Error('nothing was heard');
  return said.channel;
}

/** A channel of another team. */
const elsewhere = (channel: ChannelRef): ChannelRef => ({
  ...channel,
  channel: '19:other@thread.tacv2',
  ref: { ...channel.ref, team: '19:another-team@thread.tacv2' },
});

function told() {
  return world.news.map((news) => {
    if (news.kind !== 'place-lost' && news.kind !== 'place-found') throw new Error(`told of ${news.kind}`);
    return news;
  });
}

describe('the bot removed from a team', () => {
  test('has lost the team’s channels, and no others', async () => {
    const channel = await linked('legemidler');
    const chat = await linked(CHAT);
    await world.teams.install('team', false);
    expect(world.teams.deliveries.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(told().map(({ kind }) => kind)).toEqual(['place-lost', 'place-lost']);
    for (const { is } of told()) {
      expect([channel, elsewhere(channel), chat].map(is)).toEqual([true, false, false]);
      expect(is({ ...channel, team: 'another-tenant' })).toBe(false);
      expect(is({ ...channel, ref: undefined })).toBe(false);
    }
  });

  test('and a channel that is deleted or a team that is archived are lost; restored they are found', async () => {
    const channel = await linked('legemidler');
    const { team } = world.teams.ids;
    for (const event of ['channelDeleted', 'channelRestored'] as const) await world.teams.change('legemidler', event);
    for (const event of ['teamArchived', 'teamUnarchived'] as const) await world.teams.change('team', event);
    const found = told();
    expect(found.map(({ kind }) => kind)).toEqual(['place-lost', 'place-found', 'place-lost', 'place-found']);
    const general = { ...channel, channel: team, ref: undefined };
    expect(found.map(({ is }) => [is(channel), is(general)])).toEqual([
      [true, false],
      [true, false],
      [true, true],
      [true, true],
    ]);
  });

  test('new names, and people who come and go, are nothing to it', async () => {
    await world.teams.change('legemidler', 'channelRenamed', 'Medisiner');
    await world.teams.change('team', 'teamRenamed', 'Samråd');
    await world.teams.member('ola', false);
    await world.teams.member('ola', true);
    expect(world.teams.deliveries.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect([world.news, world.heard]).toEqual([[], []]);
  });

  test('from a person’s own chat is nothing to the channels', async () => {
    await world.teams.install({ personId: 'kari' }, false);
    expect([world.news, world.heard]).toEqual([[], []]);
  });

  test('is logged as a fault when it could not be stored: Teams does not tell it again', async () => {
    world.core.learn = async () => {
      throw new Error('database away');
    };
    await world.teams.install('team', false);
    const faults = world.logged.filter(({ level, message }) => level === 'error' && message === 'teams: a turn failed');
    expect(faults).toHaveLength(2);
  });
});

describe('the bot installed', () => {
  test('by a person, or for them: how they are reached is told, and nobody is greeted', async () => {
    await world.teams.install({ personId: 'kari' }, true);
    const [met, ...others] = world.news;
    if (met?.kind !== 'account-met') throw new Error('nothing was told');
    expect([others, world.heard]).toEqual([[], []]);
    expect(await met.account.profile()).toMatchObject({ email: 'kari@sandkasse.example' });
    const { serviceUrl, bot } = world.teams.ids;
    expect(met.account.ref).toMatchObject({ serviceUrl: serviceUrl(), bot, chat: expect.stringMatching(/^a:/) });
    expect(world.teams.as('kari').messages('dm')).toEqual([]);
  });

  test('in a team is somebody’s act, once; what it is answered, they hear alone', async () => {
    const channel = await linked('legemidler');
    const before = world.heard.length;
    reply('added', { kind: 'done', text: 'Skriv @Samråd koble.' });
    await world.teams.install('team', true, 'ola');
    const [added, ...others] = world.heard.slice(before);
    if (added?.kind !== 'added') throw new Error('nothing was heard');
    expect(others).toEqual([]);
    expect([channel, elsewhere(channel)].map(added.is)).toEqual([true, false]);
    expect(await added.account.profile()).toMatchObject({ email: 'Ola@sandkasse.example' });
    const texts = world.teams
      .as('ola')
      .messages('dm')
      .map(({ text }) => text);
    expect(texts).toEqual(['Skriv @Samråd koble.']);
  });

  test('again, its channels are reached as they are now', async () => {
    const channel = await linked('legemidler');
    await world.teams.install('team', true);
    const added = world.heard.at(-1);
    if (added?.kind !== 'added') throw new Error('nothing was heard');
    const old = { ...channel, ref: { ...channel.ref, serviceUrl: 'https://old.example', bot: '28:old' } };
    expect(added.renewed?.(old)).toEqual(channel.ref);
    expect(added.renewed?.({ ...channel, ref: { from: 'somebody else' } })).toEqual({ from: 'somebody else' });
  });

  test('in a group chat is that chat alone', async () => {
    const chat = await linked(CHAT);
    const channel = await linked('legemidler');
    await world.teams.install({ chat: CHAT }, true);
    const added = world.heard.at(-1);
    if (added?.kind !== 'added') throw new Error('nothing was heard');
    expect([chat, channel].map(added.is)).toEqual([true, false]);
    await world.teams.install({ chat: CHAT }, false);
    expect(told().map(({ kind, is }) => [kind, is(chat), is(channel)])).toEqual([
      ['place-lost', true, false],
      ['place-lost', true, false],
    ]);
  });
});

describe('a group chat', () => {
  test('is linked as a channel is, and has its card and what is told of it, without threads', async () => {
    const chat = await linked(CHAT);
    expect(chat).toMatchObject({ platform: 'teams', team: APP.tenantId, ref: { kind: 'chat' } });
    const view = (text: string) => ({ summary: text, nodes: [{ type: 'text' as const, text }] });
    const card = await world.messenger.postCard(chat, view('Saken'), 'q1@chat');
    await world.messenger.updateCard(card, view('Saken, besluttet'));
    const note = await world.messenger.post({ channel: chat, under: card }, view('Runde 2'), 'n1');
    await world.messenger.updateNotice(note, view('Runde 3'));
    const seen = world.teams
      .as('ola')
      .messages(CHAT)
      .filter(({ bot }) => bot);
    expect(
      seen.map(({ card: shown, thread }) => [JSON.stringify(shown).match(/Saken, besluttet|Runde 3/)?.[0], thread]),
    ).toEqual([
      ['Saken, besluttet', undefined],
      ['Runde 3', undefined],
    ]);
    expect(await world.messenger.accountOf(chat, 'kari@sandkasse.example')).toMatchObject({ platform: 'teams' });
  });

  test('that the bot is taken out of can’t be written to', async () => {
    const chat = await linked(CHAT);
    await world.teams.install({ chat: CHAT }, false);
    const posting = world.messenger.postCard(chat, { summary: 'x', nodes: [{ type: 'text', text: 'x' }] }, 'k');
    await expect(posting).rejects.toMatchObject({ fault: { kind: 'channel-gone' } });
  });
});
