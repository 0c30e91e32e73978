import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { numberIn } from '../../bot/acts/case.ts';
import type { Bot, Reply } from '../../bot/face.ts';
import { createRegisterWork } from '../../bot/followers/register.ts';
import type { Act, Values, View } from '../../bot/view.ts';
import { asking, COLLABORATION, decided, openWithBot, type World } from './chain-fixture.ts';
import { actsOf, read } from './views-fixture.ts';

let world: World;
let bot: Bot;
let requests = 0;

beforeEach(async () => {
  ({ world, bot } = await openWithBot());
});
afterEach(() => world.store.close());

const from = (person: string) => {
  requests += 1;
  const account = { platform: 'slack' as const, team: 'T', user: person };
  return {
    account: { ...account, profile: async () => ({ email: `${person}@example.no` }) },
    requestId: `request:${requests}`,
  };
};

async function says(person: string, words: string): Promise<Reply> {
  const { register } = world.store;
  const work = createRegisterWork({ register, load: world.load, collaboration: async () => COLLABORATION });
  for (const question of await world.store.log.questions(null, 100)) await work(question, []);
  return await bot.act({ kind: 'command', words, channel: null, ...from(person) });
}
const press = (person: string, act: Act) => bot.act({ kind: 'press', act, ...from(person) });
const submit = (person: string, act: Act, values: Values) => bot.act({ kind: 'submit', act, values, ...from(person) });

function viewOf(reply: Reply): View {
  if (!('view' in reply) || !reply.view) throw new Error(`no view, but: ${JSON.stringify(reply)}`);
  return reply.view;
}

const ACTION = {
  type: 'add-action',
  area: 'Opplæring',
  responsible: 'Nils Nabo',
  responsiblePerson: 'nils',
  due: '2027-03-01',
  measure: 'Lære opp alle',
  reports: null,
} as const;

describe('the number of a question', () => {
  test.each([
    ['HT-2027-014', 'HT-2027-014'],
    [' ht-2027-14 ', 'HT-2027-014'],
    ['HT 2027 014', 'HT-2027-014'],
    ['HT-2027-P-002', 'HT-2027-P-002'],
    ['bft-2027-1234', 'BFT-2027-1234'],
    ['HT-2027', null],
    ['hei på deg', null],
    ['2027-02-01', null],
    ['', null],
  ])('in «%s» is %s', (words, number) => {
    expect(numberIn(words)).toBe(number);
  });
});

describe('sak', () => {
  test.each(['sak HT-2027-001', 'vis ht-2027-1', 'HT-2027-001'])(
    '«%s» shows the question as it stands',
    async (words) => {
      await decided(world, 'q');
      const view = viewOf(await says('ada', words));
      expect(read(view)[0]).toMatch(/^Besvart av fagekspert .* HT-2027-001/);
      expect(actsOf(view)).toEqual(['answer-vendor', 'add-action', 'deviate', 'details']);
    },
  );

  test('has a member’s own buttons while it is open, and only Les mer for who sits nowhere', async () => {
    await world.send('q', 'ada', asking());
    expect(actsOf(viewOf(await says('mia', 'sak HT-2027-001')))).toEqual(
      expect.arrayContaining(['support', 'reservation', 'objection', 'abstain', 'details']),
    );
    expect(actsOf(viewOf(await says('tilla', 'sak HT-2027-001')))).toEqual(['details']);
  });

  test('of an unknown number says what to do, and of no number how to write it', async () => {
    expect(await says('ada', 'sak HT-2027-099')).toEqual({
      kind: 'refused',
      text: 'Jeg finner ingen sak med nummeret HT-2027-099. Sjekk nummeret, eller skriv «status» for å se de åpne sakene.',
    });
    expect(await says('ada', 'sak')).toMatchObject({
      kind: 'refused',
      text: expect.stringContaining('sak HT-2027-014'),
    });
    expect(await says('ada', 'sak den om lista')).toMatchObject({ text: expect.stringContaining('den om lista') });
  });

  test('tells nothing to who is not on the list', async () => {
    await decided(world, 'q');
    const reply = await says('fremmed', 'sak HT-2027-001');
    expect(reply).toMatchObject({ kind: 'refused', text: expect.stringContaining('Jeg kjenner deg ikke ennå') });
    expect('view' in reply).toBe(false);
  });
});

