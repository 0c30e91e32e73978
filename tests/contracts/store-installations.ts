import { expect, test } from 'vitest';
import type { Installation } from '../../bot/index.ts';
import { at, type Bench, NOON, upTo } from './store-fixtures.ts';

function installation(id: string, part: Partial<Installation> = {}): Installation {
  return { _id: id, sealed: 'a.b$c/+=', at: NOON, ...part };
}

export function installationsContract(bench: () => Bench): void {
  test('gives back what was put, to any replica, and null for what was not or is removed', async () => {
    const { store, replica } = bench();
    await store.installations.put(installation('slack:T1'));
    await store.installations.put(installation('slack:T2', { sealed: 'other' }));
    const other = (await replica()).installations;
    expect(await other.get('slack:T1')).toStrictEqual(installation('slack:T1'));
    await other.remove('slack:T1');
    await other.remove('slack:T1');
    expect(await store.installations.get('slack:T1')).toBeNull();
    expect(await store.installations.get('slack:T2')).toStrictEqual(installation('slack:T2', { sealed: 'other' }));
    expect(await store.installations.get('slack:T3')).toBeNull();
  });

  test('the later takes the place of the one before', async () => {
    const { installations } = bench().store;
    await installations.put(installation('slack:T1'));
    await installations.put(installation('slack:T1', { sealed: 'renewed', at: at(5) }));
    expect(await installations.get('slack:T1')).toStrictEqual(
      installation('slack:T1', { sealed: 'renewed', at: at(5) }),
    );
  });

  test('who has begun completes once, at whichever replica, and nobody else does', async () => {
    const { store, replica } = bench();
    const other = await replica();
    await store.installations.begin('s1', NOON, at(600));
    expect(await other.installations.complete('made up', at(1))).toBe(false);
    const tries = upTo(8).map((i) => (i % 2 ? other : store).installations.complete('s1', at(1)));
    expect((await Promise.all(tries)).filter(Boolean)).toHaveLength(1);
    expect(await store.installations.complete('s1', at(1))).toBe(false);
  });

  test('whose time is over completes no more, and is forgotten when the next begins', async () => {
    const { installations } = bench().store;
    await installations.begin('s1', NOON, at(600));
    expect(await installations.complete('s1', at(600))).toBe(false);
    await installations.begin('s2', at(600), at(1200));
    // Asked for at an earlier instant, what was only past its time would still complete.
    expect(await installations.complete('s1', NOON)).toBe(false);
    expect(await installations.complete('s2', at(1199))).toBe(true);
  });
}
