import { expect, test, vi } from 'vitest';
import { createLeader } from '../../bot/leader.ts';
import { openSqliteStore } from '../../store/sqlite/index.ts';

test('one leads at a time; another follows when the lease has run out, or was given up', async () => {
  const store = await openSqliteStore({ file: ':memory:' });
  let ms = Date.parse('2027-03-01T12:00:00.000Z');
  const clock = () => new Date(ms).toISOString();
  const steady = vi.spyOn(performance, 'now').mockImplementation(() => ms);
  try {
    const [a, b] = ['a', 'b'].map((worker) => createLeader({ leases: store.leases, clock, worker })) as [
      ReturnType<typeof createLeader>,
      ReturnType<typeof createLeader>,
    ];
    expect([await a.lead(), await b.lead()]).toEqual([true, false]);
    ms += 4_000;
    expect([await a.lead(), await b.lead()]).toEqual([true, false]);
    // `a` is paused past its lease; when it goes on, it does not lead.
    ms += 5_001;
    expect([await b.lead(), await a.lead()]).toEqual([true, false]);
    await b.resign();
    expect([await a.lead(), await b.lead()]).toEqual([true, false]);
  } finally {
    steady.mockRestore();
    await store.close();
  }
});

test('held, the lease is not asked for with every question', async () => {
  let asked = 0;
  const leases = { take: async () => ++asked > 0, release: async () => {} };
  const leader = createLeader({ leases, clock: () => new Date().toISOString(), worker: 'a' });
  await Promise.all(Array.from({ length: 50 }, () => leader.lead()));
  for (let i = 0; i < 50; i++) await leader.lead();
  expect(asked).toBe(1);
});
