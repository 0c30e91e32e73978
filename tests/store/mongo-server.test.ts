import { MongoClient } from 'mongodb';
import { afterAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { packCard } from '../../store/mongo/cards.ts';
import { createClient } from '../../store/mongo/client.ts';
import { openMongoStore } from '../../store/mongo/index.ts';
import { packNotice } from '../../store/mongo/notices.ts';
import { type Packed, pack } from '../../store/mongo/pack.ts';
import { acceptsOnce, lacksOf, MongoStoreRefused, refuseUnlessUnique } from '../../store/mongo/server.ts';
import { SCHEMAS } from '../../store/mongo/validators.ts';
import { card, commit, entry, notice, upTo } from '../contracts/store-fixtures.ts';
import { startMongo, TEST_DATABASE } from '../support/mongo.ts';

describe('what a server lacks is said in sentences', () => {
  const server = { version: '8.0.4', major: 8, replicated: true, retries: true };
  const durable = { schema: 5, fresh: false };
  const whole = {
    ...durable,
    writeConcern: { w: 'majority', journal: true },
    truth: { readConcern: { level: 'majority' } },
  } as const;

  test('a replica set of a version that is mended lacks nothing', () => {
    expect(lacksOf(server, whole, [])).toEqual([]);
  });

  test.each([
    ['no replica set', lacksOf({ ...server, replicated: false }, whole, []), /stands alone/],
    ['no retries', lacksOf({ ...server, retries: false }, whole, []), /not retried/],
    [
      'an old version',
      lacksOf({ ...server, version: '4.4.29', major: 4 }, whole, []),
      /^MongoDB 4\.4\.29 is no longer/,
    ],
    ['no validator', lacksOf(server, whole, ['commits', 'cards']), /written to commits, cards/],
    ['plain writes', lacksOf(server, { ...whole, writeConcern: { w: 1 } }, []), /write concern majority/],
    ['plain reads', lacksOf(server, { ...whole, truth: {} }, []), /read concern majority/],
  ])('%s', (_what, lacks, sentence) => {
    expect(lacks).toEqual([expect.stringMatching(sentence)]);
  });
});

describe('the client', () => {
  const options = (uri: string, patient = false) => createClient(uri, patient).options;

  test('waits no longer than a person does, unless it is for an operator', () => {
    expect(options('mongodb://db')).toMatchObject({ socketTimeoutMS: 5_000, retryWrites: true, maxPoolSize: 50 });
    expect(options('mongodb://db', true).socketTimeoutMS).toBe(1_800_000);
  });

  test('what the URI says goes before, save where reads go', () => {
    const uri = 'mongodb://db/?retryWrites=false&maxpoolsize=7&readPreference=secondary';
    expect(options(uri)).toMatchObject({ retryWrites: false, maxPoolSize: 7, socketTimeoutMS: 5_000 });
    expect(options(uri).readPreference.mode).toBe('primary');
  });
});

describe('validators', () => {
  /** MongoDB's schema as zod reads it: `bsonType` is JSON Schema's `type` by other names. */
  function holds(kind: keyof typeof SCHEMAS, document: Packed): boolean {
    const names: Record<string, string> = { int: 'number', long: 'number', double: 'number', bool: 'boolean' };
    const plain = JSON.stringify(SCHEMAS[kind], (_key, value) => {
      if (value?.bsonType === undefined) return value;
      const { bsonType, ...rest } = value;
      const types = [...new Set([bsonType].flat().map((type: string) => names[type] ?? type))];
      return { ...rest, type: types.length === 1 ? types[0] : types };
    });
    return z.fromJSONSchema(JSON.parse(plain)).safeParse(document).success;
  }

  test('what the store writes holds', () => {
    expect(holds('commits', pack(commit('q1', 1)))).toBe(true);
    const erased = { 't.1': { salt: 's', text: null, digest: 'd' } };
    expect(holds('commits', pack(commit('q1', 2, { by: null, events: [], texts: erased, pending: [] })))).toBe(true);
    expect(holds('register', pack(entry('q1', { nextAt: null })))).toBe(true);
    expect(holds('cards', packCard({ ...card('q1'), key: null }))).toBe(true);
    expect(holds('notices', packNotice(notice('n1', { question: null })))).toBe(true);
    expect(holds('numbers', { _id: 'HT:1', series: 'HT', n: 1, question: 'q1' })).toBe(true);
  });

  const fields = ['question', 'version', 'commandId', 'at', 'by', 'events', 'texts', 'prev', 'hash', 'pending'];
  test.each(fields)('a commit without %s does not', (field) => {
    const { [field]: _gone, ...rest } = pack(commit('q1', 1));
    expect(holds('commits', rest as Packed)).toBe(false);
  });

  test.each<[string, object]>([
    ['a version that is none', { version: 0 }],
    ['a version in letters', { version: '1' }],
    ['an empty command', { commandId: '' }],
    ['events that are no list', { events: {} }],
    ['an event that is no object', { events: ['decided'] }],
    ['a text without its digest', { texts: { t1: { salt: 's', text: 'x' } } }],
    ['a text that is a number', { texts: { t1: { salt: 's', text: 1, digest: 'd' } } }],
  ])('nor does one with %s', (_what, part) => {
    expect(holds('commits', { ...pack(commit('q1', 1)), ...part })).toBe(false);
  });
});

const mongo = await startMongo();

if ('skipped' in mongo) {
  console.warn(`How the bot starts on MongoDB is NOT tested here: ${mongo.skipped}`);
  describe.skip(`mongo start (${mongo.skipped})`, () => test('is looked at before the bot stands on it', () => {}));
} else {
  afterAll(() => mongo.close(), 30_000);
  describe('start-up', { timeout: 30_000 }, () => starts(mongo.uri));
}

function starts(uri: string): void {
  async function raw<T>(name: string, work: (db: ReturnType<MongoClient['db']>) => Promise<T>): Promise<T> {
    const client = await new MongoClient(uri).connect();
    try {
      return await work(client.db(`${TEST_DATABASE}${name}`));
    } finally {
      await client.close();
    }
  }

  test('a unique index takes one of many at once; without it more go in, and the bot does not start', async () => {
    await raw('unique', async (db) => {
      await db.collection('with').createIndex({ key: 1 }, { unique: true });
      expect(await acceptsOnce(db.collection<Packed>('with'))).toBe(true);
      expect(await db.collection('with').countDocuments()).toBe(0);
      expect(await acceptsOnce(db.collection<Packed>('without'))).toBe(false);
    });
  });

  test('a server that makes no unique index is refused with a sentence', async () => {
    await raw('refused', async (db) => {
      // Two of one key are there: the index can't be made, as on a server that knows none.
      await db.collection('probe').insertMany([{ key: 1 }, { key: 1 }]);
      const refused = refuseUnlessUnique(db, '1.0', {});
      await expect(refused).rejects.toThrow(MongoStoreRefused);
      await expect(refused).rejects.toThrow(/^The server makes no unique index .* does not start on it/);
    });
  });

  test('uniqueness is tried once for each version of the server', async () => {
    const database = `${TEST_DATABASE}once`;
    await (await openMongoStore({ uri, database })).close();
    await raw('once', async (db) => {
      const meta = await db.collection<{ _id: string; refuses?: string }>('meta').findOne({ _id: 'store' });
      const version = meta?.refuses ?? '';
      expect(version).toMatch(/^\d+\.\d+/);
      await db.collection('probe').drop();
      await refuseUnlessUnique(db, version, {});
      expect(await db.listCollections({ name: 'probe' }).toArray()).toEqual([]);
      await refuseUnlessUnique(db, 'another', {});
      expect(await db.listCollections({ name: 'probe' }).toArray()).toHaveLength(1);
    });
  });

  test('replicas that start at once on a database of the program before bring it up to date together', async () => {
    const database = `${TEST_DATABASE}together`;
    const before = await openMongoStore({ uri, database });
    for (const i of upTo(5)) await before.log.append(commit(`q${i}`, 1, { pending: [] }));
    await before.close();
    await raw('together', async (db) => {
      await db.collection<{ _id: string }>('meta').updateOne({ _id: 'store' }, { $set: { schema: 1 } });
      await db.collection('migrations').drop();
    });
    const stores = await Promise.all(upTo(4).map(() => openMongoStore({ uri, database })));
    expect(await stores[0]?.log.pending('register', 9)).toHaveLength(5);
    for (const store of stores) await store.close();
    await raw('together', async (db) => {
      const steps = await db.collection<{ _id: number }>('migrations').find().toArray();
      expect(steps).toEqual([2, 3, 4, 5].map((_id) => ({ _id, what: expect.any(String), at: expect.any(String) })));
      const meta = await db.collection<{ _id: string; schema: number }>('meta').findOne({ _id: 'store' });
      expect(meta?.schema).toBe(5);
    });
  });

  test('what the server lacks is heard at each start, and told by the store', async () => {
    const heard: string[] = [];
    const database = `${TEST_DATABASE}heard`;
    const store = await openMongoStore({ uri, database, warn: (sentence) => heard.push(sentence) });
    const facts = await store.facts();
    expect(facts).toMatchObject({ kind: 'mongodb', schema: 5, lacks: heard });
    expect(Math.abs(Date.parse(facts.clock ?? '') - Date.now())).toBeLessThan(60_000);
    await store.close();
  });

  test('where the server has validators, a commit that lacks a field is refused by it', async (context) => {
    const database = `${TEST_DATABASE}validated`;
    const store = await openMongoStore({ uri, database });
    const { lacks } = await store.facts();
    await store.close();
    if (lacks.some((sentence) => sentence.includes('commits'))) {
      console.warn('Validators of MongoDB are NOT tested here: this server has none.');
      return context.skip();
    }
    await raw('validated', async (db) => {
      const { hash: _gone, ...rest } = pack(commit('q1', 1));
      await expect(db.collection<Packed>('commits').insertOne(rest as Packed)).rejects.toThrow('validation');
    });
  });
}
