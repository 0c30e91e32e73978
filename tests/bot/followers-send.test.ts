import { afterEach, expect, test } from 'vitest';
import { sendNotices } from '../../bot/followers/send.ts';
import { type Messenger, NotDelivered, type Notice, type Platform, type Store } from '../../bot/index.ts';
import { createPeople } from '../../bot/people.ts';
import { openSqliteStore } from '../../store/sqlite/index.ts';
import { collaboration, identity, link, NOON, notice } from '../contracts/store-fixtures.ts';
import { recordingLog } from '../support/log.ts';

const KARI = identity('teams', 'kari', 'kari@example.no');
let store: Store;
afterEach(async () => store.close());

/** A sender whose platforms connect when told, and what it sent. */
async function sender() {
  store = await openSqliteStore({ file: ':memory:' });
  await store.directory.saveCollaboration(collaboration('helse'));
  const sent: string[] = [];
  const messengers: Partial<Record<Platform, Messenger>> = {};
  let now = NOON;
  const deps = {
    ...store,
    people: createPeople(store.directory),
    write: async () => ({ summary: 'Purring', nodes: [] }),
    messengers,
    clock: () => now,
    worker: 'w',
    log: recordingLog(),
  };
  return {
    sent,
    async put(to: Notice['to']): Promise<void> {
      await store.notices.put(notice('n', { to }));
    },
    /** A go, a minute after the last. */
    async go(): Promise<Notice[]> {
      now = new Date(Date.parse(now) + 60_000).toISOString();
      await sendNotices(deps);
      return await store.notices.list({});
    },
    connect(platform: Platform, accountOf: Messenger['accountOf'] = async () => null): void {
      const take = async (_to: unknown, _view: unknown, key: string) => void sent.push(`${platform} ${key}`);
      const messenger: Partial<Messenger> = { platform, post: take, direct: take, accountOf };
      messengers[platform] = messenger as Messenger;
    },
  };
}

test('a message to a channel waits for its platform to connect', async () => {
  const { put, go, connect, sent } = await sender();
  await put({ channel: link({ platform: 'teams' }) });
  connect('slack');
  expect(await go()).toMatchObject([{ status: 'waiting' }]);
  connect('teams');
  expect(await go()).toMatchObject([{ status: 'sent' }]);
  expect(sent).toEqual(['teams n']);
});

test('a message to a person waits for the platform they are on', async () => {
  const { put, go, connect, sent } = await sender();
  await store.directory.saveIdentity(KARI);
  await put({ person: 'kari' });
  connect('slack');
  expect(await go()).toMatchObject([{ status: 'waiting' }]);
  connect('teams');
  expect(await go()).toMatchObject([{ status: 'sent' }]);
  expect(sent).toEqual(['teams n']);
});

test('a message to a person whom no platform knows is dropped', async () => {
  const { put, go, connect } = await sender();
  await put({ person: 'kari' });
  connect('slack');
  expect(await go()).toMatchObject([{ status: 'dropped' }]);
});

test('one channel that is of no use does not keep a person from being found in another', async () => {
  const { put, go, connect, sent } = await sender();
  await store.directory.saveLink(link({ platform: 'teams', channel: 'A' }));
  await store.directory.saveLink(link({ platform: 'teams', channel: 'B' }));
  await put({ person: 'kari' });
  connect('teams', async ({ channel }) => {
    if (channel === 'A') throw new NotDelivered({ kind: 'rejected' }, 'no reference to this channel');
    return KARI;
  });
  expect(await go()).toMatchObject([{ status: 'sent' }]);
  expect(sent).toEqual(['teams n']);
});
