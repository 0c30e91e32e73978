import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type LookOptions, look } from '../../adapters/cli/look.ts';
import { openSqliteStore } from '../../store/sqlite/index.ts';
import { commit, entry, upTo } from '../contracts/store-fixtures.ts';

let folder: string;
let closed: number;
let [out, err, shown]: string[][] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'samrad-look-'));
  closed = 0;
  [out, err, shown] = [[], [], []];
});
afterEach(() => rm(folder, { recursive: true }));

async function opened() {
  const store = await openSqliteStore({ file: join(folder, 'samrad.sqlite') });
  return {
    ...store,
    close: () => {
      closed += 1;
      return store.close();
    },
  };
}

function asked(line: string, options: LookOptions = {}) {
  const io = { out: (text: string) => void out?.push(text), err: (text: string) => void err?.push(text) };
  const status = (text: string) => void shown?.push(text);
  return look(line.split(' '), options, { openStore: opened, ...io, status, now: () => '2027-05-01T12:00:00.000Z' });
}

test.each([
  ['export', {}, 0, /"_id":"q1"/],
  ['export', { vendor: true }, 0, /"answer":"Yes"/],
  ['actions', {}, 0, /^Sak;/],
  ['actions', { period: 'summer' }, 2, null],
  ['audit verify', {}, 0, /^0 questions/],
  ['audit verify', { question: 'q9' }, 2, null],
  ['rules check FILE', {}, 0, /^Carries no approval/],
  ['rules try FILE', {}, 0, /^0 of 0/],
  ['rules try FILE', { collaboration: 'x' }, 2, null],
] as const)('%s %j is answered with its code, and the store is closed', async (line, options, code, first) => {
  const file = join(folder, 'rules.yaml');
  await writeFile(file, 'rounds: 1\n');
  const store = await opened();
  await store.register.put(entry('q1', { vendorAnswer: 'Yes' }));
  await store.close();
  if (line.startsWith('audit')) await rm(join(folder, 'samrad.sqlite'));
  closed = 0;
  expect(await asked(line.replace('FILE', file), options)?.()).toBe(code);
  if (first) expect(out?.[0]).toMatch(first);
  else expect(err).toHaveLength(1);
  expect(closed).toBe(line.startsWith('rules check') ? 0 : 1);
});

test.each(['start', 'audit', 'audit all', 'rules', 'rules try', 'rules check', 'rules make FILE', 'exports'])(
  '%s asks for none of these, and no store is opened',
  (line) => {
    expect(asked(line)).toBeNull();
  },
);

test('of a long log it is shown how far the reading is, and that is taken away', async () => {
  const store = await opened();
  await Promise.all(upTo(401).map((i) => store.log.append(commit(`q${i}`, 1))));
  await store.close();
  expect(await asked('audit verify')?.()).toBe(1);
  expect(shown?.filter(Boolean)).toEqual(['200 questions read …', '400 questions read …']);
  expect(shown?.at(-1)).toBe('');
});
