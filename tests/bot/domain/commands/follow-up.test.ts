/** Follow-up actions: who is to do what by when, what they are reminded of, and how they report. */
import { describe, expect, test } from 'vitest';
import { type Intent, nextStep } from '../../../../bot/domain/index.ts';
import { opened } from '../../../support/play.ts';
import { type Asked, asking, decided } from '../given.ts';

type Adding = Extract<Intent, { type: 'add-action' }>;

const TUESDAY = '2027-02-02T10:00:00.000Z';
const WEDNESDAY = '2027-02-03T09:00:00.000Z';
const LATER = '2028-06-01T12:00:00.000Z';
const add: Adding = {
  type: 'add-action',
  ...{ area: ' Legevakt ', responsible: ' Vaktleder ', responsiblePerson: 'trondheim:3', due: '2027-03-01' },
  ...{ measure: ' Ny rutine for vakt ', reports: null },
};
const report = { type: 'report-action' as const, action: 1, text: ' Rutinen er skrevet ', done: false };

function acting(part: Partial<Adding> = {}) {
  const q = decided();
  q.send(TUESDAY, 'trondheim:1', { ...add, ...part });
  return q;
}

/** What was reminded of, for which date and when. */
function reminded(q: Asked): string[][] {
  const times = q.times('action-reminded');
  return q.events
    .flatMap((event) => (event.type === 'action-reminded' ? [event] : []))
    .map(({ why, on }, i) => [why, on, times[i] ?? '']);
}

describe('adding an action', () => {
  test('records the five fields, with who and when', () => {
    const q = decided();
    expect(q.send(TUESDAY, 'trondheim:1', { ...add, reports: { every: 'tertial' } })).toEqual(['action-added']);
    expect(q.state.followUps).toEqual([
      {
        ...{ n: 1, person: 'trondheim:1', at: TUESDAY, responsiblePerson: 'trondheim:3', due: '2027-03-01' },
        ...{ area: { said: 'Legevakt' }, responsible: { said: 'Vaktleder' } },
        ...{ measure: { said: 'Ny rutine for vakt' }, reports: { every: 'tertial' } },
        ...{ results: [], doneAt: null, remindedOn: '2027-02-02' },
      },
    ]);
    expect(q.send(TUESDAY, 'coordinator:1', { ...add, due: '2027-02-02' })).toEqual(['action-added']);
    expect(q.state.followUps.map(({ n }) => n)).toEqual([1, 2]);
  });

  test.each([
    ['text-required', { area: ' ' }],
    ['text-required', { responsible: '' }],
    ['text-required', { measure: '' }],
    ['too-long', { area: 'x'.repeat(201) }],
    ['too-long', { responsible: 'x'.repeat(201) }],
    ['too-long', { measure: 'x'.repeat(3001) }],
    ['bad-date', { due: '2027-02-01' }],
    ['bad-date', { due: '2027-02-30' }],
    ['bad-date', { reports: { every: 'year' as const, on: '02-29' } }],
    ['bad-date', { reports: { every: 'year' as const, on: '13-01' } }],
    ['patient-data', { area: '15869510073' }],
    ['patient-data', { responsible: '15869510073' }],
    ['patient-data', { measure: '15869510073' }],
  ])('is refused as %s: %o', (refused, part) => {
    expect(decided().send(TUESDAY, 'trondheim:1', { ...add, ...part })).toBe(refused);
  });

  test('takes an area and a responsible of 200 characters', () => {
    const long = { area: 'x'.repeat(200), responsible: 'x'.repeat(200), measure: 'x'.repeat(3000) };
    expect(decided().send(TUESDAY, 'trondheim:1', { ...add, ...long })).toEqual(['action-added']);
  });

  test('is an expert’s, a coordinator’s, or of the chair whose body decided; after the decision', () => {
    for (const person of ['trondheim:3', 'chair:2', null])
      expect(decided().send(TUESDAY, person, add)).toBe('not-expert');
    expect(opened().send(TUESDAY, 'trondheim:1', add)).toBe('not-decided');
    const withdrawn = opened();
    withdrawn.send(TUESDAY, 'trondheim:1', { type: 'withdraw', reason: 'Løst' });
    expect(withdrawn.send(TUESDAY, 'trondheim:1', add)).toBe('closed');
    const lifted = asking();
    lifted.send(TUESDAY, 'coordinator:1', { type: 'confirm-mandate' });
    lifted.send(TUESDAY, 'chair:2', { type: 'decide', text: 'Vi gjør a', outcome: 'common-solution' });
    expect(lifted.send(WEDNESDAY, 'chair:2', add)).toEqual(['action-added']);
  });
});

