/** The whole product on a store, against the sandbox: what `npm start` runs, in memory and with a quicker pace. */
import type { Store } from '../../bot/index.ts';
import { type DemoOptions, serveDemo } from '../../main.ts';
import { openSqliteStore } from '../../store/sqlite/index.ts';
import { recordingLog } from './log.ts';
import { TEAMS_SDK } from './teams-sdk.ts';

export interface StackOptions extends Pick<DemoOptions, 'accounts' | 'limited' | 'paceMs' | 'publicUrl'> {
  store?: Store;
}

export async function startStack({ store: given, ...options }: StackOptions = {}) {
  const store = given ?? (await openSqliteStore({ file: ':memory:' }));
  const log = recordingLog();
  const { stop, ...stack } = await serveDemo({
    store,
    log,
    port: 0,
    folder: null,
    paceMs: 50,
    teamsSdk: TEAMS_SDK,
    ...options,
  });
  return {
    ...stack,
    store,
    log,
    async close() {
      await stop();
      await store.close();
    },
  };
}
export type Stack = Awaited<ReturnType<typeof startStack>>;
