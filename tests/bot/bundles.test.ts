/** The day's bundle: what waits for a person, in one message in the morning that follows what happens. */
import { afterEach, describe, expect, test } from 'vitest';
import type { Collaboration, Policy } from '../../bot/index.ts';
import { type Gathering, period, said, startGathering } from './gather-world.ts';

/** Monday 1 February 2027, 10:00 in Oslo. */
const MONDAY = '2027-02-01T09:00:00.000Z';
/** 08:30 in Oslo. */
const TUESDAY = '2027-02-02T07:30:00.000Z';
const WEDNESDAY = '2027-02-03T07:30:00.000Z';

let world: Gathering;
afterEach(() => world.close());

async function start(at = MONDAY, change?: (c: Collaboration) => void): Promise<void> {
  world = await startGathering(at, change);
  await world.link('ht');
}

const ids = async () => (await world.store.register.list({})).map(({ _id }) => _id);
const press = (who: string, name: string, question: string | undefined) =>
  world.act(who, { kind: 'press', act: { do: name, question: question ?? '', level: 1, round: 1, within: 'mine' } });
const bundles = () => world.sent.filter(({ key }) => key.startsWith('bundle:'));
const gotOne = () =>
  bundles()
    .map(({ to }) => to.split('@')[0])
    .sort();
const changedTo = () => world.changed.map(({ view }) => said(view));
const EVERY_MEMBER = [1, 2, 3, 4, 5, 6].map((n) => `member-${n}`);

describe('is sent', () => {
  test('at the digest’s time to those for whom something waits, once a day', async () => {
    await start();
    await world.ask('ht', 'Hvilken liste?');
    await press('member-2', 'support', (await ids())[0]);
    await world.moveTo('2027-02-02T07:29:00.000Z');
    expect(gotOne()).toEqual([]);
    await world.moveTo(TUESDAY);
    const others = EVERY_MEMBER.filter((id) => id !== 'member-2');
    expect(gotOne()).toEqual(others);
    expect(said(bundles()[0]?.view)).toEqual([
      'Én sak venter på deg. Det tar om lag to minutter.',
      'divider',
      expect.stringContaining('HT-2027-001'),
      'Forslag: Ja',
      expect.stringContaining('Mangler'),
      expect.stringMatching(/^\[Støtter\]/),
    ]);
    await world.moveTo('2027-02-02T07:31:00.000Z');
    expect(gotOne()).toEqual(others);
    await world.moveTo(WEDNESDAY);
    expect(gotOne()).toHaveLength(10);
  });

  test('the same by a clock that starts anew, without what was asked since', async () => {
    await start();
    await world.ask('ht', 'Hvilken liste?');
    for (const who of EVERY_MEMBER.slice(1)) await press(who, 'support', (await ids())[0]);
    await world.moveTo(TUESDAY);
    expect(gotOne()).toEqual(['member-1']);
    world.setClock('2027-02-02T09:00:00.000Z');
    await world.ask('ht', 'Midt på dagen?');
    const again = world.newCore();
    await world.core.stop();
    await again.tick();
    await again.stop();
    expect((await world.notices('bundle')).map(({ to }) => to)).toEqual([{ person: 'member-1' }]);
  });

  test('never at the weekend, on a holiday, or outside the group’s period', async () => {
    await start('2027-03-24T09:00:00.000Z', (c) => {
      const [ht] = c.groups;
      if (ht) ht.periods = [period('2027-01-01', '2027-03-30')];
    });
    await world.ask('ht', 'Påske?');
    for (const day of ['25', '26', '27', '28', '29']) await world.moveTo(`2027-03-${day}T10:00:00.000Z`);
    expect(gotOne()).toEqual([]);
    await world.moveTo('2027-03-30T10:00:00.000Z');
    expect(gotOne()).toEqual(EVERY_MEMBER);
    await world.moveTo('2027-03-31T10:00:00.000Z');
    expect(gotOne()).toEqual(EVERY_MEMBER);
  });

  test('not at all where the rules have none, and reminders come by themselves', async () => {
    const none = (policy: Policy) => ({ ...policy, reminders: { ...policy.reminders, maxBundlesPerPersonPerDay: 0 } });
    await start(MONDAY, (c) => {
      c.policy = none(c.policy);
    });
    await world.ask('ht', 'Hvilken liste?');
    for (const day of [TUESDAY, WEDNESDAY, '2027-02-03T14:30:00.000Z']) await world.moveTo(day);
    expect(gotOne()).toEqual([]);
    expect(world.sent.filter(({ key }) => key.startsWith('reminder:')).length).toBeGreaterThan(0);
  });

  test('once to a person of two collaborations, with the questions of both', async () => {
    await start();
    const other: Collaboration | null = await world.store.directory.collaboration('midt');
    if (!other) throw new Error('no collaboration');
    await world.store.directory.saveCollaboration({ ...other, _id: 'nord', groups: other.groups.slice(0, 1) });
    world.core.people.forget();
    await world.ask('ht', 'I midt?');
    const values = {
      group: 'ht',
      title: 'I nord?',
      question: 'North?',
      proposal: 'Ja',
      options: 'Nei',
      criticality: 'green',
    };
    await world.act('expert', { kind: 'submit', act: { do: 'ask', arg: 'nord/' }, values });
    await world.moveTo(TUESDAY);
    expect(gotOne()).toEqual(EVERY_MEMBER);
    expect(said(bundles()[0]?.view)[0]).toMatch(/^To saker venter på deg/);
  });
});

