/** What the clock does by itself, and when a question closes before its time. */
import { describe, expect, test } from 'vitest';
import { assess, DEFAULT_POLICY, nextStep, type Policy } from '../../../../bot/domain/index.ts';
import { opened, rosterWith, seats, withBodySeats } from '../../../support/play.ts';
import { asking, askingBoth, groupsWith } from '../given.ts';

const MONDAY_9 = '2027-02-01T08:00:00.000Z';
const MONDAY_LATER = '2027-02-01T12:00:00.000Z';
const TUESDAY = '2027-02-02T09:00:00.000Z';
const TUESDAY_15 = '2027-02-02T14:00:00.000Z';
const WEDNESDAY = '2027-02-03T09:00:00.000Z';
const DEADLINE = '2027-02-08T14:00:00.000Z';
const LATE = '2027-06-01T12:00:00.000Z';

function withRules(rules: Partial<Policy>): Policy {
  return { ...DEFAULT_POLICY, ...rules };
}

describe('closing early', () => {
  const enough = [...seats('trondheim', 1, 6), ...seats('opsjonskommuner', 1, 3)];

  test('exactly three of four is enough, one fewer is not', () => {
    const q = opened();
    q.all(TUESDAY, enough.slice(0, 8));
    expect(nextStep(q.state)).toMatchObject({ kind: 'remind' });
    q.send(TUESDAY, 'opsjonskommuner:3', { type: 'reservation', text: 'Kan leve med det' });
    expect(nextStep(q.state)).toMatchObject({ kind: 'close-early', at: TUESDAY_15 });
  });

  test('with a position at 15:00 itself, not a millisecond before', () => {
    const before = opened();
    before.all('2027-02-02T13:59:59.998Z', enough.slice(0, 8));
    expect(before.send('2027-02-02T13:59:59.999Z', 'opsjonskommuner:3', { type: 'support' })).toEqual([
      'position-taken',
    ]);
    const at = opened();
    at.all(TUESDAY, enough.slice(0, 8));
    expect(at.send(TUESDAY_15, 'opsjonskommuner:3', { type: 'support' })).toEqual(['position-taken', 'decided']);
  });

  test('counts abstentions in the electorate, not as accepting', () => {
    const q = opened();
    q.all(WEDNESDAY, enough.slice(0, 8));
    expect(q.all(WEDNESDAY, ['trondheim:7', 'trondheim:8', 'opsjonskommuner:3'], { type: 'abstain' }).flat()).toEqual([
      'position-taken',
      'position-taken',
      'position-taken',
    ]);
    expect(q.state.status).toBe('open');
  });

  test('of a red question only when every seat has answered, then also on the day it opens', () => {
    const red = opened({ criticality: 'red', roster: rosterWith(3, 2) });
    red.all(MONDAY_LATER, [...seats('trondheim', 1, 3), 'opsjonskommuner:1']);
    red.runTo('2027-02-05T12:00:00.000Z');
    expect(red.state.status).toBe('open');
    const all = opened({ criticality: 'red', roster: rosterWith(3, 2) });
    all.all(MONDAY_LATER, [...seats('trondheim', 1, 3), ...seats('opsjonskommuner', 1, 2)]);
    expect(all.state).toMatchObject({ status: 'decided', decision: { at: MONDAY_LATER, how: 'rules', person: null } });
  });

  test('never when all have answered and it does not pass', () => {
    const q = opened({ criticality: 'green', roster: rosterWith(2, 0) });
    q.all(WEDNESDAY, seats('trondheim', 1, 2));
    expect(q.state.status).toBe('open');
    expect(assess(q.state).missing).toEqual([{ need: 'support', count: 1 }]);
  });

  test('at a body with seats too: at 15:00 if it stands so, else with the position that makes it so', () => {
    const roster = withBodySeats(rosterWith(8, 4), 4);
    const standing = opened({ roster });
    standing.send(MONDAY_LATER, 'coordinator:1', { type: 'confirm-mandate' });
    standing.all(MONDAY_LATER, ['m:1', 'm:2', 'm:3']);
    standing.runTo(LATE);
    expect(standing.state.decision).toMatchObject({ at: TUESDAY_15, level: 2, how: 'rules' });
    const later = opened({ roster });
    later.send(MONDAY_LATER, 'coordinator:1', { type: 'confirm-mandate' });
    later.all(WEDNESDAY, ['m:1', 'm:2']);
    expect(later.send(WEDNESDAY, 'm:3', { type: 'support' })).toEqual(['position-taken', 'decided']);
  });
});

