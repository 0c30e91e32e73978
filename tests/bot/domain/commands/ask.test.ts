/** Asking: what a question begins as, and what it takes. */
import { describe, expect, test } from 'vitest';
import { type Command, DEFAULT_POLICY, decide, evolve, type Intent, isRefusal } from '../../../../bot/domain/index.ts';
import { MONDAY, rosterWith } from '../../../support/play.ts';
import { asking as asked, refusalOf } from '../given.ts';

type Ask = Extract<Intent, { type: 'ask' }>;

const roster = rosterWith(8, 4);
const whole: Ask = {
  type: 'ask',
  collaboration: 'helseplattformen',
  number: 'HT-2027-014',
  group: 'hjemmetjenester',
  alsoGroups: ['legevakt'],
  practice: true,
  title: ' Når skal tiltak signeres? ',
  body: 'When must a measure be signed?',
  context: ' Gjelder alle soner ',
  options: ['a', 'b'].map((id) => ({ id, text: `Alternativ ${id}` })),
  proposal: 'b',
  criticality: 'red',
  vendorDate: '2027-02-05',
  policy: DEFAULT_POLICY,
  roster,
};

function asking(fields: Partial<Ask> = {}, by: string | null = 'coordinator:1') {
  const command: Command = { question: 'q', commandId: 'c1', at: MONDAY, by, ...whole, ...fields };
  const events = decide(null, command);
  return isRefusal(events) ? events.refused : events;
}

describe('a new question', () => {
  test('is open at level 1, round 1, with all that was said and nobody’s answer', () => {
    const events = asking();
    if (typeof events === 'string') throw new Error(events);
    const q = events.map((event) => evolve(null, event, MONDAY, 'q1'))[0];
    expect(q).toEqual({
      ...{ id: 'q1', collaboration: 'helseplattformen', number: 'HT-2027-014', group: 'hjemmetjenester' },
      ...{ alsoGroups: ['legevakt'], practice: true, criticality: 'red', vendorDate: '2027-02-05' },
      title: { said: 'Når skal tiltak signeres?' },
      body: { said: 'When must a measure be signed?' },
      context: { said: 'Gjelder alle soner' },
      options: [
        { id: 'a', text: { said: 'Alternativ a' } },
        { id: 'b', text: { said: 'Alternativ b' } },
      ],
      proposal: { option: 'b', text: null },
      ...{ askedBy: 'coordinator:1', askedAt: MONDAY, openedAt: MONDAY, periodStart: MONDAY, updatedAt: MONDAY },
      ...{
        status: 'open',
        level: 1,
        round: 1,
        amended: false,
        overdue: false,
        extended: false,
        sentBack: 0,
        version: 0,
      },
      deadline: '2027-02-05T14:00:00.000Z',
      ...{ policy: DEFAULT_POLICY, roster },
      ...{ called: [], objections: [], recused: [], absences: [], mandateFlags: [], comments: [] },
      ...{
        reminders: [],
        expertsNotifiedAt: null,
        escalations: [],
        positions: {},
        formerPositions: {},
        preferences: {},
      },
      ...{ guidance: null, decision: null, withdrawal: null, vendorAnswer: null, verification: null },
      ...{ groups: ['hjemmetjenester'], subject: null, topic: null, lead: null, parties: [], term: null },
      ...{ supersedes: null, reopens: null, newInformation: null, source: null, supersededBy: null, reopenedAs: null },
      ...{ deviations: [], followUps: [], gates: null, ideas: [] },
    });
  });

  test('has the deadline of its criticality', () => {
    const deadlines = (['green', 'yellow', 'red'] as const).map((criticality) => {
      const events = asking({ criticality, vendorDate: null });
      return typeof events === 'string' ? events : events.map((event) => event.type === 'asked' && event.deadline);
    });
    expect(deadlines).toEqual([
      ['2027-02-04T14:00:00.000Z'],
      ['2027-02-08T14:00:00.000Z'],
      ['2027-02-11T14:00:00.000Z'],
    ]);
  });

  test('may come without context', () => {
    for (const context of [null, '  ']) {
      expect(asking({ context })).toMatchObject([{ type: 'asked', context: null }]);
    }
  });

  test.each<[string, Partial<Ask>]>([
    ['text-required', { title: ' ' }],
    ['text-required', { body: '' }],
    ['text-required', { options: [{ id: 'a', text: '' }] }],
    ['too-long', { title: 'x'.repeat(151) }],
    ['too-long', { body: 'x'.repeat(3001) }],
    ['too-long', { context: 'x'.repeat(3001) }],
    ['too-long', { options: [{ id: 'a', text: 'x'.repeat(3001) }] }],
    ['unknown-option', { proposal: 'c' }],
    ['unknown-option', { options: [] }],
    ['bad-date', { vendorDate: '2027-02-29' }],
    ['bad-date', { vendorDate: '2027-2-5' }],
    ['bad-date', { vendorDate: 'x2027-02-05' }],
    ['bad-date', { vendorDate: '2027-02-055' }],
    ['bad-date', { vendorDate: '' }],
    ['patient-data', { title: 'Gjelder 15869510073' }],
    ['patient-data', { body: 'Gjelder 15869510073' }],
    ['patient-data', { context: 'Gjelder 15869510073' }],
    ['patient-data', { options: [{ id: 'a', text: 'Gjelder 15869510073' }] }],
  ])('is refused as %s: %o', (refused, fields) => {
    expect(asking(fields)).toBe(refused);
  });

  test('takes a title of 150 characters', () => {
    expect(asking({ title: ` ${'x'.repeat(150)} ` })).toMatchObject([{ type: 'asked' }]);
  });

  test('is an expert’s or a coordinator’s to ask', () => {
    expect(asking({}, 'trondheim:1')).toMatchObject([{ person: 'trondheim:1' }]);
    expect(asking({}, 'trondheim:2')).toBe('not-expert');
    expect(asking({}, null)).toBe('not-expert');
  });

  test('is asked once', () => {
    const events = asking();
    if (typeof events === 'string') throw new Error(events);
    const q = events.map((event) => evolve(null, event, MONDAY, 'q1'))[0] ?? null;
    const again: Command = { question: 'q1', commandId: 'c2', at: MONDAY, by: 'coordinator:1', ...whole };
    expect(decide(q, again)).toEqual({ refused: 'already-asked' });
  });
});

