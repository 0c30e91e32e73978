import { describe, expect, it } from 'vitest';
import { demoCollaborationFile } from '../../adapters/cli/demo-collaboration.ts';
import { readGroups } from '../../adapters/cli/groups.ts';
import { buildCollaboration, type Collaboration, readCollaborationFile } from '../../bot/index.ts';

const groups = await readGroups();

function demo(options: Parameters<typeof demoCollaborationFile>[1] = {}): Collaboration {
  const read = readCollaborationFile(demoCollaborationFile(groups, options));
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  const newId = () => {
    throw new Error('everybody in the demo has an id');
  };
  const built = buildCollaboration(read.value, { existing: null, newId, now: '2027-01-11T08:00:00.000Z' });
  if ('problems' in built) throw new Error(JSON.stringify(built.problems));
  return built.collaboration;
}

function group(c: Collaboration, id: string) {
  const found = c.groups.find((one) => one.id === id);
  if (!found) throw new Error(`no group ${id}`);
  return found;
}

describe('the demo collaboration', () => {
  it('fills all 253 seats of the twelve groups', () => {
    const seats = demo().groups.flatMap(({ seats }) => seats);
    expect(demo().groups).toHaveLength(12);
    expect(seats).toHaveLength(253);
    expect(seats.filter(({ holder }) => holder === null)).toEqual([]);
  });

  it('names people by group and seat; the expert holds trondheim:1, the coordinator no seat', () => {
    const { seats, experts, coordinators } = group(demo(), 'hjemmetjenester');
    expect(seats[0]).toMatchObject({ id: 'trondheim:1', holder: 'hjemmetjenester.trondheim-1' });
    expect(seats.at(-1)).toMatchObject({ id: 'opsjonskommuner:8', holder: 'hjemmetjenester.opsjonskommuner-8' });
    expect([experts, coordinators]).toEqual([['hjemmetjenester.trondheim-1'], ['hjemmetjenester.coordinator-1']]);
  });

  it('has three bodies above the groups, each with a chair', () => {
    expect(demo().ladder.map(({ level, name, chair }) => [level, name.nb, chair])).toEqual([
      [2, 'felles beslutningsgruppe', 'chair-2'],
      [3, 'samarbeidsrådet', 'chair-3'],
      [4, 'programstyret', 'chair-4'],
    ]);
  });

  it('has nobody who could get an e-mail, and a few who read nynorsk', () => {
    const { people } = demo();
    expect(people.filter(({ email }) => !/^[a-z]+\.[a-z]+@[a-z-]+\.example$/.test(email))).toEqual([]);
    const nynorsk = people.filter(({ language }) => language === 'nn').length;
    expect(nynorsk).toBeGreaterThan(people.length / 20);
    expect(nynorsk).toBeLessThan(people.length / 5);
  });

  it('has no two people of the same name', () => {
    const names = demo().people.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it('leaves seats vacant when asked, and renames nobody by it', () => {
    const c = demo({ vacant: [{ group: 'hjemmetjenester', seat: 'trondheim:16' }] });
    expect(group(c, 'hjemmetjenester').seats.find(({ id }) => id === 'trondheim:16')?.holder).toBeNull();
    expect(group(c, 'legevakt').seats.every(({ holder }) => holder !== null)).toBe(true);
    expect(c.people).toEqual(demo().people.filter(({ id }) => id !== 'hjemmetjenester.trondheim-16'));
  });

  it("keeps its expert when the expert's seat is vacant", () => {
    const c = demo({ vacant: [{ group: 'legevakt', seat: 'trondheim:1' }] });
    expect(group(c, 'legevakt').experts).toEqual(['legevakt.trondheim-1']);
    expect(group(c, 'legevakt').seats[0]?.holder).toBeNull();
  });

  it('gives seats their substitutes when asked, one of them for two seats', () => {
    const sub = (seat: string, n: number) => ({ group: 'legevakt', seat, person: `legevakt.sub-${n}` });
    const c = demo({ substitutes: [sub('trondheim:5', 1), sub('trondheim:6', 2), sub('opsjonskommuner:1', 1)] });
    const given = group(c, 'legevakt').seats.filter(({ substitute }) => substitute !== null);
    expect(given.map(({ id, substitute }) => [id, substitute])).toEqual([
      ['trondheim:5', 'legevakt.sub-1'],
      ['trondheim:6', 'legevakt.sub-2'],
      ['opsjonskommuner:1', 'legevakt.sub-1'],
    ]);
    expect(c.people.filter(({ id }) => !id.includes('.sub-'))).toEqual(demo().people);
  });
});