describe('the deadline', () => {
  test('a passing question is decided there, with the tally of that moment', () => {
    const q = opened();
    q.all(TUESDAY, [...seats('trondheim', 1, 4), ...seats('opsjonskommuner', 1, 2)]);
    q.runTo(DEADLINE);
    expect(q.state).toMatchObject({ status: 'decided', deadline: null });
    expect(q.state.decision).toEqual({
      at: DEADLINE,
      level: 1,
      round: 1,
      how: 'rules',
      person: null,
      text: null,
      outcome: 'common-solution',
      versions: { rules: 1, ladder: 0 },
      tally: {
        ...{ electorate: 12, answered: 6, support: 6, reservation: 0, objection: 0, abstain: 0 },
        blocks: {
          trondheim: { electorate: 8, answered: 4, support: 4, reservation: 0, objection: 0, abstain: 0 },
          opsjonskommuner: { electorate: 4, answered: 2, support: 2, reservation: 0, objection: 0, abstain: 0 },
        },
      },
    });
  });

  test('an extension calls the substitutes of the seats that are silent, and of no others', () => {
    const subs = { 'trondheim:2': 'sub:1', 'trondheim:3': 'sub:2', 'opsjonskommuner:1': 'sub:3' };
    const q = opened({ roster: rosterWith(8, 4, subs) });
    q.all(TUESDAY, ['trondheim:3']);
    q.runTo(DEADLINE);
    expect(q.events.at(-1)).toEqual({
      type: 'extended',
      deadline: '2027-02-11T14:00:00.000Z',
      called: ['trondheim:2', 'opsjonskommuner:1'],
    });
    expect(q.send('2027-02-09T09:00:00.000Z', 'sub:1', { type: 'support' })).toEqual(['position-taken']);
    expect(q.send('2027-02-09T09:00:00.000Z', 'sub:2', { type: 'support' })).toBe('not-a-member');
  });

  test('rules may leave substitutes out of it, and the extension too', () => {
    const roster = rosterWith(8, 4, { 'trondheim:2': 'sub:1' });
    const alone = opened({
      roster,
      policy: withRules({ extension: { times: 1, workingDays: 3, callSubstitutes: false } }),
    });
    alone.runTo(DEADLINE);
    expect(alone.state).toMatchObject({ extended: true, called: [] });
    const none = opened({
      roster,
      policy: withRules({ extension: { times: 0, workingDays: 3, callSubstitutes: true } }),
    });
    none.runTo(DEADLINE);
    expect(none.state).toMatchObject({ extended: false, level: 2, escalations: [{ reason: 'quorum' }] });
  });

  test('the extension is one over all rounds: round 2 without quorum is lifted when round 1 had it', () => {
    const q = opened();
    q.runTo(DEADLINE);
    q.send('2027-02-09T09:00:00.000Z', 'trondheim:1', { type: 'amend', proposal: 'b', text: null, incorporates: [] });
    q.runTo('2027-02-12T14:00:00.000Z');
    expect(q.state).toMatchObject({ level: 2, round: 2, escalations: [{ reason: 'quorum' }] });
  });

  test('a missing quorum is extended in round 2 when round 1 was not', () => {
    const q = opened();
    q.send(TUESDAY, 'trondheim:1', { type: 'amend', proposal: 'b', text: null, incorporates: [] });
    q.runTo('2027-02-05T14:00:00.000Z');
    expect(q.state).toMatchObject({ level: 1, round: 2, extended: true, deadline: '2027-02-10T14:00:00.000Z' });
  });

  test('a lift takes along the split, what was missing and the reason', () => {
    const q = opened({ alsoGroups: ['other'] });
    q.all(TUESDAY, [...seats('trondheim', 1, 5), 'opsjonskommuner:1']);
    q.object(TUESDAY, 'opsjonskommuner:2');
    q.runTo(DEADLINE);
    const [lifted] = q.state.escalations;
    expect(lifted).toMatchObject({ at: DEADLINE, to: 2, reason: 'cross-cutting', tally: { support: 6, objection: 1 } });
    expect(lifted?.missing).toEqual([{ need: 'open-objection', objection: 1 }]);
    expect(q.state).toMatchObject({ deadline: '2027-02-15T14:00:00.000Z', periodStart: DEADLINE });
  });

  test('at the last level it stays, marked overdue, once', () => {
    const q = opened({ roster: { ...rosterWith(8, 4), ladder: [] }, alsoGroups: ['other'] });
    q.runTo(LATE);
    expect(q.events.filter(({ type }) => type === 'went-overdue')).toHaveLength(1);
    expect(q.state).toMatchObject({ status: 'open', level: 1, overdue: true });
    expect(nextStep(q.state)).toBeNull();
  });

  test('an overdue question that is amended gets its three days', () => {
    const q = opened({ roster: { ...rosterWith(8, 4), ladder: [] } });
    q.runTo('2027-02-11T14:00:00.000Z');
    expect(q.state).toMatchObject({ overdue: true, round: 1 });
    q.send('2027-02-12T09:00:00.000Z', 'trondheim:1', { type: 'amend', proposal: 'b', text: null, incorporates: [] });
    q.all('2027-02-12T10:00:00.000Z', [...seats('trondheim', 1, 4), ...seats('opsjonskommuner', 1, 2)]);
    q.runTo(LATE);
    expect(q.state.decision).toMatchObject({ at: '2027-02-17T14:00:00.000Z', round: 2 });
  });

  test('an overdue green question that meets an objection gets its five days', () => {
    const q = opened({ criticality: 'green', roster: { ...rosterWith(8, 4), ladder: [] } });
    q.runTo('2027-02-09T14:00:00.000Z');
    expect(q.state.overdue).toBe(true);
    q.object('2027-02-10T09:00:00.000Z', 'trondheim:2');
    expect(q.state).toMatchObject({ overdue: false, criticality: 'yellow', deadline: '2027-02-17T14:00:00.000Z' });
    expect(nextStep(q.state)).not.toBeNull();
  });

  test('an overdue question goes on when a level is added above it', () => {
    const without = { ...rosterWith(8, 4), ladder: [] };
    const q = opened({ roster: without });
    q.runTo('2027-02-11T14:00:00.000Z');
    const added = '2027-02-15T09:00:00.000Z';
    expect(q.send(added, null, { type: 'renew-roster', roster: rosterWith(8, 4) })).toEqual(['roster-renewed']);
    q.runTo(added);
    expect(q.state).toMatchObject({ level: 2, overdue: false, deadline: '2027-02-22T14:00:00.000Z' });
    expect(q.state.escalations).toMatchObject([{ at: added, reason: 'quorum' }]);
  });
});