describe('takes the place of that day’s reminders', () => {
  test('for what is in it; what is not is reminded of', async () => {
    await start();
    await world.ask('ht', 'Hvilken liste?');
    for (const at of [TUESDAY, '2027-02-02T14:00:00.000Z', WEDNESDAY, '2027-02-03T14:30:00.000Z'])
      await world.moveTo(at);
    const reminders = await world.notices('reminder');
    expect(reminders.length).toBeGreaterThan(0);
    expect([...new Set(reminders.map(({ status }) => status))]).toEqual(['dropped']);
    expect(world.sent.filter(({ key }) => key.startsWith('reminder:'))).toEqual([]);
  });

  test('once it is out: while it is on its way they wait, and when its day has gone they go', async () => {
    await start();
    await world.ask('ht', 'Hvilken liste?');
    const statuses = async () => [...new Set((await world.notices('reminder')).map(({ status }) => status))];
    world.setAway('bundle:');
    for (const at of ['2027-02-02T14:00:00.000Z', '2027-02-03T14:00:00.000Z']) {
      await world.moveTo(at);
      await world.moveTo(at.replace('14:00', '14:01'));
    }
    expect(await statuses()).toEqual(['waiting']);
    expect(world.sent.filter(({ key }) => key.startsWith('reminder:'))).toEqual([]);
    world.setAway(null);
    await world.moveTo('2027-02-03T14:30:00.000Z');
    expect(gotOne()).toEqual(EVERY_MEMBER);
    await world.moveTo('2027-02-03T14:32:00.000Z');
    expect(await statuses()).toEqual(['dropped']);
  });

  test('but not when it was given up', async () => {
    await start();
    await world.ask('ht', 'Hvilken liste?');
    world.setAway('bundle:');
    await world.moveTo(WEDNESDAY);
    const { notices } = world.store;
    await notices.claim('other', '2027-02-03T09:00:00.000Z', '2027-02-03T09:01:00.000Z', 99);
    for (const { _id } of await world.notices('bundle')) await notices.finish(_id, 'other', 'failed');
    for (const at of ['2027-02-03T14:30:00.000Z', '2027-02-03T14:32:00.000Z']) await world.moveTo(at);
    const reminders = await world.notices('reminder');
    expect(reminders.length).toBeGreaterThan(0);
    expect([...new Set(reminders.map(({ status }) => status))]).toEqual(['sent']);
  });
});

describe('follows what happens', () => {
  test('folds what is answered, takes away what is closed, each in the message that is there', async () => {
    await start();
    await world.ask('ht', 'Hvilken liste?');
    await world.ask('ht', 'Hvilket skjema?');
    await world.moveTo(TUESDAY);
    const [first, second] = await ids();
    await press('member-1', 'support', first);
    expect(changedTo()).toHaveLength(1);
    expect(changedTo()[0]?.[0]).toMatch(/^Én sak venter på deg/);
    expect(changedTo()[0]?.at(-1)).toBe('HT-2027-001 · Hvilken liste? · støtter');
    world.setClock('2027-02-02T08:00:00.000Z');
    const base = { question: second ?? '', commandId: 'w', at: '2027-02-02T08:00:00.000Z', by: 'expert' };
    await world.core.handle.handle({ ...base, type: 'withdraw', reason: 'Feil' });
    await world.core.settle();
    const latest = new Map(world.changed.map(({ key, view }) => [key, said(view)]));
    expect(latest.size).toBe(6);
    const mine = latest.get(world.changed[0]?.key ?? '');
    expect(mine).toEqual([
      'Ingen saker venter på deg.',
      'HT-2027-001 · Hvilken liste? · støtter\nHT-2027-002 · Hvilket skjema? · avsluttet',
    ]);
    expect(gotOne()).toEqual(EVERY_MEMBER);
  });

  test('the next morning it loses its buttons', async () => {
    await start();
    await world.ask('ht', 'Hvilken liste?');
    await world.moveTo(TUESDAY);
    await world.moveTo(WEDNESDAY);
    expect(changedTo()).toHaveLength(6);
    expect(changedTo()[0]).toEqual([
      'Denne lista er fra en tidligere dag. Det som venter på deg nå, står i dagens liste.',
    ]);
  });

  test('is in the language that its reader chooses meanwhile', async () => {
    await start();
    await world.ask('ht', 'Hvilken liste?');
    await world.moveTo(TUESDAY);
    await world.act('member-1', { kind: 'press', act: { do: 'language', arg: 'nn' } });
    expect(changedTo().map(([head]) => head)).toEqual(['Éi sak ventar på deg. Det tek om lag to minutt.']);
  });

  test('what is answered before it goes out is not sent', async () => {
    await start();
    await world.act('member-1', { kind: 'submit', act: { do: 'hours' }, values: { from: '12:00', to: '15:00' } });
    await world.ask('ht', 'Hvilken liste?');
    await world.moveTo(TUESDAY);
    await press('member-1', 'support', (await ids())[0]);
    await world.moveTo('2027-02-02T11:30:00.000Z');
    expect(gotOne()).toEqual(EVERY_MEMBER.slice(1));
    const own = (await world.notices('bundle')).find(({ to }) => 'person' in to && to.person === 'member-1');
    expect(own?.status).toBe('dropped');
  });
});
