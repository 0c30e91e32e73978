/** Channels that the bot is put out of and comes back to; accounts that are closed. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ChannelRef, Notice, Platform, Store } from '../../bot/index.ts';
import { createPeople } from '../../bot/people.ts';
import { createPlaces } from '../../bot/places.ts';
import type { View } from '../../bot/view.ts';
import { createNoticeWriter } from '../../bot/writing.ts';
import { openSqliteStore } from '../../store/sqlite/index.ts';
import { identity, link } from '../contracts/store-fixtures.ts';
import { COLLABORATION } from './chain-fixture.ts';
import { read } from './views-fixture.ts';

/** A Monday, 09:00 in Oslo. */
const MORNING = '2027-02-01T08:00:00.000Z';
const DAY = 86_400_000;
const [GROUP] = COLLABORATION.groups;
if (!GROUP) throw new Error('the fixture has a group');
const { _id: COLLAB } = COLLABORATION;
const KEEPERS = GROUP.coordinators.length > 0 ? GROUP.coordinators : GROUP.experts;

let store: Store;
let now: string;
let places: ReturnType<typeof createPlaces>;
let woken: number;
const wake = () => {
  woken += 1;
};

beforeEach(async () => {
  store = await openSqliteStore({ file: ':memory:' });
  await store.directory.saveCollaboration(COLLABORATION);
  now = MORNING;
  woken = 0;
  const { collaborations } = createPeople(store.directory);
  places = createPlaces({ ...store, collaborations, clock: () => now, wake });
});
afterEach(() => store.close());

const ours = (part: Partial<ReturnType<typeof link>> = {}) =>
  link({ collaboration: COLLAB, target: GROUP.id, ...part });
const inChannel = (channel: string, platform: Platform = 'slack') => ({
  platform,
  is: (one: ChannelRef) => one.channel === channel,
});
const links = () => store.directory.linksTo(COLLAB, GROUP.id);

async function told(): Promise<Notice[]> {
  return await store.notices.list({});
}

async function says(notice: Notice | undefined): Promise<View | null> {
  if (!notice) throw new Error('nobody was told');
  const none = async () => null;
  const people = createPeople(store.directory);
  return await createNoticeWriter({ ...store, people, clock: () => now, load: none, atLeast: none })(notice);
}

describe('a channel that is shared with another organisation', () => {
  const shared = (isShared: boolean, requestId: string) => places.shared({ ...inChannel('C1'), isShared, requestId });

  test('those who look after the group are told who reads along, once for each time', async () => {
    await store.directory.saveLink(ours());
    await store.directory.saveLink(ours({ channel: 'C2' }));
    for (const id of ['Ev1', 'Ev1']) await shared(true, id);
    const [first, ...more] = await told();
    expect([first?.to, more]).toEqual([{ person: KEEPERS[0] }, []]);
    const view = await says(first);
    expect(view && read(view)).toEqual([
      'Kanalen til Hjemmetjenester i Slack er nå delt med en annen organisasjon. Folk derfra ser kortene og det som skrives under dem.',
      'De kan ikke svare. Skal de ikke se sakene heller, avslutt delingen, eller skriv /remove @Samråd i kanalen og koble Hjemmetjenester til en annen.',
    ]);
    await shared(false, 'Ev2');
    await shared(true, 'Ev3');
    expect(await told()).toHaveLength(3);
    const over = (await told()).find(({ data }) => data.isShared === false);
    expect((await says(over))?.summary).toBe(
      'Kanalen til Hjemmetjenester i Slack er ikke lenger delt med andre organisasjoner.',
    );
  });

  test('of one that is not linked any more nobody is told', async () => {
    await store.directory.saveLink(ours());
    await shared(true, 'Ev1');
    for (const { _id } of await links()) await store.directory.removeLink(_id);
    expect(await says((await told())[0])).toBeNull();
    await shared(true, 'Ev2');
    expect(await told()).toHaveLength(1);
  });
});