describe('tiltak', () => {
  test('lists the open actions of one’s groups and one’s own, with the button for who may report', async () => {
    await decided(world, 'q');
    await world.send('q', 'ada', ACTION);
    await world.send('q', 'ada', { ...ACTION, area: 'Rutiner', responsiblePerson: null, due: '2027-02-15' });
    await world.send('q', 'ada', { ...ACTION, area: 'Ferdig' });
    await world.send('q', 'ada', { type: 'report-action', action: 3, text: 'Gjort', done: true });
    world.setNow('2027-02-16T08:00:00.000Z');
    const all = viewOf(await says('kari', 'tiltak'));
    expect(read(all).filter((line) => line.includes('HT-2027-001 · '))).toEqual([
      'Over fristen 15.2.2027 · HT-2027-001 · Rutiner · ansvarlig: Nils Nabo',
      'Frist 1.3.2027 · HT-2027-001 · Opplæring · ansvarlig: Nils Nabo',
    ]);
    expect(actsOf(all)).toEqual(['report-action', 'details', 'report-action', 'details']);
    expect(actsOf(viewOf(await says('mia', 'tiltak')))).toEqual(['details', 'details']);
    const own = viewOf(await says('nils', 'tiltak'));
    expect([read(own)[0], actsOf(own)]).toEqual(['Ett åpent tiltak', ['report-action', 'details']]);
    expect(read(viewOf(await says('leder', 'tiltak')))).toEqual(['Ingen åpne tiltak i gruppene dine.']);
  });
});

describe('acts after the decision', () => {
  const act = (does: string, arg?: string): Act => ({
    do: does,
    question: 'q',
    level: 1,
    round: 1,
    ...(arg ? { arg } : {}),
  });

  test('open their forms for those who may, and are refused in words for others', async () => {
    await decided(world, 'q', { gates: true });
    await world.send('q', 'ada', ACTION);
    await world.send('q', 'ada', {
      type: 'deviate',
      whom: 'Røros',
      why: 'Dekning',
      criticality: 'green',
      reviewOn: null,
    });
    const kinds = async (person: string) => {
      const all = [
        act('add-action'),
        act('deviate'),
        act('review-deviation'),
        act('report-action'),
        act('pass-gate', 'K1'),
      ];
      return await Promise.all(all.map(async (one) => (await press(person, one)).kind));
    };
    expect(await kinds('kari')).toEqual(['form', 'form', 'form', 'form', 'form']);
    expect(await kinds('nils')).toEqual(['refused', 'refused', 'refused', 'form', 'refused']);
    expect(await kinds('mia')).toEqual(['refused', 'refused', 'refused', 'refused', 'refused']);
    expect(await press('ada', act('pass-gate', 'K3'))).toMatchObject({
      kind: 'refused',
      text: 'Kvalitetspunktene tas i rekkefølge. Passer det som står for tur.',
    });
    expect(await press('ada', act('answer-vendor'))).toMatchObject({ text: expect.stringContaining('K1, K2 og K3') });
  });

  test('an action knows its responsible by the e-mail that was written, and its yearly day', async () => {
    await decided(world, 'q');
    const values = { area: 'Opplæring', measure: 'Kurs', due: '2027-03-01', responsible: ' Nils@Example.no ' };
    expect(await submit('ada', act('add-action'), { ...values, reports: 'year' })).toEqual({
      kind: 'invalid',
      errors: { reportOn: 'Velg en dato.' },
    });
    const sent = await submit('ada', act('add-action'), { ...values, reports: 'year', reportOn: '2026-09-15' });
    expect(sent).toMatchObject({ kind: 'done', text: 'Notert: tiltaket.' });
    expect((await world.load('q'))?.followUps).toMatchObject([
      { responsiblePerson: 'nils', reports: { every: 'year', on: '09-15' } },
    ]);
  });
});
