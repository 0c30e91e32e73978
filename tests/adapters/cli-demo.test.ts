import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { setUpDemo } from '../../adapters/cli/demo.ts';
import { entryOf } from '../../bot/followers/register.ts';
import { createHandle, type Store } from '../../bot/index.ts';
import { rosterOf } from '../../bot/roster.ts';
import { SCENARIOS } from '../../main.ts';
import { openSqliteStore } from '../../store/sqlite/index.ts';
import { collaboration } from '../contracts/store-fixtures.ts';
import { plainQuestion } from '../support/asking.ts';

let store: Store;
beforeEach(async () => {
  store = await openSqliteStore({ file: ':memory:' });
});
afterEach(async () => {
  vi.useRealTimers();
  await store.close();
});

let ids = 0;
const newId = () => `id-${++ids}`;
const setUp = () => setUpDemo({ store, newId, commandName: '/samrad', scenarios: SCENARIOS, folder: null });

test('a start in years to come leaves open questions as they were', async () => {
  const first = await setUp();
  const [demo] = await store.directory.collaborations();
  if (!demo) throw new Error('no demo');
  const handle = createHandle({ log: store.log });
  const expert = demo.groups[0]?.experts[0] ?? '';
  await handle.handle({
    ...plainQuestion(rosterOf(demo, demo.groups[0]?.id ?? '')),
    question: 'q',
    commandId: 'c',
    at: first.clock(),
    by: expert,
    collaboration: demo._id,
    number: 'SB-2027-001',
    group: demo.groups[0]?.id ?? '',
  });
  const asked = await handle.load('q');
  if (!asked) throw new Error('not asked');
  await store.register.put(entryOf(asked));
  await first.close();

  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2031-01-01T12:00:00Z') });
  const second = await setUp();
  await second.close();
  expect(await createHandle({ log: store.log }).load('q')).toEqual(asked);
});

test('keeps off a store that real people use', async () => {
  await store.directory.saveCollaboration(collaboration('fjordkommunene'));
  await expect(setUp()).rejects.toThrow(/fjordkommunene.*SAMRAD_SQLITE/);
  expect((await store.directory.collaborations()).map(({ _id }) => _id)).toEqual(['fjordkommunene']);
});
