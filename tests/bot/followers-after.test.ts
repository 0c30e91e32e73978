import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Collaboration } from '../../bot/collaboration.ts';
import { createNoticeWork } from '../../bot/followers/notices/index.ts';
import type { Commit } from '../../bot/index.ts';
import { createPeople } from '../../bot/people.ts';
import { createNoticeWriter } from '../../bot/writing.ts';
import { asking, COLLABORATION, decided, notBuilt, openWorld, type World } from './chain-fixture.ts';
import { read } from './views-fixture.ts';

let world: World;

/** The version each question has been told up to. */
const known = new Map<string, number>();

beforeEach(async () => {
  known.clear();
  world = await openWorld();
});
afterEach(() => world.store.close());

/** What the log of a question made, told or not: kind, to whom, when. */
async function told(question: string, ...kinds: string[]): Promise<string[][]> {
  const { store, load } = world;
  const work = createNoticeWork({ notices: store.notices, directory: store.directory, log: store.log, load });
  const commits: Commit[] = await store.log.read(question, known.get(question) ?? 0);
  known.set(question, commits.at(-1)?.version ?? known.get(question) ?? 0);
  await work(question, commits);
  // A second time, as after a crash: nothing is added.
  await work(question, commits);
  const all = (await store.notices.list({ question })).filter(({ kind }) => kinds.includes(kind));
  return all.map(({ kind, to, notBefore }) => [
    kind,
    'person' in to ? to.person : 'channel' in to ? to.channel.target : to.thread.target,
    notBefore,
  ]);
}

/** What a message says when it goes out now; null: it doesn't. */
async function says(question: string, kind: string, person: string): Promise<string[] | null> {
  const { store, load, clock } = world;
  const notices = await store.notices.list({ question });
  const notice = notices.findLast(({ kind: of, to }) => of === kind && 'person' in to && to.person === person);
  if (!notice) throw new Error(`no ${kind} for ${person}`);
  const people = createPeople(store.directory);
  const write = createNoticeWriter({ ...store, people, clock, load, atLeast: load });
  const view = await write(notice);
  return view && read(view);
}

const people = (rows: string[][]) => rows.map(([, person]) => person);
const gates = { criticality: 'red' as const, gates: true };

async function decidedByChair(question = 'q', change = {}): Promise<void> {
  await world.send(question, 'ada', asking(change));
  await world.send(question, 'mia', { type: 'support' });
  await world.send(question, 'ada', { type: 'flag-mandate', text: null });
  await world.send(question, 'leder', { type: 'decide', text: 'Etter tid.', outcome: 'common-solution' });
}

describe('what a decision asks for', () => {
  test('goes to the lead alone where there is one, else to all experts', async () => {
    await decidedByChair('q', { lead: 'bo' });
    await decidedByChair('r');
    expect(people(await told('q', 'follow-up'))).toEqual(['bo']);
    expect(people(await told('r', 'follow-up'))).toEqual(['ada', 'bo']);
  });

  test('is the next gate, one after the other, then the answer to the vendor; what is done is asked for no more', async () => {
    await decidedByChair('q', { ...gates, lead: 'bo' });
    await told('q', 'follow-up');
    expect(await says('q', 'follow-up', 'bo')).toEqual([
      'HT-2027-001 er besluttet. Neste kvalitetspunkt er K1: godkjent i linja.',
      'Sortering',
      'Beslutning · «Etter tid.»',
      '[ K1 godkjent i linja … ] [ Nytt tiltak … ] [ Nytt lokalt avvik … ] [ Les mer ]',
    ]);
    await world.send('q', 'kari', { type: 'pass-gate', gate: 'K1', text: null });
    expect(await says('q', 'follow-up', 'bo')).toBeNull();
    await told('q', 'follow-up');
    expect((await says('q', 'follow-up', 'bo'))?.at(-1)).toContain('K2 fra tekst til bilde …');
    for (const gate of ['K2', 'K3'] as const) await world.send('q', 'kari', { type: 'pass-gate', gate, text: null });
    await told('q', 'follow-up');
    expect((await says('q', 'follow-up', 'bo'))?.at(-1)).toContain('Svar leverandøren …');
    await world.send('q', 'bo', { type: 'answer-vendor', text: 'By time.' });
    expect(await told('q', 'follow-up')).toHaveLength(5);
    expect((await says('q', 'follow-up', 'bo'))?.at(-1)).toBe('[ Bygget som besluttet? … ] [ Les mer ]');
  });
});

