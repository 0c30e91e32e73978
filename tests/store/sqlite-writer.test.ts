import Database from 'libsql';
import { expect, test } from 'vitest';
import { createWriter } from '../../store/sqlite/writer.ts';

function open(onGroup?: (size: number) => void) {
  const db = new Database(':memory:');
  db.exec('CREATE TABLE t (n INTEGER NOT NULL)');
  const insert = db.prepare('INSERT INTO t (n) VALUES (?)');
  const all = () => (db.prepare('SELECT n FROM t ORDER BY n').all() as { n: number }[]).map((row) => row.n);
  return { db, all, insert: (n: number | null) => insert.run(n), writer: createWriter(db, onGroup) };
}

test('writes of one turn share a transaction', async () => {
  const groups: number[] = [];
  const { writer, insert, all } = open((size) => groups.push(size));
  await Promise.all([1, 2, 3].map((n) => writer.write(() => insert(n))));
  await writer.write(() => insert(4));
  expect(groups).toEqual([3, 1]);
  expect(all()).toEqual([1, 2, 3, 4]);
});

test('a write that faults fails alone and whole; its neighbours are kept once', async () => {
  const { writer, insert, all } = open();
  const answers = await Promise.allSettled([
    writer.write(() => insert(1)),
    writer.write(() => {
      insert(98);
      insert(null);
    }),
    writer.write(() => insert(2)),
  ]);
  expect(answers.map((a) => a.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(all()).toEqual([1, 2]);
});

test('when the transaction cannot begin, every write of the turn is refused and the next turn works', async () => {
  const { db, writer, insert, all } = open();
  db.exec('BEGIN');
  const answers = await Promise.allSettled([1, 2].map((n) => writer.write(() => insert(n))));
  expect(answers.map((a) => a.status)).toEqual(['rejected', 'rejected']);
  await writer.write(() => insert(3));
  expect(all()).toEqual([3]);
});
