import { afterEach, describe, expect, test } from 'vitest';
import { sendNotices } from '../../bot/followers/send.ts';
import { type Messenger, NotDelivered, type Notice, type Platform, type Store } from '../../bot/index.ts';
import { createPeople } from '../../bot/people.ts';
import { openSqliteStore } from '../../store/sqlite/index.ts';
import { collaboration, identity, link, NOON, notice } from '../contracts/store-fixtures.ts';
import { fakePlatform, sendingDeps } from '../support/sending.ts';

const KARI = identity('teams', 'kari', 'kari@example.no');
let store: Store;
afterEach(async () => store.close());

/** A sender whose platforms connect when told, and what it sent. */
async function sender() {
  store = await openSqliteStore({ file: ':memory:' });
  await store.directory.saveCollaboration(collaboration('helse'));
  const platforms = { slack: fakePlatform('slack'), teams: fakePlatform('teams') };
  const messengers: Partial<Record<Platform, Messenger>> = {};
  const { deps, move } = sendingDeps(messengers);
  const people = createPeople(store.directory);
  const written: string[] = [];
  const write = async ({ _id }: Notice) => {
    written.push(_id);
    return { summary: 'Purring', nodes: [] };
  };
  return {
    ...platforms,
    log: deps.log,
    written,
    sent: () =>
      (['slack', 'teams'] as const).flatMap((name) =>
        [...platforms[name].posted.keys()].map((key) => `${name} ${key}`),
      ),
    async put(to: Notice['to'], part: Partial<Notice> = {}): Promise<void> {
      await store.notices.put(notice(part._id ?? 'n', { to, ...part }));
    },
    /** A go, so many seconds after the last. */
    async go(seconds = 60): Promise<Notice[]> {
      move(seconds);
      await sendNotices({ ...store, ...deps, people, write });
      await deps.pool.idle();
      return await store.notices.list({});
    },
    connect(platform: Platform, accountOf: Messenger['accountOf'] = async () => null): void {
      messengers[platform] = { ...platforms[platform].messenger, accountOf };
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
  expect(sent()).toEqual(['teams n']);
});

test('a message to a person waits for the platform they are on', async () => {
  const { put, go, connect, sent } = await sender();
  await store.directory.saveIdentity(KARI);
  await put({ person: 'kari' });
  connect('slack');
  expect(await go()).toMatchObject([{ status: 'waiting' }]);
  connect('teams');
  expect(await go()).toMatchObject([{ status: 'sent' }]);
  expect(sent()).toEqual(['teams n']);
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
  expect(sent()).toEqual(['teams n']);
});

test('a platform that does not answer is asked for a person once a try, in one channel after the other', async () => {
  const { put, go, connect, sent } = await sender();
  for (const channel of ['A', 'B', 'C']) await store.directory.saveLink(link({ platform: 'teams', channel }));
  await put({ person: 'kari' });
  const asked: string[] = [];
  connect('teams', async ({ channel }) => {
    asked.push(channel);
    if (asked.length < 3) throw new NotDelivered({ kind: 'later', retryAfterMs: null }, 'no answer');
    return KARI;
  });
  await go();
  await go();
  expect(asked).toHaveLength(2);
  expect(await go()).toMatchObject([{ status: 'sent' }]);
  expect(new Set(asked).size).toBe(3);
  expect(sent()).toEqual(['teams n']);
});

test('a message goes out once, and where it is is kept', async () => {
  const { put, go, connect, slack } = await sender();
  connect('slack');
  await put({ channel: link() });
  await go();
  await go();
  expect(slack.calls).toEqual([{ what: 'post', key: 'n', to: 'C1' }]);
  expect(await store.notices.get('n')).toMatchObject({ status: 'sent', message: { ts: '1' }, lockedBy: null });
});

test('one that may have gone through is looked for before it is sent anew', async () => {
  const { put, go, connect, slack } = await sender();
  connect('slack');
  await put({ channel: link() });
  slack.faults.push({ kind: 'later', retryAfterMs: null, unsure: true });
  await go();
  slack.posted.set('n', { ts: '77' });
  await go();
  expect(slack.calls.map(({ what }) => what)).toEqual(['post', 'find']);
  expect(await store.notices.get('n')).toMatchObject({ status: 'sent', message: { ts: '77' } });
});

test('one that may have gone through is looked for until there is an answer', async () => {
  const { put, go, connect, slack } = await sender();
  connect('slack');
  await put({ channel: link() });
  const later = { kind: 'later', retryAfterMs: null } as const;
  slack.faults.push({ ...later, unsure: true }, later);
  await go();
  await go();
  slack.posted.set('n', { ts: '77' });
  await go();
  expect(slack.calls.map(({ what }) => what)).toEqual(['post', 'find', 'find']);
});

test('one that a dead process was sending is looked for too, and sent when it is not there', async () => {
  const { put, go, connect, slack } = await sender();
  connect('slack');
  await put({ channel: link() });
  await store.notices.claim('dead', NOON, NOON, 1);
  await go();
  expect(slack.calls.map(({ what }) => what)).toEqual(['find', 'post']);
});

test('a platform that is away for a day loses nothing, and is asked ever more seldom', async () => {
  const { put, go, connect, slack } = await sender();
  connect('slack');
  await put({ channel: link() });
  for (let hour = 0; hour < 24; hour++) {
    for (let minute = 0; minute < 60; minute++) {
      slack.faults[0] = { kind: 'later', retryAfterMs: null };
      await go(60);
    }
  }
  expect(await store.notices.get('n')).toMatchObject({ status: 'waiting' });
  expect(slack.calls.length).toBeGreaterThan(200);
  expect(slack.calls.length).toBeLessThan(310);
  slack.faults.length = 0;
  await go(300);
  expect(await store.notices.get('n')).toMatchObject({ status: 'sent' });
});

test('what a platform says to hold off counts no attempt, and holds the whole lane', async () => {
  const { put, go, connect, slack } = await sender();
  slack.limits.push({ requests: 5, perMs: 1_000 });
  connect('slack');
  await put({ channel: link() });
  await put({ channel: link() }, { _id: 'n2' });
  await put({ channel: link({ channel: 'C2' }) }, { _id: 'n3' });
  slack.faults.push({ kind: 'later', retryAfterMs: 90_000 });
  await go();
  await go(1);
  const tried = slack.calls.map(({ to }) => to).sort();
  expect(tried.filter((to) => to === 'C2')).toHaveLength(1);
  expect(tried.filter((to) => to === 'C1').length).toBeLessThanOrEqual(2);
  const held = await store.notices.list({ status: 'waiting' });
  expect(held.length).toBeGreaterThan(0);
  for (const one of held) expect(one).toMatchObject({ attempts: 0, lockedBy: null });
});

test('what can not be sent as it is is given up with a word to the operator, until it is taken up', async () => {
  const { put, go, connect, slack, log } = await sender();
  connect('slack');
  await put({ channel: link() });
  slack.faults.push({ kind: 'rejected' });
  expect(await go()).toMatchObject([{ status: 'failed' }]);
  expect(log.lines.map(({ level, message }) => [level, message])).toEqual([
    ['error', 'notice given up until `samrad retry`'],
  ]);
  await store.notices.takeUp(NOON);
  expect(await go()).toMatchObject([{ status: 'sent' }]);
});

test('what is told under a card keeps its order, also when one has to be tried again', async () => {
  const { put, go, connect, slack } = await sender();
  connect('slack');
  await store.cards.want('q1', link(), 1);
  await store.cards.adopt(`q1@${link()._id}`, { ts: '9' }, '9');
  for (const order of [1, 2, 3])
    await put({ thread: link() }, { _id: `v${order}`, lane: 'thread', order, question: 'q1' });
  slack.faults.push(null, { kind: 'later', retryAfterMs: null });
  for (let i = 0; i < 5; i++) await go();
  expect(slack.calls.map(({ key, to }) => `${key} ${to}`)).toEqual([
    'v1 C1 under 9',
    'v2 C1 under 9',
    'v2 C1 under 9',
    'v3 C1 under 9',
  ]);
});

test('what is told under a card that somebody took away stands in the channel by itself', async () => {
  const { put, go, connect, slack } = await sender();
  connect('slack');
  await store.cards.want('q1', link(), 1);
  await store.cards.adopt(`q1@${link()._id}`, { ts: '9' }, '9');
  await put({ thread: link() }, { question: 'q1' });
  slack.faults.push({ kind: 'message-gone' });
  expect(await go()).toMatchObject([{ status: 'sent' }]);
  expect(slack.calls.map(({ to }) => to)).toEqual(['C1 under 9', 'C1']);
});

test('a change of a message changes that message, on the lane of changes', async () => {
  const { put, go, connect, slack } = await sender();
  connect('slack');
  await put({ channel: link() }, { _id: 'first', lane: 'l', order: 1 });
  await put({ channel: link() }, { _id: 'change', lane: 'l', order: 2, changes: 'first' });
  await go();
  await go();
  expect(slack.calls).toEqual([
    { what: 'post', key: 'first', to: 'C1' },
    { what: 'update', key: '1', to: '' },
  ]);
  expect(await store.notices.get('change')).toMatchObject({ status: 'sent', message: { ts: '1' } });
});

test('a change of what was never sent is dropped, one of what has been taken away changes nothing', async () => {
  const { put, go, connect, slack } = await sender();
  connect('slack');
  await put({ channel: link() }, { _id: 'change', changes: 'none' });
  await put({ channel: link() }, { _id: 'first' });
  await go();
  await put({ channel: link() }, { _id: 'late', changes: 'first' });
  slack.faults.push({ kind: 'message-gone' });
  await go();
  expect(await store.notices.get('change')).toMatchObject({ status: 'dropped' });
  expect(await store.notices.get('late')).toMatchObject({ status: 'sent' });
});

describe('a person who can’t be written to alone', () => {
  const GONE = { kind: 'channel-gone' } as const;
  const channel = link({ platform: 'teams', target: 'legemidler' });

  async function reached() {
    const world = await sender();
    const called: string[] = [];
    await store.directory.saveIdentity({ ...KARI, team: channel.team });
    await store.cards.want('q1', channel, 1);
    await store.cards.adopt(`q1@${channel._id}`, { ts: '9' }, '9');
    const call: Messenger['call'] = async ({ under }, { name }, view, key) => {
      called.push(`${key} under ${under?.ts}: ${name}, ${view.summary}`);
      return { ts: '10' };
    };
    world.teams.messenger.call = call;
    world.connect('teams');
    return { ...world, called };
  }

  test('is called under the card of the question, where they are; the message is that one', async () => {
    const { put, go, teams, called } = await reached();
    await put({ person: 'kari' }, { question: 'q1' });
    teams.faults.push(GONE);
    expect(await go()).toMatchObject([{ status: 'sent', message: { ts: '10', platform: 'teams' } }]);
    expect(called).toEqual(['n under 9: Kari, Purring']);
  });

  test('is not called for what is about no question, and the operator is told who it was', async () => {
    const { put, go, teams, called, log } = await reached();
    await put({ person: 'kari' }, { question: null });
    teams.faults.push(GONE);
    expect(await go()).toMatchObject([{ status: 'failed' }]);
    expect(called).toEqual([]);
    expect(log.lines).toMatchObject([{ level: 'warn', fields: { person: 'kari' } }]);
  });

  test('waits where the channel takes no more now', async () => {
    const { put, go, teams, called } = await reached();
    teams.limits.push({ requests: 1, perMs: 60_000 });
    await put({ thread: channel }, { _id: 'first', question: 'q1' });
    expect(await go(0)).toMatchObject([{ status: 'sent' }]);
    await put({ person: 'kari' }, { question: 'q1' });
    teams.faults.push(GONE);
    expect((await go(0)).map(({ status }) => status).sort()).toEqual(['sent', 'waiting']);
    expect(called).toEqual([]);
  });
});