describe('reminders', () => {
  const reminded = (q: ReturnType<typeof opened>) => q.events.filter((event) => event.type === 'reminded');

  test('half-way in sending hours, then one working day before at 15:00', () => {
    const q = opened({ criticality: 'red' });
    const steps: [string, string][] = [];
    for (let i = 0; i < 2; i++) {
      const step = nextStep(q.state);
      steps.push([step?.kind ?? '', step?.at ?? '']);
      q.runTo(step?.at ?? '');
    }
    expect(steps).toEqual([
      ['remind', '2027-02-08T06:30:00.000Z'],
      ['remind', '2027-02-10T14:00:00.000Z'],
    ]);
    expect(reminded(q).map(({ kind }) => kind)).toEqual(['half-time', 'one-working-day-before']);
  });

  test('go to the seats without an answer, and not to the recused', () => {
    const q = opened({ roster: rosterWith(2, 2) });
    q.send(TUESDAY, 'trondheim:1', { type: 'support' });
    q.send(TUESDAY, 'trondheim:2', { type: 'recuse' });
    q.runTo('2027-02-05T14:00:00.000Z');
    expect(reminded(q)[0]?.seats).toEqual(['opsjonskommuner:1', 'opsjonskommuner:2']);
  });

  test('a question of one day has none half-way: that would come after the day before', () => {
    const q = opened({ vendorDate: '2027-02-02' });
    q.runTo('2027-02-02T13:00:00.000Z');
    expect(reminded(q)).toMatchObject([{ kind: 'one-working-day-before' }]);
  });

  test('asked after 15:00 for the next working day, there is no day before; half-way is', () => {
    const q = opened({ vendorDate: '2027-02-02', at: '2027-02-01T14:30:00.000Z' });
    q.runTo('2027-02-02T13:00:00.000Z');
    expect(reminded(q)).toMatchObject([{ kind: 'half-time' }]);
  });

  test('the rules may have fewer, or none', () => {
    const one = opened({ policy: withRules({ reminders: { ...DEFAULT_POLICY.reminders, maxPerQuestion: 1 } }) });
    one.runTo(LATE);
    expect(reminded(one)).toHaveLength(1);
    const last = opened({
      policy: withRules({ reminders: { ...DEFAULT_POLICY.reminders, at: ['one-working-day-before'] } }),
    });
    last.runTo(LATE);
    expect(reminded(last).map(({ kind }) => kind)).toEqual(['one-working-day-before']);
  });

  test('no body without seats is reminded', () => {
    const q = opened();
    q.send(MONDAY_9, 'coordinator:1', { type: 'confirm-mandate' });
    q.runTo(LATE);
    expect(reminded(q)).toEqual([]);
  });

  test('one that a new deadline has put in the past is left out', () => {
    const q = opened({ criticality: 'red' });
    q.send('2027-02-09T09:00:00.000Z', 'trondheim:1', { type: 'amend', proposal: 'b', text: null, incorporates: [] });
    expect(q.state.deadline).toBe('2027-02-12T14:00:00.000Z');
    q.runTo('2027-02-12T13:00:00.000Z');
    expect(reminded(q).map(({ kind }) => kind)).toEqual(['half-time', 'one-working-day-before']);
  });
});

