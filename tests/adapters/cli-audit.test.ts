import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { MongoClient } from 'mongodb';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { verifyLog } from '../../adapters/cli/audit.ts';
import type { Commit, Store } from '../../bot/index.ts';
import { seal } from '../../bot/seal.ts';
import { openMongoStore } from '../../store/mongo/index.ts';
import { openSqliteStore } from '../../store/sqlite/index.ts';
import { at, entry } from '../contracts/store-fixtures.ts';
import { startMongo, TEST_DATABASE } from '../support/mongo.ts';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'samrad-audit-'));
  file = join(folder, 'samrad.sqlite');
});
afterEach(() => rm(folder, { recursive: true }));

/** Three questions of five commits each; the register has seen q1 and q2 to the end. */
async function filled(): Promise<void> {
  const store = await openSqliteStore({ file });
  for (const id of ['q1', 'q2', 'q3']) await append(store, id, 5);
  await store.register.put(entry('q1', { number: 'HT-2027-001', version: 5 }));
  await store.register.put(entry('q2', { number: 'HT-2027-002', version: 5 }));
  await store.close();
}

async function append(store: Store, question: string, commits: number): Promise<void> {
  let prev = '';
  for (let version = 1; version <= commits; version += 1) {
    const event = { type: 'commented', person: 'kari', text: { said: `Ytring ${version} om ${question}` } } as const;
    const commandId = `${question}-${version}`;
    const commit = seal({ question, version, commandId, at: at(version), by: 'kari', events: [event] }, prev);
    await store.log.append(commit);
    prev = commit.hash;
  }
}

/** Changes stored commits behind the store's back: null takes the row away. */
function tamper(question: string, version: number, change: ((commit: Commit) => unknown) | null): void {
  const db = new Database(file);
  const id = `${question}:${version}`;
  if (change) {
    const [row] = db.prepare('SELECT doc FROM commits WHERE id = ?').all(id) as { doc: string }[];
    const changed = change(JSON.parse(row?.doc ?? ''));
    const doc = typeof changed === 'string' ? changed : JSON.stringify(changed);
    db.prepare('UPDATE commits SET doc = ? WHERE id = ?').run(doc, id);
  } else db.prepare('DELETE FROM commits WHERE id = ?').run(id);
  db.close();
}

async function verified(question?: string) {
  const store = await openSqliteStore({ file });
  const [out, err, seen] = [[] as string[], [] as string[], [] as number[]];
  const deps = { out: (line: string) => out.push(line), err: (line: string) => err.push(line) };
  const code = await verifyLog({ store, question, ...deps, progress: (n) => seen.push(n) });
  await store.close();
  return { code, out, err, seen };
}

