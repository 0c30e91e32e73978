/** Looking up decisions from Teams' compose box. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SEARCH_COMMAND } from '../../adapters/teams/on-search.ts';
import type { Hit, Reply } from '../../bot/index.ts';
import { APP, startWorld, type World } from './teams-world.ts';

let world: World;

beforeEach(async () => {
  world = await startWorld({ answerWithinMs: 300 });
});
afterEach(() => world.close());

const FAULT = 'Ikke lagret. Prøv igjen. (nb-NO)';
const hands = () => world.teams.as('kari');
const search = (words: string) => hands().search('legemidler', SEARCH_COMMAND.id, words, SEARCH_COMMAND.parameter);
const hit = (n: number, long = ''): Hit => ({
  title: `Skal lista ${n} <sorteres>?`,
  text: `HT-2027-00${n} · besluttet 1.2.2027`,
  view: {
    summary: `Besluttet: ${n}`,
    nodes: [
      { type: 'text', text: `Skal lista ${n} <sorteres>?`, style: 'heading' },
      { type: 'quote', text: `Ja.${long}`, note: 'Beslutning' },
    ],
  },
});
const found = (...hits: Hit[]): Reply => ({ kind: 'done', text: `${hits.length} saker`, hits });

test('what is found is a list; the one that is chosen is inserted as a card without buttons', async () => {
  world.core.reply = async () => found(hit(1), hit(2));
  const { hits } = await search('lista sort');
  expect(world.heard).toMatchObject([{ kind: 'search', words: 'lista sort', account: { platform: 'teams' } }]);
  expect(hits.map(({ title, text }) => [title, text])).toEqual([
    ['Skal lista 1 <sorteres>?', 'HT-2027-001 · besluttet 1.2.2027'],
    ['Skal lista 2 <sorteres>?', 'HT-2027-002 · besluttet 1.2.2027'],
  ]);
  const id = hands().share('legemidler', hits[1]?.attachment ?? {});
  const shared = hands()
    .messages('legemidler')
    .find((one) => one.id === id);
  expect(shared?.card).toMatchObject({ type: 'AdaptiveCard', version: '1.5', fallbackText: 'Besluttet: 2' });
  expect(JSON.stringify(shared?.card)).not.toMatch(/"Action\.|refresh/);
  expect(world.teams.problems).toEqual([]);
});

test.each<[string, Reply, string]>([
  ['nothing found', { kind: 'done', text: 'Jeg finner ingen sak.', hits: [] }, 'Jeg finner ingen sak.'],
  ['a refusal', { kind: 'refused', text: 'Jeg kjenner deg ikke ennå.' }, 'Jeg kjenner deg ikke ennå.'],
])('%s is said in the place of the list', async (_, reply, sentence) => {
  world.core.reply = async () => reply;
  expect(await search('lista')).toEqual({ hits: [], message: sentence });
});

test('a bot that fails, or is late, says so', async () => {
  world.core.reply = () => Promise.reject(new Error('away'));
  expect(await search('lista')).toEqual({ hits: [], message: FAULT });
  world.core.reply = () => new Promise(() => {});
  expect(await search('lista')).toEqual({ hits: [], message: FAULT });
});

test('before anything is typed the bot is asked without words', async () => {
  world.core.reply = async () => ({ kind: 'refused', text: 'Skriv noe.' });
  expect(await search('')).toEqual({ hits: [], message: 'Skriv noe.' });
  expect(world.heard).toMatchObject([{ kind: 'search', words: '' }]);
});

test('cards are as small as Teams takes them, each by itself', async () => {
  world.core.reply = async () => found(hit(1, 'x'.repeat(40_000)), hit(2));
  const { hits } = await search('lista');
  expect(Buffer.byteLength(JSON.stringify(hits[0]?.attachment))).toBeLessThan(28_000);
});

const query = (value: object) =>
  world.activity({
    type: 'invoke',
    name: 'composeExtension/query',
    id: 'f:1',
    conversation: { id: '19:general@thread.tacv2', conversationType: 'channel', tenantId: APP.tenantId },
    value,
  });

test('a second page has nothing more, and does not ask the bot', async () => {
  const parameters = [{ name: 'query', value: 'lista' }];
  const value = { commandId: SEARCH_COMMAND.id, parameters, queryOptions: { skip: 25, count: 25 } };
  const { status, body } = await world.teams.deliver(query(value));
  expect([status, body]).toEqual([
    200,
    { composeExtension: { type: 'result', attachmentLayout: 'list', attachments: [] } },
  ]);
  expect(world.heard).toEqual([]);
});

test.each([
  ['another command', { commandId: 'someoneElses', parameters: [] }],
  ['parameters that are none', { commandId: SEARCH_COMMAND.id, parameters: 'lista' }],
])('%s is refused and reaches nobody', async (_, value) => {
  expect((await world.teams.deliver(query(value))).status).toBe(400);
  expect(world.heard).toEqual([]);
});
