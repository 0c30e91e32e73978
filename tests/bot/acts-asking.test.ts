/** What is asked and declared, through the core on a real store: repeats, people of several collaborations, languages. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { precedentsOf } from '../../bot/acts/precedents.ts';
import type { Collaboration, Group } from '../../bot/collaboration.ts';
import { type Core, createCore } from '../../bot/core.ts';
import { DEFAULT_POLICY, type Question } from '../../bot/domain/index.ts';
import type { Input, Reply } from '../../bot/face.ts';
import type { Store } from '../../bot/ports.ts';
import type { Values } from '../../bot/view.ts';
import { openSqliteStore } from '../../store/sqlite/index.ts';
import { recordingLog } from '../support/log.ts';
import { read } from './views-fixture.ts';

/** Monday 1 February 2027, 10:00 in Oslo. */
const MONDAY = '2027-02-01T09:00:00.000Z';
const GROUP_A = 'a';
const GROUP_B = 'b';

let store: Store;
let core: Core;
let now: string;
let requests: number;

function group(id: string, code: string, holders: string[], more: Partial<Group> = {}): Group {
  const seats = holders.map((holder, i) => ({ id: `by:${i + 1}`, block: 'by', holder, substitute: null }));
  return { id, code, name: { nb: `Gruppe ${code}` }, seats, experts: [], coordinators: [], ...more };
}

function collaboration(_id: string, groups: Group[], people: Record<string, string>): Collaboration {
  return {
    _id,
    name: { nb: _id },
    language: 'nb',
    blocks: { by: { nb: 'byen' } },
    policy: DEFAULT_POLICY,
    people: Object.entries(people).map(([id, name]) => ({ id, name, email: `${name.toLowerCase()}@example.no` })),
    groups,
    ladder: [],
    version: 1,
    updatedAt: MONDAY,
  };
}

beforeEach(async () => {
  store = await openSqliteStore({ file: ':memory:' });
  now = MONDAY;
  requests = 0;
  let ids = 0;
  core = createCore({
    store,
    clock: () => now,
    newId: () => {
      ids += 1;
      return `q${ids}`;
    },
    log: recordingLog(),
    worker: 'w',
  });
  const names = { expert: 'Ola', kari: 'Kari', per: 'Per', liv: 'Liv', tor: 'Tor' };
  const first = group(GROUP_A, 'AA', ['expert', 'kari', 'liv'], { experts: ['expert'], language: 'nn' });
  const seats = first.seats.map((seat) => (seat.holder === 'kari' ? { ...seat, substitute: 'per' } : seat));
  const second = group(GROUP_B, 'BB', ['kari', 'tor'], { experts: ['expert'], language: 'en' });
  await store.directory.saveCollaboration(collaboration('nord', [{ ...first, seats }, second], names));
  // The same people, known there by other ids.
  const elsewhere = group('s', 'SS', ['medlem-1', 'medlem-2'], { experts: ['medlem-2'] });
  await store.directory.saveCollaboration(
    collaboration('soer', [elsewhere], { 'medlem-1': 'Kari', 'medlem-2': 'Ola', 'medlem-3': 'Nina' }),
  );
});
afterEach(async () => {
  await core.stop();
  await store.close();
});

type Doing = Input extends infer I ? (I extends Input ? Omit<I, 'account' | 'requestId'> : never) : never;

async function act(who: string, doing: Doing, requestId?: string): Promise<Reply> {
  requests += 1;
  const email = `${who.toLowerCase()}@example.no`;
  const account = { platform: 'slack' as const, team: 'T', user: who, profile: async () => ({ email }) };
  return await core.bot.act({ ...doing, account, requestId: requestId ?? `r${requests}` } as Input);
}

const ASKED = { question: 'Which list?', proposal: 'Tid.', options: 'Adresse.', criticality: 'yellow' };

async function asks(title: string, more: Values = {}, where = 'nord', requestId?: string): Promise<Reply> {
  const group = where === 'nord' ? GROUP_A : 's';
  const values = { group, title, ...ASKED, question: `${title} (en)`, ...more };
  const reply = await act('Ola', { kind: 'submit', act: { do: 'ask', arg: `${where}/` }, values }, requestId);
  await core.settle();
  return reply;
}

