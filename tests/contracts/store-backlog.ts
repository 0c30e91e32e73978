import { expect, test } from 'vitest';
import { at, type Bench, commit, entry, link, NOON, notice } from './store-fixtures.ts';

export function backlogContract(bench: () => Bench): void {
  const none = { count: 0, oldest: null };

  test('of an empty store nothing is owed', async () => {
    expect(await bench().store.backlog(NOON)).toEqual({
      owed: { register: none, cards: none, notices: none, chain: none },
      cardsBehind: 0,
      notices: none,
      steps: none,
      setAside: { commits: 0, notices: 0 },
    });
  });

  test('counts what is owed, late and set aside, and since when', async () => {
    const { store } = bench();
    for (const version of [1, 2, 3]) await store.log.append(commit('q1', version));
    await store.log.strike('chain', ['q1:1']);
    await store.log.setAside('register', ['q1:1', 'q1:2']);
    await store.cards.want('q1', link(), 1);
    await store.register.put(entry('q1', { nextAt: at(10) }));
    await store.register.put(entry('q2', { nextAt: at(5) }));
    await store.register.put(entry('q3', { nextAt: at(11) }));
    await store.notices.put(notice('n1', { notBefore: at(3), priority: 2 }));
    await store.notices.put(notice('n2', { notBefore: at(2) }));
    await store.notices.put(notice('n3', { notBefore: at(99) }));
    await store.notices.put(notice('n4', { notBefore: at(-9) }));
    await store.notices.claim('w1', at(-9), at(1), 1);
    await store.notices.finish('n4', 'w1', 'failed');
    expect(await store.backlog(at(10))).toEqual({
      owed: {
        register: { count: 1, oldest: at(3) },
        cards: { count: 3, oldest: at(1) },
        notices: { count: 3, oldest: at(1) },
        chain: { count: 2, oldest: at(2) },
      },
      cardsBehind: 1,
      notices: { count: 2, oldest: at(2) },
      steps: { count: 2, oldest: at(5) },
      setAside: { commits: 2, notices: 1 },
    });
  });
}
