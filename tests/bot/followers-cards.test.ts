import { afterEach, beforeEach, expect, test } from 'vitest';
import { type CardDeps, convergeCards } from '../../bot/followers/cards.ts';
import type { Question, Store } from '../../bot/index.ts';
import type { Where } from '../../bot/places.ts';
import { openSqliteStore } from '../../store/sqlite/index.ts';
import { card, link } from '../contracts/store-fixtures.ts';
import { opened } from '../support/play.ts';
import { fakePlatform, sendingDeps } from '../support/sending.ts';

const ID = card('q1')._id;
let store: Store;
beforeEach(async () => {
  store = await openSqliteStore({ file: ':memory:' });
});
afterEach(() => store.close());

function converging(part: Partial<CardDeps> = {}) {
  const slack = fakePlatform('slack');
  const { deps, move } = sendingDeps({ slack: slack.messenger });
  const told: string[] = [];
  const places = {
    lost: async ({ is }: Where) => void (is(link()) && told.push('lost')),
    found: async ({ is }: Where) => is(link()) && told.push('found') > 0,
  };
  let q: Question | null = { ...opened().state, version: 1 };
  const cardDeps: CardDeps = {
    ...deps,
    cards: store.cards,
    directory: store.directory,
    places,
    load: async () => q,
    render: async () => ({ summary: 'Kort', nodes: [] }),
    paceMs: 1,
    ...part,
  };
  return {
    ...slack,
    log: deps.log,
    told,
    question(change: Partial<Question> | null): void {
      q = q && change && { ...q, ...change };
    },
    /** A go, so many seconds after the last. */
    async go(seconds = 60) {
      move(seconds);
      await convergeCards(cardDeps);
      await deps.pool.idle();
      return (await store.cards.of('q1'))[0];
    },
  };
}

test('a card is posted, then updated, and looked at anew the next morning', async () => {
  const { go, calls, question } = converging();
  await store.cards.want('q1', link(), 1);
  expect(await go()).toMatchObject({ shown: 1, message: { ts: '1' }, lookAt: '2027-03-02T04:00:00.000Z' });
  question({ version: 2 });
  await store.cards.want('q1', link(), 2);
  expect(await go()).toMatchObject({ shown: 2 });
  expect(calls.map(({ what }) => what)).toEqual(['find', 'post', 'update']);
  expect(await store.cards.sweep('2027-03-02T03:59:59.000Z', 9)).toBe(0);
  expect(await store.cards.sweep('2027-03-02T04:00:00.000Z', 9)).toBe(1);
  await go();
  expect(calls.at(-1)?.what).toBe('update');
});

test('one that a killed process posted is found again, and not posted twice', async () => {
  const { go, calls, posted } = converging();
  await store.cards.want('q1', link(), 1);
  posted.set(ID, { ts: '77' });
  expect(await go()).toMatchObject({ message: { ts: '77' }, shown: 1 });
  expect(calls.map(({ what }) => what)).toEqual(['find', 'update']);
});

test('the card of an open question that somebody took away is posted anew; of a closed one it is left so', async () => {
  const { go, calls, faults, question } = converging();
  await store.cards.want('q1', link(), 1);
  await go();
  await store.cards.redo(ID);
  faults.push({ kind: 'message-gone' });
  expect(await go()).toMatchObject({ message: null });
  expect(await go()).toMatchObject({ message: { ts: '1' }, shown: 1 });

  question({ status: 'decided', version: 2 });
  await store.cards.want('q1', link(), 2);
  faults.push({ kind: 'message-gone' });
  const tried = calls.length;
  expect(await go()).toMatchObject({ shown: 2, lookAt: null });
  await go();
  expect(calls).toHaveLength(tried + 1);
});

test('a showing whose lock ran out meanwhile has the card shown once more', async () => {
  const stolen = { messengers: {} as CardDeps['messengers'] };
  const { messenger, go, calls, log } = converging(stolen);
  stolen.messengers.slack = {
    ...messenger,
    // As long as this call takes, another replica has taken the card, shown it, and gone.
    updateCard: async (message, view) => {
      await messenger.updateCard(message, view);
      if (calls.length > 1) return;
      await store.cards.claim('other', '2099-01-01T00:00:00.000Z', '2099-01-01T00:01:00.000Z', 9);
      await store.cards.shown(ID, 'other', { message, version: 1, lookAt: null });
    },
  };
  await store.cards.want('q1', link(), 1);
  await store.cards.adopt(ID, { ts: '9' }, '9');
  expect(await go()).toMatchObject({ redo: true });
  expect(await go()).toMatchObject({ redo: false, shown: 1 });
  expect(calls.map(({ what }) => what)).toEqual(['update', 'update']);
  expect(log.lines.map(({ level }) => level)).toEqual(['warn']);
});

test('a channel that is gone is tried ever more seldom, to the hour', async () => {
  const { go, calls, faults } = converging();
  await store.cards.want('q1', link(), 1);
  await store.cards.adopt(ID, { ts: '9' }, '9');
  for (let minute = 0; minute < 24 * 60; minute++) {
    faults[0] = { kind: 'channel-gone' };
    await go(60);
  }
  expect(calls.length).toBeGreaterThan(25);
  expect(calls.length).toBeLessThan(40);
});

test('many wants in the pace become one update', async () => {
  const { go, calls } = converging({ paceMs: 10_000 });
  await store.cards.want('q1', link(), 1);
  await store.cards.adopt(ID, { ts: '9' }, '9');
  await go(1);
  for (let version = 2; version < 30; version++) {
    await store.cards.want('q1', link(), version);
    await go(0.1);
  }
  expect(calls.map(({ what }) => what)).toEqual(['update']);
});

test('a channel that is gone is told, and that it is back with the first card that gets through', async () => {
  const { go, faults, told } = converging();
  await store.cards.want('q1', link(), 1);
  faults.push(null, { kind: 'channel-gone' });
  await go();
  expect(told).toEqual(['lost']);
  await go();
  expect(told).toEqual(['lost', 'found']);
  await store.cards.redo(ID);
  await go();
  expect(told).toEqual(['lost', 'found']);
});
