import { afterEach, beforeEach, expect, test } from 'vitest';
import { exportRegister } from '../../adapters/cli/export.ts';
import type { RegisterEntry, Store } from '../../bot/index.ts';
import { openSqliteStore } from '../../store/sqlite/index.ts';
import { entry, NOON } from '../contracts/store-fixtures.ts';

let store: Store;
beforeEach(async () => {
  store = await openSqliteStore({ file: ':memory:' });
});
afterEach(() => store.close());

async function exported(vendor: boolean): Promise<unknown[]> {
  const lines: string[] = [];
  expect(await exportRegister({ register: store.register, vendor, out: (line) => lines.push(line) })).toBe(0);
  return lines.map((line) => JSON.parse(line));
}

const answered: Partial<RegisterEntry> = {
  number: 'HT-2027-002',
  groups: ['legemidler', 'fastlege'],
  status: 'superseded',
  vendorAnswer: 'Sort them by time.',
  supersededBy: { question: 'q9', number: 'HT-2027-009' },
  decidedAt: NOON,
  decision: { how: 'rules', outcome: 'common-solution' },
};

test('exports every question whole but for what it is searched by, by number, and no practice', async () => {
  await store.register.put(entry('q2', answered));
  await store.register.put(entry('q1'));
  await store.register.put(entry('q3', { number: 'HT-2027-003', practice: true, vendorAnswer: 'Yes' }));
  const { words: _one, ...first } = entry('q1');
  const { words: _two, ...second } = entry('q2', answered);
  expect(await exported(false)).toEqual([first, second]);
});

test('for the vendor exports what is answered, in English, and no practice', async () => {
  await store.register.put(entry('q1'));
  await store.register.put(entry('q2', answered));
  await store.register.put(entry('q3', { ...answered, practice: true }));
  expect(await exported(true)).toEqual([
    {
      number: 'HT-2027-002',
      question: 'How are doses sorted?',
      answer: 'Sort them by time.',
      decidedAt: NOON,
      outcome: 'common-solution',
    },
  ]);
});