test('the clock asks nothing of a closed question', () => {
  const q = opened();
  q.send(TUESDAY, 'trondheim:1', { type: 'withdraw', reason: 'Løst på annet vis' });
  expect(nextStep(q.state)).toBeNull();
  expect(q.send(LATE, null, { type: 'tick' })).toEqual([]);
});

describe('several groups', () => {
  const all = ['g/t1', 'g/t2', 'g/t3', 'g/o1', 'h/t1', 'h/t2', 'h/t3', 'h/o1'];

  test('pass together, each by its own count; the decision tells both', () => {
    const q = askingBoth();
    q.all(TUESDAY, ['g/t1', 'g/o1', 'h/t1']);
    expect(assess(q.state)).toMatchObject({
      passes: false,
      missing: [
        { need: 'answers', count: 1, block: null, group: 'h' },
        { need: 'answers', count: 1, block: 'opsjonskommuner', group: 'h' },
        { need: 'acceptance', count: 1, block: 'opsjonskommuner', group: 'h' },
      ],
    });
    q.send(TUESDAY, 'h/o1', { type: 'support' });
    q.runTo(DEADLINE);
    expect(q.state.decision).toMatchObject({
      at: DEADLINE,
      tally: {
        ...{ electorate: 8, support: 4 },
        groups: {
          g: { electorate: 4, support: 2 },
          h: { electorate: 4, support: 2, blocks: { trondheim: { electorate: 3 } } },
        },
      },
    });
  });

  test('close at once when every seat in all of them has answered', () => {
    const q = askingBoth();
    expect(q.all(TUESDAY, all).map((events) => events.length)).toEqual([1, 1, 1, 1, 1, 1, 1, 2]);
  });

  test('close early when so many accept in each, not in all taken together', () => {
    const q = askingBoth({}, {}, { g: [4, 0], h: [12, 0] });
    q.all(TUESDAY, ['g/t1', 'g/t2', ...Array.from({ length: 12 }, (_, i) => `h/t${i + 1}`)]);
    q.runTo(WEDNESDAY);
    expect(q.state.status).toBe('open');
    expect(q.send(WEDNESDAY, 'g/t3', { type: 'support' })).toEqual(['position-taken', 'decided']);
  });

  test('are extended when one of them lacks answers, and lifted for it when it does still', () => {
    const q = askingBoth({ 'h/trondheim:2': { substitute: 'sub:1' }, 'g/trondheim:2': { substitute: 'sub:2' } });
    q.all(TUESDAY, ['g/t1', 'g/t2', 'g/t3', 'g/o1', 'h/t1']);
    q.runTo(DEADLINE);
    expect(q.state).toMatchObject({ level: 1, extended: true, called: ['h/trondheim:2'] });
    q.runTo('2027-02-11T14:00:00.000Z');
    expect(q.state).toMatchObject({ level: 2, escalations: [{ reason: 'quorum', missing: [{ group: 'h' }, {}, {}] }] });
  });

  test('that disagree are lifted at once, cross-cutting: no second round', () => {
    const q = askingBoth();
    q.all(TUESDAY, ['g/t1', 'g/t2', 'g/t3', 'g/o1', 'h/t1', 'h/o1']);
    q.object(TUESDAY, 'h/t2');
    q.runTo(DEADLINE);
    expect(q.state).toMatchObject({
      level: 2,
      round: 1,
      escalations: [{ reason: 'cross-cutting', tally: { groups: { h: {} } } }],
    });
  });

  test('one in which nobody can answer has no quorum', () => {
    const q = askingBoth({}, {}, { g: [3, 1], h: [0, 0] });
    q.all(TUESDAY, ['g/t1', 'g/t2', 'g/t3', 'g/o1']);
    expect(q.state.status).toBe('open');
    q.runTo('2027-02-11T14:00:00.000Z');
    expect(q.state.escalations).toMatchObject([{ reason: 'quorum' }]);
  });

  test('three who support in so many words are asked of each green group', () => {
    const q = askingBoth({}, { criticality: 'green' });
    q.all(TUESDAY, ['g/t1', 'g/t2', 'g/t3', 'h/t1', 'h/t2']);
    expect(assess(q.state).missing).toEqual([{ need: 'support', count: 1, group: 'h' }]);
  });

  test('are one body above', () => {
    const roster = withBodySeats(groupsWith({ g: [1, 0], h: [1, 0] }), 2);
    const q = asking({ groups: ['g', 'h'], roster });
    q.send(TUESDAY, 'coordinator:1', { type: 'confirm-mandate' });
    expect(assess(q.state).tally).not.toHaveProperty('groups');
    expect(q.all(TUESDAY, ['m:1', 'm:2'])).toEqual([['position-taken'], ['position-taken', 'decided']]);
  });
});

