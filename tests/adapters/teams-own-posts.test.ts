/** What the bot posted in a team's channels is found again through Microsoft Graph, where the team consented. */
import { afterEach, expect, test } from 'vitest';
import type { View } from '../../bot/index.ts';
import { startWorld, type World } from './teams-world.ts';

const worlds: World[] = [];
afterEach(async () => {
  for (const world of worlds.splice(0)) await world.close();
});

async function start(options: Parameters<typeof startWorld>[0] = {}): Promise<World> {
  const world = await startWorld(options);
  worlds.push(world);
  return world;
}

const view = (text: string): View => ({ summary: text, nodes: [{ type: 'text', text }] });
const KEY = 'q1@teams:legemidler';

test('a card is found by its key among what others posted since, and no other is', async () => {
  const { messenger, channel, teams } = await start();
  const card = await messenger.postCard(channel(), view('Saken'), KEY);
  await messenger.postCard(channel(), view('En annen sak'), 'q2@teams:legemidler');
  for (let at = 0; at < 40; at++) await teams.as('kari').say('legemidler', `Noe annet ${at}`);
  expect(await messenger.find?.('card', { channel: channel() }, KEY)).toEqual(card);
  expect(await messenger.find?.('notice', { channel: channel() }, KEY)).toBeNull();
  expect(await messenger.find?.('card', { channel: channel() }, 'q3@teams:legemidler')).toBeNull();
});

test('a message is found in the channel and under a card, each where it stands', async () => {
  const { messenger, channel } = await start();
  const under = await messenger.postCard(channel(), view('Saken'), KEY);
  const told = await messenger.post({ channel: channel(), under }, view('Ny runde'), 'n1');
  const list = await messenger.post({ channel: channel() }, view('Ukas saker'), 'n2');
  expect(await messenger.find?.('notice', { channel: channel(), under }, 'n1')).toEqual(told);
  expect(await messenger.find?.('notice', { channel: channel() }, 'n1')).toBeNull();
  expect(await messenger.find?.('notice', { channel: channel() }, 'n2')).toEqual(list);
});

test('a thread tells which card it stands under; that of somebody else tells so too', async () => {
  const { messenger, channel, teams } = await start();
  const card = await messenger.postCard(channel(), view('Saken'), KEY);
  expect(await messenger.cardAt?.(channel(), messenger.messageKey(card))).toEqual({ key: KEY, message: card });
  await teams.as('kari').say('legemidler', 'Noe annet');
  const { id } = teams.as('kari').messages('legemidler').at(-1) ?? {};
  expect(await messenger.cardAt?.(channel(), `${channel().channel};messageid=${id}`)).toBe('others');
  expect(await messenger.cardAt?.(channel(), `${channel().channel};messageid=404`)).toBe('unknown');
});

test('where nobody consented, in a chat, and where the team is not known, nothing is found, and nothing fails', async () => {
  const { messenger, channel, logged } = await start({ rsc: false });
  const card = await messenger.postCard(channel(), view('Saken'), KEY);
  expect(await messenger.find?.('card', { channel: channel() }, KEY)).toBeNull();
  expect(await messenger.cardAt?.(channel(), messenger.messageKey(card))).toBe('unknown');
  expect(logged.map(({ level, fields }) => [level, (fields as { status?: number }).status])).toContainEqual([
    'warn',
    403,
  ]);
  const { team: _, ...ref } = channel().ref;
  expect(await messenger.find?.('card', { channel: { ...channel(), ref } }, KEY)).toBeNull();
});

test('Graph that is away or has had enough does not keep a card from being posted, and is let alone as long as it says', async () => {
  const { messenger, channel, teams } = await start();
  const card = await messenger.postCard(channel(), view('Saken'), KEY);
  teams.fault({ kind: 'status', match: 'graph', status: 429, retryAfter: 60 });
  expect(await messenger.find?.('card', { channel: channel() }, KEY)).toBeNull();
  // The fault is used up; what Graph said still holds.
  expect(await messenger.cardAt?.(channel(), messenger.messageKey(card))).toBe('unknown');
});

test('a broken line is tried anew the next time', async () => {
  const { messenger, channel, teams } = await start();
  const card = await messenger.postCard(channel(), view('Saken'), KEY);
  teams.fault({ kind: 'drop', match: 'graph' });
  expect(await messenger.find?.('card', { channel: channel() }, KEY)).toBeNull();
  expect(await messenger.find?.('card', { channel: channel() }, KEY)).toEqual(card);
});
