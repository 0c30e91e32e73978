import { describe, expect, it } from 'vitest';
import { build, smallFile, smallFileWith } from './import-fixture.ts';

function problems(...edits: [path: string, value: unknown][]): string[] {
  const result = build(smallFileWith(...edits));
  return 'problems' in result ? result.problems : [];
}
const [kari, ola, siv, per] = smallFile().people;
const melhus = { id: 'melhus', name: { nb: 'Melhus' } };
const medication = { id: 'medikament', name: { nb: 'Medikament' } };
const again = { ...kari, email: 'x@trondheim.example' };

describe('a fault in the file is told with the field it stands in', () => {
  it('and a file without faults has none', () => {
    expect(problems()).toEqual([]);
  });

  it.each<[rule: string, edits: [string, unknown][], problem: string]>([
    ['a field is missing', [['groups.0.code', undefined]], 'groups[0].code: is missing'],
    ['a text is empty', [['people.0.name', ' ']], 'people[0].name: is empty'],
    ['a number is text', [['groups.0.seats.trondheim', '16']], 'groups[0].seats.trondheim: should be a number'],
    [
      'there are too many seats',
      [['groups.0.seats.trondheim', 1e9]],
      'groups[0].seats.trondheim: should be at most 500',
    ],
    ['there are no groups', [['groups', []]], 'groups: is empty'],
    ['an e-mail is none', [['people.0.email', 'kari']], 'people[0].email: should be an e-mail address'],
    ['a key is misspelt', [['people.0.mail', 'x@y.example']], 'people[0].mail: unknown key mail; did you mean email?'],
    [
      'a rule is misspelt',
      [['rules', { green: { minActiveSuport: 3 } }]],
      'rules.green.minActiveSuport: unknown key minActiveSuport; did you mean minActiveSupport?',
    ],
    [
      'a role is unknown',
      [['people.0.roles.0.role', 'boss']],
      'people[0].roles[0].role: should be member, expert, coordinator, substitute, chair, not boss',
    ],
    [
      'an id has capitals',
      [['groups.0.id', 'Hjemme']],
      'groups[0].id: should be lower-case letters a-z, digits and hyphens, e.g. hjemmetjenester',
    ],
    [
      'a seat is not written block:number',
      [['people.0.roles.0.seat', 'trondheim 1']],
      'people[0].roles[0].seat: should be a block and a number, e.g. trondheim:1',
    ],
    [
      'a block does not exist',
      [['groups.0.seats.trondhjem', 2]],
      'groups[0].seats.trondhjem: there is no block trondhjem; did you mean trondheim?',
    ],
    [
      'two groups share an id',
      [['ladder.0.id', 'hjemmetjenester']],
      'ladder[0].id: hjemmetjenester is taken already, by groups[0]',
    ],
    [
      'two groups share a code',
      [['groups.1', { ...smallFile().groups[0], id: 'legevakt' }]],
      'groups[1].code: HT is taken already, by groups[0]',
    ],
    [
      'two people share an e-mail, whatever the case',
      [['people.1.email', 'KARI.lund@trondheim.example']],
      'people[1].email: kari.lund@trondheim.example is taken already, by people[0]',
    ],
    [
      'two people share an id',
      [
        ['people.0.id', 'kari'],
        ['people.1.id', 'kari'],
      ],
      'people[1].id: kari is taken already, by people[0]',
    ],
    [
      'a channel is linked twice to a group',
      [['groups.0.channels.1', smallFile().groups[0]?.channels[0]]],
      'groups[0].channels[1].channel: slack channel C1 in T1 is taken already, by groups[0].channels[0]',
    ],
    [
      'the ladder has a gap',
      [['ladder.0.level', 3]],
      'ladder[0].level: there is no level 2; levels go 2, 3, 4 … without gaps',
    ],
    [
      'a level has two bodies',
      [['ladder.1', { ...smallFile().ladder[0], id: 'another' }]],
      'ladder[1].level: level 2 has a body already; one body a level',
    ],
    [
      'a seat is beyond the count',
      [['people.0.roles.0.seat', 'trondheim:4']],
      'people[0].roles[0].seat: there is no seat trondheim:4 in hjemmetjenester (trondheim 1–3, opsjonskommuner 1)',
    ],
    [
      'a group does not exist',
      [['people.1.roles.0.group', 'hjemmetjeneste']],
      'people[1].roles[0].group: there is no group hjemmetjeneste; did you mean hjemmetjenester?',
    ],
    [
      'a body is named as a group',
      [['people.1.roles.0.group', 'beslutningsgruppe']],
      'people[1].roles[0].group: there is no group beslutningsgruppe; there is: hjemmetjenester',
    ],
    [
      'a role names neither group nor body',
      [['people.1.roles.0.group', undefined]],
      'people[1].roles[0].group: is missing: a role names a group or a body',
    ],
    [
      'a role names both',
      [['people.1.roles.0.body', 'beslutningsgruppe']],
      'people[1].roles[0].body: a role names a group or a body, not both',
    ],
    [
      'a member has no seat',
      [['people.1.roles.0.seat', undefined]],
      'people[1].roles[0].seat: is missing: which seat, e.g. trondheim:1',
    ],
    [
      'a substitute does not say whose',
      [['people.3.roles.0.seat', undefined]],
      'people[3].roles[0].seat: is missing: which seat, e.g. trondheim:1',
    ],
    [
      'two hold a seat',
      [['people.4', { ...again, roles: [{ group: 'hjemmetjenester', seat: 'trondheim:1' }] }]],
      'people[4].roles[0].seat: trondheim:1 in hjemmetjenester is held already, by people[0].roles[0]',
    ],
    [
      'a person holds two seats in a group',
      [['people.1.roles.1', { group: 'hjemmetjenester', seat: 'trondheim:2' }]],
      'people[1].roles[1].seat: Ola Moe holds opsjonskommuner:1 in hjemmetjenester already; one seat a person',
    ],
    [
      'a substitute is the holder',
      [['people.0.roles.1', { group: 'hjemmetjenester', seat: 'trondheim:1', role: 'substitute' }]],
      'people[0].roles[1].seat: Kari Lund holds trondheim:1 in hjemmetjenester: a substitute is another',
    ],
    [
      'a substitute holds another seat there, named later in the file',
      [['people.3.roles.2', { group: 'hjemmetjenester', seat: 'trondheim:3' }]],
      "people[3].roles[0].seat: Per Vik holds trondheim:3 in hjemmetjenester and can't stand in there",
    ],
    [
      'a seat has two substitutes',
      [['people.2.roles.1', { group: 'hjemmetjenester', seat: 'trondheim:1', role: 'substitute' }]],
      'people[3].roles[0].seat: trondheim:1 in hjemmetjenester has a substitute already',
    ],
    [
      'a group is given a chair',
      [['people.1.roles.1', { group: 'hjemmetjenester', role: 'chair' }]],
      'people[1].roles[1].role: only a ladder body has a chair: give body instead of group',
    ],
    [
      'a body is given an expert',
      [['people.1.roles.1', { body: 'beslutningsgruppe', role: 'expert' }]],
      'people[1].roles[1].role: only a group has a role expert: give group instead of body',
    ],
    [
      'a body has two chairs',
      [['people.2.roles.1', { body: 'beslutningsgruppe', role: 'chair' }]],
      'people[3].roles[1].role: beslutningsgruppe has a chair already',
    ],
    [
      'a group has no expert',
      [['people.0.roles.0.role', 'member']],
      'groups[0]: hjemmetjenester has no expert: nobody has role: expert there',
    ],
    [
      'a group has no coordinator',
      [['people', [kari, ola, { ...siv, roles: [] }, per]]],
      'groups[0]: hjemmetjenester has no coordinator: nobody has role: coordinator there',
    ],
    [
      'nobody can decide at a level',
      [['people', [kari, ola, siv, { ...per, roles: [] }]]],
      'ladder[0]: nobody can decide in beslutningsgruppe: it has neither a chair nor anyone in a seat',
    ],
    [
      'a municipality does not exist',
      [
        ['municipalities', [{ id: 'melhus', name: { nb: 'Melhus' } }]],
        ['people.1.municipality', 'mellhus'],
      ],
      'people[1].municipality: there is no municipality mellhus; did you mean melhus?',
    ],
    [
      'a municipality is named and the file has none',
      [['people.1.municipality', 'melhus']],
      'people[1].municipality: there is no municipality melhus; there is: none',
    ],
    [
      'a municipality stands twice',
      [['municipalities', [melhus, melhus]]],
      'municipalities[1].id: melhus is taken already, by municipalities[0]',
    ],
    [
      'a topic stands twice in a group',
      [['groups.0.topics', [medication, medication]]],
      'groups[0].topics[1].id: medikament is taken already, by groups[0].topics[0]',
    ],
    [
      'a topic is led by nobody in the file',
      [['groups.0.topics', [{ ...medication, lead: 'kari.lund@trondhjem.example' }]]],
      'groups[0].topics[0].lead: there is no person kari.lund@trondhjem.example; did you mean kari.lund@trondheim.example?',
    ],
    [
      'a topic is led by somebody who is no expert of the group',
      [['groups.0.topics', [{ ...medication, lead: 'ola.moe@melhus.example' }]]],
      'groups[0].topics[0].lead: Ola Moe is no expert of hjemmetjenester: its experts are kari.lund@trondheim.example',
    ],
    [
      'a date is none',
      [['groups.0.periods', [{ from: '2027-02-30' }]]],
      'groups[0].periods[0].from: should be a date, YYYY-MM-DD',
    ],
    [
      'a period ends before it begins',
      [['groups.0.periods', [{ from: '2027-02-02', to: '2027-02-01' }]]],
      'groups[0].periods[0].to: is before 2027-02-02, when it begins',
    ],
    ['a name would change objects', [['groups.0.id', 'constructor']], "groups[0].id: can't be used as a name here"],
    [
      'a key would change objects',
      [['blocks', JSON.parse('{"__proto__":{"nb":"x"}}')]],
      "blocks.__proto__: __proto__ can't be used as a name here",
    ],
  ])('%s', (_rule, edits, problem) => {
    expect(problems(...edits)).toEqual([problem]);
  });

  it('and all of them at once', () => {
    expect(problems(['people.0.email', 'kari'], ['groups.0.code', 'ht'], ['language', 'de'])).toHaveLength(3);
    expect(problems(['people.0.roles.0.seat', 'trondheim:9'], ['people.1.roles.0.seat', 'trondheim:8'])).toHaveLength(
      2,
    );
  });

  it.each([
    ['share a day', { from: '2027-02-01', to: '2027-03-01' }, { from: '2027-03-01', to: '2027-04-01' }],
    ['lie one in the other', { from: '2027-02-01', to: '2027-06-01' }, { from: '2027-03-01', to: '2027-04-01' }],
    ['begin in one without an end', { from: '2027-02-01' }, { from: '2027-03-01', to: '2027-04-01' }],
    ['have no end', { from: '2027-02-01' }, { from: '2027-03-01' }],
  ])('two periods that %s, whichever stands first', (_rule, one, other) => {
    const fault = 'groups[0].periods[1].from: has days in common with groups[0].periods[0]';
    expect(problems(['groups.0.periods', [one, other]])).toEqual([fault]);
    expect(problems(['groups.0.periods', [other, one]])).toEqual([fault]);
  });

  it('a period may be one day, and the next begin the day after', () => {
    const periods = [
      { from: '2027-02-02', to: null },
      { from: '2027-02-01', to: '2027-02-01' },
    ];
    expect(problems(['groups.0.periods', periods])).toEqual([]);
  });

  it('a body may be led by people in seats, without a chair', () => {
    expect(problems(['people.3.roles.1', { body: 'beslutningsgruppe', seat: 'trondheim:1' }])).toEqual([]);
  });
});
