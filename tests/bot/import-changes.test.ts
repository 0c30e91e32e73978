import { describe, expect, it } from 'vitest';
import type { Change } from '../../bot/index.ts';
import { changesBetween, changeText } from '../../bot/index.ts';
import { built, smallFile, smallFileWith } from './import-fixture.ts';

const before = built(smallFile());

function changes(...edits: [path: string, value: unknown][]): Change[] {
  return changesBetween(before, built(smallFileWith(...edits), before.collaboration));
}
function words(...edits: [path: string, value: unknown][]): string[] {
  return changes(...edits).map(changeText);
}
const [kari, ola, siv, per] = smallFile().people;

describe('what an import would change', () => {
  it('is nothing when the file is the same', () => {
    expect(changes()).toEqual([]);
  });

  it('is data, with what was and what will be', () => {
    expect(changes(['people.0.roles.0.seat', 'trondheim:2'], ['people.3.roles.0.seat', 'trondheim:2'])).toEqual([
      { about: 'seat', what: 'Kari Lund', where: 'hjemmetjenester', old: 'trondheim:1', new: 'trondheim:2' },
      { about: 'substitute', what: 'Per Vik', where: 'hjemmetjenester', old: 'trondheim:1', new: 'trondheim:2' },
    ]);
  });

  it('is everything when the collaboration is new, and the rules that differ from the defaults', () => {
    const fresh = changesBetween(null, built(smallFileWith(['rules', { rounds: 3 }])));
    expect(fresh.filter(({ about }) => about === 'person')).toHaveLength(4);
    expect(fresh.filter(({ about }) => about === 'rule').map(changeText)).toEqual(['~ rule rounds: 2 -> 3']);
    expect(fresh.filter(({ old }) => old !== null).map(({ what }) => what)).toEqual(['rounds']);
  });

  it('names a person that is added and the seat they take', () => {
    const ida = {
      name: 'Ida Nes',
      email: 'ida@hitra.example',
      roles: [{ group: 'hjemmetjenester', seat: 'trondheim:3' }],
    };
    expect(words(['people.4', ida])).toEqual([
      '+ person Ida Nes <ida@hitra.example>',
      '+ Ida Nes takes trondheim:3 in hjemmetjenester',
    ]);
  });

  it('names a person that leaves, by id too, and the seat that falls vacant', () => {
    expect(words(['people', [kari, siv, per]])).toEqual([
      '- person Ola Moe <ola.moe@melhus.example>, id new-2',
      '- Ola Moe leaves opsjonskommuner:1 in hjemmetjenester',
    ]);
  });

  it('names what changed about a person', () => {
    expect(words(['people.1.name', 'Ola Moe Lie'])).toEqual([
      '~ person Ola Moe <ola.moe@melhus.example> -> Ola Moe Lie <ola.moe@melhus.example>',
    ]);
  });

  it('names two people who change places', () => {
    expect(words(['people.0.roles.0.seat', 'opsjonskommuner:1'], ['people.1.roles.0.seat', 'trondheim:1'])).toEqual([
      '~ Ola Moe moves from opsjonskommuner:1 to trondheim:1 in hjemmetjenester',
      '~ Kari Lund moves from trondheim:1 to opsjonskommuner:1 in hjemmetjenester',
    ]);
  });

  it('names offices that are given and taken', () => {
    expect(
      words([
        'people',
        [kari, { ...ola, roles: [...(ola?.roles ?? []), { group: 'hjemmetjenester', role: 'expert' }] }, siv, per],
      ]),
    ).toEqual(['+ Ola Moe becomes expert of hjemmetjenester']);
    expect(words(['people.3.roles', []], ['people.2.roles.1', { body: 'beslutningsgruppe', role: 'chair' }])).toEqual([
      '- Per Vik is no longer substitute for trondheim:1 in hjemmetjenester',
      '+ Siv Dahl becomes chair of beslutningsgruppe',
      '- Per Vik is no longer chair of beslutningsgruppe',
    ]);
  });

  it('names rules with the old and the new value, and their version', () => {
    expect(
      words(['rules', { red: { quorum: '3/4', blockQuorum: null }, ladder: [{ level: 2, workingDays: 4 }] }]),
    ).toEqual([
      '~ rule version: 1 -> 2',
      '~ rule criticality.red.quorum: 2/3 -> 3/4',
      '~ rule ladder: level 1, level 2 workingDays 5, level 3 workingDays 10, level 4 workingDays null -> level 1, level 2 workingDays 4, level 3 workingDays 10, level 4 workingDays null',
      '- rule criticality.red.blockQuorum: 1/2',
    ]);
  });

  it('names who approved the rules, and no new version for it', () => {
    expect(words(['rules', { approved: { by: 'beslutningsgruppe', on: '2027-01-08' } }])).toEqual([
      '+ rule approved.by: beslutningsgruppe',
      '+ rule approved.on: 2027-01-08',
    ]);
  });

  it('names municipalities and parties, and who is where', () => {
    const melhus = { id: 'melhus', name: { nb: 'Melhus' }, region: 'Trondheimsområdet' };
    expect(
      words(
        ['municipalities', [melhus]],
        ['parties', { fastlegene: { nb: 'fastlegene', en: 'GPs' } }],
        ['people.1.municipality', 'melhus'],
        ['people.1.unit', 'Hjemmesykepleien'],
      ),
    ).toEqual([
      '+ municipality melhus: Melhus, region Trondheimsområdet',
      '+ party fastlegene: fastlegene (en GPs)',
      '~ person Ola Moe <ola.moe@melhus.example> -> Ola Moe <ola.moe@melhus.example>, melhus, Hjemmesykepleien',
    ]);
  });

  it('names topics with who leads them, and the periods of a group', () => {
    const topics = [{ id: 'medikament', name: { nb: 'Medikament' }, lead: 'kari.lund@trondheim.example' }];
    const with1 = built(
      smallFileWith(['groups.0.topics', topics], ['groups.0.periods', [{ from: '2027-02-01' }]]),
      before.collaboration,
    );
    expect(changesBetween(before, with1).map(changeText)).toEqual([
      '+ topic medikament in hjemmetjenester: Medikament, led by Kari Lund',
      '+ hjemmetjenester works from 2027-02-01',
    ]);
    const unled = [{ id: 'medikament', name: { nb: 'Medikament' } }];
    const with2 = built(
      smallFileWith(['groups.0.topics', unled], ['groups.0.periods', [{ from: '2027-02-01', to: '2027-06-30' }]]),
      with1.collaboration,
    );
    expect(changesBetween(with1, with2).map(changeText)).toEqual([
      '~ topic medikament in hjemmetjenester: Medikament, led by Kari Lund -> Medikament, led by nobody',
      '+ hjemmetjenester works from 2027-02-01 to 2027-06-30',
      '- hjemmetjenester no longer works from 2027-02-01',
    ]);
  });

  it('names channels that are linked and unlinked', () => {
    expect(words(['groups.0.channels.0.channel', 'C2'])).toEqual([
      '+ slack channel C2 in T1 is linked to hjemmetjenester',
      '- slack channel C1 in T1 is no longer linked to hjemmetjenester',
    ]);
  });

  it('names a group that changes, with its seats', () => {
    expect(words(['groups.0.seats.trondheim', 4])).toEqual([
      '~ group hjemmetjenester: HT, Hjemmetjenester (nn Heimetenester), 3 trondheim + 1 opsjonskommuner seats -> HT, Hjemmetjenester (nn Heimetenester), 4 trondheim + 1 opsjonskommuner seats',
    ]);
  });

  it('names everybody who loses a place with a body that goes', () => {
    expect(words(['ladder', []], ['people.3.roles', smallFile().people[3]?.roles.slice(0, 1)])).toEqual([
      '- body beslutningsgruppe: level 2, Felles beslutningsgruppe, 1 trondheim seats',
      '- Per Vik is no longer chair of beslutningsgruppe',
    ]);
  });
});