describe('objections and marks of mandate', () => {
  const objection = { type: 'objection', criterion: 'law', text: 'Ulovlig', change: 'Etter adresse' } as const;

  test('go to the lead; to the other experts when the lead made them', async () => {
    await world.send('q', 'ada', asking({ lead: 'ada', criticality: 'red' }));
    await world.send('q', 'mia', objection);
    await world.send('q', 'ada', objection);
    expect(people(await told('q', 'objection'))).toEqual(['ada', 'bo']);
    await world.send('q', 'mia', { type: 'flag-mandate', text: 'Ikke vårt' });
    expect(people(await told('q', 'mandate'))).toEqual(['ada']);
    expect(await says('q', 'objection', 'ada')).toEqual([
      'HT-2027-001 · Innvending nr. 1 venter på svar fra en fagekspert.',
      'Sortering',
      'Innvending nr. 1 · lov og forskrift · ikke besvart · Mia Medlem · «Ulovlig»',
      'Ønsket endring · «Etter adresse»',
      '[ Svare på innvending nr. 1 … ] [ Endre forslag … ] [ Les mer ]',
    ]);
    await world.send('q', 'bo', { type: 'maintain', objection: 1, text: 'Loven åpner for det' });
    expect(await says('q', 'objection', 'ada')).toBeNull();
  });
});

describe('a local deviation', () => {
  const given = { type: 'deviate', whom: 'Røros', why: 'Der er det ikke dekning', criticality: 'yellow' } as const;

  test('is told to experts and coordinators when its review is due, until somebody reviews it', async () => {
    await decided(world, 'q');
    await world.send('q', 'ada', { ...given, reviewOn: null });
    await world.send('q', null, { type: 'tick' }, '2027-07-30T06:00:00.000Z');
    expect(await told('q', 'review-due')).toEqual([]);
    await world.send('q', null, { type: 'tick' }, '2027-08-02T06:30:00.000Z');
    expect(await told('q', 'review-due')).toEqual(
      ['ada', 'bo', 'kari'].map((one) => ['review-due', one, '2027-08-02T06:30:00.000Z']),
    );
    expect(await says('q', 'review-due', 'kari')).toEqual([
      'HT-2027-001: Det lokale avviket for Røros skal vurderes på nytt.',
      'Sortering',
      'Beslutning · «Etter tid»',
      'Gjelder Røros · «Der er det ikke dekning»',
      '[ Vurder avvik … ] [ Les mer ]',
    ]);
    const kept = { type: 'review-deviation', deviation: 1, keep: true, text: 'Fremdeles', reviewOn: null } as const;
    await world.send('q', 'kari', kept, '2027-08-02T08:00:00.000Z');
    expect(await says('q', 'review-due', 'ada')).toBeNull();
  });
});

