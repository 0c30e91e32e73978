/**
 * A tick's cost with few and with many open questions on the SQLite store, in turns: `npx tsx bench/tick.ts [folder]`. As many are due
 * in both. The host drifts: compare the ratios of one run, never the figures of two.
 */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { entryOf } from '../bot/followers/register.ts';
import { type Commit, type Core, createCore, createHandle, type Kept, rosterOf, type Store } from '../bot/index.ts';
import { openSqliteStore } from '../store/sqlite/index.ts';
import { demoOn } from '../tests/support/demo.ts';

const OPEN = [1_000, 100_000];
/** Ticks with something due, and how many questions in each; and ticks with nothing due. */
const BUSY = 30;
const DUE = 20;
const QUIET = 300;
const PAGE = 1_000;
const MINUTE = 60_000;
/** A red question that is asked then is at half-time on Tuesday 9 February at 11:30 in Oslo; one two minutes later, a minute later. */
const ASKED = Date.parse('2027-02-03T07:00:00.000Z');
const HALF_TIME = Date.parse('2027-02-09T10:30:00.000Z');
const LATER = Date.parse('2027-02-03T13:00:00.000Z');
const SILENT = { debug() {}, info() {}, warn() {}, error() {} };

interface Bench {
  open: number;
  core: Core;
  store: Store;
  done: { looks: number; given: number; commits: number };
  busy: number[];
  quiet: number[];
}

const folder = mkdtempSync(join(process.argv[2] ?? tmpdir(), 'samrad-bench-'));
let now = HALF_TIME - MINUTE;

/** The half-time of `DUE` questions comes each minute; that of all others when the bench is over. */
function askedAt(i: number): string {
  const batch = Math.floor(i / DUE);
  return new Date(batch < BUSY ? ASKED + batch * 2 * MINUTE : LATER).toISOString();
}

async function prepare(open: number): Promise<Bench> {
  const store = await openSqliteStore({ file: join(folder, `${open}.db`) });
  const demo = await demoOn(store);
  await demo.close();
  const [collaboration] = await store.directory.collaborations();
  if (!collaboration) throw new Error('no collaboration');
  const { _id, policy, groups } = collaboration;
  const group = groups[0]?.id ?? '';
  const whole = rosterOf(collaboration, [group]);
  // A few seats: what a tick does must not be lost in the size of the file.
  const roster = { ...whole, seats: whole.seats.slice(0, 4) };
  for (let from = 0; from < open; from += PAGE) {
    const commits: Commit[] = [];
    const append = async (commit: Commit) => {
      commits.push(commit);
      return 'appended' as const;
    };
    const log = { ...store.log, append };
    const handle = createHandle({ log });
    const entries: Kept['register'][] = [];
    for (let i = from; i < Math.min(open, from + PAGE); i++) {
      const asked = await handle.handle({
        ...{ type: 'ask', question: `q${i}`, commandId: `ask:${i}`, at: askedAt(i), by: whole.experts[0] ?? '' },
        ...{
          collaboration: _id,
          number: `B-${i}`,
          group,
          alsoGroups: [],
          practice: false,
          title: `${i}`,
          body: `${i}?`,
        },
        ...{ context: null, options: [{ id: 'a', text: 'a' }], proposal: 'a', criticality: 'red', vendorDate: null },
        ...{ policy, roster },
      });
      if ('refused' in asked) throw new Error(asked.refused);
      entries.push(entryOf(asked.state));
    }
    await store.archive.write(
      'commits',
      commits.map((commit) => ({ ...commit, pending: [] })),
    );
    await store.archive.write('register', entries);
  }
  const done = { looks: 0, given: 0, commits: 0 };
  const core = createCore({
    ...{ store: counted(store, done), clock: () => new Date(now).toISOString(), newId: randomUUID, log: SILENT },
    worker: 'bench',
    paceMs: 1,
  });
  return { open, core, store, done, busy: [], quiet: [] };
}

/** What a tick asks and writes. */
function counted(store: Store, done: Bench['done']): Store {
  async function due(at: string, limit: number): Promise<string[]> {
    const given = await store.register.due(at, limit);
    done.looks += 1;
    done.given += given.length;
    return given;
  }
  async function append(commit: Commit) {
    done.commits += 1;
    return await store.log.append(commit);
  }
  return { ...store, register: { ...store.register, due }, log: { ...store.log, append } };
}

async function timed({ core }: Bench): Promise<number> {
  const began = performance.now();
  await core.tick();
  return performance.now() - began;
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

const benches: Bench[] = [];
for (const open of OPEN) benches.push(await prepare(open));
for (const bench of benches) await bench.core.settle();
for (let n = 0; n < BUSY; n++) {
  now = HALF_TIME + n * MINUTE;
  for (const bench of n % 2 ? benches : benches.toReversed()) {
    bench.busy.push(await timed(bench));
    // What follows from it is not the tick's.
    await bench.core.settle();
  }
}
const told = benches.map(
  ({ open, done: { looks, given, commits } }) => `${open} open: ${looks} looks, ${given} given, ${commits} commits`,
);
for (let n = 0; n < QUIET; n++) {
  for (const bench of n % 2 ? benches : benches.toReversed()) bench.quiet.push(await timed(bench));
}
for (const { core, store } of benches) {
  await core.stop();
  await store.close();
}
rmSync(folder, { recursive: true, force: true });

for (const line of told) console.log(`${BUSY} ticks with ${DUE} due, ${line}`);
for (const what of ['quiet', 'busy'] as const) {
  const [few = 0, many = 0] = benches.map((bench) => median(bench[what]));
  const figures = `${few.toFixed(2)} ms with ${OPEN[0]}, ${many.toFixed(2)} ms with ${OPEN[1]}`;
  console.log(`${what === 'busy' ? `${DUE} due` : 'none due'}  ${figures}  ${(many / few).toFixed(2)} ×`);
}
