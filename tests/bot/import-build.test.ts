import { describe, expect, it } from 'vitest';
import { approvalWarning, DEFAULT_POLICY } from '../../bot/index.ts';
import { build, built, NOW, smallFile, smallFileWith } from './import-fixture.ts';

const LATER = '2027-02-01T08:00:00.000Z';

describe('a collaboration from a file', () => {
  it('has its people in the seats and offices that their roles name', () => {
    expect(built(smallFile()).collaboration).toEqual({
      _id: 'midt-norge',
      name: { nb: 'Helseplattformen i Midt-Norge' },
      language: 'nb',
      blocks: { trondheim: { nb: 'Trondheim' }, opsjonskommuner: { nb: 'Opsjonskommuner' } },
      policy: DEFAULT_POLICY,
      people: [
        { id: 'new-1', name: 'Kari Lund', email: 'kari.lund@trondheim.example', language: 'nn' },
        { id: 'new-2', name: 'Ola Moe', email: 'ola.moe@melhus.example' },
        { id: 'new-3', name: 'Siv Dahl', email: 'siv.dahl@trondheim.example' },
        { id: 'new-4', name: 'Per Vik', email: 'per.vik@trondheim.example' },
      ],
      groups: [
        {
          id: 'hjemmetjenester',
          code: 'HT',
          name: { nb: 'Hjemmetjenester', nn: 'Heimetenester' },
          seats: [
            { id: 'trondheim:1', block: 'trondheim', holder: 'new-1', substitute: 'new-4' },
            { id: 'trondheim:2', block: 'trondheim', holder: null, substitute: null },
            { id: 'trondheim:3', block: 'trondheim', holder: null, substitute: null },
            { id: 'opsjonskommuner:1', block: 'opsjonskommuner', holder: 'new-2', substitute: null },
          ],
          experts: ['new-1'],
          coordinators: ['new-3'],
        },
      ],
      ladder: [
        {
          id: 'beslutningsgruppe',
          level: 2,
          name: { nb: 'Felles beslutningsgruppe' },
          chair: 'new-4',
          seats: [{ id: 'trondheim:1', block: 'trondheim', holder: null, substitute: null }],
        },
      ],
      version: 1,
      updatedAt: NOW,
    });
  });

  it('names the channels of its groups', () => {
    expect(built(smallFile()).links).toEqual([
      { target: 'hjemmetjenester', platform: 'slack', team: 'T1', channel: 'C1', path: ['groups', 0, 'channels', 0] },
    ]);
  });

  it('orders the ladder by level, however the file does', () => {
    const third = { id: 'samarbeidsradet', level: 3, name: { nb: 'Samarbeidsrådet' }, seats: { trondheim: 1 } };
    const file = smallFileWith(
      ['ladder', [third, ...smallFile().ladder]],
      ['people.1.roles.1', { body: 'samarbeidsradet', seat: 'trondheim:1' }],
    );
    const { ladder } = built(file).collaboration;
    expect(ladder.map(({ id }) => id)).toEqual(['beslutningsgruppe', 'samarbeidsradet']);
    expect(ladder[1]?.seats[0]?.holder).toBe('new-2');
  });

  it('lets an expert be without a seat, and a coordinator have one', () => {
    const { collaboration } = built(
      smallFileWith(
        ['people.0.roles', [{ group: 'hjemmetjenester', role: 'expert' }]],
        ['people.2.roles.0.seat', 'trondheim:2'],
      ),
    );
    const [group] = collaboration.groups;
    expect(group?.experts).toEqual(['new-1']);
    expect(group?.seats.map(({ holder }) => holder)).toEqual([null, 'new-3', null, 'new-2']);
  });
});