describe('a follow-up action', () => {
  const action = (responsiblePerson: string | null) =>
    ({
      type: 'add-action',
      area: 'Opplæring',
      responsible: 'Mia Medlem',
      responsiblePerson,
      due: '2027-03-01',
      measure: 'Lære opp alle',
      reports: { every: 'tertial' },
    }) as const;

  test('reminds its responsible five working days before, on the day and when it is reported, each once', async () => {
    await decided(world, 'q');
    await world.send('q', 'ada', action('mia'));
    for (const day of ['2027-02-22', '2027-02-22', '2027-03-01', '2027-04-30'])
      await world.send('q', null, { type: 'tick' }, `${day}T07:30:00.000Z`);
    expect(await told('q', 'action-reminded')).toEqual([
      ['action-reminded', 'mia', '2027-02-22T07:30:00.000Z'],
      ['action-reminded', 'mia', '2027-03-01T07:30:00.000Z'],
      ['action-reminded', 'mia', '2027-04-30T06:30:00.000Z'],
    ]);
    expect(await says('q', 'action-reminded', 'mia')).toEqual([
      'Tiltaket fra HT-2027-001 skal rapporteres 30.4.2027.',
      'Opplæring · ansvarlig: Mia Medlem · «Lære opp alle»',
      '[ Meld resultat … ] [ Les mer ]',
    ]);
    await world.send(
      'q',
      'mia',
      { type: 'report-action', action: 1, text: 'Ferdig', done: true },
      '2027-04-30T09:00:00.000Z',
    );
    expect(await says('q', 'action-reminded', 'mia')).toBeNull();
  });

  test.each([
    ['nobody on the list is responsible', null],
    ['the responsible has left', 'sluttet'],
  ])('reminds experts and coordinators when %s', async (_, responsible) => {
    await decided(world, 'q');
    await world.send('q', 'ada', action(responsible));
    await world.send('q', null, { type: 'tick' }, '2027-02-22T07:30:00.000Z');
    expect(people(await told('q', 'action-reminded'))).toEqual(['ada', 'bo', 'kari']);
  });
});

describe('another question in its place', () => {
  test('everybody who answered the old one hears of it once, whatever level it was decided at', async () => {
    await decidedByChair('old');
    await decided(world, 'later', { number: 'HT-2027-002', options: [{ id: 'a', text: 'Etter adresse' }] });
    await world.send('old', null, { type: 'supersede', with: { question: 'later', number: 'HT-2027-002' } });
    expect(people(await told('old', 'superseded'))).toEqual(['mia']);
    expect(await says('old', 'superseded', 'mia')).toEqual([
      'Du svarte på HT-2027-001. Nå gjelder HT-2027-002 i stedet.',
      'Sortering',
      'Beslutning · «Etter adresse»',
      '[ Les mer ]',
    ]);
  });

  test('who checked it and the lead hear that it is taken up again', async () => {
    await decided(world, 'old', { lead: 'bo' });
    await notBuilt(world, 'old', 'kari');
    await world.send('old', null, { type: 'reopen', as: { question: 'new', number: 'HT-2027-002' } });
    expect(people(await told('old', 'reopened')).sort()).toEqual(['bo', 'kari']);
    expect((await says('old', 'reopened', 'kari'))?.[0]).toBe(
      'HT-2027-001 er ikke bygget som besluttet. Saken er tatt opp igjen som HT-2027-002.',
    );
  });

  test('threads hear what is worth hearing, in the channels of every group that was asked', async () => {
    for (const target of ['ht', 'lv']) await world.store.directory.saveLink(linkTo(target));
    await world.send('q', 'ada', asking({ groups: ['ht', 'lv'], lead: 'ada', criticality: 'red', gates: true }));
    await world.send('q', 'ada', { type: 'flag-mandate', text: null });
    const deviation = { whom: 'Røros', why: 'Ikke dekning', criticality: 'green', reviewOn: null } as const;
    await world.send('q', 'leder', { type: 'decide', text: 'Etter tid', outcome: 'local-deviation', deviation });
    await world.send('q', 'ada', { type: 'pass-gate', gate: 'K1', text: null });
    const rows = await told('q', 'thread');
    expect(people(rows)).toEqual(
      ['escalated', 'decided', 'deviation-recorded', 'gate-passed'].flatMap(() => ['ht', 'lv']),
    );
  });
});

