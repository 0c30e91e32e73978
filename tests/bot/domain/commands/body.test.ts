/** What the chair of a ladder body may do. */
import { describe, expect, test } from 'vitest';
import { assess, DEFAULT_POLICY } from '../../../../bot/domain/index.ts';
import { opened, rosterWith, seats, withBodySeats } from '../../../support/play.ts';
import { asking, askingBoth } from '../given.ts';

const TUESDAY = '2027-02-02T09:00:00.000Z';
const WEDNESDAY = '2027-02-03T09:00:00.000Z';
const decide = { type: 'decide' as const, text: 'Vi gjør a', outcome: 'local-deviation' as const };
const back = { type: 'send-back' as const, guidance: 'Se på brevet' };

function lifted(opening: Parameters<typeof opened>[0] = {}) {
  const q = opened(opening);
  q.send(TUESDAY, 'coordinator:1', { type: 'confirm-mandate' });
  return q;
}

describe('the chair', () => {
  test('decides in words, with an outcome', () => {
    const q = lifted();
    expect(q.send(WEDNESDAY, 'chair:2', { ...decide, text: ' ' })).toBe('text-required');
    expect(q.send(WEDNESDAY, 'chair:2', decide)).toEqual(['decided']);
    expect(q.state).toMatchObject({ status: 'decided', deadline: null });
    expect(q.state.decision).toMatchObject({
      at: WEDNESDAY,
      level: 2,
      round: 1,
      how: 'chair',
      person: 'chair:2',
      text: { said: 'Vi gjør a' },
      outcome: 'local-deviation',
      tally: { electorate: 0 },
    });
  });

  test('of this level alone; nobody is chair of the group', () => {
    const q = lifted();
    for (const person of ['chair:3', 'trondheim:1', null]) {
      expect(q.send(WEDNESDAY, person, decide)).toBe('not-chair');
      expect(q.send(WEDNESDAY, person, back)).toBe('not-chair');
    }
    const group = opened();
    expect(group.send(TUESDAY, 'chair:2', decide)).toBe('not-chair');
    expect(group.send(TUESDAY, null, decide)).toBe('not-chair');
    expect(group.send(TUESDAY, 'chair:2', back)).toBe('not-chair');
  });

  test('does nothing to a closed question', () => {
    const q = lifted();
    q.send(WEDNESDAY, 'chair:2', decide);
    expect(q.send(WEDNESDAY, 'chair:2', decide)).toBe('closed');
    expect(q.send(WEDNESDAY, 'chair:2', back)).toBe('closed');
  });
});

describe('a body with seats', () => {
  test('has its own electorate: what the group said is not counted, and the group has no vote', () => {
    const q = opened({ roster: withBodySeats(rosterWith(8, 4), 4) });
    q.all(TUESDAY, seats('trondheim', 1, 5));
    q.send(TUESDAY, 'coordinator:1', { type: 'confirm-mandate' });
    expect(assess(q.state).tally).toMatchObject({ electorate: 4, answered: 0 });
    expect(q.send(TUESDAY, 'trondheim:2', { type: 'support' })).toBe('not-a-member');
    expect(q.send(TUESDAY, 'm:1', { type: 'support' })).toEqual(['position-taken']);
    expect(q.state.escalations[0]?.tally).toMatchObject({ electorate: 12, support: 5 });
  });

  test('whose seats are missing waits for its chair', () => {
    expect(assess(lifted().state)).toMatchObject({
      quorum: false,
      passes: false,
      missing: [{ need: 'body', level: 2 }],
    });
    expect(assess(opened({ roster: rosterWith(0, 0) }).state).missing).not.toContainEqual({ need: 'body', level: 1 });
  });

  test('passes at its deadline by the question’s own rules, or its time runs out', () => {
    const passing = lifted({ roster: withBodySeats(rosterWith(8, 4), 4) });
    passing.all(WEDNESDAY, ['m:1', 'm:2']);
    passing.runTo('2027-02-09T14:00:00.000Z');
    expect(passing.state.decision).toMatchObject({ at: '2027-02-09T14:00:00.000Z', level: 2, how: 'rules' });
    const silent = lifted({ roster: withBodySeats(rosterWith(8, 4), 4), alsoGroups: ['other'] });
    silent.runTo('2027-02-09T14:00:00.000Z');
    expect(silent.state).toMatchObject({ level: 3, extended: false, escalations: [{}, { reason: 'timeout' }] });
  });

  test('that is gone from the lists has nobody; its time runs out still', () => {
    const q = lifted({ roster: withBodySeats(rosterWith(8, 4), 4) });
    const ladder = rosterWith(8, 4).ladder.slice(1);
    q.send(WEDNESDAY, null, { type: 'renew-roster', roster: { ...rosterWith(8, 4), ladder } });
    expect(assess(q.state).tally.electorate).toBe(0);
    expect(q.send(WEDNESDAY, 'chair:2', decide)).toBe('not-chair');
    q.runTo('2027-02-09T14:00:00.000Z');
    expect(q.state.level).toBe(3);
  });
});