async function load(id: string): Promise<Question> {
  const q = await core.handle.load(id);
  if (!q) throw new Error(`no question ${id}`);
  return q;
}

const says = (who: string, words: string) => act(who, { kind: 'command', words, channel: null });
const away = (who: string, values: Values, requestId?: string) =>
  act(who, { kind: 'submit', act: { do: 'absent', arg: 'nord' }, values }, requestId);

describe('asking', () => {
  test('again by a repeat of the same request is not the same thing asked twice', async () => {
    const first = await asks('Hvilken liste?', {}, 'nord', 'same');
    const second = await asks('Hvilken liste?', {}, 'nord', 'same');
    expect([first.kind, second]).toEqual(['done', first]);
    expect(await store.register.list({})).toHaveLength(1);
  });

  test('the same of an open question is refused at what is new, and passes with something new', async () => {
    await asks('Hvilken liste?');
    const number = 'AA-2027-001';
    expect(await asks('HVILKEN  liste')).toEqual({
      kind: 'invalid',
      errors: {
        newInformation: `${number} spør om det samme og er åpen nå. Svar der, eller skriv hva som er nytt.`,
      },
    });
    expect((await asks('HVILKEN  liste', { newInformation: 'Ny versjon.' })).kind).toBe('done');
  });

  test('the same in another collaboration, in practice, or of a withdrawn question is something else', async () => {
    await asks('Hvilken liste?');
    expect((await asks('Hvilken liste?', {}, 'soer')).kind).toBe('done');
    expect((await asks('Hvilken liste?', {}, 'nord')).kind).toBe('invalid');
    await act('Ola', { kind: 'submit', act: { do: 'withdraw', question: 'q1' }, values: { reason: 'Feil.' } });
    await core.settle();
    expect((await asks('Hvilken liste?')).kind).toBe('done');
    const asked = { collaboration: 'nord', practice: true, title: 'Hvilken liste?', body: '' };
    expect(await precedentsOf(store.register, asked)).toEqual([]);
  });

  test('puts an open question before decided ones, and the latest decision first', async () => {
    await asks('En?', { criticality: 'green', answer: 'expert' });
    now = '2027-02-02T09:00:00.000Z';
    await asks('To?', { question: 'En? (en)', criticality: 'green', answer: 'expert', newInformation: 'Nytt.' });
    await asks('Tre?', { question: 'en (EN)', newInformation: 'Nytt igjen.' });
    const asked = { collaboration: 'nord', practice: false, title: '', body: 'En? (en)' };
    const found = await precedentsOf(store.register, asked);
    expect(found.map(({ number, decidedAt }) => [number, decidedAt?.slice(0, 10)])).toEqual([
      ['AA-2027-003', undefined],
      ['AA-2027-002', '2027-02-02'],
      ['AA-2027-001', '2027-02-01'],
    ]);
  });

  test('about one of more topics than a list holds: its name is typed, or enough of it', async () => {
    const nord = await store.directory.collaboration('nord');
    if (!nord) throw new Error('no collaboration');
    const topics = Array.from({ length: 101 }, (_, i) => ({ id: `t${i}`, name: { nb: `Tema ${i}` }, lead: 'expert' }));
    const groups = nord.groups.map((one) => (one.id === GROUP_A ? { ...one, topics } : one));
    await store.directory.saveCollaboration({ ...nord, groups, version: 2 });
    const opened = await act('Ola', { kind: 'press', act: { do: 'ask', arg: 'nord/' } });
    const field = opened.kind === 'form' ? opened.form.fields.find(({ name }) => name === 'topic') : undefined;
    expect(field).toMatchObject({ type: 'text', required: false, hint: expect.stringContaining('for mange tema') });

    expect(await asks('Ukjent', { topic: 'Journal' })).toMatchObject({
      kind: 'invalid',
      errors: { topic: expect.stringContaining('«Journal»') },
    });
    expect(await asks('Flere', { topic: 'ema 9' })).toMatchObject({
      kind: 'invalid',
      errors: { topic: expect.stringContaining('Tema 9, Tema 90') },
    });
    for (const [typed, id] of [
      ['tema 9', 't9'],
      ['100', 't100'],
    ] as const) {
      await asks(`Om ${id}`, { topic: typed });
      const [entry] = (await store.register.list({})).filter(({ title }) => title === `Om ${id}`);
      expect(await load(entry?._id ?? '')).toMatchObject({ topic: id, lead: 'expert' });
    }
    expect(await store.register.list({})).toHaveLength(2);
  });

  test('alone needs the answer, and a green question', async () => {
    const alone = { criticality: 'green', answer: 'expert' };
    const without = await asks('Alene?', { ...alone, proposal: '', options: 'Tid.\nAdresse.' });
    expect(without).toEqual({
      kind: 'invalid',
      errors: { proposal: 'Skriv svaret ditt her når du svarer selv.' },
    });
    const yellow = await asks('Alene?', { ...alone, criticality: 'yellow' });
    expect(yellow).toMatchObject({ kind: 'invalid', errors: { criticality: expect.stringContaining('grønn') } });
    expect(await asks('Alene?', alone)).toMatchObject({ kind: 'done', text: expect.stringContaining('besluttet') });
  });
});

