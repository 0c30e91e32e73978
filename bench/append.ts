/**
 * Durable appends on the SQLite store against a bare loop of write and fdatasync on the same disk, in turns:
 * `npx tsx bench/append.ts [folder]`. The host drifts: compare the ratios of one run, never the figures of two.
 */
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Commit } from '../bot/index.ts';
import { openSqliteStore } from '../store/sqlite/index.ts';

const ROUNDS = 5;
const ROUND_MS = 1_000;
const CONCURRENCY = [1, 32];

const folder = mkdtempSync(join(process.argv[2] ?? tmpdir(), 'samrad-bench-'));
let commits = 0;

/** A vote with one text, about as large as real ones. */
function vote(question: string, version: number): Commit {
  commits += 1;
  return {
    _id: `${question}:${version}`,
    question,
    version,
    commandId: `slack:T012345:U012345:${commits}`,
    at: new Date().toISOString(),
    by: 'kari.nordmann',
    events: [{ type: 'position-taken', seat: 's', person: 'kari.nordmann', kind: 'reservation', text: { said: 't1' } }],
    texts: { t1: { salt: 'x'.repeat(24), text: 'y'.repeat(120), digest: 'z'.repeat(64) } },
    prev: '0'.repeat(64),
    hash: '1'.repeat(64),
    pending: ['register', 'cards', 'notices'],
  };
}

function bareSyncs(): number {
  const fd = openSync(join(folder, 'bare'), 'w');
  const page = Buffer.alloc(4096);
  const started = performance.now();
  let syncs = 0;
  for (; performance.now() - started < ROUND_MS; syncs += 1) {
    writeSync(fd, page);
    fdatasyncSync(fd);
  }
  closeSync(fd);
  return (syncs * 1000) / (performance.now() - started);
}

async function appends(concurrency: number, round: number): Promise<{ perSecond: number; perSync: number }> {
  const groups: number[] = [];
  const file = join(folder, `c${concurrency}-${round}.db`);
  const store = await openSqliteStore({ file, onGroup: (size) => groups.push(size) });
  const started = performance.now();
  async function voter(n: number): Promise<void> {
    for (let version = 1; performance.now() - started < ROUND_MS; version += 1) {
      const answer = await store.log.append(vote(`q${n}`, version));
      if (answer !== 'appended') throw new Error(answer);
    }
  }
  await Promise.all(Array.from({ length: concurrency }, (_, n) => voter(n)));
  const seconds = (performance.now() - started) / 1000;
  await store.close();
  const total = groups.reduce((sum, size) => sum + size, 0);
  return { perSecond: total / seconds, perSync: total / groups.length };
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

const bare: number[] = [];
const measured = CONCURRENCY.map((concurrency) => ({
  concurrency,
  perSecond: [] as number[],
  perSync: [] as number[],
}));
for (let round = 0; round < ROUNDS; round += 1) {
  bare.push(bareSyncs());
  for (const m of measured) {
    const { perSecond, perSync } = await appends(m.concurrency, round);
    m.perSecond.push(perSecond);
    m.perSync.push(perSync);
  }
}
rmSync(folder, { recursive: true, force: true });

console.log(`bare fdatasync   ${Math.round(median(bare))}/s`);
for (const { concurrency, perSecond, perSync } of measured) {
  const ratio = median(perSecond) / median(bare);
  const figures = `${Math.round(median(perSecond))}/s  ${ratio.toFixed(2)} × bare  ${median(perSync).toFixed(1)} votes a sync`;
  console.log(`${String(concurrency).padStart(2)} at once       ${figures}`);
}
