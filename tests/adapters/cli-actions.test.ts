import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { listActions } from '../../adapters/cli/actions.ts';
import type { RegisterFollowUp, Store } from '../../bot/index.ts';
import { openSqliteStore } from '../../store/sqlite/index.ts';
import { collaboration, entry } from '../contracts/store-fixtures.ts';

const HEADER = 'Sak;Gruppe;Område;Ansvarlig;Frist;Tiltak;Resultat';

let store: Store;
beforeEach(async () => {
  store = await openSqliteStore({ file: ':memory:' });
  await store.directory.saveCollaboration(collaboration('helse'));
});
afterEach(() => store.close());

function action(n: number, part: Partial<RegisterFollowUp> = {}): RegisterFollowUp {
  const said = { area: `Område ${n}`, responsible: 'Fagleder', measure: 'Kurs' };
  return { n, ...said, due: '2027-06-05', reports: null, results: [], doneAt: null, ...part };
}

/** The numbers of the actions of one question that are listed, and the code. */
async function listed(period: string | undefined, ...followUps: RegisterFollowUp[]) {
  await store.register.put(entry('q1', { decidedAt: '2027-02-01T12:00:00.000Z', followUps }));
  const { code, out } = await lines(period);
  return { code, areas: out.slice(1).map((line) => line.split(';')[2]) };
}

async function lines(period?: string) {
  const [out, err] = [[] as string[], [] as string[]];
  const deps = { out: (line: string) => void out.push(line), err: (line: string) => void err.push(line) };
  return { code: await listActions({ store, period, ...deps }), out, err };
}

describe('samrad actions', () => {
  test('lists the five fields of the action plan for each action, by due date', async () => {
    const results = [
      { at: '2027-05-31T22:30:00.000Z', text: 'Halvparten' },
      { at: '2027-06-02T08:00:00.000Z', text: 'Alle' },
    ];
    const [first] = results;
    const followUps = [action(1, { results, doneAt: '2027-06-02T08:00:00.000Z' }), action(2, { due: '2027-03-31' })];
    await store.register.put(entry('q1', { followUps }));
    await store.register.put(
      entry('q2', {
        number: 'FA-2027-001',
        groups: ['legemidler', 'ukjent'],
        followUps: [action(3, { results: first ? [first] : [] })],
      }),
    );
    expect(await lines()).toEqual({
      code: 0,
      out: [
        HEADER,
        'HT-2027-001;Legemidler;Område 2;Fagleder;31.3.2027;Kurs;',
        'FA-2027-001;Legemidler, ukjent;Område 3;Fagleder;5.6.2027;Kurs;1.6.2027: Halvparten',
        'HT-2027-001;Legemidler;Område 1;Fagleder;5.6.2027;Kurs;1.6.2027: Halvparten | 2.6.2027, ferdig: Alle',
      ],
      err: [],
    });
  });

  test('leaves out practice, and has a header where there is nothing', async () => {
    await store.register.put(entry('q1', { practice: true, followUps: [action(1)] }));
    expect(await lines()).toEqual({ code: 0, out: [HEADER], err: [] });
  });

  test('keeps each action on its line and each field in its place', async () => {
    const odd = { area: 'Kurs; "e-læring"', responsible: 'Kari\nNordmann', measure: '=1+1', due: '2027-06-05' };
    await store.register.put(entry('q1', { followUps: [action(1, odd)] }));
    const { out } = await lines();
    expect(out[1]).toBe(`HT-2027-001;Legemidler;"Kurs; ""e-læring""";Kari Nordmann;5.6.2027;'=1+1;`);
  });

  test.each([
    ['2027-T1', ['2027-01-01', '2027-04-30'], ['2026-12-31', '2027-05-01']],
    ['2027-T2', ['2027-05-01', '2027-08-31'], ['2027-04-30', '2027-09-01']],
    ['2027-T3', ['2027-09-01', '2027-12-31'], ['2027-08-31', '2028-01-01']],
    ['2027', ['2027-01-01', '2027-12-31'], ['2026-12-31', '2028-01-01']],
  ])('in %s lists those due from its first day to its last', async (period, inside, outside) => {
    const followUps = [...inside, ...outside].map((due, n) => action(n, { due }));
    expect(await listed(period, ...followUps)).toEqual({ code: 0, areas: ['Område 0', 'Område 1'] });
  });

  test('in a period lists those reported on in it, by the day in Oslo', async () => {
    const newYear = { results: [{ at: '2027-12-31T23:30:00.000Z', text: 'Ferdig' }] };
    expect((await listed('2028-T1', action(1, newYear), action(2))).areas).toEqual(['Område 1']);
    expect((await listed('2027-T3', action(1, newYear), action(2))).areas).toEqual([]);
  });

  test('in a period lists those whose report is due in it, from the decision until they are done', async () => {
    const tertial = action(1, { reports: { every: 'tertial' } });
    const yearly = action(2, { reports: { every: 'year', on: '10-01' } });
    const done = action(3, { reports: { every: 'tertial' }, doneAt: '2027-06-02T08:00:00.000Z' });
    for (const [period, areas] of [
      ['2026-T3', []],
      ['2027-T1', ['Område 1', 'Område 3']],
      ['2027-T3', ['Område 1', 'Område 2']],
      ['2028-T2', ['Område 1']],
    ] as const) {
      expect((await listed(period, tertial, yearly, done)).areas).toEqual(areas);
    }
  });

  test.each(['2027-T4', '2027-T', '27', 'T1', '2027-t1', ''])('refuses %j, which is no period', async (period) => {
    const { code, out, err } = await lines(period);
    expect({ code, out }).toEqual({ code: 2, out: [] });
    expect(err).toEqual([`${period}: a period is a year or a third of it: 2027, 2027-T1, 2027-T2, 2027-T3`]);
  });
});