describe('absence', () => {
  const DAYS = { from: '2027-02-01', to: '2027-02-03' };

  test('is told to every open question in which the person holds a seat, once, and kept for later ones', async () => {
    await asks('En?', { groups: [GROUP_B] });
    await asks('To?');
    const first = await away('Kari', DAYS, 'same');
    expect(await away('Kari', DAYS, 'same')).toEqual(first);
    expect(first).toEqual({
      kind: 'done',
      text: 'Notert: du er borte fra 1.2. til 3.2.2027. Per svarer for deg i Gruppe AA. Ingen er vara for deg i Gruppe BB. Be en koordinator legge inn en.',
    });
    for (const id of ['q1', 'q2']) {
      const q = await load(id);
      expect([q.absences, q.version]).toEqual([[{ person: 'kari', ...DAYS }], 2]);
    }
    await asks('Tre?');
    expect((await load('q3')).absences).toEqual([{ person: 'kari', ...DAYS }]);
    expect(await store.directory.absences('nord', '2027-02-01')).toMatchObject([
      { _id: 'nord:kari:2027-02-01', person: 'kari', ...DAYS },
    ]);
  });

  test('lets the substitute answer on those days and no other', async () => {
    await asks('En?');
    await away('Kari', { from: '2027-02-02', to: '2027-02-03' });
    const answer = () => act('Per', { kind: 'press', act: { do: 'support', question: 'q1' } });
    expect((await answer()).kind).toBe('refused');
    now = '2027-02-02T09:00:00.000Z';
    expect((await answer()).kind).toBe('done');
    expect((await load('q1')).positions['by:2']).toMatchObject({ person: 'per', kind: 'support' });
    const mine = await says('Kari', 'mine');
    expect('view' in mine && mine.view && read(mine.view)).toContain('AA-2027-001 · En? · Per har svart for deg');
  });

  test('ends in questions and in the directory when the person is back, in every collaboration', async () => {
    await asks('En?');
    await away('Kari', DAYS);
    await act('Kari', { kind: 'submit', act: { do: 'absent', arg: 'soer' }, values: DAYS });
    now = '2027-02-02T09:00:00.000Z';
    expect(await says('Kari', 'vara tilbake')).toEqual({
      kind: 'done',
      text: 'Notert: du er tilbake og svarer selv fra nå.',
    });
    expect((await load('q1')).absences).toEqual([{ person: 'kari', from: '2027-02-01', to: '2027-02-01' }]);
    for (const where of ['nord', 'soer']) expect(await store.directory.absences(where, '2027-02-01')).toEqual([]);
    expect((await says('Kari', 'vara tilbake')).kind).toBe('done');
  });

  test('is not made shorter by declaring it again', async () => {
    await away('Kari', DAYS);
    expect(await away('Kari', { from: DAYS.from, to: '2027-02-02' })).toMatchObject({ kind: 'invalid' });
    expect((await away('Kari', { from: DAYS.from, to: '2027-02-05' })).kind).toBe('done');
    expect(await store.directory.absences('nord', '2027-02-01')).toMatchObject([{ to: '2027-02-05' }]);
  });

  test.each([
    [
      { from: '', to: '' },
      { from: 'Velg en dato.', to: 'Velg en dato.' },
    ],
    [{ from: '2027-01-31', to: '2027-02-01' }, { from: 'Datoen er passert. Velg i dag eller senere.' }],
    [{ from: '2027-02-03', to: '2027-02-02' }, { to: 'Siste dag kan ikke være før den første.' }],
    [{ from: '2027-02-03', to: '2028-02-02' }, { to: 'Velg en dag innen ett år fra nå. Du kan melde mer senere.' }],
  ])('on %o is sent back', async (values, errors) => {
    expect(await away('Kari', values)).toEqual({ kind: 'invalid', errors });
  });

  test('of who holds no seat there opens nothing', async () => {
    expect(await says('Nina', 'borte')).toMatchObject({ kind: 'refused' });
    expect(await says('Kari', 'fravær')).toMatchObject({ kind: 'form' });
  });

  test('before midnight in Oslo is on that day', async () => {
    now = '2027-02-01T23:30:00.000Z';
    expect(await away('Kari', DAYS)).toMatchObject({ kind: 'invalid', errors: { from: expect.any(String) } });
  });
});