describe('sending back', () => {
  test('needs guidance, and is as if opened at that moment', () => {
    const q = opened({ roster: rosterWith(8, 4, { 'trondheim:2': 'sub:1' }), vendorDate: '2027-02-25' });
    q.runTo('2027-02-08T14:00:00.000Z');
    expect(q.state).toMatchObject({ extended: true, called: ['trondheim:2'] });
    const at = '2027-02-09T09:00:00.000Z';
    for (const person of seats('trondheim', 3, 6)) q.object(at, person);
    q.send(at, 'trondheim:3', { type: 'withdraw-objection', objection: null });
    q.send(at, 'trondheim:1', { type: 'maintain', objection: 2, text: 'Fordi' });
    q.send(at, 'trondheim:1', { type: 'amend', proposal: 'b', text: null, incorporates: [3] });
    q.send(at, 'coordinator:1', { type: 'confirm-mandate' });
    expect(q.send(at, 'chair:2', { ...back, guidance: '' })).toBe('text-required');
    expect(q.send(at, 'chair:2', back)).toEqual(['sent-back']);
    expect(q.state).toMatchObject({
      ...{ level: 1, round: 1, amended: false, openedAt: at, periodStart: at, overdue: false, status: 'open' },
      ...{ positions: {}, formerPositions: {}, mandateFlags: [], called: [], extended: true, sentBack: 1 },
      deadline: '2027-02-16T14:00:00.000Z',
      proposal: { option: 'b' },
      guidance: { person: 'chair:2', at, text: { said: 'Se på brevet' } },
    });
    expect(q.state.objections.map(({ status }) => status)).toEqual([
      'withdrawn',
      'set-aside',
      'incorporated',
      'set-aside',
    ]);
    expect(q.send(at, 'sub:1', { type: 'support' })).toBe('not-a-member');
  });

  test('keeps the criticality, also when it had turned yellow, and heeds the vendor’s date', () => {
    const q = opened({ criticality: 'green', vendorDate: '2027-02-05' });
    q.object(TUESDAY, 'trondheim:2');
    q.send(TUESDAY, 'coordinator:1', { type: 'confirm-mandate' });
    q.send(WEDNESDAY, 'chair:2', back);
    expect(q.state).toMatchObject({ criticality: 'yellow', deadline: '2027-02-05T14:00:00.000Z' });
  });

  test('happens once a question, and the extension stays used', () => {
    const q = lifted();
    q.send(WEDNESDAY, 'chair:2', back);
    q.runTo('2027-02-10T14:00:00.000Z');
    expect(q.state).toMatchObject({ level: 1, extended: true });
    q.runTo('2027-02-15T14:00:00.000Z');
    expect(q.state).toMatchObject({ level: 2, escalations: [{ reason: 'mandate' }, { reason: 'quorum' }] });
    expect(q.send('2027-02-16T09:00:00.000Z', 'chair:2', back)).toBe('already-sent-back');
  });
});

