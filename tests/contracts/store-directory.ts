import { expect, test } from 'vitest';
import { absence, type Bench, collaboration, identity, link, preference, upTo } from './store-fixtures.ts';

export function directoryContract(bench: () => Bench): void {
  test('a collaboration is kept whole and replaced when saved again', async () => {
    const { directory } = bench().store;
    expect(await directory.collaborations()).toEqual([]);
    expect(await directory.collaboration('helse')).toBeNull();
    const first = collaboration('helse');
    await directory.saveCollaboration(first);
    expect(await directory.collaboration('helse')).toStrictEqual(first);
    const blocks = { 'møre.og$romsdal': { nb: 'Møre' }, $x: { nb: 'x' } };
    const second = collaboration('helse', { version: 2, blocks });
    await directory.saveCollaboration(second);
    await directory.saveCollaboration(collaboration('annen'));
    expect(await directory.collaborations()).toStrictEqual([collaboration('annen'), second]);
  });

  test('links are found by what they link to and by their channel, within their collaboration and team', async () => {
    const { directory } = bench().store;
    const ref = { conversation: { id: '19:a@thread.tacv2;messageid=1' }, 'odd.$key': [{ $ref: 1 }] };
    const group = link({ ref });
    const body = link({ channel: 'C2', target: 'styret' });
    const alsoBody = link({ target: 'styret' });
    const teams = link({ platform: 'teams' });
    const elsewhere = { ...link({ team: 'T2' }), collaboration: 'annen' };
    for (const l of [group, body, alsoBody, teams, elsewhere]) await directory.saveLink(l);

    expect(await directory.linksTo('helse', 'legemidler')).toStrictEqual([group, teams]);
    expect(await directory.linksTo('helse', 'styret')).toStrictEqual([alsoBody, body]);
    expect(await directory.linksTo('annen', 'styret')).toEqual([]);
    expect(await directory.linksOf('slack', 'T1', 'C1')).toStrictEqual([group, alsoBody]);
    expect(await directory.linksOf('slack', 'T2', 'C1')).toStrictEqual([elsewhere]);
    expect(await directory.linksOf('slack', 'T2', 'C2')).toEqual([]);
  });

  test('a link saved again is replaced; removed, it is gone; removing it again does no harm', async () => {
    const { directory } = bench().store;
    await directory.saveLink(link({ ref: { old: true } }));
    await directory.saveLink(link({ ref: { new: true } }));
    expect(await directory.linksTo('helse', 'legemidler')).toEqual([link({ ref: { new: true } })]);
    await directory.removeLink(link()._id);
    await directory.removeLink(link()._id);
    expect(await directory.linksTo('helse', 'legemidler')).toEqual([]);
    expect(await directory.linksOf('slack', 'T1', 'C1')).toEqual([]);
  });

  test('an account is found by platform, team and user', async () => {
    const { directory } = bench().store;
    const kari = { ...identity('slack', 'U1', 'kari@example.no'), ref: { dm: 'D1' } };
    await directory.saveIdentity(kari);
    expect(await directory.identity('slack', 'T1', 'U1')).toStrictEqual(kari);
    expect(await directory.identity('teams', 'T1', 'U1')).toBeNull();
    expect(await directory.identity('slack', 'T2', 'U1')).toBeNull();
    expect(await directory.identity('slack', 'T1', 'u1')).toBeNull();
  });

  test('all accounts with an e-mail are found, however its letters are cased', async () => {
    const { directory } = bench().store;
    const slack = identity('slack', 'U1', 'Kari.Ås@Example.no');
    const teams = identity('teams', 'a-b', 'kari.ås@example.no');
    await directory.saveIdentity(slack);
    await directory.saveIdentity(teams);
    await directory.saveIdentity(identity('slack', 'U2', 'ola@example.no'));
    expect(await directory.identitiesOf('KARI.ÅS@example.NO')).toEqual([slack, teams]);
    expect(await directory.identitiesOf('kari.as@example.no')).toEqual([]);
  });

  test('an account whose e-mail changed is found by the new one only', async () => {
    const { directory } = bench().store;
    await directory.saveIdentity(identity('slack', 'U1', 'old@example.no'));
    await directory.saveIdentity(identity('slack', 'U1', 'new@example.no'));
    expect(await directory.identitiesOf('old@example.no')).toEqual([]);
    expect(await directory.identitiesOf('new@example.no')).toHaveLength(1);
  });

  test('absences: those that end today or later, in their collaboration, by person and date', async () => {
    const { directory } = bench().store;
    const ended = absence('kari', '2027-02-01', '2027-02-28');
    const lastDay = absence('ola', '2027-02-20', '2027-03-01');
    const later = absence('kari', '2027-06-01', '2027-06-30');
    const sooner = absence('kari', '2027-03-05', '2027-03-06');
    const elsewhere = absence('kari', '2027-03-05', '2027-03-06', { collaboration: 'annen' });
    for (const a of [ended, lastDay, later, sooner, elsewhere]) await directory.saveAbsence(a);
    expect(await directory.absences('helse', '2027-03-01')).toStrictEqual([sooner, later, lastDay]);
    expect(await directory.absences('helse', '2027-03-02')).toStrictEqual([sooner, later]);
    expect(await directory.absences('annen', '2027-03-01')).toStrictEqual([elsewhere]);
    expect(await directory.absences('helse', '2027-07-01')).toEqual([]);
  });

  test('an absence declared again is replaced; removed, it is gone; removing it again does no harm', async () => {
    const { directory } = bench().store;
    await directory.saveAbsence(absence('kari', '2027-03-05', '2027-03-31'));
    const shortened = absence('kari', '2027-03-05', '2027-03-06');
    await directory.saveAbsence(shortened);
    expect(await directory.absences('helse', '2027-03-01')).toStrictEqual([shortened]);
    expect(await directory.absences('helse', '2027-03-07')).toEqual([]);
    await directory.removeAbsence(shortened._id);
    await directory.removeAbsence(shortened._id);
    expect(await directory.absences('helse', '2027-03-01')).toEqual([]);
  });

  test('of what a person has chosen the latest stands, and all can be asked for', async () => {
    const { store, replica } = bench();
    const { directory } = store;
    expect(await directory.preferences()).toEqual([]);
    const ola = preference('ola@example.no');
    const kari = preference('kari@example.no', { language: null });
    for (const p of [ola, preference('kari@example.no'), kari]) await directory.savePreference(p);
    expect(await (await replica()).directory.preferences()).toStrictEqual([kari, ola]);
  });

  test('numbers run 1, 2, 3 in each series, and the same question keeps its own', async () => {
    const { directory } = bench().store;
    expect(await directory.claimNumber('HT-2027', 'q1')).toBe(1);
    expect(await directory.claimNumber('HT-2027', 'q2')).toBe(2);
    expect(await directory.claimNumber('HT-2027', 'q1')).toBe(1);
    expect(await directory.claimNumber('FA-2027', 'q3')).toBe(1);
    expect(await directory.claimNumber('HT-2027', 'q4')).toBe(3);
    expect(await directory.claimNumber('HT-2028', 'q1')).toBe(1);
  });

  test('claimed at once from two replicas, numbers have no gap and no question has two', async () => {
    const { store, replica } = bench();
    const other = await replica();
    const questions = upTo(60).map((i) => `q${i % 30}`);
    const numbers = await Promise.all(
      questions.map((question, i) => (i % 2 ? store : other).directory.claimNumber('HT-2027', question)),
    );
    expect(numbers.slice(0, 30)).toEqual(numbers.slice(30));
    expect(numbers.slice(0, 30).sort((a, b) => a - b)).toEqual(upTo(30).map((i) => i + 1));
  });
}
