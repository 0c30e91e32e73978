import { expect, test } from 'vitest';
import type { CardRecord, Cards } from '../../bot/index.ts';
import { at, type Bench, card, link, NOON, upTo } from './store-fixtures.ts';

const LOCK = at(60);

export function cardsContract(bench: () => Bench): void {
  test('a wanted card is new, not posted, and behind', async () => {
    const { cards } = bench().store;
    const ref = { 'odd.$key': { $set: [null] } };
    await cards.want('q1', link({ ref }), 1);
    expect(await cards.of('q1')).toStrictEqual([card('q1', { link: link({ ref }) })]);
    expect(await cards.of('q2')).toEqual([]);
    expect(await cards.behind()).toBe(1);
  });

  test('want raises what is wanted, never lowers it', async () => {
    const { cards } = bench().store;
    for (const version of [3, 5, 4, 1]) await cards.want('q1', link(), version);
    expect((await only(cards, 'q1')).wanted).toBe(5);
    await Promise.all(upTo(20).map((i) => cards.want('q2', link(), (i * 7) % 20)));
    expect((await only(cards, 'q2')).wanted).toBe(19);
  });

  test('of(question) has one card for each link', async () => {
    const { cards } = bench().store;
    const other = link({ channel: 'C2' });
    await cards.want('q1', other, 1);
    await cards.want('q1', link(), 1);
    await cards.want('q2', link(), 1);
    expect(await cards.of('q1')).toEqual([card('q1'), card('q1', { _id: `q1@${other._id}`, link: other })]);
  });

  test('a claimed card is locked for its worker until then; others get nothing', async () => {
    const { cards } = bench().store;
    await cards.want('q1', link(), 1);
    const locked = card('q1', { lockedBy: 'w1', lockedUntil: LOCK });
    expect(await cards.claim('w1', NOON, LOCK, 10)).toStrictEqual([locked]);
    expect(await cards.claim('w2', at(59), at(120), 10)).toEqual([]);
    expect(await cards.claim('w1', at(59), at(120), 10)).toEqual([]);
    expect(await cards.of('q1')).toEqual([locked]);
    expect(await cards.behind()).toBe(1);
  });

  test('what waits in one channel is called at once: not what is held, and not what is elsewhere', async () => {
    const { cards } = bench().store;
    const other = link({ channel: 'C2' });
    for (const question of ['q1', 'q2', 'q3']) await cards.want(question, link(), 1);
    await cards.want('q1', other, 1);
    for (const { _id, question } of await cards.claim('w1', NOON, LOCK, 10))
      if (question !== 'q3') await cards.postpone(_id, 'w1', at(3600));
    await cards.hasten(link()._id);
    const free = { redo: true, lockedBy: 'w2', lockedUntil: at(99) };
    expect(await cards.claim('w2', at(1), at(99), 10)).toEqual([
      card('q1', { ...free, redo: false }),
      card('q2', { ...free, redo: false }),
    ]);
    expect(await only(cards, 'q3')).toEqual(card('q3', { lockedBy: 'w1', lockedUntil: LOCK }));
  });

  test('a lock that has run out is free for another worker', async () => {
    const { cards } = bench().store;
    await cards.want('q1', link(), 1);
    await cards.claim('w1', NOON, LOCK, 10);
    expect(await cards.claim('w2', LOCK, at(120), 10)).toEqual([card('q1', { lockedBy: 'w2', lockedUntil: at(120) })]);
  });

  test('a worker that lost its lock neither records nor unlocks', async () => {
    const { cards } = bench().store;
    await cards.want('q1', link(), 1);
    await cards.claim('w1', NOON, LOCK, 10);
    await cards.claim('w2', LOCK, at(120), 10);
    const held = await cards.of('q1');
    await cards.shown(card('q1')._id, 'w1', { message: { ts: 'late' }, version: 1, lookAt: null });
    await cards.postpone(card('q1')._id, 'w1', at(998));
    await cards.postpone(card('q1')._id, 'w1', at(999), true);
    expect(await cards.of('q1')).toEqual(held);
  });

  test('claims no more than the limit, and the rest next time', async () => {
    const { cards } = bench().store;
    for (const i of upTo(5)) await cards.want(`q${i}`, link(), 1);
    const first = await cards.claim('w1', NOON, LOCK, 3);
    const second = await cards.claim('w2', NOON, LOCK, 3);
    expect(questions(first)).toHaveLength(3);
    expect(questions([...first, ...second])).toEqual(['q0', 'q1', 'q2', 'q3', 'q4']);
  });

  test('two workers that claim at once never share a card', async () => {
    const { store, replica } = bench();
    const other = await replica();
    await Promise.all(upTo(30).map((i) => store.cards.want(`q${i}`, link(), 1)));
    const claims = await Promise.all(upTo(8).map((i) => (i % 2 ? store : other).cards.claim(`w${i}`, NOON, LOCK, 6)));
    const claimed = claims.flat();
    expect(new Set(claimed.map((c) => c._id)).size).toBe(claimed.length);
    const rest = await store.cards.claim('w9', NOON, LOCK, 30);
    expect(claimed.length + rest.length).toBe(30);
  });

  test('shown records the message and the version, unlocks, and the card is no longer behind', async () => {
    const { cards } = bench().store;
    await cards.want('q1', link(), 2);
    await cards.claim('w1', NOON, LOCK, 1);
    const message = { channel: 'C1', ts: '1.0', 'a.b': { $c: [] } };
    await cards.shown(card('q1')._id, 'w1', { message, version: 3, lookAt: null });
    expect(await cards.of('q1')).toStrictEqual([card('q1', { message, shown: 3, wanted: 2 })]);
    expect(await cards.behind()).toBe(0);
    expect(await cards.claim('w2', at(9999), at(10000), 1)).toEqual([]);
  });

  test('a version that is already shown leaves the card where it is; a newer one puts it behind', async () => {
    const { cards } = bench().store;
    await show(cards, 'q1', 5);
    await cards.want('q1', link(), 4);
    await cards.want('q1', link(), 5);
    expect(await cards.behind()).toBe(0);
    await cards.want('q1', link(), 6);
    expect(await cards.behind()).toBe(1);
    expect(questions(await cards.claim('w1', NOON, LOCK, 1))).toEqual(['q1']);
  });

  test('wanted anew while it is being sent, the card stays behind', async () => {
    const { cards } = bench().store;
    await cards.want('q1', link(), 1);
    await cards.claim('w1', NOON, LOCK, 1);
    await cards.want('q1', link(), 2);
    await cards.shown(card('q1')._id, 'w1', { message: { ts: '1' }, version: 1, lookAt: null });
    expect(await cards.behind()).toBe(1);
    expect(await cards.claim('w2', NOON, LOCK, 1)).toMatchObject([{ shown: 1, wanted: 2, message: { ts: '1' } }]);
  });

  test('wants and a showing at the same moment never leave a card up to date by mistake', async () => {
    const { store, replica } = bench();
    const other = await replica();
    await store.cards.want('q1', link(), 1);
    for (const round of upTo(10)) {
      await store.cards.claim('w1', at(round), at(round + 1), 1);
      await Promise.all([
        other.cards.want('q1', link(), round * 2 + 2),
        store.cards.shown(card('q1')._id, 'w1', { message: { ts: '1' }, version: round * 2 + 1, lookAt: null }),
        other.cards.want('q1', link(), round * 2 + 3),
      ]);
      expect(await only(store.cards, 'q1')).toMatchObject({ shown: round * 2 + 1, wanted: round * 2 + 3 });
      expect(await store.cards.behind()).toBe(1);
    }
  });

  test('what is shown never goes backwards', async () => {
    const { cards } = bench().store;
    await show(cards, 'q1', 5);
    await cards.want('q1', link(), 6);
    await cards.claim('w1', NOON, LOCK, 1);
    await cards.shown(card('q1')._id, 'w1', { message: { ts: '1' }, version: 4, lookAt: null });
    expect(await only(cards, 'q1')).toMatchObject({ shown: 5, wanted: 6, lockedBy: null });
    expect(await cards.behind()).toBe(1);
  });

  test('a postponed card is unlocked, counted, and free again at its time', async () => {
    const { cards } = bench().store;
    await cards.want('q1', link(), 1);
    await cards.claim('w1', NOON, LOCK, 1);
    await cards.postpone(card('q1')._id, 'w1', at(30));
    expect(await cards.of('q1')).toEqual([card('q1', { notBefore: at(30), attempts: 1, redo: true })]);
    expect(await cards.claim('w2', at(29), LOCK, 1)).toEqual([]);
    const held = { notBefore: at(30), attempts: 1, lockedBy: 'w2', lockedUntil: LOCK };
    expect(await cards.claim('w2', at(30), LOCK, 1)).toEqual([card('q1', held)]);
  });

  test('handed back untried, a card is behind and free again, and no attempt is counted', async () => {
    const { cards } = bench().store;
    await show(cards, 'q1', 1);
    await cards.redo(card('q1')._id);
    await cards.claim('w1', NOON, LOCK, 1);
    await cards.release(card('q1')._id, 'w1', at(2));
    expect(await only(cards, 'q1')).toMatchObject({ attempts: 0, lockedBy: null, redo: true });
    expect(await cards.claim('w2', at(1), LOCK, 1)).toEqual([]);
    expect(questions(await cards.claim('w2', at(2), LOCK, 1))).toEqual(['q1']);
  });

  test('marked to be shown anew, a card is behind until it has been shown, also when its worker died', async () => {
    const { cards } = bench().store;
    await show(cards, 'q1', 1);
    await cards.redo(card('q1')._id);
    expect(await cards.behind()).toBe(1);
    await cards.claim('w1', NOON, LOCK, 1);
    expect(await cards.behind()).toBe(1);
    expect(questions(await cards.claim('w2', LOCK, at(120), 1))).toEqual(['q1']);
    await cards.shown(card('q1')._id, 'w2', { message: { ts: '1' }, version: 1, lookAt: null });
    expect(await cards.behind()).toBe(0);
  });

  test('marked while it is being shown, a card is shown once more', async () => {
    const { cards } = bench().store;
    await cards.want('q1', link(), 1);
    await cards.claim('w1', NOON, LOCK, 1);
    await cards.redo(card('q1')._id);
    expect(await cards.shown(card('q1')._id, 'w1', { message: { ts: '1' }, version: 1, lookAt: null })).toBe(true);
    expect(await cards.behind()).toBe(1);
    expect(questions(await cards.claim('w1', NOON, LOCK, 1))).toEqual(['q1']);
  });

  test('a sweep marks cards whose time has come, once, no more than the limit', async () => {
    const { cards } = bench().store;
    for (const [i, lookAt] of [at(10), at(20), at(30), null].entries()) {
      await cards.want(`q${i}`, link(), 1);
      await cards.claim('w1', NOON, LOCK, 1);
      await cards.shown(card(`q${i}`)._id, 'w1', { message: { ts: `${i}` }, version: 1, lookAt });
    }
    expect(await cards.sweep(at(9), 9)).toBe(0);
    expect(await cards.sweep(at(25), 1)).toBe(1);
    expect(await cards.sweep(at(25), 9)).toBe(1);
    expect(await cards.sweep(at(25), 9)).toBe(0);
    expect(questions(await cards.claim('w1', at(99), at(160), 9))).toEqual(['q0', 'q1']);
    expect(await only(cards, 'q2')).toMatchObject({ lookAt: at(30) });
  });

  test('a message that turns up is kept where none is known, and brought up to date', async () => {
    const { cards } = bench().store;
    expect(await cards.adopt(card('q1')._id, { ts: '1' }, 'C1:1')).toBeNull();
    await cards.want('q1', link(), 1);
    expect(await cards.adopt(card('q1')._id, { ts: '1' }, 'C1:1')).toMatchObject({ message: { ts: '1' }, shown: 0 });
    expect(await cards.findByMessage('slack', 'C1:1')).toMatchObject({ question: 'q1' });
    expect(await cards.adopt(card('q1')._id, { ts: '2' }, 'C1:2')).toMatchObject({ message: { ts: '1' } });
    expect(await cards.findByMessage('slack', 'C1:2')).toBeNull();
    expect(await cards.behind()).toBe(1);
  });

  test('a card whose channel has another id goes over to it with its message, and is brought up to date', async () => {
    const { cards } = bench().store;
    const to = link({ channel: 'C2' });
    await show(cards, 'q1', 1);
    const now = { link: to, message: { channel: 'C2', ts: '1' }, key: 'C2:1' };
    for (let again = 0; again < 2; again += 1) await cards.move(card('q1')._id, now);
    const moved = { _id: `q1@${to._id}`, link: to, message: now.message, shown: 1, redo: true };
    expect(await cards.of('q1')).toEqual([card('q1', moved)]);
    expect(await cards.findByMessage('slack', 'C2:1')).toMatchObject({ _id: moved._id });
    expect(await cards.claim('w1', NOON, LOCK, 5)).toMatchObject([{ _id: moved._id, link: to }]);
    await cards.move(card('q9')._id, now);
    expect(await cards.of('q9')).toEqual([]);
  });

  test('channels take turns: one with many cards keeps no other waiting', async () => {
    const { cards } = bench().store;
    for (const i of upTo(5)) await cards.want(`q${i}`, link(), 1);
    await cards.want('q9', link({ channel: 'C2' }), 1);
    expect((await cards.claim('w1', NOON, LOCK, 2)).map((c) => c.link.channel).sort()).toEqual(['C1', 'C2']);
  });

  test('a showing clears attempts and postponement', async () => {
    const { cards } = bench().store;
    await cards.want('q1', link(), 1);
    await cards.claim('w1', NOON, LOCK, 1);
    await cards.postpone(card('q1')._id, 'w1', at(1));
    await cards.claim('w1', at(2), LOCK, 1);
    await cards.shown(card('q1')._id, 'w1', { message: { ts: '1' }, version: 1, lookAt: null });
    expect(await cards.of('q1')).toEqual([card('q1', { message: { ts: '1' }, shown: 1 })]);
  });

  test('postponed with its message gone, the card is to be posted anew', async () => {
    const { cards } = bench().store;
    await show(cards, 'q1', 1);
    await cards.want('q1', link(), 2);
    await cards.claim('w1', NOON, LOCK, 1);
    await cards.postpone(card('q1')._id, 'w1', at(5), true);
    expect(await cards.of('q1')).toEqual([card('q1', { wanted: 2, redo: true, notBefore: at(5), attempts: 1 })]);
    expect(await cards.findByMessage('slack', 'C1:1')).toBeNull();
    expect(await cards.behind()).toBe(1);
    expect(questions(await cards.claim('w1', at(5), LOCK, 1))).toEqual(['q1']);
  });

  test('the card least recently claimed goes first, so a busy one starves none', async () => {
    const { cards } = bench().store;
    const claimed: string[] = [];
    for (const i of upTo(3)) await cards.want(`q${i}`, link(), 1);
    for (const second of upTo(6)) {
      for (const c of await cards.claim('w1', at(second), at(second + 1), 1)) {
        claimed.push(c.question);
        await cards.shown(c._id, 'w1', { message: { ts: '1' }, version: c.wanted, lookAt: null });
        await cards.want(c.question, link(), c.wanted + 1);
      }
    }
    expect(claimed.slice(0, 3).sort()).toEqual(['q0', 'q1', 'q2']);
    expect(claimed.slice(3)).toEqual(claimed.slice(0, 3));
  });

  test('a card is found by the key of its message, on its platform', async () => {
    const { cards } = bench().store;
    await show(cards, 'q1', 1);
    expect((await cards.findByMessage('slack', 'C1:1'))?.question).toBe('q1');
    expect(await cards.findByMessage('teams', 'C1:1')).toBeNull();
    expect(await cards.findByMessage('slack', 'C1:2')).toBeNull();
  });

  test('the key of a message stays when it is not said again, and gives way to a new one', async () => {
    const { cards } = bench().store;
    await show(cards, 'q1', 1);
    await cards.want('q1', link(), 2);
    await cards.claim('w1', NOON, LOCK, 1);
    await cards.shown(card('q1')._id, 'w1', { message: { ts: '1' }, version: 2, lookAt: null });
    expect((await cards.findByMessage('slack', 'C1:1'))?.shown).toBe(2);

    await cards.want('q1', link(), 3);
    await cards.claim('w1', NOON, LOCK, 1);
    await cards.shown(card('q1')._id, 'w1', { message: { ts: '2' }, version: 3, key: 'C1:2', lookAt: null });
    expect(await cards.findByMessage('slack', 'C1:1')).toBeNull();
    expect((await cards.findByMessage('slack', 'C1:2'))?.shown).toBe(3);
  });
}

async function show(cards: Cards, question: string, version: number): Promise<void> {
  await cards.want(question, link(), 1);
  await cards.claim('w0', NOON, LOCK, 1);
  await cards.shown(card(question)._id, 'w0', { message: { ts: '1' }, version, key: 'C1:1', lookAt: null });
}

async function only(cards: Cards, question: string): Promise<CardRecord> {
  const [first, ...rest] = await cards.of(question);
  if (!first || rest.length > 0) throw new Error(`${question} has ${rest.length} cards more than one`);
  return first;
}

function questions(cards: CardRecord[]): string[] {
  return cards.map((c) => c.question).sort();
}