test('nothing can happen to a question that was never asked', () => {
  const support: Command = { question: 'q', commandId: 'c1', at: MONDAY, by: 'trondheim:1', type: 'support' };
  expect(decide(null, support)).toEqual({ refused: 'unknown-question' });
  expect(() => evolve(null, { type: 'went-overdue' }, MONDAY, 'q')).toThrow(
    'went-overdue before the question was asked',
  );
});

const TUESDAY = '2027-02-02T09:00:00.000Z';
const earlier = { question: 'q0', number: 'T-2026-009' };

describe('what is told of a question besides', () => {
  test('is kept: what it is about, whom it concerns, what it comes after', () => {
    const q = asked({
      ...{ subject: 'clinical', topic: 'medikament', lead: 'trondheim:1', parties: ['St. Olavs hospital'] },
      ...{ term: ' care plan ', newInformation: ' Ny forskrift ', gates: true, supersedes: earlier, reopens: earlier },
    });
    expect(q.state).toMatchObject({
      ...{ subject: 'clinical', topic: 'medikament', lead: 'trondheim:1', parties: ['St. Olavs hospital'] },
      ...{ term: { said: 'care plan' }, newInformation: { said: 'Ny forskrift' }, gates: [] },
      ...{ supersedes: earlier, reopens: earlier },
    });
  });

  test('leaves no trace where it says nothing', () => {
    const nothing = {
      subject: null,
      topic: null,
      lead: null,
      parties: [],
      term: ' ',
      newInformation: ' ',
      gates: false,
    };
    const none = { ...nothing, absences: [], supersedes: null, reopens: null, groups: ['g'] };
    expect(Object.keys(asked(none).events[0] ?? {}).sort()).toEqual(Object.keys(asked({}).events[0] ?? {}).sort());
  });

  test.each<[string, Partial<Ask>]>([
    ['too-long', { term: 'x'.repeat(101) }],
    ['too-long', { newInformation: 'x'.repeat(3001) }],
    ['patient-data', { term: '15869510073' }],
    ['patient-data', { newInformation: '15869510073' }],
    ['patient-data', { parties: ['15869510073'] }],
  ])('is refused as %s: %o', (refused, fields) => {
    expect(refusalOf(fields)).toBe(refused);
  });

  test('takes a term of 100 characters', () => {
    expect(refusalOf({ term: 'x'.repeat(100) })).toBeNull();
  });
});

