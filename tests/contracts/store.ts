import { afterEach, beforeEach, describe } from 'vitest';
import type { Store } from '../../bot/index.ts';
import { archiveContract } from './store-archive.ts';
import { backlogContract } from './store-backlog.ts';
import { cardsContract } from './store-cards.ts';
import { directoryContract } from './store-directory.ts';
import { draftsContract } from './store-drafts.ts';
import type { Bench, OpenStore } from './store-fixtures.ts';
import { installationsContract } from './store-installations.ts';
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
      const database = fresh();
      async function opened(name: string): Promise<Store> {
        const store = await open(name);
        stores.push(store);
        return store;
      }
      stores = [];
      const replica = () => opened(database);
      bench = { store: await replica(), replica, another: () => opened(fresh()) };
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
    describe('drafts', () => draftsContract(() => bench));
    describe('installations', () => installationsContract(() => bench));
    describe('archive', () => archiveContract(() => bench));
    describe('backlog', () => backlogContract(() => bench));
  });
}

function fresh(): string {
  databases += 1;
  return `samrad_${process.pid}_${databases}`;
}
