/**
 * The bot as a process of its own for a day that is made short: `serve` on SQLite against platforms that live elsewhere, its clock
 * moved from outside, and what it costs told on request. Settings are one JSON argument; each line on stdin is a JSON `Order`,
 * answered with "done N" and a JSON of its `Figures`.
 */
import { createHistogram, monitorEventLoopDelay } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import pino from 'pino';
import { z } from 'zod';
import { openDemoClock } from '../../../adapters/cli/demo-clock.ts';
import { stopOnSignal } from '../../../adapters/cli/stop-on-signal.ts';
import { startWeb } from '../../../adapters/web/index.ts';
import { createMetrics } from '../../../adapters/web/metrics.ts';
import type { Backlog, Meter, Store } from '../../../bot/index.ts';
import { serve, teamsIn } from '../../../main.ts';
import { openSqliteStore } from '../../../store/sqlite/index.ts';

const Settings = z.object({
  file: z.string(),
  start: z.iso.datetime(),
  paceMs: z.number(),
  sandboxUrl: z.url(),
  slack: z.object({ botToken: z.string(), signingSecret: z.string(), apiUrl: z.url() }),
  teams: z.object({ appId: z.string(), appPassword: z.string(), tenantId: z.string() }),
});
export type DaySettings = z.input<typeof Settings>;

/** In this order; `settle`: works until nothing is left that could be done now; `report`: collects garbage first. */
const Order = z
  .object({ moveTo: z.iso.datetime(), tick: z.boolean(), settle: z.boolean(), report: z.boolean() })
  .partial()
  .extend({ n: z.number().int() });
export type DayOrder = Omit<z.infer<typeof Order>, 'n'>;

export interface Figures {
  /** Bytes, after the garbage is gone. */
  memory: { heapUsed: number; external: number; rss: number };
  /** By kind; what keeps the process alive. */
  handles: Record<string, number>;
  /** How long the event loop stood still since the last report, milliseconds; `turn`: the most of the processor's own time in it. */
  stood: { p99: number; max: number; turn: number };
  /** From a request's arrival to its acknowledgement, milliseconds. */
  /** Seconds of the processor's time since the start. */
  cpu: number;
  answers: { count: number; p50: number; p99: number; max: number };
  /** By platform and outcome. */
  outcomes: Record<string, number>;
  /** Cards and messages, by platform and outcome. */
  deliveries: Record<string, number>;
  commits: number;
  ticks: { done: number; looks: number; touched: number; needless: number; p50: number; max: number };
  backlog: Backlog;
}

const LOOK_MS = 10;

const settings = Settings.parse(JSON.parse(process.argv[2] ?? ''));
const demo = await openDemoClock(settings.start, null);
setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');
const stood = monitorEventLoopDelay({ resolution: 10 });
let turn = 0;
let before = { at: performance.now(), cpu: process.cpuUsage() };
const waited = createHistogram();
const ticked = createHistogram();
const outcomes: Record<string, number> = {};
const deliveries: Record<string, number> = {};
const ticks = { done: 0, looks: 0, touched: 0, needless: 0 };
/** Questions that ticks took up, and those whose clock wrote, since it was moved last. */
const taken = new Set<string>();
const clocked = new Set<string>();
let commits = 0;

const kept = await openSqliteStore({ file: settings.file });
const store = watched(kept);
const web = await startWeb({ host: '127.0.0.1', port: 0, ready: async () => true });
const { clock } = demo;
const metrics = createMetrics({ backlog: () => store.backlog(clock()), now: () => Date.parse(clock()) });
web.mount('/metrics', metrics.listener);
const served = await serve({
  store,
  clock,
  log: pino({ level: 'warn' }, pino.destination({ dest: 2, sync: true })),
  web,
  slack: settings.slack,
  teams: teamsIn(settings.sandboxUrl, settings.teams),
  paceMs: settings.paceMs,
  meter: counted(metrics.meter),
  unlimited: true,
});
async function stop(): Promise<void> {
  await Promise.all([web.close(), served.stop()]);
  metrics.close();
}
stopOnSignal({ stop, closeStore: kept.close, out: say, exit: (code) => process.exit(code) });
stood.enable();
setInterval(look, LOOK_MS).unref();
say(`ready ${web.url}`);

