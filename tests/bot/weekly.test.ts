/** The week's messages: when they are due, what they tell of, that they come once. */
import { afterEach, describe, expect, test } from 'vitest';
import type { Collaboration } from '../../bot/index.ts';
import { DEFAULT_POLICY, instantOf } from '../../bot/index.ts';
import { weeklyDue, weeklyOn } from '../../bot/schedule/weekly.ts';
import { type Gathering, period, said, startGathering } from './gather-world.ts';

const oslo = (date: string, time: string) => instantOf(date, time, 'Europe/Oslo');
const fridays = {
  ...DEFAULT_POLICY,
  digest: { daily: '08:30', weekly: { weekday: 'friday' as const, time: '14:00' } },
};

describe('the week’s message is due', () => {
  test.each([
    ['on Monday at eight, winter time', '2027-02-05', '2027-W05', '2027-02-01T07:00:00.000Z', '2027-01-25'],
    ['on Monday at eight, summer time', '2027-04-09', '2027-W14', '2027-04-05T06:00:00.000Z', '2027-03-30'],
    [
      'on Tuesday after Easter Monday, when the clocks have just changed',
      '2027-04-02',
      '2027-W13',
      '2027-03-30T06:00:00.000Z',
      '2027-03-22',
    ],
    [
      'on Monday when winter time has just come back',
      '2027-11-02',
      '2027-W44',
      '2027-11-01T07:00:00.000Z',
      '2027-10-25',
    ],
    ['on Tuesday when 17 May is a Monday', '2027-05-20', '2027-W20', '2027-05-18T06:00:00.000Z', '2027-05-10'],
    [
      'the week that begins in one year and is of the next',
      '2026-12-29',
      '2026-W53',
      '2026-12-28T07:00:00.000Z',
      '2026-12-21',
    ],
  ])('%s', (_, date, week, at, since) => {
    const before = oslo(since, '08:00');
    expect(weeklyDue(oslo(date, '12:00'), DEFAULT_POLICY)).toEqual({ week, at, since: before });
  });

  test('from its minute on, and until the next', () => {
    const due = (instant: string) => weeklyDue(instant, DEFAULT_POLICY)?.week;
    expect(due('2027-02-08T06:59:59.999Z')).toBe('2027-W05');
    expect(due('2027-02-08T07:00:00.000Z')).toBe('2027-W06');
  });

  test('never in the summer pause; the first one after it tells of all since the last one before', () => {
    expect(weeklyDue(oslo('2027-07-14', '12:00'), DEFAULT_POLICY)).toBeNull();
    expect(weeklyDue(oslo('2027-08-02', '12:00'), DEFAULT_POLICY)).toEqual({
      week: '2027-W31',
      at: oslo('2027-08-02', '08:00'),
      since: oslo('2027-07-05', '08:00'),
    });
  });

  test('on the next working day after a Friday off, though that is another week', () => {
    // Good Friday 2027 is 26 March, Easter Monday the 29th.
    expect(weeklyDue(oslo('2027-03-30', '15:00'), fridays)).toEqual({
      week: '2027-W12',
      at: oslo('2027-03-30', '14:00'),
      since: oslo('2027-03-19', '14:00'),
    });
    expect(weeklyOn('2027-03-30', fridays)?.week).toBe('2027-W12');
    expect(weeklyOn('2027-04-02', fridays)?.week).toBe('2027-W13');
  });

  test('outside quiet hours, whatever the rules say of its time', () => {
    const night = {
      ...DEFAULT_POLICY,
      digest: { daily: '08:30', weekly: { weekday: 'sunday' as const, time: '23:00' } },
    };
    expect(weeklyDue(oslo('2027-02-02', '12:00'), night)?.at).toBe(oslo('2027-02-02', '07:30'));
    expect(weeklyDue(oslo('2027-02-01', '12:00'), night)?.at).not.toBe(oslo('2027-02-01', '07:30'));
  });

  test('within the group’s periods: from the first day of one, and not between two', () => {
    const periods = [period('2027-01-11', '2027-01-31'), period('2027-02-17', null)];
    expect(weeklyDue(oslo('2027-01-29', '12:00'), DEFAULT_POLICY, periods)).toMatchObject({ week: '2027-W04' });
    expect(weeklyDue(oslo('2027-02-10', '12:00'), DEFAULT_POLICY, periods)).toBeNull();
    expect(weeklyDue(oslo('2027-02-18', '12:00'), DEFAULT_POLICY, periods)).toEqual({
      week: '2027-W07',
      at: oslo('2027-02-17', '07:30'),
      since: oslo('2027-01-25', '08:00'),
    });
    expect(weeklyDue(oslo('2027-01-12', '12:00'), DEFAULT_POLICY, periods)).toMatchObject({ since: null });
  });

  test('tiles time: each week begins where the one before it ended, a whole year through', () => {
    const seen = new Map<string, { at: string; since: string | null }>();
    for (let at = Date.parse('2027-01-01T00:00:00Z'); at < Date.parse('2028-02-01T00:00:00Z'); at += 3_600_000) {
      const due = weeklyDue(new Date(at).toISOString(), DEFAULT_POLICY);
      if (due) seen.set(due.week, { at: due.at, since: due.since });
    }
    const all = [...seen.values()];
    expect(all.length).toBe(55);
    for (const [i, { since }] of all.entries()) if (i > 0) expect(since).toBe(all[i - 1]?.at);
  });
});

