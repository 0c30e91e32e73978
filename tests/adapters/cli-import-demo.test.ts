import { describe, expect, it } from 'vitest';
import { demoCollaborationFile } from '../../adapters/cli/demo-collaboration.ts';
import { readGroups } from '../../adapters/cli/groups.ts';
import { buildCollaboration, type Collaboration, DEFAULT_POLICY, readCollaborationFile } from '../../bot/index.ts';
import { inPeriod } from '../../bot/period.ts';

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

  it('gives each group its topics, in three languages, led by its expert', () => {
    for (const { id, topics = [], experts } of demo().groups) {
      const own = groups.groups.find((one) => one.id === id)?.topics;
      expect(topics.map((topic) => topic.id)).toEqual(own);
      expect(topics.filter(({ name, lead }) => !name.nn || !name.en || lead !== experts[0])).toEqual([]);
    }
    expect(group(demo(), 'hjemmetjenester').topics?.map(({ name }) => name.nb)).toContain('Arbeidsliste');
  });

  it('has people from municipalities of all twelve regions, those of Trondheim in its own seats', () => {
    const { municipalities = [], people, groups } = demo();
    const home = new Map(people.map(({ id, municipality }) => [id, municipality]));
    const inUse = municipalities.filter(({ id }) => people.some(({ municipality }) => municipality === id));
    expect(inUse).toEqual(municipalities);
    expect(new Set(inUse.map(({ region }) => region)).size).toBe(12);
    const seats = groups.flatMap(({ seats }) => seats);
    const misplaced = seats.filter(
      ({ block, holder }) => (block === 'trondheim') !== (home.get(holder ?? '') === 'trondheim'),
    );
    expect(misplaced).toEqual([]);
  });

  it('tells where everybody in a seat works, by the name of a unit of the group', () => {
    const { people } = demo();
    const unit = people.find(({ id }) => id === 'hjemmetjenester.trondheim-2')?.unit;
    expect(groups.groups.find(({ id }) => id === 'hjemmetjenester')?.units.map(({ nb }) => nb)).toContain(unit);
    expect(people.filter(({ id, unit }) => /trondheim-|opsjonskommuner-/.test(id) && !unit)).toEqual([]);
  });

  it('has groups that work all through the demo, under rules that the cooperation council approved', () => {
    const { groups, policy, ladder } = demo();
    expect(groups.filter((one) => !inPeriod(one, '2027-02-01') || !inPeriod(one, '2035-01-01'))).toEqual([]);
    expect(ladder.find(({ id }) => id === policy.approved?.by)?.level).toBe(3);
    expect({ ...policy, approved: undefined }).toEqual({ ...DEFAULT_POLICY, approved: undefined });
  });

  it('has others whom questions may concern: the hospitals and the GPs', () => {
    expect(Object.values(demo().parties ?? {}).map(({ en }) => en)).toEqual(['the hospitals', 'the GPs']);
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