describe('what belongs to the people and the groups', () => {
  const municipalities = [
    { id: 'trondheim', name: { nb: 'Trondheim' } },
    { id: 'melhus', name: { nb: 'Melhus' }, region: 'Trondheimsområdet' },
  ];
  const medication = { id: 'medikament', name: { nb: 'Medikament' } };

  it('is the municipality and the unit of each who tells them', () => {
    const { collaboration } = built(
      smallFileWith(
        ['municipalities', municipalities],
        ['people.1.municipality', 'melhus'],
        ['people.1.unit', 'Hjemmesykepleien'],
      ),
    );
    expect(collaboration.municipalities).toEqual(municipalities);
    expect(collaboration.people[0]).not.toHaveProperty('municipality');
    expect(collaboration.people[1]).toMatchObject({ municipality: 'melhus', unit: 'Hjemmesykepleien' });
  });

  it('is the parties that questions may concern', () => {
    const parties = { fastlegene: { nb: 'fastlegene', nn: 'fastlegane' } };
    expect(built(smallFileWith(['parties', parties])).collaboration.parties).toEqual(parties);
  });

  it('is its topics, led by an expert whom the e-mail or the id names', () => {
    const topics = [
      { ...medication, lead: 'KARI.Lund@trondheim.example' },
      { ...medication, id: 'arbeidsliste', lead: 'kari' },
      { ...medication, id: 'hjemmehjelp' },
    ];
    const { collaboration } = built(smallFileWith(['people.0.id', 'kari'], ['groups.0.topics', topics]));
    expect(collaboration.groups[0]?.topics?.map(({ id, lead }) => [id, lead])).toEqual([
      ['medikament', 'kari'],
      ['arbeidsliste', 'kari'],
      ['hjemmehjelp', null],
    ]);
  });

  it('is its periods, in the order of their dates; the last may be without an end', () => {
    const periods = [{ from: '2027-09-01' }, { from: '2027-02-01', to: '2027-06-30' }];
    expect(built(smallFileWith(['groups.0.periods', periods])).collaboration.groups[0]?.periods).toEqual([
      { from: '2027-02-01', to: '2027-06-30' },
      { from: '2027-09-01', to: null },
    ]);
  });
});