describe('a channel that the bot is put out of', () => {
  test('is marked, and those who look after the group are told once what to do', async () => {
    await store.directory.saveLink(ours());
    await store.directory.saveLink(ours({ channel: 'C2' }));
    await places.lost(inChannel('C1'));
    now = '2027-02-01T09:00:00.000Z';
    await places.lost(inChannel('C1'));
    expect(await links()).toMatchObject([{ channel: 'C1', lostAt: MORNING }, { channel: 'C2' }]);
    const notices = await told();
    expect(notices.map(({ to, priority, notBefore }) => [to, priority, notBefore])).toEqual(
      KEEPERS.map((person) => [{ person }, 0, MORNING]),
    );
    const view = await says(notices[0]);
    expect(view && read(view).join(' ')).toMatch(
      /Samråd er ikke med i kanalen til .* i Slack.*\/invite @Samråd.*\/samrad koble/,
    );
    expect(woken).toBe(2);
  });

  test('at night waits for the morning', async () => {
    now = '2027-02-01T22:00:00.000Z';
    await store.directory.saveLink(ours());
    await places.lost(inChannel('C1'));
    expect((await told())[0]?.notBefore).toBe('2027-02-02T06:30:00.000Z');
  });

  test('and is back before anybody was told, nobody is', async () => {
    await store.directory.saveLink(ours());
    await places.lost(inChannel('C1'));
    expect(await places.found(inChannel('C1'))).toBe(true);
    expect((await links())[0]).not.toHaveProperty('lostAt');
    expect(await says((await told())[0])).toBeNull();
  });

  test('lost again another day, is told again', async () => {
    await store.directory.saveLink(ours());
    await places.lost(inChannel('C1'));
    await places.found(inChannel('C1'));
    now = new Date(Date.parse(MORNING) + DAY).toISOString();
    await places.lost(inChannel('C1'));
    expect(await told()).toHaveLength(2 * KEEPERS.length);
  });

  test('of another platform, or not linked, is nobody’s business', async () => {
    await store.directory.saveLink(ours());
    await places.lost(inChannel('C1', 'teams'));
    await places.lost(inChannel('C9'));
    expect(await told()).toEqual([]);
    expect(await places.found(inChannel('C9'))).toBe(false);
  });
});

test('a channel that the bot is back in has its cards tried at once, and is reached as it is now', async () => {
  const here = ours({ ref: { at: 'old' } });
  await store.directory.saveLink(here);
  await places.lost(inChannel('C1'));
  await store.cards.want('q1', here, 1);
  await store.cards.claim('w', now, '2027-02-01T08:01:00.000Z', 9);
  await store.cards.postpone(`q1@${here._id}`, 'w', '2027-02-01T09:00:00.000Z');
  await places.found({ ...inChannel('C1'), renewed: () => ({ at: 'new' }) });
  expect(await store.cards.claim('w', now, '2027-02-01T08:01:00.000Z', 9)).toHaveLength(1);
  expect(await links()).toEqual([{ ...here, ref: { at: 'new' } }]);
});

describe('an account that is closed', () => {
  const holder = GROUP.seats.find((seat) => seat.holder !== null)?.holder ?? '';
  const person = COLLABORATION.people.find(({ id }) => id === holder);
  const email = person?.email ?? '';
  const account = { platform: 'slack' as const, team: 'T1', user: 'U1' };

  test('of somebody with a seat is told the group’s coordinators, once', async () => {
    await store.directory.saveIdentity(identity('slack', 'U1', email));
    await places.closed({ ...account, email: null });
    await places.closed({ ...account, email: null });
    const notices = await told();
    expect(notices.map(({ to }) => to)).toEqual(GROUP.coordinators.map((one) => ({ person: one })));
    const view = await says(notices[0]);
    expect(view?.summary).toContain(person?.name ?? '?');
    expect(view?.summary).toContain('kontoen i Slack er stengt');
  });

  test('is known by its address where it was never seen; of others it is nothing', async () => {
    await places.closed({ ...account, email: email.toUpperCase() });
    expect(await told()).toHaveLength(GROUP.coordinators.length);
    await places.closed({ ...account, user: 'U2', email: 'ukjent@example.no' });
    await places.closed({ ...account, user: 'U3', email: null });
    expect(await told()).toHaveLength(GROUP.coordinators.length);
  });

  test.each([
    ['on the other platform', identity('teams', 'x', '')],
    ['in another workspace', { ...identity('slack', 'U1', ''), _id: 'slack:T2:U1', team: 'T2' }],
  ])('of who is known %s too is not told: they can answer there', async (_, other) => {
    await store.directory.saveIdentity(identity('slack', 'U1', email));
    await store.directory.saveIdentity({ ...other, email });
    await places.closed({ ...account, email });
    expect(await told()).toEqual([]);
  });

  test('of who has left the seat meanwhile is not told', async () => {
    await places.closed({ ...account, email });
    const vacant = GROUP.seats.map((seat) => (seat.holder === holder ? { ...seat, holder: null } : seat));
    await store.directory.saveCollaboration({ ...COLLABORATION, groups: [{ ...GROUP, seats: vacant }] });
    expect(await says((await told())[0])).toBeNull();
  });
});
