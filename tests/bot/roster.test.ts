import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  applyCollaboration,
  type ChannelLink,
  type RegisterEntry,
  type Roster,
  rosterOf,
  type Store,
} from '../../bot/index.ts';
import { openSqliteStore } from '../../store/sqlite/index.ts';
import { entry } from '../contracts/store-fixtures.ts';
import { built, NOW, smallFile, smallFileWith } from './import-fixture.ts';

const C1 = 'slack:T1:C1:hjemmetjenester';
let store: Store;
let renewed: [question: string, roster: Roster][];

beforeEach(async () => {
  store = await openSqliteStore({ file: ':memory:' });
  renewed = [];
});
afterEach(() => store.close());

async function apply(data: unknown, now = NOW): Promise<string[]> {
  const existing = await store.directory.collaboration('midt-norge');
  const renew = async (question: string, roster: Roster) => renewed.push([question, roster]);
  return applyCollaboration({ ...store, renew }, built(data, existing, now), now);
}

function links(target = 'hjemmetjenester'): Promise<ChannelLink[]> {
  return store.directory.linksTo('midt-norge', target);
}

/** Kari sits in both groups, Ola is the expert of the second and a member of the first, Siv coordinates both. */
function twoGroups(): unknown {
  const legevakt = {
    ...smallFile().groups[0],
    id: 'legevakt',
    code: 'LV',
    seats: { trondheim: 1, opsjonskommuner: 1 },
  };
  return smallFileWith(
    ['groups.1', { ...legevakt, channels: [] }],
    ['people.0.roles.1', { group: 'legevakt', seat: 'trondheim:1' }],
    ['people.1.roles.1', { group: 'legevakt', role: 'expert' }],
    ['people.2.roles.1', { group: 'legevakt', role: 'coordinator' }],
  );
}

function question(id: string, part: Partial<RegisterEntry> = {}): Promise<void> {
  const ours = { collaboration: 'midt-norge', group: 'hjemmetjenester', alsoGroups: [], version: 4 };
  return store.register.put(entry(id, { ...ours, ...part }));
}

describe('what a question knows of the lists', () => {
  it('is its group, and the ladder with seats named apart and days from the rules', () => {
    const { collaboration } = built(smallFileWith(['rules', { ladder: [{ level: 2, workingDays: 7 }] }]));
    expect(rosterOf(collaboration, 'hjemmetjenester')).toEqual({
      seats: [
        { id: 'trondheim:1', block: 'trondheim', holder: 'new-1', substitute: 'new-4' },
        { id: 'trondheim:2', block: 'trondheim', holder: null, substitute: null },
        { id: 'trondheim:3', block: 'trondheim', holder: null, substitute: null },
        { id: 'opsjonskommuner:1', block: 'opsjonskommuner', holder: 'new-2', substitute: null },
      ],
      experts: ['new-1'],
      coordinators: ['new-3'],
      ladder: [
        {
          level: 2,
          id: 'beslutningsgruppe',
          workingDays: 7,
          chair: 'new-4',
          seats: [{ id: 'beslutningsgruppe/trondheim:1', block: 'trondheim', holder: null, substitute: null }],
        },
      ],
      version: 1,
    });
  });

  it('is all its groups, each seat named by its own, and everybody who may act in one of them', () => {
    const { collaboration } = built(twoGroups());
    const roster = rosterOf(collaboration, ['legevakt', 'hjemmetjenester']);
    expect(roster.seats.map(({ id, group, holder }) => [id, group, holder])).toEqual([
      ['legevakt/trondheim:1', 'legevakt', 'new-1'],
      ['legevakt/opsjonskommuner:1', 'legevakt', null],
      ['hjemmetjenester/trondheim:1', 'hjemmetjenester', 'new-1'],
      ['hjemmetjenester/trondheim:2', 'hjemmetjenester', null],
      ['hjemmetjenester/trondheim:3', 'hjemmetjenester', null],
      ['hjemmetjenester/opsjonskommuner:1', 'hjemmetjenester', 'new-2'],
    ]);
    expect(roster.experts).toEqual(['new-2', 'new-1']);
    expect(roster.coordinators).toEqual(['new-3']);
    expect(roster.ladder).toEqual(rosterOf(collaboration, 'legevakt').ladder);
  });

  it('of a list of one group is that of the group', () => {
    const { collaboration } = built(twoGroups());
    const alone = rosterOf(collaboration, 'hjemmetjenester');
    expect(rosterOf(collaboration, ['hjemmetjenester'])).toEqual(alone);
    expect(rosterOf(collaboration, ['hjemmetjenester', 'hjemmetjenester'])).toEqual(alone);
    expect(alone.seats.filter((seat) => 'group' in seat)).toEqual([]);
  });

  it('tells which version of the lists it is', () => {
    const { collaboration } = built(smallFileWith(['people.0.name', 'K. Lund']), built(smallFile()).collaboration);
    expect(rosterOf(collaboration, 'hjemmetjenester').version).toBe(2);
  });

  it('has no limit of days at a level that the rules do not name', () => {
    const { collaboration } = built(smallFile());
    const policy = { ...collaboration.policy, ladder: [{ level: 1 }] };
    expect(rosterOf({ ...collaboration, policy }, 'hjemmetjenester').ladder[0]?.workingDays).toBeNull();
  });

  it('can not be had for a group that is not there', () => {
    const { collaboration } = built(smallFile());
    for (const groups of ['legevakt', ['hjemmetjenester', 'legevakt']]) {
      expect(() => rosterOf(collaboration, groups)).toThrow('midt-norge has no group legevakt');
    }
  });
});