test('`mine` has the questions of every collaboration, each answered by the person’s own id there', async () => {
  await asks('Nord?');
  await asks('Sør?', {}, 'soer');
  await act('Kari', { kind: 'press', act: { do: 'support', question: 'q2' } });
  expect((await load('q2')).positions['by:1']).toMatchObject({ person: 'medlem-1' });
  const mine = await says('Kari', 'mine');
  const lines = 'view' in mine && mine.view ? read(mine.view) : [];
  expect(lines[0]).toMatch(/^Én sak venter på deg/);
  expect(lines.at(-1)).toBe('SS-2027-001 · Sør? · støtter');
});

test('`status` lists a question of several groups for the people of each of them, those who stand in too', async () => {
  await asks('Begge?', { groups: [GROUP_B] });
  await asks('Bare A?');
  const lines = async (who: string) => {
    const status = await says(who, 'status');
    return 'view' in status && status.view ? read(status.view) : [];
  };
  expect((await lines('Kari'))[0]).toBe('To åpne saker:');
  expect((await lines('Liv'))[0]).toBe('To åpne saker:');
  expect((await lines('Per'))[0]).toBe('To åpne saker:');
});

test('`status` with a group’s name is that group’s; a name that is none is answered with those that there are', async () => {
  await asks('Bare A?');
  const status = async (who: string, name: string) => {
    const reply = await says(who, `status ${name}`);
    return 'view' in reply && reply.view ? read(reply.view)[0] : 'text' in reply && reply.text;
  };
  expect(await status('Tor', 'gruppe aa')).toBe('Én åpen sak:');
  expect(await status('Kari', 'BB')).toBe('Ingen åpne saker.');
  expect(await status('Nina', 'AA')).toBe('Skriv navnet på gruppa etter status. Disse finnes: Gruppe SS.');
  const koble = { kind: 'command' as const, channel: { platform: 'slack' as const, team: 'T', channel: 'C' } };
  for (const words of ['koble', 'koble legevakt'])
    expect(await act('Ola', { ...koble, words })).toEqual({
      kind: 'refused',
      text: 'Skriv navnet på gruppa etter koble. Disse finnes: Gruppe AA, Gruppe BB, Gruppe SS.',
    });
});

test('who sits in one of several groups reads in that group’s language', async () => {
  await asks('Begge?', { groups: [GROUP_B] });
  const supports = (who: string) => act(who, { kind: 'press', act: { do: 'support', question: 'q1' } });
  expect(await supports('Liv')).toMatchObject({ text: 'Notert: du støttar.' });
  expect(await supports('Tor')).toMatchObject({ text: 'Noted: you support.' });
});
