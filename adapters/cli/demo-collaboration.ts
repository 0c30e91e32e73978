/** A collaboration file of made-up people: the twelve groups with every seat filled, for the demo and for tests. */
import type { CollaborationFileInput } from '../../bot/index.ts';
import { madeUpPerson } from './demo-people.ts';
import type { Groups } from './groups.ts';

type FilePerson = CollaborationFileInput['people'][number];
type FileRole = NonNullable<FilePerson['roles']>[number];
type DemoGroup = Groups['groups'][number];

interface DemoOptions {
  /** Seats that nobody holds. */
  vacant?: { group: string; seat: string }[];
  /** Who stands in for a seat, by person id, e.g. hjemmetjenester.sub-1. */
  substitutes?: { group: string; seat: string; person: string }[];
}

export const DEMO_ID = 'midt-norge';
const TRONDHEIM = 'trondheim';

const PARTIES = {
  sykehusene: { nb: 'sykehusene', nn: 'sjukehusa', en: 'the hospitals' },
  fastlegene: { nb: 'fastlegene', nn: 'fastlegane', en: 'the GPs' },
};

const LADDER = [
  {
    id: 'felles-beslutningsgruppe',
    level: 2,
    name: { nb: 'felles beslutningsgruppe', nn: 'felles avgjerdsgruppe', en: 'the joint decision group' },
  },
  { id: 'samarbeidsradet', level: 3, name: { nb: 'samarbeidsrådet', en: 'the cooperation council' } },
  { id: 'programstyret', level: 4, name: { nb: 'programstyret', en: 'the programme board' } },
];

/**
 * Person ids are "<group>.trondheim-1", "<group>.coordinator-1" and "chair-2" (by level). The expert of each group holds
 * trondheim:1 and leads its topics. The same names and e-mails every time, whatever is vacant.
 */
export function demoCollaborationFile(
  { groups, topics, municipalities }: Groups,
  options: DemoOptions = {},
): CollaborationFileInput {
  const { vacant = [], substitutes = [] } = options;
  const people: Omit<FilePerson, 'name' | 'email'>[] = [
    ...groups.flatMap(seatedIn),
    ...groups.map(({ id }) => ({ id: `${id}.coordinator-1`, roles: [{ group: id, role: 'coordinator' } as const] })),
    ...LADDER.map(({ id, level }) => ({ id: `chair-${level}`, roles: [{ body: id, role: 'chair' } as const] })),
    ...standIns(substitutes),
  ];
  const others = municipalities.map(({ id }) => id).filter((id) => id !== TRONDHEIM);
  const named = people.map((person, i) => {
    const fromElsewhere = person.id?.includes('.opsjonskommuner-') ?? false;
    const municipality = (fromElsewhere ? others[i % others.length] : undefined) ?? TRONDHEIM;
    return { ...person, ...madeUpPerson(i, municipality), municipality };
  });
  const isVacant = (role: FileRole) => vacant.some(({ group, seat }) => role.group === group && role.seat === seat);
  return {
    id: DEMO_ID,
    name: {
      nb: 'Helseplattformen i Midt-Norge',
      nn: 'Helseplattforma i Midt-Noreg',
      en: 'Helseplattformen in Central Norway',
    },
    language: 'nb',
    blocks: {
      trondheim: { nb: 'Trondheim' },
      opsjonskommuner: { nb: 'opsjonskommuner', nn: 'opsjonskommunar', en: 'option municipalities' },
    },
    municipalities,
    parties: PARTIES,
    rules: { approved: { by: 'samarbeidsradet', on: '2026-12-11' } },
    groups: groups.map(({ id, code, name, seats, topics: own }) => ({
      ...{ id, code, name, seats, channels: [] },
      topics: own.flatMap((name) => topics.filter((topic) => topic.id === name)).map((topic) => ledTopic(topic, id)),
      periods: [{ from: '2027-01-04' }],
    })),
    ladder: LADDER.map((body) => ({ ...body, seats: {}, channels: [] })),
    // Names are given before the vacant seats are taken out, so that nobody is renamed by them.
    people: named.flatMap((person) => vacated(person, isVacant)),
  };
}

function seatedIn({ id: group, seats, units }: DemoGroup) {
  return Object.entries(seats).flatMap(([block, count]) =>
    Array.from({ length: count }, (_, i) => {
      const seat = `${block}:${i + 1}`;
      const role: FileRole = { group, seat, ...(seat === 'trondheim:1' ? { role: 'expert' } : {}) };
      const unit = units[i % units.length]?.nb;
      return { id: seatHolder(group, seat), ...(unit ? { unit } : {}), roles: [role] };
    }),
  );
}

function seatHolder(group: string, seat: string): string {
  return `${group}.${seat.replace(':', '-')}`;
}

/** The group's expert leads all its topics. */
function ledTopic({ id, ...name }: Groups['topics'][number], group: string) {
  return { id, name, lead: seatHolder(group, 'trondheim:1') };
}

/** Nobody holds the seat; an expert stays an expert without one, for each group needs one. */
function vacated(person: FilePerson, isVacant: (role: FileRole) => boolean): FilePerson[] {
  const roles = (person.roles ?? []).flatMap((role): FileRole[] => {
    if (role.role === 'substitute' || !isVacant(role)) return [role];
    const { seat: _seat, ...office } = role;
    return office.role === 'expert' ? [office] : [];
  });
  return roles.length > 0 ? [{ ...person, roles }] : [];
}

function standIns(substitutes: NonNullable<DemoOptions['substitutes']>) {
  const people = [...new Set(substitutes.map(({ person }) => person))];
  return people.map((id) => ({
    id,
    roles: substitutes
      .filter(({ person }) => person === id)
      .map(({ group, seat }) => ({ group, seat, role: 'substitute' }) as const),
  }));
}