describe('reminders of an action', () => {
  test('five working days before it is due and on the day, at the digest’s time', () => {
    const q = acting();
    q.runTo(LATER);
    expect(reminded(q)).toEqual([
      ['soon', '2027-02-22', '2027-02-22T07:30:00.000Z'],
      ['due', '2027-03-01', '2027-03-01T07:30:00.000Z'],
    ]);
    expect(nextStep(q.state)).toBeNull();
  });

  test('the next working day when the date is a day off', () => {
    const q = acting({ due: '2027-05-01' });
    q.runTo(LATER);
    expect(reminded(q)).toEqual([
      ['soon', '2027-04-26', '2027-04-26T06:30:00.000Z'],
      ['due', '2027-05-01', '2027-05-03T06:30:00.000Z'],
    ]);
  });

  test('none for a day that is today or behind', () => {
    const soon = acting({ due: '2027-02-09' });
    soon.runTo(LATER);
    expect(reminded(soon)).toEqual([['due', '2027-02-09', '2027-02-09T07:30:00.000Z']]);
    const today = acting({ due: '2027-02-02' });
    today.runTo(LATER);
    expect(reminded(today)).toEqual([]);
  });

  test('each tertial, before it is due and after, until it is done', () => {
    const q = acting({ due: '2027-06-15', reports: { every: 'tertial' } });
    q.runTo('2028-05-02T12:00:00.000Z');
    expect(reminded(q).map(([why, on]) => `${why} ${on}`)).toEqual([
      'report 2027-04-30',
      'soon 2027-06-08',
      'due 2027-06-15',
      'report 2027-08-31',
      'report 2027-12-31',
      'report 2028-04-30',
    ]);
    expect(reminded(q).at(-1)?.[2]).toBe('2028-05-02T06:30:00.000Z');
    q.send('2028-05-02T13:00:00.000Z', 'trondheim:1', { ...report, done: true });
    expect(nextStep(q.state)).toBeNull();
  });

  test('each year on its day', () => {
    const q = acting({ due: '2027-02-03', reports: { every: 'year', on: '02-01' } });
    q.runTo('2029-02-01T12:00:00.000Z');
    expect(reminded(q).map(([why, on]) => `${why} ${on}`)).toEqual([
      'due 2027-02-03',
      'report 2028-02-01',
      'report 2029-02-01',
    ]);
    const ahead = acting({ due: '2027-02-02', reports: { every: 'year', on: '02-03' } });
    expect(nextStep(ahead.state)?.at).toBe('2027-02-03T07:30:00.000Z');
  });

  test('one a date: on the day it is due there is no report besides', () => {
    const q = acting({ due: '2027-04-30', reports: { every: 'tertial' } });
    q.runTo('2027-09-01T12:00:00.000Z');
    expect(reminded(q).map(([why, on]) => `${why} ${on}`)).toEqual([
      'soon 2027-04-23',
      'due 2027-04-30',
      'report 2027-08-31',
    ]);
  });

  test('go on when a report came that was not the last, and when a later decision took the place of this', () => {
    const q = acting();
    q.send(WEDNESDAY, 'trondheim:3', report);
    q.send(WEDNESDAY, null, { type: 'supersede', with: { question: 'q2', number: 'T-2027-002' } });
    q.runTo(LATER);
    expect(reminded(q)).toHaveLength(2);
  });

  test('of two actions are told apart, the earlier first', () => {
    const q = acting();
    q.send(TUESDAY, 'trondheim:1', { ...add, due: '2027-02-10' });
    expect(nextStep(q.state)).toMatchObject({ kind: 'action', at: '2027-02-03T07:30:00.000Z' });
    q.runTo(LATER);
    const order = q.events.flatMap((event) => (event.type === 'action-reminded' ? [event.n] : []));
    expect(order).toEqual([2, 2, 1, 1]);
  });
});

describe('a report', () => {
  test('is a result with who and when; the last one ends the action', () => {
    const q = acting();
    expect(q.send(WEDNESDAY, 'trondheim:3', report)).toEqual(['action-reported']);
    expect(q.state.followUps[0]).toMatchObject({
      results: [{ person: 'trondheim:3', at: WEDNESDAY, text: { said: 'Rutinen er skrevet' } }],
      doneAt: null,
    });
    expect(q.send(WEDNESDAY, 'coordinator:1', { ...report, text: 'Innført', done: true })).toEqual(['action-reported']);
    expect(q.state.followUps[0]).toMatchObject({ results: [{}, { text: { said: 'Innført' } }], doneAt: WEDNESDAY });
    expect(q.send(WEDNESDAY, 'trondheim:3', report)).toBe('closed');
    q.runTo(LATER);
    expect(reminded(q)).toEqual([]);
  });

  test('is of one of the actions', () => {
    const q = acting();
    q.send(TUESDAY, 'trondheim:1', add);
    q.send(WEDNESDAY, 'trondheim:1', { ...report, action: 2, done: true });
    expect(q.state.followUps.map(({ doneAt }) => doneAt)).toEqual([null, WEDNESDAY]);
    expect(q.send(WEDNESDAY, 'trondheim:1', { ...report, action: 3 })).toBe('unknown-action');
    expect(opened().send(TUESDAY, 'trondheim:1', report)).toBe('unknown-action');
  });

  test('is by who is responsible or looks after the question, in words', () => {
    const q = acting();
    expect(q.send(WEDNESDAY, 'trondheim:2', report)).toBe('not-expert');
    expect(q.send(WEDNESDAY, 'chair:2', report)).toBe('not-expert');
    expect(q.send(WEDNESDAY, null, report)).toBe('not-expert');
    expect(acting({ responsiblePerson: null }).send(WEDNESDAY, null, report)).toBe('not-expert');
    expect(q.send(WEDNESDAY, 'trondheim:3', { ...report, text: ' ' })).toBe('text-required');
    expect(q.send(WEDNESDAY, 'trondheim:3', { ...report, text: 'x'.repeat(3001) })).toBe('too-long');
    expect(q.send(WEDNESDAY, 'trondheim:3', { ...report, text: '15869510073' })).toBe('patient-data');
    expect(q.send(WEDNESDAY, 'trondheim:1', report)).toEqual(['action-reported']);
  });

  test('may come from the chair whose body decided', () => {
    const lifted = asking();
    lifted.send(TUESDAY, 'coordinator:1', { type: 'confirm-mandate' });
    lifted.send(TUESDAY, 'chair:2', { type: 'decide', text: 'Vi gjør a', outcome: 'common-solution' });
    lifted.send(TUESDAY, 'trondheim:1', add);
    expect(lifted.send(WEDNESDAY, 'chair:3', report)).toBe('not-expert');
    expect(lifted.send(WEDNESDAY, 'chair:2', report)).toEqual(['action-reported']);
  });
});