function linkTo(target: string) {
  const link = { platform: 'slack' as const, team: 'T', channel: target, collaboration: 'midt', target };
  return { ...link, _id: `slack:T:${target}:${target}`, linkedAt: world.clock(), origin: 'chat' as const };
}

describe('who stands in for somebody away', () => {
  const away = (from: string, to: string) => ({ person: 'mia', from, to });
  const called = () => told('q', 'called-in');

  test('is called when it is asked, or when the absence begins', async () => {
    await world.send('q', 'ada', asking({ absences: [away('2027-02-03', '2027-02-05')], criticality: 'red' }));
    expect(await called()).toEqual([['called-in', 'vara', '2027-02-03T06:30:00.000Z']]);
    await world.send('r', 'ada', asking({ number: 'HT-2027-002', absences: [away('2027-01-20', '2027-02-05')] }));
    expect(await told('r', 'called-in')).toEqual([['called-in', 'vara', '2027-02-01T08:00:00.000Z']]);
    world.setNow('2027-02-03T07:00:00.000Z');
    expect((await says('q', 'called-in', 'vara'))?.[0]).toContain('Du svarer som vara for Mia Medlem');
    await world.send('q', 'vara', { type: 'support' });
    expect(await says('q', 'called-in', 'vara')).toBeNull();
  });

  test('is called once, whether for the absence or for the extension, and sooner when there is reason to', async () => {
    await world.send('q', 'ada', asking({ criticality: 'red' }));
    await world.send('q', 'mia', { type: 'absent', from: '2027-02-15', to: '2027-02-19' });
    expect(await called()).toEqual([['called-in', 'vara', '2027-02-15T06:30:00.000Z']]);
    await world.send('q', null, { type: 'tick' }, '2027-02-11T14:00:00.000Z');
    expect(await world.load('q')).toMatchObject({ extended: true, called: ['trondheim:2'] });
    expect(await called()).toEqual([['called-in', 'vara', '2027-02-11T14:00:00.000Z']]);
  });

  test('is not called when the holder is back before it begins, and is when called for anew', async () => {
    await world.send('q', 'ada', asking({ criticality: 'red' }));
    await world.send('q', 'mia', { type: 'absent', from: '2027-02-03', to: '2027-02-05' });
    await called();
    await world.send('q', 'mia', { type: 'back' });
    world.setNow('2027-02-03T08:00:00.000Z');
    expect(await says('q', 'called-in', 'vara')).toBeNull();
    await world.store.notices.claim('w', '2027-02-03T08:00:00.000Z', '2027-02-03T08:01:00.000Z', 9);
    await world.store.notices.finish('called:q:vara', 'w', 'dropped');
    await world.send('q', null, { type: 'tick' }, '2027-02-11T14:00:00.000Z');
    expect(await called()).toEqual([
      ['called-in', 'vara', '2027-02-03T06:30:00.000Z'],
      ['called-in', 'vara', '2027-02-11T14:00:00.000Z'],
    ]);
  });
});

describe('outside a group’s periods', () => {
  async function withPeriods(periods: NonNullable<Collaboration['groups'][number]['periods']>): Promise<void> {
    const groups = COLLABORATION.groups.map((group) => ({ ...group, periods }));
    await world.store.directory.saveCollaboration({ ...COLLABORATION, groups });
  }

  test('messages to its people wait for the next period', async () => {
    await withPeriods([{ from: '2027-03-01', to: null }]);
    await decidedByChair();
    expect(await told('q', 'follow-up')).toEqual(
      ['ada', 'bo'].map((one) => ['follow-up', one, '2027-03-01T06:30:00.000Z']),
    );
  });

  test('with none to come they are not sent; a body’s chair is in no group', async () => {
    await withPeriods([{ from: '2026-01-01', to: '2026-12-31' }]);
    await decidedByChair();
    expect(await told('q', 'follow-up', 'packet')).toEqual([['packet', 'leder', '2027-02-01T08:00:00.000Z']]);
  });
});
