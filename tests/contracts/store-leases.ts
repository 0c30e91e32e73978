import { expect, test } from 'vitest';
import { at, type Bench, NOON, upTo } from './store-fixtures.ts';

export function leasesContract(bench: () => Bench): void {
  test('who takes a lease first holds it until its time; others are refused', async () => {
    const { leases } = bench().store;
    expect(await leases.take('tick', 'a', NOON, at(30))).toBe(true);
    expect(await leases.take('tick', 'b', at(29), at(60))).toBe(false);
    expect(await leases.take('other', 'b', at(29), at(60))).toBe(true);
  });

  test('a lease that has run out is free', async () => {
    const { leases } = bench().store;
    await leases.take('tick', 'a', NOON, at(30));
    expect(await leases.take('tick', 'b', at(30), at(60))).toBe(true);
    expect(await leases.take('tick', 'a', at(31), at(60))).toBe(false);
  });

  test("one's own lease can be renewed", async () => {
    const { leases } = bench().store;
    await leases.take('tick', 'a', NOON, at(30));
    expect(await leases.take('tick', 'a', at(20), at(50))).toBe(true);
    expect(await leases.take('tick', 'b', at(40), at(60))).toBe(false);
  });

  test('a released lease is free at once; only its owner releases it', async () => {
    const { leases } = bench().store;
    await leases.take('tick', 'a', NOON, at(30));
    await leases.release('tick', 'b');
    expect(await leases.take('tick', 'b', at(1), at(30))).toBe(false);
    await leases.release('tick', 'a');
    await leases.release('tick', 'a');
    expect(await leases.take('tick', 'b', at(1), at(30))).toBe(true);
  });

  test('of twenty owners at once on two replicas exactly one holds it, new or run out', async () => {
    const { store, replica } = bench();
    const other = await replica();
    for (const round of [0, 1]) {
      const now = at(round * 30);
      const taken = await Promise.all(
        upTo(20).map((i) => (i % 2 ? store : other).leases.take('tick', `w${round}-${i}`, now, at(round * 30 + 30))),
      );
      expect(taken.filter(Boolean)).toHaveLength(1);
    }
  });
}
