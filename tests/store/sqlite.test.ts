import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterAll, describe, expect, test } from 'vitest';
import type { Follower } from '../../bot/index.ts';
import { openSqliteStore } from '../../store/sqlite/index.ts';
import { owedBy } from '../../store/sqlite/log.ts';
import { storeContract } from '../contracts/store.ts';
import {
  at,
  card,
  collaboration,
  commit,
  entry,
  identity,
  link,
  NOON,
  notice,
  upTo,
} from '../contracts/store-fixtures.ts';
import { LATER_FIELDS, TO_VERSION_1 } from './older-entry.ts';

const folder = mkdtempSync(join(tmpdir(), 'samrad-sqlite-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

storeContract('sqlite', (database) => openSqliteStore({ file: join(folder, `${database}.db`) }));

describe('sqlite file', () => {
  test('opened again, it has everything', async () => {
    const file = join(folder, 'new', 'folder', 'reopen.db');
    const before = await openSqliteStore({ file });
    await before.log.append(commit('q1', 1));
    await before.register.put(entry('q1'));
    await before.directory.saveCollaboration(collaboration('helse'));
    await before.directory.saveLink(link());
    await before.directory.saveIdentity(identity('slack', 'U1', 'kari@example.no'));
    await before.directory.claimNumber('HT-2027', 'q1');
    await before.cards.want('q1', link(), 1);
    await before.notices.put(notice('n1'));
    await before.leases.take('tick', 'a', NOON, at(60));
    await before.close();

    const after = await openSqliteStore({ file });
    expect(await after.log.read('q1')).toEqual([commit('q1', 1)]);
    expect(await after.register.get('q1')).toEqual(entry('q1'));
    expect(await after.directory.collaborations()).toEqual([collaboration('helse')]);
    expect(await after.directory.linksTo('helse', 'legemidler')).toEqual([link()]);
    expect(await after.directory.identitiesOf('kari@example.no')).toHaveLength(1);
    expect(await after.directory.claimNumber('HT-2027', 'q2')).toBe(2);
    expect(await after.cards.of('q1')).toEqual([card('q1')]);
    expect(await after.notices.list({})).toEqual([notice('n1')]);
    expect(await after.leases.take('tick', 'b', NOON, at(60))).toBe(false);
    await after.close();
  });

  test('a write that is under way when the store closes is kept; a later one is refused', async () => {
    const file = join(folder, 'close.db');
    const store = await openSqliteStore({ file });
    const under = store.log.append(commit('q1', 1));
    await store.close();
    expect(await under).toBe('appended');
    await expect(store.log.append(commit('q1', 2))).rejects.toThrow('closed');
    await store.close();
  });

  test('a file written by a newer program is refused, and left as it is', async () => {
    const file = join(folder, 'newer.db');
    await (await openSqliteStore({ file })).close();
    const db = new Database(file);
    db.exec('PRAGMA user_version = 999');
    db.close();
    await expect(openSqliteStore({ file })).rejects.toThrow('schema 999');
  });

  test("a file of the program before is brought up to date: the register is owed anew, by each question's last commit", async () => {
    const file = join(folder, 'older.db');
    const before = await openSqliteStore({ file });
    for (const version of [1, 2]) await before.log.append(commit('q1', version, { pending: ['cards'] }));
    await before.log.append(commit('q2', 1, { pending: ['register'] }));
    await before.register.put(entry('q1'));
    await before.cards.want('q1', link(), 2);
    await before.notices.put(notice('n1', { priority: 2, lane: 'thread:q1' }));
    await before.close();
    const db = new Database(file);
    db.exec(TO_VERSION_1);
    db.close();

    for (const _opened of ['first', 'again']) {
      const after = await openSqliteStore({ file });
      expect(await after.register.list({ group: 'legemidler' })).toStrictEqual([entry('q1', LATER_FIELDS)]);
      expect((await after.log.pending('register', 10)).map((c) => c._id)).toEqual(['q1:2', 'q2:1']);
      expect((await after.log.read('q1')).map((c) => c.pending)).toEqual([['cards'], ['cards', 'register']]);
      expect(await after.directory.absences('helse', '2027-01-01')).toEqual([]);
      expect(await after.cards.of('q1')).toEqual([card('q1', { wanted: 2, lookAt: '' })]);
      expect(await after.notices.list({})).toEqual([notice('n1', { share: '' })]);
      await after.close();
    }
  });

  test("what a follower is owed is found by the follower's own index", async () => {
    const file = join(folder, 'plan.db');
    await (await openSqliteStore({ file })).close();
    const db = new Database(file);
    for (const follower of ['register', 'cards', 'notices', 'chain']) {
      const plan = db.prepare(`EXPLAIN QUERY PLAN ${owedBy(follower as Follower)}`).all(1) as { detail: string }[];
      expect(plan.map((row) => row.detail).join()).toContain(`commits_owed_${follower}`);
    }
    db.close();
  });

  test('the write-ahead log does not grow without end', async () => {
    const file = join(folder, 'wal.db');
    const store = await openSqliteStore({ file });
    await store.log.append(commit('q0', 1));
    for (const i of upTo(600)) {
      await store.log.append(commit('q0', 1, { commandId: `taken-${i}` }));
      await store.log.append(commit(`q${i}`, 2));
      await store.log.read(`q${i}`);
      await store.log.pending('register', 1);
    }
    expect(statSync(`${file}-wal`).size).toBeLessThan(6_000_000);
    await store.close();
  }, 30_000);

  test('kill -9 loses no acknowledged commit and leaves no gap', async () => {
    const file = join(folder, 'killed.db');
    const acknowledged: string[] = [];
    for (const run of upTo(2)) acknowledged.push(...(await appendUntilKilled(file, run, 300 + run * 237)));

    const store = await openSqliteStore({ file });
    const questions = new Set(acknowledged.map((id) => id.slice(0, id.lastIndexOf(':'))));
    const kept = new Set<string>();
    for (const question of questions) {
      const read = await store.log.read(question);
      expect(read).toEqual(upTo(read.length).map((i) => commit(question, i + 1)));
      for (const c of read) kept.add(c._id);
    }
    await store.close();
    expect(acknowledged.length).toBeGreaterThan(800);
    expect(acknowledged.filter((id) => !kept.has(id))).toEqual([]);
  }, 30_000);
});

/** Ids that a child process printed as acknowledged before it was killed, soon after `enough` of them. */
async function appendUntilKilled(file: string, run: number, enough: number): Promise<string[]> {
  const script = join(import.meta.dirname, 'append-forever.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', script, file, `${run}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  let lines = 0;
  const ended = new Promise((done) => child.once('close', done));
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    printed += chunk;
    lines += chunk.split('\n').length - 1;
    if (lines >= enough) child.kill('SIGKILL');
  });
  await ended;
  return printed.slice(0, printed.lastIndexOf('\n')).split('\n');
}
