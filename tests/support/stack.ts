/** The whole product on a store, against the sandbox: what `npm start` runs, in memory and with a quicker pace. */
import { randomUUID } from 'node:crypto';
import { setUpDemo } from '../../adapters/cli/demo.ts';
import { startWeb } from '../../adapters/web/index.ts';
import type { Store } from '../../bot/index.ts';
import { COMMAND_NAME, SCENARIOS, serve, teamsIn } from '../../main.ts';
import { startSandbox } from '../../sandbox/index.ts';
import type { SandboxOptions } from '../../sandbox/types.ts';
import { openSqliteStore } from '../../store/sqlite/index.ts';
import { recordingLog } from './log.ts';

export interface StackOptions {
  store?: Store;
  paceMs?: number;
  /** Changes who has an account where. */
  accounts?: (people: SandboxOptions['people']) => SandboxOptions['people'];
}

export async function startStack(given: StackOptions = {}) {
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
  const people = given.accounts?.(demo.sandbox.people) ?? demo.sandbox.people;
  const sandbox = await startSandbox({ ...demo.sandbox, people, port: 0 });
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
