import { afterEach, beforeEach, describe } from 'vitest';
import type { Store } from '../../bot/index.ts';
import { cardsContract } from './store-cards.ts';
import { directoryContract } from './store-directory.ts';
import type { Bench, OpenStore } from './store-fixtures.ts';
import { leasesContract } from './store-leases.ts';
import { logContract } from './store-log.ts';
import { noticesContract } from './store-notices.ts';
import { registerContract } from './store-register.ts';

let databases = 0;

/** Every rule that the bot needs of a store. `open` gets a database name that is new for each test. */
export function storeContract(name: string, open: OpenStore): void {
  describe(name, { timeout: 30_000 }, () => {
    let stores: Store[] = [];
    let bench: Bench;

    beforeEach(async () => {
      databases += 1;
      const database = `samrad_${process.pid}_${databases}`;
      async function replica(): Promise<Store> {
        const store = await open(database);
        stores.push(store);
        return store;
      }
      stores = [];
      bench = { store: await replica(), replica };
    }, 30_000);

    afterEach(async () => {
      for (const store of stores) await store.close();
    }, 30_000);

    describe('log', () => logContract(() => bench));
    describe('register', () => registerContract(() => bench));
    describe('directory', () => directoryContract(() => bench));
    describe('cards', () => cardsContract(() => bench));
    describe('notices', () => noticesContract(() => bench));
    describe('leases', () => leasesContract(() => bench));
  });
}
