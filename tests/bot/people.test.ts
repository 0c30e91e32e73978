import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Account, Store } from '../../bot/index.ts';
import { createPeople } from '../../bot/people.ts';
import { openSqliteStore } from '../../store/sqlite/index.ts';
import { COLLABORATION } from './chain-fixture.ts';

let store: Store;
let saved: number;
let people: ReturnType<typeof createPeople>;
beforeEach(async () => {
  store = await openSqliteStore({ file: ':memory:' });
  saved = 0;
  people = createPeople({
    ...store.directory,
    saveIdentity(identity) {
      saved += 1;
      return store.directory.saveIdentity(identity);
    },
  });
});
afterEach(() => store.close());

function kari(ref?: Account['ref']): Account {
  const profile = async () => ({ email: 'Kari@example.no' });
  return { platform: 'teams', team: 'T', user: 'kari', profile, ...(ref ? { ref } : {}) };
}

const kept = async () => (await store.directory.identity('teams', 'T', 'kari'))?.ref;

test('how a person is reached is kept from the first time it is known, and written once', async () => {
  await people.identify(kari());
  expect(await kept()).toBeUndefined();
  for (let i = 0; i < 3; i += 1) await people.identify(kari({ serviceUrl: 'a', chat: 'c' }));
  await people.identify(kari());
  expect(await kept()).toEqual({ serviceUrl: 'a', chat: 'c' });
  expect(saved).toBe(2);
});

test('how a person is reached is renewed when the platform tells otherwise, and the rest of it stays', async () => {
  await people.identify(kari({ serviceUrl: 'a', chat: 'c' }));
  const renewed = await people.identify(kari({ serviceUrl: 'b' }));
  expect(renewed?.ref).toEqual({ serviceUrl: 'b', chat: 'c' });
  expect(await kept()).toEqual({ serviceUrl: 'b', chat: 'c' });
  await people.identify(kari({ serviceUrl: 'b', chat: 'c' }));
  expect(saved).toBe(2);
});

test('who may be written to from now on is kept when they are on a list, and nobody else', async () => {
  await people.meet(kari({ serviceUrl: 'a', chat: 'c' }));
  expect(saved).toBe(0);
  await store.directory.saveCollaboration({
    ...COLLABORATION,
    people: [{ id: 'kari', name: 'Kari', email: 'kari@example.no' }],
  });
  people.forget();
  await people.meet(kari({ serviceUrl: 'a', chat: 'c' }));
  expect(await kept()).toEqual({ serviceUrl: 'a', chat: 'c' });
});
