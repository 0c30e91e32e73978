import { expect, test } from 'vitest';
import type { Notice, Notices } from '../../bot/index.ts';
import { at, type Bench, link, NOON, notice, upTo } from './store-fixtures.ts';

const LOCK = at(60);

export function noticesContract(bench: () => Bench): void {
  test('a key is put once: again, it is refused and nothing changes', async () => {
    const { notices } = bench().store;
    expect(await notices.put(notice('n1'))).toBe(true);
    expect(await notices.put(notice('n1', { kind: 'other', notBefore: at(99) }))).toBe(false);
    expect(await notices.list({})).toStrictEqual([notice('n1')]);
  });

  test('put twenty times at once from two replicas, one is kept', async () => {
    const { store, replica } = bench();
    const other = await replica();
    const kept = await Promise.all(upTo(20).map((i) => (i % 2 ? store : other).notices.put(notice('n1'))));
    expect(kept.filter(Boolean)).toHaveLength(1);
  });

  test('many are put at once, those that are new; none is no fault', async () => {
    const { notices } = bench().store;
    await notices.put(notice('n2', { kind: 'other' }));
    const all = upTo(300).map((i) => notice(`n${i}`));
    expect(await notices.putAll(all)).toBe(299);
    expect(await notices.putAll(all)).toBe(0);
    expect(await notices.putAll([])).toBe(0);
    expect(await notices.list({})).toHaveLength(300);
    expect((await notices.get('n2'))?.kind).toBe('other');
  });

  test('many put at once from two replicas are each new to one', async () => {
    const { store, replica } = bench();
    const other = await replica();
    const all = upTo(100).map((i) => notice(`n${i}`));
    const counts = await Promise.all([store.notices.putAll(all), other.notices.putAll(all.toReversed())]);
    expect(counts[0] + counts[1]).toBe(100);
  });

  test('a finished notice is not put again', async () => {
    const { notices } = bench().store;
    await notices.put(notice('n1'));
    await end(notices, 'n1', 'sent');
    expect(await notices.put(notice('n1'))).toBe(false);
    expect(await notices.claim('w1', at(99), at(100), 1)).toEqual([]);
  });

  test('claims those whose time has come, earliest first, no more than the limit', async () => {
    const { notices } = bench().store;
    await notices.put(notice('late', { notBefore: at(20) }));
    await notices.put(notice('early', { notBefore: at(10) }));
    await notices.put(notice('future', { notBefore: at(31) }));
    await notices.put(notice('middle', { notBefore: at(15), to: { channel: link({ ref: { 'a.b': [[1]] } }) } }));
    expect(await notices.claim('w1', at(9), LOCK, 10)).toEqual([]);
    expect(keys(await notices.claim('w1', at(30), LOCK, 2))).toEqual(['early', 'middle']);
    expect(keys(await notices.claim('w2', at(30), LOCK, 2))).toEqual(['late']);
  });

  test('a claimed notice is locked until then, and free after', async () => {
    const { notices } = bench().store;
    await notices.put(notice('n1'));
    const locked = notice('n1', { lockedBy: 'w1', lockedUntil: LOCK });
    expect(await notices.claim('w1', NOON, LOCK, 1)).toStrictEqual([locked]);
    expect(await notices.claim('w2', at(59), at(120), 1)).toEqual([]);
    expect(await notices.list({})).toEqual([locked]);
    expect(await notices.claim('w2', LOCK, at(120), 1)).toEqual([
      notice('n1', { lockedBy: 'w2', lockedUntil: at(120), unsure: true }),
    ]);
  });

  test('two workers that claim at once never share a notice', async () => {
    const { store, replica } = bench();
    const other = await replica();
    await Promise.all(upTo(30).map((i) => store.notices.put(notice(`n${i}`))));
    const claims = await Promise.all(upTo(8).map((i) => (i % 2 ? store : other).notices.claim(`w${i}`, NOON, LOCK, 6)));
    const claimed = keys(claims.flat());
    expect(new Set(claimed).size).toBe(claimed.length);
    const rest = await store.notices.claim('w9', NOON, LOCK, 30);
    expect(claimed.length + rest.length).toBe(30);
  });

  test('finished, it is unlocked and says how it ended', async () => {
    const { notices } = bench().store;
    for (const key of ['sent', 'dropped', 'failed'] as const) {
      await notices.put(notice(key));
      await notices.claim('w1', NOON, LOCK, 1);
      expect(await notices.finish(key, 'w1', key)).toBe(true);
      expect(await notices.list({ status: key })).toEqual([notice(key, { status: key })]);
    }
    expect(await notices.claim('w1', at(9999), at(10000), 9)).toEqual([]);
  });

  test('postponed, it is unlocked, counted, and free again at its time', async () => {
    const { notices } = bench().store;
    await notices.put(notice('n1'));
    await notices.claim('w1', NOON, LOCK, 1);
    await notices.postpone('n1', 'w1', at(30), true);
    expect(await notices.list({})).toEqual([notice('n1', { notBefore: at(30), attempts: 1, unsure: true })]);
    expect(await notices.claim('w1', at(29), LOCK, 1)).toEqual([]);
    expect(keys(await notices.claim('w1', at(30), LOCK, 1))).toEqual(['n1']);
  });

  test('one that has ended is not postponed back to life', async () => {
    const { notices } = bench().store;
    await notices.put(notice('n1'));
    await end(notices, 'n1', 'dropped');
    await notices.postpone('n1', 'w1', at(1), false);
    await notices.hasten('n1', at(-1));
    expect(await notices.list({})).toEqual([notice('n1', { status: 'dropped' })]);
  });

  test('a worker that lost its lock neither ends, postpones nor frees it', async () => {
    const { notices } = bench().store;
    await notices.put(notice('n1'));
    await notices.claim('w1', NOON, LOCK, 1);
    const held = await notices.claim('w2', LOCK, at(120), 1);
    expect(await notices.finish('n1', 'w1', 'sent', { ts: '1' })).toBe(false);
    await notices.postpone('n1', 'w1', at(1), false);
    await notices.release('n1', 'w1', at(1));
    expect(await notices.list({})).toEqual(held);
    expect(await notices.finish('n1', 'w2', 'sent', { ts: '2' })).toBe(true);
    expect(await notices.get('n1')).toEqual(notice('n1', { status: 'sent', message: { ts: '2' } }));
  });

  test('handed back untried, it is free again, and nothing is counted or in doubt', async () => {
    const { notices } = bench().store;
    await notices.put(notice('n1'));
    await notices.claim('w1', NOON, LOCK, 1);
    await notices.release('n1', 'w1', at(2));
    expect(await notices.claim('w2', at(1), LOCK, 1)).toEqual([]);
    const held = { notBefore: at(2), lockedBy: 'w2', lockedUntil: LOCK };
    expect(await notices.claim('w2', at(2), LOCK, 1)).toEqual([notice('n1', held)]);
  });

  test('of a lane only the first that waits is given, however much later the others were put', async () => {
    const { notices } = bench().store;
    const lane = 'thread:q1';
    await notices.put(notice('z', { lane, order: 2 }));
    await notices.put(notice('y', { lane, order: 10 }));
    await notices.put(notice('x', { lane: 'thread:q2', order: 11 }));
    expect(keys(await notices.claim('w1', NOON, LOCK, 9))).toEqual(['z', 'x']);
    expect(await notices.claim('w2', at(1), LOCK, 9)).toEqual([]);
    await notices.postpone('z', 'w1', at(30), true);
    expect(await notices.claim('w2', at(29), LOCK, 9)).toEqual([]);
    expect(keys(await notices.claim('w2', at(30), at(90), 9))).toEqual(['z']);
    await notices.finish('z', 'w2', 'failed');
    expect(keys(await notices.claim('w2', at(31), at(90), 9))).toEqual(['y']);
  });

  test('what is pressing goes first, and shares take turns', async () => {
    const { notices } = bench().store;
    for (const i of upTo(6)) await notices.put(notice(`a${i}`, { share: 'a', createdAt: at(i) }));
    for (const i of upTo(2)) await notices.put(notice(`b${i}`, { share: 'b', createdAt: at(9), notBefore: at(i) }));
    await notices.put(notice('list', { share: 'c', priority: 2, notBefore: at(-99) }));
    await notices.put(notice('pressing', { share: 'a', priority: 0, notBefore: at(3) }));
    expect(keys(await notices.claim('w1', at(4), LOCK, 5))).toEqual(['pressing', 'a0', 'b0', 'a1', 'b1']);
    expect(keys(await notices.claim('w1', at(4), LOCK, 9))).toEqual(['a2', 'a3', 'a4', 'a5', 'list']);
  });

  test('one that waits is called sooner, never later, and not while it is held', async () => {
    const { notices } = bench().store;
    await notices.put(notice('n1', { notBefore: at(50) }));
    await notices.hasten('n1', at(60));
    expect((await notices.get('n1'))?.notBefore).toBe(at(50));
    await notices.hasten('n1', at(20));
    expect(keys(await notices.claim('w1', at(20), LOCK, 1))).toEqual(['n1']);
    await notices.hasten('n1', at(1));
    expect(await notices.claim('w2', at(30), LOCK, 1)).toEqual([]);
  });

  test('a message that turns up is kept where none is known, and its notice is sent', async () => {
    const { notices } = bench().store;
    expect(await notices.adopt('n1', { ts: '1' })).toBeNull();
    await notices.put(notice('n1'));
    await notices.claim('w1', NOON, LOCK, 1);
    const found = notice('n1', { status: 'sent', message: { 'a.b': '1' } });
    expect(await notices.adopt('n1', { 'a.b': '1' })).toEqual(found);
    expect(await notices.adopt('n1', { 'a.b': '2' })).toEqual(found);
    expect(await notices.finish('n1', 'w1', 'sent', { ts: '3' })).toBe(false);
    expect(await notices.get('n1')).toEqual(found);
  });

  test('a message that turns up of one that was dropped or given up since is kept too', async () => {
    const { notices } = bench().store;
    for (const key of ['dropped', 'failed'] as const) {
      await notices.put(notice(key));
      await end(notices, key, key);
      expect(await notices.adopt(key, { ts: '1' })).toEqual(notice(key, { status: 'sent', message: { ts: '1' } }));
      expect(await notices.adopt(key, { ts: '2' })).toMatchObject({ message: { ts: '1' } });
    }
  });

  test('one that is sent and is renewed waits to be shown in its place', async () => {
    const { notices } = bench().store;
    const message = { ts: '1', 'a.b': 1 };
    await notices.put(notice('n1'));
    await notices.claim('w1', NOON, LOCK, 1);
    await notices.finish('n1', 'w1', 'sent', message);
    await notices.renew(['n1'], at(20));
    expect(await notices.get('n1')).toEqual(notice('n1', { notBefore: at(20), message }));
    expect(await notices.due(at(19))).toBe(0);
    expect(await notices.claim('w1', at(20), LOCK, 1)).toMatchObject([{ _id: 'n1', message }]);
    await notices.finish('n1', 'w1', 'sent');
    expect(await notices.get('n1')).toEqual(notice('n1', { notBefore: at(20), status: 'sent', message }));
  });

  test('one that is renewed while it is being sent waits again afterwards, once', async () => {
    const { notices } = bench().store;
    await notices.put(notice('n1'));
    await notices.claim('w1', NOON, LOCK, 1);
    await notices.renew(['n1'], at(1));
    expect(await notices.get('n1')).toMatchObject({ status: 'waiting', lockedBy: 'w1', again: true });
    expect(await notices.finish('n1', 'w1', 'sent', { ts: '1' })).toBe(true);
    const waits = notice('n1', { message: { ts: '1' } });
    expect(await notices.get('n1')).toEqual(waits);
    expect(await notices.claim('w1', at(2), LOCK, 1)).toMatchObject([{ _id: 'n1', unsure: false }]);
    await notices.finish('n1', 'w1', 'sent');
    expect(await notices.get('n1')).toEqual({ ...waits, status: 'sent' });
  });

  test('one that waits, that came to nothing or that is nowhere is not renewed', async () => {
    const { notices } = bench().store;
    await notices.renew(['none'], NOON);
    await notices.renew([], NOON);
    for (const key of ['waits', 'dropped', 'failed', 'lost']) await notices.put(notice(key));
    await end(notices, 'dropped', 'dropped');
    await end(notices, 'failed', 'failed');
    await end(notices, 'lost', 'sent');
    const before = await notices.list({});
    await notices.renew(
      before.map(({ _id }) => _id),
      at(9),
    );
    expect(await notices.list({})).toEqual(before);
  });

  test('what failed waits again when it is taken up', async () => {
    const { notices } = bench().store;
    await notices.put(notice('n1'));
    await notices.claim('w1', NOON, LOCK, 1);
    await notices.postpone('n1', 'w1', NOON, false);
    await end(notices, 'n1', 'failed');
    expect(await notices.takeUp(at(9))).toBe(1);
    expect(await notices.takeUp(at(9))).toBe(0);
    expect(await notices.list({})).toEqual([notice('n1', { notBefore: at(9) })]);
    expect(await notices.due(at(8))).toBe(0);
    expect(await notices.due(at(9))).toBe(1);
  });

  test('list: by question, by status, by both', async () => {
    const { notices } = bench().store;
    await notices.put(notice('n1'));
    await notices.put(notice('n2', { createdAt: at(1), to: { thread: link() } }));
    await notices.put(notice('n3', { createdAt: at(2), question: 'q2' }));
    await notices.put(notice('n4', { createdAt: at(3), question: null }));
    await end(notices, 'n2', 'sent');
    expect(keys(await notices.list({}))).toEqual(['n1', 'n2', 'n3', 'n4']);
    expect(keys(await notices.list({ question: 'q1' }))).toEqual(['n1', 'n2']);
    expect(keys(await notices.list({ status: 'waiting' }))).toEqual(['n1', 'n3', 'n4']);
    expect(keys(await notices.list({ question: 'q1', status: 'sent' }))).toEqual(['n2']);
  });
}

/** Claims all and ends one; the others are free again. */
async function end(notices: Notices, key: string, status: 'sent' | 'dropped' | 'failed'): Promise<void> {
  for (const { _id } of await notices.claim('w1', at(5), LOCK, 99)) {
    if (_id === key) await notices.finish(key, 'w1', status);
    else await notices.release(_id, 'w1', NOON);
  }
}

function keys(notices: Notice[]): string[] {
  return notices.map((n) => n._id);
}