describe('samrad audit verify', () => {
  beforeEach(filled);

  test('a log as it was written is whole', async () => {
    expect(await verified()).toEqual({ code: 0, out: ['3 questions, 15 commits: whole.'], err: [], seen: [1, 2, 3] });
  });

  test('an empty log is whole', async () => {
    await rm(file);
    expect(await verified()).toMatchObject({ code: 0, out: ['0 questions, 0 commits: whole.'] });
  });

  test('a text that was erased leaves the chain whole', async () => {
    tamper('q1', 3, (c) => ({ ...c, texts: { t1: { ...c.texts.t1, text: null } } }));
    expect((await verified()).code).toBe(0);
  });

  test('what the log has and the register has not seen yet is no break', async () => {
    const store = await openSqliteStore({ file });
    await store.register.put(entry('q3', { version: 2 }));
    await store.close();
    expect((await verified()).code).toBe(0);
  });

  const forged = { type: 'commented', person: 'ola', text: { said: 't1' } };
  test.each<[string, (c: Commit) => unknown, string]>([
    ['an event', (c) => ({ ...c, events: [forged] }), 'it does not match its hash'],
    ['when', (c) => ({ ...c, at: at(99) }), 'it does not match its hash'],
    ['who', (c) => ({ ...c, by: 'ola' }), 'it does not match its hash'],
    ['the command', (c) => ({ ...c, commandId: 'another' }), 'it does not match its hash'],
    ['the hash', (c) => ({ ...c, hash: c.prev }), 'it does not match its hash'],
    ['the link', (c) => ({ ...c, prev: c.hash }), 'it does not match its hash'],
    ['a field, gone', ({ texts: _gone, ...c }) => c, 'it does not match its hash'],
    ['a text, gone', (c) => ({ ...c, texts: {} }), 'it does not match its hash'],
    [
      'a text',
      (c) => ({ ...c, texts: { t1: { ...c.texts.t1, text: 'Noe annet' } } }),
      'a text in it does not match its digest',
    ],
    [
      'a salt',
      (c) => ({ ...c, texts: { t1: { ...c.texts.t1, salt: '0' } } }),
      'a text in it does not match its digest',
    ],
    [
      'a text and its digest',
      (c) => ({ ...c, texts: { t1: { salt: '', text: '', digest: 'x' } } }),
      'it does not match its hash',
    ],
    ['the version', (c) => ({ ...c, version: 4 }), 'another commit stands in its place'],
    ['the question', (c) => ({ ...c, question: 'q1' }), 'another commit stands in its place'],
  ])('names the version where %s was changed', async (_what, change, told) => {
    tamper('q2', 3, change);
    expect(await verified()).toMatchObject({
      code: 1,
      out: [`HT-2027-002 (q2): version 3: ${told}`, '3 questions, 15 commits: 1 question broken.'],
    });
  });

  test('a commit written anew with a fitting hash does not fit the one after it', async () => {
    tamper('q2', 3, (c) => {
      const { question, version, commandId, by, prev } = c;
      return seal({ question, version, commandId, at: at(99), by, events: [] }, prev);
    });
    expect((await verified()).out[0]).toBe('HT-2027-002 (q2): version 4: it does not continue the one before');
  });

  test.each([
    [1, 'version 1: it is missing, later ones are there'],
    [3, 'version 3: it is missing, later ones are there'],
    [5, 'version 5: it is missing at the end; the register has seen it'],
  ])('names version %i when it was taken away', async (version, told) => {
    tamper('q2', version, null);
    expect(await verified()).toMatchObject({
      code: 1,
      out: [`HT-2027-002 (q2): ${told}`, '3 questions, 14 commits: 1 question broken.'],
    });
  });

  test('a question of which nothing is left is missed, when the register has seen it', async () => {
    for (const version of [1, 2, 3, 4, 5]) tamper('q1', version, null);
    expect(await verified()).toMatchObject({
      code: 1,
      out: [
        'HT-2027-001 (q1): version 1: it is missing at the end; the register has seen it',
        '3 questions, 10 commits: 1 question broken.',
      ],
    });
  });

  test('what can not be read is told, and the others are still looked at', async () => {
    tamper('q1', 2, () => '{ half');
    tamper('q3', 4, (c) => ({ ...c, by: null }));
    expect(await verified()).toMatchObject({
      code: 1,
      out: [
        'HT-2027-001 (q1): version unknown: it can not be read',
        'q3: version 4: it does not match its hash',
        '3 questions, 10 commits: 2 questions broken.',
      ],
    });
  });

  test('of one question, by id or number, only that one is looked at', async () => {
    tamper('q1', 2, (c) => ({ ...c, by: null }));
    expect(await verified('q2')).toMatchObject({ code: 0, out: ['1 question, 5 commits: whole.'] });
    expect(await verified('HT-2027-002')).toMatchObject({ code: 0 });
    expect(await verified('HT-2027-001')).toMatchObject({ code: 1 });
  });

  test('a question that there is none of is told so', async () => {
    expect(await verified('q9')).toEqual({ code: 2, out: [], err: ['There is no question q9.'], seen: [] });
  });
});

test('on MongoDB too what was changed behind the store is named', async ({ skip }) => {
  const mongo = await startMongo();
  if ('skipped' in mongo) return skip(mongo.skipped);
  const database = `${TEST_DATABASE}audit`;
  const store = await openMongoStore({ uri: mongo.uri, database });
  const client = await new MongoClient(mongo.uri).connect();
  const commits = client.db(database).collection<{ _id: string }>('commits');
  const out: string[] = [];
  const verify = () => verifyLog({ store, out: (line) => out.push(line), err: () => {} });

  for (const id of ['q1', 'q2', 'q3']) await append(store, id, 3);
  expect(await verify()).toBe(0);
  await commits.updateOne({ _id: 'q1:2' }, { $set: { by: 'ola' } });
  await commits.deleteOne({ _id: 'q2:2' });
  await commits.updateOne({ _id: 'q3:3' }, { $set: { 'texts.t1.text': 'Noe annet' } });
  expect(await verify()).toBe(1);
  expect(out).toEqual([
    '3 questions, 9 commits: whole.',
    'q1: version 2: it does not match its hash',
    'q2: version 2: it is missing, later ones are there',
    'q3: version 3: a text in it does not match its digest',
    '3 questions, 8 commits: 3 questions broken.',
  ]);
  await client.close();
  await store.close();
  await mongo.close();
}, 60_000);