describe('a file read again', () => {
  const before = built(smallFile()).collaboration;

  it('unchanged leaves the collaboration as it is, version and date too', () => {
    expect(built(smallFile(), before, LATER).collaboration).toBe(before);
    expect(built(smallFile(), JSON.parse(JSON.stringify(before)), LATER).collaboration).toEqual(before);
  });

  it('changed is one version up, dated now, and keeps the ids of the people', () => {
    const { collaboration } = built(smallFileWith(['people.0.name', 'Kari Lund Moe']), before, LATER);
    expect(collaboration).toMatchObject({ version: 2, updatedAt: LATER });
    expect(collaboration.people[0]).toMatchObject({ id: 'new-1', name: 'Kari Lund Moe' });
  });

  it('knows a person by e-mail whatever the case and the order', () => {
    const people = smallFile().people.toReversed();
    const { collaboration } = built(
      smallFileWith(['people', people], ['people.0.email', 'PER.VIK@trondheim.example']),
      before,
    );
    expect(collaboration.people.map(({ id }) => id)).toEqual(['new-4', 'new-3', 'new-2', 'new-1']);
  });

  it('follows a person with an id to a new e-mail', () => {
    const file = smallFileWith(['people.0.id', 'new-1'], ['people.0.email', 'kari@elsewhere.example']);
    expect(built(file, before).collaboration.people[0]).toMatchObject({ id: 'new-1', email: 'kari@elsewhere.example' });
  });

  it('keeps a language that the person chose in chat, unless it says another', () => {
    const chosen = structuredClone(before);
    Object.assign(chosen.people[1] ?? {}, { language: 'nn' });
    expect(built(smallFile(), chosen).collaboration.people[1]?.language).toBe('nn');
    const said = smallFileWith(['people.1.language', 'en']);
    expect(built(said, chosen).collaboration.people[1]?.language).toBe('en');
  });

  it('counts the version of the rules up when they change, and only then', () => {
    const stricter = built(smallFileWith(['rules', { green: { minActiveSupport: 4 } }]), before).collaboration;
    expect([stricter.policy.version, stricter.policy.criticality.green.minActiveSupport]).toEqual([2, 4]);
    const renamed = smallFileWith(['rules', { green: { minActiveSupport: 4 } }], ['people.0.name', 'K. Lund']);
    expect(built(renamed, stricter).collaboration.policy.version).toBe(2);
  });

  it('counts no version for an approval alone, nor for what the product did not ask about before', () => {
    const approved = { by: 'beslutningsgruppe', on: '2027-01-08' };
    const { collaboration } = built(smallFileWith(['rules', { approved }]), before, LATER);
    expect(collaboration).toMatchObject({ version: 2, policy: { version: 1, approved } });
    const { localDeviation: _new, ...older } = before.policy;
    const stored = { ...before, policy: older as typeof before.policy };
    expect(built(smallFile(), stored).collaboration.policy).toEqual(DEFAULT_POLICY);
  });

  it('takes the approval of a version that had none, under its number too', () => {
    const rules = { green: { minActiveSupport: 4 }, approved: { by: 'beslutningsgruppe', on: '2027-01-08' } };
    const unapproved = built(smallFileWith(['rules', { green: { minActiveSupport: 4 } }]), before).collaboration;
    expect(built(smallFileWith(['rules', rules]), unapproved).collaboration.policy.version).toBe(2);
    expect(built(smallFileWith(['rules', { ...rules, version: 2 }]), unapproved).collaboration.policy.version).toBe(2);
  });

  it('refuses an old approval of changed rules, and takes a new one', () => {
    const approved = { by: 'beslutningsgruppe', on: '2027-01-08' };
    const first = built(smallFileWith(['rules', { approved }]), before).collaboration;
    expect(build(smallFileWith(['rules', { rounds: 3, approved }]), first)).toEqual({
      problems: [
        'rules.approved: the rules changed, and this approval was of version 1: give the new one, or take it away',
      ],
    });
    const later = { ...approved, on: '2027-02-01' };
    const { policy } = built(smallFileWith(['rules', { rounds: 3, approved: later }]), first).collaboration;
    expect(policy).toMatchObject({ version: 2, rounds: 3, approved: later });
    expect(built(smallFileWith(['rules', { rounds: 3 }]), first).collaboration.policy).not.toHaveProperty('approved');
  });

  it('refuses changed rules under a version that was used', () => {
    const rules = { version: 1, green: { minActiveSupport: 4 } };
    expect(build(smallFileWith(['rules', rules]), before)).toEqual({
      problems: ['rules.version: the rules changed: give a version above 1, or none'],
    });
    expect(built(smallFileWith(['rules', { ...rules, version: 7 }]), before).collaboration.policy.version).toBe(7);
    expect(built(smallFileWith(['rules', { version: 1 }]), before).collaboration.policy.version).toBe(1);
  });

  it('refuses another id for an e-mail that is known', () => {
    expect(build(smallFileWith(['people.0.id', 'kari']), before)).toEqual({
      problems: ['people[0].id: kari.lund@trondheim.example is known as new-1 already; give that id, or none'],
    });
  });
});

describe('rules that nobody approved', () => {
  const warning = (rules: unknown) => approvalWarning(built(smallFileWith(['rules', rules])).collaboration);

  it('are told when they differ from the defaults', () => {
    expect(warning({ rounds: 3 })).toBe('rules version 1: not approved by any body');
    expect(warning({ rounds: 3, version: 4 })).toBe('rules version 4: not approved by any body');
  });

  it('are not told when they are the defaults, or approved', () => {
    expect(warning({})).toBeNull();
    expect(warning({ version: 4 })).toBeNull();
    expect(warning({ rounds: 3, approved: { by: 'beslutningsgruppe', on: '2027-01-08' } })).toBeNull();
  });
});
