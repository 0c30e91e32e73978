import { expect, test } from 'vitest';
import type { Notice } from '../../bot/index.ts';
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

  test('a finished notice is not put again', async () => {
    const { notices } = bench().store;
    await notices.put(notice('n1'));
    await notices.finish('n1', 'sent');
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
    const locked = notice('n1', { lockedUntil: LOCK });
    expect(await notices.claim('w1', NOON, LOCK, 1)).toStrictEqual([locked]);
    expect(await notices.claim('w2', at(59), at(120), 1)).toEqual([]);
    expect(await notices.list({})).toEqual([locked]);
    expect(await notices.claim('w2', LOCK, at(120), 1)).toEqual([notice('n1', { lockedUntil: at(120) })]);
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
      await notices.finish(key, key);
      expect(await notices.list({ status: key })).toEqual([notice(key, { status: key })]);
    }
    expect(await notices.claim('w1', at(9999), at(10000), 9)).toEqual([]);
  });

  test('postponed, it is unlocked, counted, and free again at its time', async () => {
    const { notices } = bench().store;
    await notices.put(notice('n1'));
    await notices.claim('w1', NOON, LOCK, 1);
    await notices.postpone('n1', at(30));
    expect(await notices.list({})).toEqual([notice('n1', { notBefore: at(30), attempts: 1 })]);
    expect(await notices.claim('w1', at(29), LOCK, 1)).toEqual([]);
    expect(keys(await notices.claim('w1', at(30), LOCK, 1))).toEqual(['n1']);
  });

  test('one that has ended is not postponed back to life', async () => {
    const { notices } = bench().store;
    await notices.put(notice('n1'));
    await notices.finish('n1', 'dropped');
    await notices.postpone('n1', at(1));
    expect(await notices.list({})).toEqual([notice('n1', { status: 'dropped' })]);
  });

  test('list: by question, by status, by both', async () => {
    const { notices } = bench().store;
    await notices.put(notice('n1'));
    await notices.put(notice('n2', { createdAt: at(1), to: { thread: link() } }));
    await notices.put(notice('n3', { createdAt: at(2), question: 'q2' }));
    await notices.put(notice('n4', { createdAt: at(3), question: null }));
    await notices.finish('n2', 'sent');
    expect(keys(await notices.list({}))).toEqual(['n1', 'n2', 'n3', 'n4']);
    expect(keys(await notices.list({ question: 'q1' }))).toEqual(['n1', 'n2']);
    expect(keys(await notices.list({ status: 'waiting' }))).toEqual(['n1', 'n3', 'n4']);
    expect(keys(await notices.list({ question: 'q1', status: 'sent' }))).toEqual(['n2']);
  });
}

function keys(notices: Notice[]): string[] {
  return notices.map((n) => n._id);
}
