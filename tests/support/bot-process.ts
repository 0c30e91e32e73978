/**
 * The bot as a process of its own, to be killed, held still or ended: `serve` on a store, against platforms that live elsewhere.
 * Settings are one JSON argument. Loads, says so, and starts when told to on stdin: so that the next one can stand ready while this
 * one is killed. Each later line is a JSON `Order`.
 */
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import pino from 'pino';
import { z } from 'zod';
import { stopOnSignal } from '../../adapters/cli/stop-on-signal.ts';
import { startWeb } from '../../adapters/web/index.ts';
import { createSharedClock, type Store } from '../../bot/index.ts';
import { openStore, serve, teamsIn } from '../../main.ts';
import { openMongoStore } from '../../store/mongo/index.ts';

const Settings = z.object({
  store: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('sqlite'), file: z.string() }),
    z.object({ kind: z.literal('mongodb'), uri: z.string(), database: z.string() }),
  ]),
  /** 0: a free one, told when it is ready. */
  port: z.number().int(),
  sandboxUrl: z.url(),
  slack: z.object({ botToken: z.string(), signingSecret: z.string(), apiUrl: z.url() }),
  teams: z.object({ appId: z.string(), appPassword: z.string(), tenantId: z.string() }),
  /** How much this machine's clock is off. */
  skewMs: z.number().default(0),
  /** How far the time of the trial is from the real one: the same for all machines, the database's too. */
  movedMs: z.number().default(0),
  paceMs: z.number().default(100),
});
export type BotSettings = z.input<typeof Settings>;

/** Sets the clock, or ticks: answered with "ticked N". */
const Order = z.object({ skewMs: z.number(), movedMs: z.number(), tick: z.number().int() }).partial();
export type BotOrder = z.infer<typeof Order>;

/** As main.ts has it. */
const DRAIN_MS = 2_500;

const settings = Settings.parse(JSON.parse(process.argv[2] ?? ''));
let { skewMs, movedMs } = settings;
// `serve` loads it only when Teams is configured, as it is here.
await import('../../adapters/teams/start.ts');
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
say('loaded');
await lines.next();

const store = await opened();
const web = await startWeb({
  host: '127.0.0.1',
  port: settings.port,
  // A small question: a balancer asks five times a second.
  ready: async () => (await store.register.get('')) === null,
});
const log = pino({ level: 'warn' }, pino.destination({ dest: 2, sync: true }));
const { clock, close } = await createSharedClock({
  ask: async () => (await store.facts()).clock,
  local: () => Date.now() + movedMs + skewMs,
  log,
});
const served = await serve({
  store,
  clock,
  log,
  web,
  slack: settings.slack,
  teams: teamsIn(settings.sandboxUrl, settings.teams),
  paceMs: settings.paceMs,
  unlimited: true,
});
// As main.ts does.
async function stop(): Promise<void> {
  web.drain();
  await wait(DRAIN_MS);
  await Promise.all([web.close(), served.stop()]);
  close();
}
stopOnSignal({ stop, closeStore: store.close, out: say, exit: (code) => process.exit(code) });
say(`ready ${web.url}`);

for (let line = await lines.next(); !line.done; line = await lines.next()) obey(Order.parse(JSON.parse(line.value)));
// Whoever started it is gone.
process.exit(1);

function obey(order: BotOrder): void {
  skewMs = order.skewMs ?? skewMs;
  movedMs = order.movedMs ?? movedMs;
  const { tick } = order;
  if (tick !== undefined) void served.core.tick().finally(() => say(`ticked ${tick}`));
}

async function opened(): Promise<Store> {
  if (settings.store.kind === 'sqlite') return openStore(settings.store);
  const { uri, database } = settings.store;
  const kept = await openMongoStore({ uri, database });
  return {
    ...kept,
    async facts() {
      const facts = await kept.facts();
      return { ...facts, clock: facts.clock && at(Date.parse(facts.clock) + movedMs) };
    },
  };
}

function at(ms: number): string {
  return new Date(ms).toISOString();
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