describe('a chair’s decision with a local deviation', () => {
  const deviation = { whom: ' Røros ', why: ' Ingen vakt ', criticality: 'green' as const, reviewOn: '2027-05-03' };
  const local = { ...decide, outcome: 'common-solution' as const, deviation };

  test('records it in the same breath, and that is the outcome', () => {
    const q = lifted();
    expect(q.send(WEDNESDAY, 'chair:2', local)).toEqual(['decided', 'deviation-recorded']);
    expect(q.state).toMatchObject({
      status: 'decided',
      decision: { outcome: 'local-deviation', text: { said: 'Vi gjør a' } },
      deviations: [{ n: 1, person: 'chair:2', at: WEDNESDAY, whom: { said: 'Røros' }, reviewOn: '2027-05-03' }],
    });
  });

  test.each([
    ['text-required', { whom: '' }],
    ['text-required', { why: ' ' }],
    ['bad-date', { reviewOn: '2027-02-03' }],
    ['patient-data', { why: '15869510073' }],
    ['patient-data', { whom: '15869510073' }],
  ])('is refused whole as %s: %o', (refused, part) => {
    const q = lifted();
    expect(q.send(WEDNESDAY, 'chair:2', { ...local, deviation: { ...deviation, ...part } })).toBe(refused);
    expect(q.state.status).toBe('open');
  });
});

test('a decision tells the versions of the rules and of the lists it was made under', () => {
  const roster = { ...rosterWith(8, 4), version: 12 };
  const q = lifted({ roster, policy: { ...DEFAULT_POLICY, version: 3 } });
  q.send(WEDNESDAY, 'chair:2', decide);
  expect(q.state.decision?.versions).toEqual({ rules: 3, ladder: 12 });
  const byRules = asking({ roster: { ...rosterWith(2, 0), version: 12 } });
  byRules.all(TUESDAY, ['trondheim:1', 'trondheim:2']);
  expect(byRules.state.decision).toMatchObject({ how: 'rules', versions: { rules: 1, ladder: 12 } });
});

test('a chair decides also what nobody has proposed', () => {
  const q = asking({ proposal: null });
  q.send(TUESDAY, 'coordinator:1', { type: 'confirm-mandate' });
  expect(q.send(WEDNESDAY, 'chair:2', decide)).toEqual(['decided']);
});

test('a chair of a body with seats decides while they answer, and what they said is the tally', () => {
  const q = lifted({ roster: withBodySeats(rosterWith(8, 4), 4) });
  q.send(WEDNESDAY, 'm:1', { type: 'support' });
  expect(q.send(WEDNESDAY, 'chair:2', decide)).toEqual(['decided']);
  expect(q.state.decision).toMatchObject({ how: 'chair', tally: { electorate: 4, answered: 1, support: 1 } });
});

test('sent back, all groups answer again; one without a proposal has none still', () => {
  const q = askingBoth({}, { proposal: null });
  q.send(TUESDAY, 'g/t2', { type: 'prefer', option: 'b' });
  q.send(TUESDAY, 'coordinator:1', { type: 'confirm-mandate' });
  q.send(WEDNESDAY, 'chair:2', back);
  expect(q.state).toMatchObject({
    level: 1,
    deadline: '2027-02-10T14:00:00.000Z',
    preferences: { 'g/trondheim:2': 'b' },
  });
  expect(q.send(WEDNESDAY, 'h/t2', { type: 'support' })).toBe('no-proposal');
  expect(q.send(WEDNESDAY, 'h/t1', { type: 'amend', proposal: 'b', text: null, incorporates: [] })).toEqual([
    'proposed',
  ]);
  q.all(WEDNESDAY, ['g/t1', 'g/t2', 'g/t3', 'g/o1', 'h/t1', 'h/t2', 'h/t3']);
  expect(q.send(WEDNESDAY, 'h/o1', { type: 'support' })).toEqual(['position-taken', 'decided']);
});
