/** The demo's clock: runs as fast as real time from a chosen instant on, can be moved forward, and is remembered. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { Clock, Instant } from '../../bot/index.ts';

const Saved = z.object({ now: z.iso.datetime() });
const Move = z.union([z.object({ to: z.iso.datetime({ offset: true }) }), z.object({ next: z.literal(true) })]);

export interface DemoClock {
  clock: Clock;
  /** Moves to the instant; never back. */
  moveTo(instant: Instant): void;
  save(): Promise<void>;
}

/** `file` keeps the last instant; absent there, or null: `start`. */
export async function openDemoClock(start: Instant, file: string | null): Promise<DemoClock> {
  let base = Date.parse((file && (await saved(file))) || start);
  let since = performance.now();
  const now = () => base + (performance.now() - since);
  return {
    clock: () => new Date(now()).toISOString(),
    moveTo(instant) {
      base = Math.max(now(), Date.parse(instant));
      since = performance.now();
    },
    async save() {
      if (!file) return;
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, JSON.stringify({ now: new Date(now()).toISOString() }));
    },
  };
}

async function saved(file: string): Promise<Instant | null> {
  try {
    return Saved.parse(JSON.parse(await readFile(file, 'utf8'))).now;
  } catch {
    return null;
  }
}

export interface ClockSwitchDeps {
  demo: DemoClock;
  /** The first instant after `now` at which something falls due; null: nothing does. */
  nextDue(now: Instant): Promise<Instant | null>;
  /** Does all that is due now. */
  tick(): Promise<void>;
}

export interface ClockSwitch {
  url: string;
  /** It stands still from now on: what is under way answers with how far it came. */
  halt(): void;
  close(): Promise<void>;
}

/** GET -> {now}; POST {to} or {next:true} moves forward, stopping wherever something falls due on the way. */
export async function startClockSwitch(deps: ClockSwitchDeps): Promise<ClockSwitch> {
  let turn: Promise<unknown> = Promise.resolve();
  let halt = () => {};
  const halting: Halting = { isOver: false, over: new Promise((resolve) => (halt = resolve)) };
  const server = createServer((req, res) => {
    const answer = (status: number, body: object) => {
      res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    const work =
      req.method === 'POST' ? turn.then(async () => move(deps, await readBody(req), halting)) : Promise.resolve();
    turn = work.catch(() => undefined);
    work.then(
      () => answer(200, { now: deps.demo.clock() }),
      (error: unknown) => answer(400, { error: error instanceof Error ? error.message : 'bad request' }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    halt() {
      halting.isOver = true;
      halt();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readBody(req: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString('utf8'));
}

interface Halting {
  isOver: boolean;
  over: Promise<void>;
}

async function move({ demo, nextDue, tick }: ClockSwitchDeps, body: unknown, halting: Halting): Promise<void> {
  const wanted = Move.parse(body);
  const next = await nextDue(demo.clock());
  const target = 'to' in wanted ? new Date(wanted.to).toISOString() : next;
  if (target === null) return;
  let due = next;
  while (due !== null && due < target && !halting.isOver) {
    demo.moveTo(due);
    await Promise.race([tick(), halting.over]);
    due = await nextDue(demo.clock());
  }
  if (halting.isOver) return;
  demo.moveTo(target);
  await Promise.race([tick(), halting.over]);
  await demo.save();
}
