import { MongoClient } from 'mongodb';
import { afterAll, describe, expect, test } from 'vitest';
import { openMongoStore } from '../../store/mongo/index.ts';
import { storeContract } from '../contracts/store.ts';
import { commit, entry, upTo } from '../contracts/store-fixtures.ts';
import { startMongo, TEST_DATABASE } from '../support/mongo.ts';
import { startProxy } from '../support/proxy.ts';
import { LATER_FIELDS } from './older-entry.ts';

const mongo = await startMongo();

if ('skipped' in mongo) {
  console.warn(`The MongoDB store is NOT tested here: ${mongo.skipped}`);
  describe.skip(`mongo (${mongo.skipped})`, () => test('the store contract', () => {}));
} else {
  const { uri } = mongo;
  afterAll(() => mongo.close(), 30_000);
  storeContract('mongo', (database) => openMongoStore({ uri, database }));
  describe('mongo server', () => outages(uri));
}

function outages(uri: string): void {
  const database = `${TEST_DATABASE}outage`;

  test('replicas that start at the same moment on an empty database all start', async () => {
    const opening = upTo(4).map(() => openMongoStore({ uri, database: `${TEST_DATABASE}start` }));
    for (const store of await Promise.all(opening)) await store.close();
  }, 30_000);

  test('a database of the program before is brought up to date: the register is owed anew', async () => {
    const name = `${TEST_DATABASE}older`;
    const before = await openMongoStore({ uri, database: name });
    await before.log.append(commit('q1', 1, { pending: ['cards'] }));
    await before.register.put(entry('q1'));
    await before.close();
    const client = await new MongoClient(uri).connect();
    await client
      .db(name)
      .collection<{ _id: string }>('meta')
      .updateOne({ _id: 'store' }, { $set: { schema: 1 } });
    await client
      .db(name)
      .collection<{ _id: string }>('register')
      .updateOne({ _id: 'q1' }, { $unset: Object.fromEntries(Object.keys(LATER_FIELDS).map((field) => [field, ''])) });

    const after = await openMongoStore({ uri, database: name });
    expect(await after.register.list({ group: 'legemidler' })).toStrictEqual([entry('q1', LATER_FIELDS)]);
    expect((await after.log.pending('register', 10)).map((c) => c.pending)).toEqual([['cards', 'register']]);
    await after.register.put(entry('q1'));
    await after.log.strike('register', ['q1:1']);
    await after.close();

    const again = await openMongoStore({ uri, database: name });
    expect(await again.register.get('q1')).toEqual(entry('q1'));
    expect(await again.log.pending('register', 10)).toEqual([]);
    await again.close();

    await client
      .db(name)
      .collection<{ _id: string }>('meta')
      .updateOne({ _id: 'store' }, { $set: { schema: 999 } });
    await client.close();
    await expect(openMongoStore({ uri, database: name })).rejects.toThrow('schema 999');
  }, 30_000);

  test('a server that is not there is a fault within three seconds', async () => {
    const started = Date.now();
    await expect(openMongoStore({ uri: 'mongodb://127.0.0.1:1', database })).rejects.toThrow();
    expect(Date.now() - started).toBeLessThan(3_000);
  }, 10_000);

  test('an append that the server does not answer is a fault within three seconds, and its repeat is answered truly', async () => {
    const proxy = await startProxy(new URL(uri));
    const store = await openMongoStore({ uri: proxy.uri, database });
    await store.log.append(commit('q1', 1));
    proxy.stall();
    const started = Date.now();
    await expect(store.log.append(commit('q1', 2))).rejects.toThrow();
    expect(Date.now() - started).toBeLessThan(3_000);

    proxy.resume();
    await expect.poll(() => store.log.append(commit('q1', 2)), { timeout: 10_000 }).toBe('duplicate');
    expect(await store.log.read('q1')).toEqual([commit('q1', 1), commit('q1', 2)]);
    await store.close();
    await proxy.close();
  }, 30_000);
}