describe('a collaboration taken into use', () => {
  it('is saved with its channels', async () => {
    await apply(smallFile());
    expect(await store.directory.collaboration('midt-norge')).toEqual(built(smallFile()).collaboration);
    expect(await links()).toEqual([
      {
        _id: C1,
        collaboration: 'midt-norge',
        target: 'hjemmetjenester',
        platform: 'slack',
        team: 'T1',
        channel: 'C1',
        origin: 'file',
        linkedAt: NOW,
      },
    ]);
  });

  it('unlinks what the file no longer names and keeps what was linked in chat', async () => {
    await apply(smallFile());
    const chat: ChannelLink = {
      _id: 'slack:T1:C9:hjemmetjenester',
      collaboration: 'midt-norge',
      target: 'hjemmetjenester',
      platform: 'slack',
      team: 'T1',
      channel: 'C9',
      origin: 'chat',
      linkedAt: NOW,
    };
    await store.directory.saveLink(chat);
    await apply(smallFileWith(['groups.0.channels', []]));
    expect(await links()).toEqual([chat]);
  });

  it('unlinks the channels of a body that is gone', async () => {
    const channels = [{ platform: 'slack', team: 'T1', channel: 'C2' }];
    await apply(smallFileWith(['ladder.0.channels', channels]));
    expect(await links('beslutningsgruppe')).toHaveLength(1);
    await apply(smallFileWith(['ladder', []], ['people.3.roles', []]));
    expect(await links('beslutningsgruppe')).toEqual([]);
  });

  it('leaves a channel as it is when it is linked already, by whomever', async () => {
    await apply(smallFile());
    const [link] = await links();
    const known = { ...link, ref: { conversation: 'x' }, origin: 'chat' } as ChannelLink;
    await store.directory.saveLink(known);
    await apply(smallFile(), '2027-03-01T00:00:00.000Z');
    expect(await links()).toEqual([known]);
  });

  it('gives the questions of its groups their new lists, decided ones too, and tells the open ones', async () => {
    await question('open');
    await question('lifted', { level: 2 });
    await question('decided', { status: 'decided' });
    await question('withdrawn', { status: 'withdrawn' });
    await question('gone', { group: 'legevakt' });
    await question('theirs', { collaboration: 'another' });
    const file = smallFileWith(['people.1.roles.0.seat', 'trondheim:2']);
    expect((await apply(file)).sort()).toEqual(['lifted', 'open']);
    const roster = rosterOf(built(file).collaboration, 'hjemmetjenester');
    expect(renewed.sort()).toEqual([
      ['decided', roster],
      ['lifted', roster],
      ['open', roster],
    ]);
  });

  it('gives a question of several groups the lists of them all, and none while one of the groups is gone', async () => {
    await question('both', { groups: ['hjemmetjenester', 'legevakt'] });
    await apply(smallFile());
    expect(renewed).toEqual([]);
    await apply(twoGroups());
    const { collaboration } = built(twoGroups(), built(smallFile()).collaboration);
    expect(renewed).toEqual([['both', rosterOf(collaboration, ['hjemmetjenester', 'legevakt'])]]);
  });

  it('asks for the cards of a question in a channel of any of its groups', async () => {
    await question('both', { group: 'legevakt', groups: ['legevakt', 'hjemmetjenester'] });
    await apply(smallFile());
    expect((await store.cards.of('both')).map(({ link }) => link.target)).toEqual(['hjemmetjenester']);
  });

  it('asks for the cards of open questions in a new channel', async () => {
    await apply(smallFileWith(['groups.0.channels', []]));
    await question('open');
    await question('closed', { status: 'decided' });
    await apply(smallFile());
    const cards = [...(await store.cards.of('open')), ...(await store.cards.of('closed'))];
    expect(cards.map(({ _id, wanted }) => [_id, wanted])).toEqual([[`open@${C1}`, 4]]);
  });

  it('asks for cards where a question is only told, and in the body that has it', async () => {
    await question('told', { group: 'legevakt', alsoGroups: ['hjemmetjenester'] });
    await question('lifted', { group: 'legevakt', level: 2, body: 'beslutningsgruppe' });
    await apply(smallFileWith(['ladder.0.channels', [{ platform: 'teams', team: 'T2', channel: '19:x' }]]));
    expect(await store.cards.of('told')).toHaveLength(1);
    expect((await store.cards.of('lifted')).map(({ link }) => link.target)).toEqual(['beslutningsgruppe']);
  });
});