describe('with nothing proposed', () => {
  test('time runs out: an extension, then it is lifted for lack of answers', () => {
    const q = asking({ proposal: null });
    q.all(TUESDAY, seats('trondheim', 1, 8), { type: 'prefer', option: 'b' });
    expect(assess(q.state)).toMatchObject({ quorum: false, passes: false });
    expect(assess(q.state).missing[0]).toEqual({ need: 'proposal' });
    q.runTo(DEADLINE);
    expect(q.state).toMatchObject({ level: 1, extended: true });
    q.runTo('2027-02-11T14:00:00.000Z');
    expect(q.state).toMatchObject({ level: 2, escalations: [{ reason: 'quorum' }] });
    expect(q.state.escalations[0]?.missing[0]).toEqual({ need: 'proposal' });
  });

  test('only those who prefer nothing yet are reminded, and their substitutes called in', () => {
    const roster = rosterWith(3, 0, { 'trondheim:1': 'sub:1', 'trondheim:2': 'sub:2' });
    const q = asking({ proposal: null, roster });
    q.send(TUESDAY, 'trondheim:1', { type: 'prefer', option: 'b' });
    q.runTo(DEADLINE);
    const reminders = q.events.flatMap((event) => (event.type === 'reminded' ? [event.seats] : []));
    expect(reminders).toEqual([
      ['trondheim:2', 'trondheim:3'],
      ['trondheim:2', 'trondheim:3'],
    ]);
    expect(q.state.called).toEqual(['trondheim:2']);
  });

  test('a green question does not pass in silence', () => {
    const policy = withRules({
      criticality: { ...DEFAULT_POLICY.criticality, green: { deadlineWorkingDays: 3, silence: 'consent' } },
    });
    const q = asking({ criticality: 'green', proposal: null, policy });
    expect(assess(q.state)).toMatchObject({ passes: false, missing: [{ need: 'proposal' }] });
    q.runTo(LATE);
    expect(q.state.status).toBe('open');
  });
});
