/** The whole product on a store, against the sandbox: what `npm start` runs, in memory and with a quicker pace. */
import { randomUUID } from 'node:crypto';
import { setUpDemo } from '../../adapters/cli/demo.ts';
import { startWeb } from '../../adapters/web/index.ts';
import type { Log, Store } from '../../bot/index.ts';
import { COMMAND_NAME, SCENARIOS, serve, teamsIn } from '../../main.ts';
import { startSandbox } from '../../sandbox/index.ts';
import { openSqliteStore } from '../../store/sqlite/index.ts';

export interface Logged {
  level: 'debug' | 'info' | 'warn' | 'error';
  fields: object;
  message: string;
}

/** Keeps what was logged, so that a test can look. */
export function recordingLog(): Log & { lines: Logged[] } {
  const lines: Logged[] = [];
  const at = (level: Logged['level']) => (fields: object, message: string) =>
    void lines.push({ level, fields, message });
  return { lines, debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

export async function startStack(given: { store?: Store; paceMs?: number } = {}) {
  const store = given.store ?? (await openSqliteStore({ file: ':memory:' }));
  const log = recordingLog();
  const web = await startWeb({ host: '127.0.0.1', port: 0, ready: async () => true });
  const demo = await setUpDemo({
    store,
    newId: randomUUID,
    commandName: COMMAND_NAME,
    scenarios: SCENARIOS,
    folder: null,
  });
  const sandbox = await startSandbox({ ...demo.sandbox, port: 0 });
  const served = await serve({
    store,
    clock: demo.clock,
    log,
    web,
    slack: { ...demo.slack, apiUrl: sandbox.slack.apiUrl() },
    teams: teamsIn(sandbox.url, demo.sandbox.teams),
    paceMs: given.paceMs ?? 50,
  });
  demo.drive(served.core);
  await sandbox.slack.connect({ requestUrl: `${web.url}/slack/events` });
  await sandbox.teams.connect({ messagingUrl: `${web.url}/teams/messages` });
  await demo.linkChannels((platform, person) => sandbox[platform].as(person));
  return {
    store,
    log,
    sandbox,
    demo,
    web,
    core: served.core,
    async close() {
      await sandbox.close();
      await web.close();
      await served.stop();
      await demo.close();
      await store.close();
    },
  };
}
export type Stack = Awaited<ReturnType<typeof startStack>>;
