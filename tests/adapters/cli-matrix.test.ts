import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { matrixOf, showMatrix } from '../../adapters/cli/matrix.ts';
import type { Collaboration, Store } from '../../bot/index.ts';
import { openSqliteStore } from '../../store/sqlite/index.ts';
import { built, smallFile, smallFileWith } from '../bot/import-fixture.ts';

/** Kari of Trondheim sits in two groups, Ola of Melhus in one, Siv of no municipality in the other. */
function twoGroups(): Collaboration {
  const legevakt = { id: 'legevakt', code: 'LEGEVAKT', name: { nb: 'Legevakt' }, seats: { trondheim: 2 } };
  const file = smallFileWith(
    [
      'municipalities',
      [
        { id: 'trondheim', name: { nb: 'Trondheim' }, region: 'Trondheimsområdet' },
        { id: 'melhus', name: { nb: 'Melhus' } },
        { id: 'roros', name: { nb: 'Røros' }, region: 'Fjellregionen' },
      ],
    ],
    ['groups.1', legevakt],
    ['people.0.municipality', 'trondheim'],
    [
      'people.0.roles',
      [
        { group: 'hjemmetjenester', seat: 'trondheim:1', role: 'expert' },
        { group: 'legevakt', seat: 'trondheim:2', role: 'expert' },
      ],
    ],
    ['people.1.municipality', 'melhus'],
    ['people.2.roles.1', { group: 'legevakt', seat: 'trondheim:1', role: 'coordinator' }],
  );
  return built(file).collaboration;
}

describe('the matrix of municipalities and groups', () => {
  it('counts members by municipality, those without one by block, and vacant seats', () => {
    expect(matrixOf(twoGroups())).toEqual([
      'Helseplattformen i Midt-Norge (midt-norge)',
      '',
      'municipality  region             HT  LEGEVAKT  total',
      '----------------------------------------------------',
      'Trondheim     Trondheimsområdet   1         1      2',
      'Melhus                            1         –      1',
      'Røros         Fjellregionen       –         –      –',
      'Trondheim     (no municipality)   –         1      1',
      '----------------------------------------------------',
      'members                           2         2      4',
      'vacant                            2         –      2',
      'seats                             4         2      6',
      '',
      'HT        Hjemmetjenester',
      'LEGEVAKT  Legevakt',
    ]);
  });

  it('counts neither substitutes nor people with an office and no seat', () => {
    const { collaboration } = built(smallFile());
    expect(matrixOf(collaboration).slice(2, -2)).toEqual([
      'municipality     region             HT  total',
      '---------------------------------------------',
      'Trondheim        (no municipality)   1      1',
      'Opsjonskommuner  (no municipality)   1      1',
      '---------------------------------------------',
      'members                              2      2',
      'vacant                               2      2',
      'seats                                4      4',
    ]);
  });
});

describe('samrad matrix', () => {
  let store: Store;
  let lines: string[];
  beforeEach(async () => {
    store = await openSqliteStore({ file: ':memory:' });
    lines = [];
  });
  afterEach(() => store.close());
  const show = (collaboration: string | null = null) =>
    showMatrix({ directory: store.directory, collaboration, out: (line) => lines.push(line) });

  it('shows every collaboration of the store, or the one that is named', async () => {
    const ours = twoGroups();
    const theirs = { ...built(smallFile()).collaboration, _id: 'dalkommunene', name: { nb: 'Dalkommunene' } };
    await store.directory.saveCollaboration(ours);
    await store.directory.saveCollaboration(theirs);
    expect(await show()).toBe(0);
    expect(lines.filter((line) => / \(.*\)$/.test(line)).sort()).toEqual([matrixOf(theirs)[0], matrixOf(ours)[0]]);
    lines = [];
    expect(await show('midt-norge')).toBe(0);
    expect(lines).toEqual(matrixOf(ours));
  });

  it('says which there are when the one that is named is not there', async () => {
    await store.directory.saveCollaboration(twoGroups());
    expect(await show('midtnorge')).toBe(1);
    expect(lines).toEqual(['There is no collaboration midtnorge; there is: midt-norge']);
  });

  it('says what to do when there is none', async () => {
    expect(await show()).toBe(1);
    expect(lines).toEqual(['No collaboration yet: import one first.']);
  });
});