describe('in the group’s channels', () => {
  let world: Gathering;
  afterEach(() => world.close());

  async function begin(change?: (c: Collaboration) => void): Promise<string> {
    world = await startGathering(oslo('2027-02-02', '10:00'), change);
    await world.link('ht');
    await world.link('ht', 'teams');
    return await world.ask('ht', 'Skal lista sorteres?');
  }
  let messages = 0;
  async function caught(card: string, text: string): Promise<void> {
    messages += 1;
    const at = { messageKey: card, message: `m${messages}`, channel: null };
    await world.act('member-1', { kind: 'catch', idea: 'time-thief', text, said: at });
  }
  const lists = () => world.sent.filter(({ key }) => key.startsWith('weekly-ideas:'));

  test('it comes once, also when several processes and many ticks plan it, with what was caught since the last', async () => {
    const card = await begin();
    await caught(card, 'Først');
    await world.moveTo(oslo('2027-02-08', '07:59'));
    expect(lists()).toEqual([]);
    const other = world.newCore();
    await world.moveTo(oslo('2027-02-08', '08:00'));
    await Promise.all([world.core.tick(), other.tick(), world.core.tick(), other.tick()]);
    await world.moveTo(oslo('2027-02-09', '11:00'));
    await other.stop();
    expect(lists().map(({ to, key }) => [to, key])).toEqual([
      ['slack C-ht', 'weekly-ideas:slack:t:C-ht:ht:2027-W06'],
      ['teams C-ht', 'weekly-ideas:teams:t:C-ht:ht:2027-W06'],
    ]);
    expect(said(lists()[0]?.view).slice(1, 4)).toEqual(['Tidstyver', 'HT-2027-001 · Skal lista sorteres?', 'Først']);

    await caught(card, 'Etterpå');
    await world.moveTo(oslo('2027-02-15', '08:00'));
    expect(lists()).toHaveLength(4);
    const second = said(lists().at(-1)?.view).join('\n');
    expect(second).toContain('Etterpå');
    expect(second).not.toContain('Først');
  });

  test('it does not come when nothing was caught, and practice is not told of', async () => {
    await begin();
    const practice = await world.ask('ht', 'En øvelse?', { practice: true });
    await caught(practice, 'Øvd');
    await world.moveTo(oslo('2027-02-08', '08:00'));
    expect(lists()).toEqual([]);
    expect((await world.notices('weekly-ideas')).map(({ status }) => status)).toEqual(['dropped', 'dropped']);
  });

  test('what is caught when it is due but not sent yet is the next week’s', async () => {
    const card = await begin();
    await caught(card, 'I tide');
    world.setClock(oslo('2027-02-08', '08:10'));
    await caught(card, 'For seint');
    await world.moveTo(oslo('2027-02-08', '09:00'));
    expect(said(lists()[0]?.view).slice(1, -1)).toEqual(['Tidstyver', 'HT-2027-001 · Skal lista sorteres?', 'I tide']);
    await world.moveTo(oslo('2027-02-15', '08:00'));
    expect(said(lists().at(-1)?.view).slice(3, -1)).toEqual(['For seint']);
  });

  test('each group has what was caught in its own questions', async () => {
    const card = await begin();
    await world.link('lv');
    await caught(card, 'Hos oss');
    await caught(await world.ask('lv', 'Kven svarer på telefonen?'), 'Hos dei');
    await world.moveTo(oslo('2027-02-08', '08:00'));
    const of = (to: string) => said(lists().find((one) => one.to === to)?.view).slice(1, 4);
    expect(of('slack C-ht')).toEqual(['Tidstyver', 'HT-2027-001 · Skal lista sorteres?', 'Hos oss']);
    expect(of('slack C-lv')).toEqual(['Tidstjuvar', 'LV-2027-001 · Kven svarer på telefonen?', 'Hos dei']);
  });

  test('a clock that was away on Monday makes up for it the same week, in working hours', async () => {
    const card = await begin();
    await caught(card, 'Mens vi sov');
    await world.moveTo(oslo('2027-02-10', '19:00'));
    expect(lists()).toEqual([]);
    await world.moveTo(oslo('2027-02-11', '07:45'));
    expect(lists()).toHaveLength(2);
  });

  test('a group outside its period gets none, and all of it when the next period begins', async () => {
    const card = await begin((c) => {
      const [ht] = c.groups;
      if (ht) ht.periods = [period('2027-02-01', '2027-02-05'), period('2027-02-22', null)];
    });
    await caught(card, 'Før pausen');
    await world.moveTo(oslo('2027-02-08', '08:00'));
    await world.moveTo(oslo('2027-02-15', '10:00'));
    expect(lists()).toEqual([]);
    await world.moveTo(oslo('2027-02-22', '08:00'));
    expect(lists()).toHaveLength(2);
    expect(said(lists()[0]?.view).join('\n')).toContain('Før pausen');
  });

  test('a group whose period ended before the clock came back gets none', async () => {
    const card = await begin((c) => {
      const [ht] = c.groups;
      if (ht) ht.periods = [period('2027-02-01', '2027-02-08')];
    });
    await caught(card, 'Siste dag');
    await world.moveTo(oslo('2027-02-09', '09:00'));
    expect(lists()).toEqual([]);
  });

  test('a channel that was linked after it was due begins with the next', async () => {
    const card = await begin();
    await caught(card, 'Før');
    await world.moveTo(oslo('2027-02-08', '08:00'));
    await world.store.directory.saveLink({
      ...((await world.store.directory.linksTo('midt', 'ht'))[0] ?? expect.fail('no link')),
      _id: 'slack:t:C-new:ht',
      channel: 'C-new',
      linkedAt: oslo('2027-02-09', '10:00'),
    });
    await world.moveTo(oslo('2027-02-09', '12:00'));
    expect(lists().map(({ to }) => to)).not.toContain('slack C-new');
    await caught(card, 'Etter');
    await world.moveTo(oslo('2027-02-15', '08:00'));
    expect(lists().map(({ to }) => to)).toContain('slack C-new');
  });
});

