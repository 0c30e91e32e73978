import type { MongoClient } from 'mongodb';
import { inTime } from './deadline.ts';

/** Longer than any call takes whose connection is alive: choosing a server, waiting for a socket, and the answer, each twice. */
const CALL_MS = 20_000;
const LOOK_MS = 1_000;
/** The server is asked each 5 s and has 2 s to answer; so many looks after it was asked there is no answer to come. */
const LOOKS = 10;

export interface Lasting<Parts> {
  parts: Parts;
  close(): Promise<void>;
}

export interface LastingDeps<Parts> {
  /** A client that is not connected yet. */
  create(): MongoClient;
  /** The store on a client that is connected: functions, and objects of functions. */
  build(client: MongoClient): Parts;
  /** Hears that a client was given up. */
  replaced?: (() => void) | undefined;
}

/**
 * A store on a client that is replaced when it is stuck. The driver (7.9) writes to a connection that is broken and has not said so, and waits
 * for ever for its buffer to empty: a call never ends then, and a monitor that hangs so finds no server ever again. So each call is a fault
 * after 20 s, and a monitor that has asked and heard nothing makes a new client. Throws when the server can't be reached now.
 */
export async function openLasting<Parts extends object>({
  create,
  build,
  replaced,
}: LastingDeps<Parts>): Promise<Lasting<Parts>> {
  let { client, looksStuck } = await connected(create);
  let current = build(client);
  let replacing: Promise<void> | null = null;

  async function replace(): Promise<void> {
    const next = await connected(create).catch(() => null); // Away: at a later look.
    if (!next) return;
    const old = client;
    ({ client, looksStuck } = next);
    current = build(client);
    replaced?.();
    await old.close(true).catch(() => undefined);
  }

  const looking = setInterval(() => {
    if (replacing || !looksStuck()) return;
    replacing = replace().finally(() => {
      replacing = null;
    });
  }, LOOK_MS).unref();

  return {
    parts: forwarded(current, () => current),
    async close() {
      clearInterval(looking);
      await replacing;
      await client.close();
    },
  };
}

/** Counted in looks, not in time: a process that was held still finds its answers before the next look. */
async function connected(create: () => MongoClient): Promise<{ client: MongoClient; looksStuck: () => boolean }> {
  const client = create();
  const looksSince = new Map<string, number>();
  client.on('serverHeartbeatStarted', ({ connectionId }) => looksSince.set(connectionId, 0));
  client.on('serverHeartbeatSucceeded', ({ connectionId }) => looksSince.delete(connectionId));
  client.on('serverHeartbeatFailed', ({ connectionId }) => looksSince.delete(connectionId));
  client.on('serverClosed', ({ address }) => looksSince.delete(address));
  try {
    await client.connect();
  } catch (error) {
    await client.close(true);
    throw error;
  }
  function looksStuck(): boolean {
    for (const [server, looks] of looksSince) looksSince.set(server, looks + 1);
    return Math.max(0, ...looksSince.values()) > LOOKS;
  }
  return { client, looksStuck };
}

type Call = (...args: unknown[]) => unknown;

/** Same shape; each function is called on what there is by then. What is read piece by piece takes its time. */
function forwarded<Parts extends object>(shape: Parts, current: () => Parts): Parts {
  const entries = Object.entries(shape).map(([name, part]) => {
    const now = () => Reflect.get(current(), name);
    if (typeof part !== 'function') return [name, forwarded(part, now)];
    return [name, (...args: unknown[]) => bounded((now() as Call)(...args))];
  });
  return Object.fromEntries(entries);
}

function bounded(answer: unknown): unknown {
  return answer instanceof Promise ? inTime(answer, CALL_MS) : answer;
}
