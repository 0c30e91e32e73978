import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ChainDeps, createChainWork } from '../../bot/followers/chain.ts';
import { createFollow } from '../../bot/followers/follow.ts';
import { recordingLog } from '../support/log.ts';
import { asking, COLLABORATION, decided, notBuilt, openWorld, type World } from './chain-fixture.ts';

let world: World;
let log: ReturnType<typeof recordingLog>;
let made: number;

beforeEach(async () => {
  world = await openWorld();
  log = recordingLog();
  made = 0;
});
afterEach(() => world.store.close());

function deps(change: Partial<ChainDeps> = {}): ChainDeps {
  const { handle, clock, store } = world;
  const newId = () => {
    made += 1;
    return `new-${made}`;
  };
  return { handle, directory: store.directory, commits: store.log, newId, clock, log, ...change };
}

async function run(change: Partial<ChainDeps> = {}): Promise<void> {
  const follow = createFollow({ source: world.store.log, lead: async () => true, log });
  await follow('chain', createChainWork(deps(change)));
}

/** Everything again, as when the process died before it could strike the work off. */
async function runAgain(question: string): Promise<void> {
  await createChainWork(deps())(question, await world.store.log.read(question));
}

const questions = () => world.store.log.questions(null, 100);

describe('a mismatch', () => {
  test('is asked anew on behalf of who checked, with what was decided as the proposal, and linked both ways', async () => {
    await decided(world, 'old', { subject: 'workflow', parties: ['Sykehuset'] });
    world.setNow('2027-02-03T08:00:00.000Z');
    await notBuilt(world, 'old', 'kari');
    await run();
    expect(await questions()).toEqual(['new-1', 'old']);
    expect(await world.load('new-1')).toMatchObject({
      number: 'HT-2027-001',
      status: 'open',
      group: 'ht',
      groups: ['ht'],
      title: { said: 'Sortering' },
      body: { said: 'By time?' },
      context: {
        said: 'HT-2027-001 ble kontrollert 3.2.2027. Det er ikke bygget som gruppa besluttet.\nDette er annerledes: Den sorterer på navn.',
      },
      options: [
        { id: 'a', text: { said: 'Etter tid' } },
        { id: 'b', text: { said: 'Etter adresse' } },
      ],
      proposal: { option: 'a', text: null },
      criticality: 'green',
      askedBy: 'kari',
      askedAt: '2027-02-03T08:00:00.000Z',
      subject: 'workflow',
      parties: ['Sykehuset'],
      reopens: { question: 'old', number: 'HT-2027-001' },
      practice: false,
    });
    expect(await world.load('old')).toMatchObject({ reopenedAs: { question: 'new-1', number: 'HT-2027-001' } });
    expect(log.lines).toEqual([]);
  });

  test('nothing happens twice: not when the work is done again, not when another process does it too', async () => {
    await decided(world, 'old');
    await notBuilt(world, 'old');
    await Promise.all([run(), run()]);
    await runAgain('old');
    expect(await questions()).toHaveLength(2);
    expect((await world.store.log.read('old')).flatMap(({ events }) => events).map(({ type }) => type)).toEqual([
      'asked',
      'decided',
      'vendor-answered',
      'build-verified',
      'reopened',
    ]);
  });

  test.each(['the number is claimed', 'it is asked'] as const)(
    'a fault after %s loses and doubles nothing',
    async (when) => {
      await decided(world, 'old');
      await notBuilt(world, 'old');
      const { handle, store } = world;
      let calls = 0;
      const broken: Partial<ChainDeps> = {
        handle: {
          load: handle.load,
          async handle(command) {
            calls += 1;
            if (calls > (when === 'it is asked' ? 1 : 0)) throw new Error('killed');
            return await handle.handle(command);
          },
        },
      };
      await run(broken);
      expect(log.lines.filter(({ level }) => level === 'error')).toHaveLength(1);
      expect(await store.log.pending('chain', 10)).not.toEqual([]);
      await run();
      const all = await questions();
      expect(all).toHaveLength(2);
      const as = all.find((id) => id !== 'old') ?? '';
      expect(await world.load('old')).toMatchObject({ reopenedAs: { question: as, number: 'HT-2027-001' } });
      expect(await world.load(as)).toMatchObject({ number: 'HT-2027-001', reopens: { question: 'old' } });
      expect(await store.log.pending('chain', 10)).toEqual([]);
      // The next one asked in the group gets the next number.
      expect(await store.directory.claimNumber('midt/HT-2027', 'other')).toBe(2);
    },
  );

  test('stays practice, with a number of its own series', async () => {
    await decided(world, 'old', { practice: true, number: 'HT-2027-P-001' });
    await notBuilt(world, 'old');
    await run();
    expect(await world.load('new-1')).toMatchObject({ practice: true, number: 'HT-2027-P-001' });
  });

  test('is asked by the group’s first expert when who checked is neither expert nor coordinator any more', async () => {
    await decided(world, 'old');
    await notBuilt(world, 'old', 'kari');
    const groups = COLLABORATION.groups.map((group) => ({
      ...group,
      coordinators: [],
      experts: group.experts.slice(1),
    }));
    await world.store.directory.saveCollaboration({ ...COLLABORATION, groups });
    await run();
    expect(await world.load('new-1')).toMatchObject({ askedBy: 'bo', roster: { experts: ['bo'], coordinators: [] } });
  });

  test('a decision in other words is an option of its own; groups, lead, gates and absences come along', async () => {
    const groups = COLLABORATION.groups.map((group) => (group.id === 'lv' ? { ...group, experts: ['nils'] } : group));
    await world.store.directory.saveCollaboration({ ...COLLABORATION, groups });
    await world.store.directory.saveAbsence({
      _id: 'midt:mia:2027-02-01',
      collaboration: 'midt',
      person: 'mia',
      from: '2027-02-01',
      to: '2027-02-05',
      declaredAt: world.clock(),
    });
    await world.send('old', 'ada', asking({ groups: ['ht', 'lv'], lead: 'bo', criticality: 'red', gates: true }));
    await world.send('old', 'ada', { type: 'flag-mandate', text: null });
    await world.send('old', 'leder', { type: 'decide', text: 'Etter behov', outcome: 'common-solution' });
    for (const gate of ['K1', 'K2', 'K3'] as const)
      await world.send('old', 'ada', { type: 'pass-gate', gate, text: null });
    await notBuilt(world, 'old', 'ada', null);
    await run();
    expect(await world.load('new-1')).toMatchObject({
      groups: ['ht', 'lv'],
      lead: 'bo',
      criticality: 'red',
      gates: [],
      level: 1,
      options: [{ id: 'a' }, { id: 'b' }, { id: 'c', text: { said: 'Etter behov' } }],
      proposal: { option: 'c', text: null },
      absences: [{ person: 'mia', from: '2027-02-01', to: '2027-02-05' }],
      context: { said: 'HT-2027-001 ble kontrollert 1.2.2027. Det er ikke bygget som gruppa besluttet.' },
    });
  });

  test('what was built as decided opens nothing', async () => {
    await decided(world, 'old');
    await world.send('old', 'ada', { type: 'answer-vendor', text: 'By time.' });
    await world.send('old', 'ada', { type: 'verify', ok: true, text: null });
    await run();
    expect(await questions()).toEqual(['old']);
  });

  test('where nobody is left who may ask, that is told once and nothing hangs', async () => {
    await decided(world, 'old');
    await notBuilt(world, 'old');
    const groups = COLLABORATION.groups.map((group) => ({ ...group, experts: [], coordinators: [] }));
    await world.store.directory.saveCollaboration({ ...COLLABORATION, groups });
    await run();
    await run();
    expect(log.lines.filter(({ level }) => level === 'error')).toHaveLength(1);
    expect(await questions()).toEqual(['old']);
  });
});

describe('a decision that supersedes another', () => {
  const ref = { question: 'old', number: 'HT-2027-001' };
  const later = { number: 'HT-2027-002', supersedes: ref };

  test('closes the old one with its number, once', async () => {
    await decided(world, 'old');
    await decided(world, 'later', later);
    await run();
    await runAgain('later');
    expect(await world.load('old')).toMatchObject({
      status: 'superseded',
      supersededBy: { question: 'later', number: 'HT-2027-002' },
    });
    const events = (await world.store.log.read('old')).flatMap((commit) => commit.events);
    expect(events.filter(({ type }) => type === 'superseded')).toHaveLength(1);
  });

  test('does not while it is open', async () => {
    await decided(world, 'old');
    await world.send('later', 'ada', asking(later));
    await run();
    expect(await world.load('old')).toMatchObject({ status: 'decided', supersededBy: null });
  });

  test('does not in practice what was decided in earnest', async () => {
    await decided(world, 'old');
    await decided(world, 'later', { ...later, practice: true });
    await run();
    expect(await world.load('old')).toMatchObject({ status: 'decided', supersededBy: null });
  });
});
