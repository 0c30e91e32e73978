import { setTimeout as wait } from 'node:timers/promises';
import type { MongoClient } from 'mongodb';
import { afterAll, describe, expect, test } from 'vitest';
import { createClient } from '../../store/mongo/client.ts';
import { openLasting } from '../../store/mongo/lasting.ts';
import { startMongo, TEST_DATABASE } from '../support/mongo.ts';

const BACK_WITHIN_MS = 40_000;
/** A monitor that has asked just now asks again after half a second only. */
const PAST_LEAST_MS = 1_000;

const mongo = await startMongo();

if ('skipped' in mongo) {
  console.warn(`A client that is stuck is NOT tested here: ${mongo.skipped}`);
  describe.skip(`stuck (${mongo.skipped})`, () => test('is replaced', () => {}));
} else {
  const { uri } = mongo;
  afterAll(() => mongo.close(), 30_000);

  test('a client whose monitor waits for ever on a broken connection is replaced; calls go on on the new one', {
    timeout: BACK_WITHIN_MS * 2,
  }, async () => {
    const clients: MongoClient[] = [];
    let replaced = 0;
    const { parts, close } = await openLasting({
      create() {
        const client = createClient(uri, false);
        clients.push(client);
        return client;
      },
      build: (client) => ({ database: { ping: () => client.db(`${TEST_DATABASE}lasting`).command({ ping: 1 }) } }),
      replaced: () => {
        replaced += 1;
      },
    });
    const { ping } = parts.database;
    await ping();
    await breakMonitor(clients[0]);
    await expect(ping()).rejects.toThrow();
    const until = performance.now() + BACK_WITHIN_MS;
    while (!(await isFine(ping)) && performance.now() < until) await wait(200);
    await ping();
    expect({ replaced, clients: clients.length }).toEqual({ replaced: 1, clients: 2 });
    await close();
    await expect(ping()).rejects.toThrow();
  });
}

async function isFine(ping: () => Promise<unknown>): Promise<boolean> {
  return await ping().then(
    () => true,
    () => false,
  );
}

interface Internals {
  topology: {
    s: { servers: Map<string, { monitor: Monitor; description: object }> };
    serverUpdateHandler(to: object): void;
  };
}
interface Monitor {
  connection: { socket: { destroy(): void } } | null;
  requestCheck(): void;
}

/** As a flapping network does now and then: its socket is destroyed, and is written to before it has said so. Then the server gets lost. */
async function breakMonitor(client: MongoClient | undefined): Promise<void> {
  const { topology } = client as unknown as Internals;
  const [server] = topology.s.servers.values();
  const { monitor, description } = server ?? expect.fail('no server is watched');
  await expect.poll(() => monitor.connection, { timeout: 10_000 }).not.toBeNull();
  await wait(PAST_LEAST_MS);
  monitor.connection?.socket.destroy();
  monitor.requestCheck();
  await wait(200);
  const unknown = Object.assign(Object.create(Object.getPrototypeOf(description)), description, { type: 'Unknown' });
  topology.serverUpdateHandler(unknown);
}
