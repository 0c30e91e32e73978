/** A thread under a card that was posted and not written down. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createCardOver } from '../../bot/card-over.ts';
import type { Messenger, SaidIn, Store } from '../../bot/index.ts';
import { openSqliteStore } from '../../store/sqlite/index.ts';
import { card, link } from '../contracts/store-fixtures.ts';

const CARD = card('q1')._id;
const { platform, team, channel } = link();
const SAID: SaidIn = { messageKey: 'C1:1', message: 'C1:2', channel: { platform, team, channel } };
type Found = Awaited<ReturnType<NonNullable<Messenger['cardAt']>>>;

let store: Store;
let woken: number;
let asked: string[];
beforeEach(async () => {
  store = await openSqliteStore({ file: ':memory:' });
  woken = 0;
  asked = [];
  await store.cards.want('q1', link(), 1);
});
afterEach(() => store.close());

function finding(found: Found) {
  const messenger = {
    cardAt: async (_: unknown, key: string) => {
      asked.push(key);
      return found;
    },
  } as unknown as Messenger;
  const wake = () => {
    woken += 1;
  };
  return createCardOver({ store, messengers: { [platform]: messenger }, wake });
}

test('is known from then on by what the platform says', async () => {
  await store.directory.saveLink(link());
  const cardOver = finding({ key: CARD, message: { ts: '1' } });
  expect(await cardOver(platform, SAID)).toMatchObject({ question: 'q1', message: { ts: '1' } });
  expect(woken).toBe(1);
  expect(await cardOver(platform, SAID)).toMatchObject({ question: 'q1' });
  expect(asked).toEqual(['C1:1']);
});

test('is the card’s also where another message is kept up to date as the card', async () => {
  await store.directory.saveLink(link());
  await store.cards.adopt(CARD, { ts: '9' }, 'C1:9');
  const found = await finding({ key: CARD, message: { ts: '1' } })(platform, SAID);
  expect(found).toMatchObject({ question: 'q1', message: { ts: '9' } });
});

test('is not asked about where no group is linked, and in a chat with the bot alone', async () => {
  const cardOver = finding({ key: CARD, message: { ts: '1' } });
  expect(await cardOver(platform, SAID)).toBeNull();
  expect(await cardOver(platform, { ...SAID, channel: null })).toBeNull();
  expect(asked).toEqual([]);
});

test('that somebody else began is asked about once; one that can not be told, again', async () => {
  await store.directory.saveLink(link());
  const others = finding('others');
  expect(await others(platform, SAID)).toBeNull();
  expect(await others(platform, SAID)).toBeNull();
  expect(asked).toEqual(['C1:1']);
  const unknown = finding('unknown');
  expect(await unknown(platform, SAID)).toBeNull();
  expect(await unknown(platform, SAID)).toBeNull();
  expect(asked).toHaveLength(3);
});

test('of a card that the store does not have is no card’s', async () => {
  await store.directory.saveLink(link());
  expect(await finding({ key: 'gone@link', message: { ts: '1' } })(platform, SAID)).toBeNull();
});
