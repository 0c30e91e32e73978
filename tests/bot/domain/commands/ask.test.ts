/** Asking: what a question begins as, and what it takes. */
import { describe, expect, test } from 'vitest';
import { type Command, DEFAULT_POLICY, decide, evolve, type Intent, isRefusal } from '../../../../bot/domain/index.ts';
import { MONDAY, rosterWith } from '../../../support/play.ts';

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
      ...{ status: 'open', level: 1, round: 1, overdue: false, extended: false, sentBack: 0, version: 0 },
      deadline: '2027-02-05T14:00:00.000Z',
      ...{ policy: DEFAULT_POLICY, roster },
      ...{ called: [], objections: [], recused: [], absences: [], mandateFlags: [], comments: [] },
      ...{ reminders: [], escalations: [], positions: {}, formerPositions: {}, preferences: {} },
      ...{ guidance: null, decision: null, withdrawal: null, vendorAnswer: null, verification: null },
      ...{ groups: ['hjemmetjenester'], subject: null, topic: null, lead: null, parties: [], term: null },
      ...{ supersedes: null, reopens: null, newInformation: null, supersededBy: null, reopenedAs: null },
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