describe('coordinators', () => {
  let world: Gathering;
  afterEach(() => world.close());
  const digests = () => world.sent.filter(({ key }) => key.startsWith('digest:'));

  test('get the week’s digest on its day at its time, instead of the day’s', async () => {
    world = await startGathering(oslo('2027-02-05', '10:00'));
    await world.link('ht');
    await world.ask('ht', 'Skal lista sorteres?');
    await world.moveTo(oslo('2027-02-08', '07:59'));
    expect(digests()).toEqual([]);
    await world.moveTo(oslo('2027-02-08', '08:00'));
    expect(digests()).toHaveLength(1);
    await world.moveTo(oslo('2027-02-08', '08:30'));
    await world.moveTo(oslo('2027-02-08', '09:00'));
    expect(digests().map(({ key }) => key)).toEqual(['digest:midt:coordinator:2027-02-08']);
    expect(said(digests()[0]?.view).join('\n')).toContain('Besluttet siste uke: 0');
    await world.moveTo(oslo('2027-02-09', '08:00'));
    expect(digests()).toHaveLength(1);
    await world.moveTo(oslo('2027-02-09', '08:30'));
    expect(said(digests()[1]?.view).join('\n')).toContain('Besluttet siden i går');
  });

  test('are told on Monday what was decided since the Monday before', async () => {
    world = await startGathering(oslo('2027-02-02', '10:00'));
    await world.link('ht');
    await world.ask('ht', 'Skal lista sorteres?');
    const [asked] = await world.store.register.list({});
    for (let i = 1; i <= 6; i++) {
      const act = { do: 'support', question: asked?._id, level: 1, round: 1 };
      await world.act(`member-${i}`, { kind: 'press', act });
    }
    await world.moveTo(oslo('2027-02-08', '08:00'));
    expect(said(digests().at(-1)?.view).join('\n')).toContain('Besluttet siste uke: 1');
  });

  test('none of whose groups are in their period get none', async () => {
    world = await startGathering(oslo('2027-02-02', '10:00'), (c) => {
      const [ht, lv] = c.groups;
      if (ht) ht.periods = [period('2027-02-01', '2027-02-03')];
      lv?.coordinators.push('other');
    });
    await world.link('ht');
    await world.link('lv');
    await world.ask('ht', 'Skal lista sorteres?');
    await world.ask('lv', 'Skal telefonen ringje?');
    await world.moveTo(oslo('2027-02-03', '08:30'));
    expect(
      digests()
        .map(({ to }) => to)
        .sort(),
    ).toEqual(['coordinator@example.no', 'other']);
    await world.moveTo(oslo('2027-02-04', '08:30'));
    expect(digests().map(({ to }) => to)).toHaveLength(3);
    expect(digests().at(-1)?.to).toBe('other');
  });
});
