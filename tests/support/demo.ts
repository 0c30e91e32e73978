import { randomUUID } from 'node:crypto';
import { setUpDemo } from '../../adapters/cli/demo.ts';
import type { Store } from '../../bot/index.ts';
import { COMMAND_NAME, SCENARIOS } from '../../main.ts';

/** The demo's collaboration, people and clock on this store, remembered nowhere else. */
export function demoOn(store: Store): ReturnType<typeof setUpDemo> {
  return setUpDemo({ store, newId: randomUUID, commandName: COMMAND_NAME, scenarios: SCENARIOS, folder: null });
}