describe('several groups', () => {
  test('are asked each once, the question’s own first; nobody who is asked is told besides', () => {
    const q = asked({ group: 'g', groups: ['h', 'g', 'h'], alsoGroups: ['h', 'i', 'g'] });
    expect(q.state).toMatchObject({ group: 'g', groups: ['g', 'h'], alsoGroups: ['i'] });
  });

  test('that come to one are one', () => {
    const q = asked({ group: 'g', groups: ['g', 'g'], alsoGroups: ['g'] });
    expect(q.state).toMatchObject({ groups: ['g'], alsoGroups: [] });
    expect(q.events[0]).not.toHaveProperty('groups');
  });
});

describe('a question without a proposal', () => {
  test('has options to prefer among, at least two', () => {
    const q = asked({ proposal: null });
    expect(q.state).toMatchObject({ proposal: { option: null, text: null }, deadline: '2027-02-08T14:00:00.000Z' });
    expect(refusalOf({ proposal: null, options: [{ id: 'a', text: 'Alternativ a' }] })).toBe('unknown-option');
    expect(refusalOf({ proposal: 'a', options: [{ id: 'a', text: 'Alternativ a' }] })).toBeNull();
  });
});

describe('an expert’s own answer', () => {
  const own: Partial<Ask> = { criticality: 'green', expertAnswer: true };

  test('is decided as it is asked: logged as such, with nobody counted', () => {
    const q = asked({ ...own, roster: { ...roster, version: 7 } });
    expect(q.events.map(({ type }) => type)).toEqual(['asked', 'decided']);
    expect(q.state).toMatchObject({ status: 'decided', deadline: null, proposal: { option: 'a' } });
    expect(q.state.decision).toEqual({
      ...{ at: MONDAY, level: 1, round: 1, how: 'expert', person: 'trondheim:1', text: null },
      ...{ outcome: 'common-solution', versions: { rules: 1, ladder: 7 } },
      tally: { electorate: 0, answered: 0, support: 0, reservation: 0, objection: 0, abstain: 0, blocks: {} },
    });
    expect(q.send(TUESDAY, 'trondheim:2', { type: 'support' })).toBe('closed');
    expect(q.send(TUESDAY, 'trondheim:1', { type: 'answer-vendor', text: 'Yes.' })).toEqual(['vendor-answered']);
  });

  test('is an expert’s, to a green question, and says something', () => {
    expect(refusalOf(own, 'coordinator:1')).toBe('not-expert');
    expect(refusalOf({ ...own, criticality: 'yellow' })).toBe('not-green');
    expect(refusalOf({ ...own, criticality: 'red' })).toBe('not-green');
    expect(refusalOf({ ...own, proposal: null })).toBe('no-proposal');
  });
});

describe('asking the same again', () => {
  const on = (decidedAt: string | null) => ({ precedents: [{ ...earlier, decidedAt }] });

  test('while it is open is refused, and allowed with new information in writing', () => {
    expect(refusalOf(on(null))).toBe('already-asked');
    expect(refusalOf({ ...on(null), newInformation: '  ' })).toBe('already-asked');
    expect(refusalOf({ ...on(null), newInformation: 'Ny forskrift' })).toBeNull();
  });

  test('within six months of the decision is refused, and allowed with new information or on the day they have passed', () => {
    // Asked on 1 February 2027, in Norwegian time.
    expect(refusalOf(on('2026-08-02T12:00:00.000Z'))).toBe('already-asked');
    expect(refusalOf(on('2026-08-01T22:00:00.000Z'))).toBe('already-asked');
    expect(refusalOf(on('2026-08-01T21:59:59.999Z'))).toBeNull();
    expect(refusalOf({ ...on('2027-01-31T12:00:00.000Z'), newInformation: 'Ny forskrift' })).toBeNull();
  });

  test('is refused for any one that is too late', () => {
    const old = { ...earlier, decidedAt: '2020-01-01T12:00:00.000Z' };
    expect(refusalOf({ precedents: [old] })).toBeNull();
    expect(refusalOf({ precedents: [old, { ...earlier, decidedAt: '2027-01-01T12:00:00.000Z' }] })).toBe(
      'already-asked',
    );
  });

  test('has its months from the rules', () => {
    const policy = { ...DEFAULT_POLICY, precedent: { coolingOffMonths: 1 } };
    expect(refusalOf({ ...on('2027-01-02T12:00:00.000Z'), policy })).toBe('already-asked');
    expect(refusalOf({ ...on('2027-01-01T12:00:00.000Z'), policy })).toBeNull();
  });
});