for await (const line of createInterface({ input: process.stdin })) {
  const order = Order.parse(JSON.parse(line));
  void obey(order).then((figures) => say(`done ${order.n} ${JSON.stringify(figures)}`));
}
// Whoever started it is gone.
process.exit(1);

/** Between two looks lies what the loop did in one go. Starved or waiting for the disk, it does not use the processor. */
function look(): void {
  const now = { at: performance.now(), cpu: process.cpuUsage() };
  const { user, system } = process.cpuUsage(before.cpu);
  turn = Math.max(turn, Math.min((user + system) / 1e3, now.at - before.at - LOOK_MS));
  before = now;
}

async function obey({ moveTo, tick, settle, report }: DayOrder): Promise<Figures | null> {
  if (moveTo !== undefined) {
    ticks.needless += [...taken].filter((question) => !clocked.has(question)).length;
    taken.clear();
    clocked.clear();
    demo.moveTo(moveTo);
  }
  if (tick) await timedTick();
  if (settle) await served.core.settle();
  return report ? await figures() : null;
}

async function timedTick(): Promise<void> {
  const began = performance.now();
  await served.core.tick();
  ticks.done += 1;
  ticked.record(micros(performance.now() - began));
}

async function figures(): Promise<Figures> {
  const [p99, max, longest] = [stood.percentile(99) / 1e6, stood.max / 1e6, turn];
  // What finalizers let go of is garbage in the next turn.
  for (let times = 0; times < 3; times++) {
    collect();
    await nextTurn();
  }
  const { heapUsed, external, rss } = process.memoryUsage();
  const handles: Record<string, number> = {};
  for (const kind of process.getActiveResourcesInfo()) handles[kind] = (handles[kind] ?? 0) + 1;
  const backlog = await store.backlog(clock());
  const { user, system } = process.cpuUsage();
  stood.reset();
  turn = 0;
  before = { at: performance.now(), cpu: process.cpuUsage() };
  return {
    cpu: (user + system) / 1e6,
    memory: { heapUsed, external, rss },
    handles,
    stood: { p99, max, turn: longest },
    answers: {
      count: waited.count,
      p50: ms(waited.percentile(50)),
      p99: ms(waited.percentile(99)),
      max: ms(waited.max),
    },
    outcomes,
    deliveries,
    commits,
    ticks: { ...ticks, p50: ms(ticked.percentile(50)), max: ms(ticked.max) },
    backlog,
  };
}

/** Counts commits, and what a tick takes up: each question must be one whose clock then writes. */
function watched(store: Store): Store {
  return {
    ...store,
    log: {
      ...store.log,
      async append(commit) {
        const outcome = await store.log.append(commit);
        if (outcome !== 'appended') return outcome;
        commits += 1;
        if (commit.commandId.startsWith('clock:')) clocked.add(commit.question);
        return outcome;
      },
    },
    register: {
      ...store.register,
      async due(now, limit) {
        const due = await store.register.due(now, limit);
        ticks.looks += 1;
        ticks.touched += due.length;
        for (const question of due) taken.add(question);
        return due;
      },
    },
  };
}

function counted(meter: Meter): Meter {
  return {
    ...meter,
    answered(platform, outcome, took) {
      meter.answered(platform, outcome, took);
      waited.record(micros(took));
      count(outcomes, `${platform} ${outcome}`);
    },
    delivered(platform, what, outcome) {
      meter.delivered(platform, what, outcome);
      count(deliveries, `${platform} ${what} ${outcome}`);
    },
  };
}

function count(counts: Record<string, number>, what: string): void {
  counts[what] = (counts[what] ?? 0) + 1;
}

function micros(took: number): number {
  return Math.max(1, Math.round(took * 1_000));
}

function ms(micros: number): number {
  return micros / 1_000;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
