import { describe, expect, test } from 'vitest';
import { assess, nextStep } from '../../../bot/domain/index.ts';
import { MONDAY, opened, rosterWith, seats } from '../../support/play.ts';

const TUESDAY = '2027-02-02T09:00:00.000Z';
const TUESDAY_15 = '2027-02-02T14:00:00.000Z';
const WEDNESDAY = '2027-02-03T09:00:00.000Z';
const LATE = '2027-03-30T12:00:00.000Z';

describe('positions', () => {
  test('a reservation needs words, an objection needs words, a criterion and a change', () => {
    const q = opened();
    expect(q.send(TUESDAY, 'trondheim:2', { type: 'reservation', text: ' ' })).toBe('text-required');
    const objection = { type: 'objection' as const, criterion: 'law', text: 'x', change: 'y' };
    expect(q.send(TUESDAY, 'trondheim:2', { ...objection, text: '' })).toBe('text-required');
    expect(q.send(TUESDAY, 'trondheim:2', { ...objection, change: '' })).toBe('text-required');
    expect(q.send(TUESDAY, 'trondheim:2', { ...objection, criterion: 'taste' })).toBe('text-required');
    expect(q.send(TUESDAY, 'trondheim:2', objection)).toEqual(['objection-raised']);
  });

  test('refuses who has no seat, and stays quiet when the same is said again', () => {
    const q = opened();
    expect(q.send(TUESDAY, 'coordinator:1', { type: 'support' })).toBe('not-a-member');
    expect(q.send(TUESDAY, 'nobody', { type: 'support' })).toBe('not-a-member');
    expect(q.send(TUESDAY, 'trondheim:2', { type: 'support' })).toEqual(['position-taken']);
    expect(q.send(TUESDAY, 'trondheim:2', { type: 'support' })).toEqual([]);
  });

  test('taking another position withdraws the own objection; withdrawing it alone leaves the seat unanswered', () => {
    const q = opened();
    q.object(TUESDAY, 'trondheim:2');
    expect(q.send(TUESDAY, 'trondheim:2', { type: 'abstain' })).toEqual(['objection-withdrawn', 'position-taken']);
    q.object(TUESDAY, 'trondheim:2', 'Igjen');
    expect(q.send(TUESDAY, 'trondheim:3', { type: 'withdraw-objection', objection: 2 })).toBe('not-yours');
    expect(q.send(TUESDAY, 'trondheim:2', { type: 'withdraw-objection', objection: null })).toEqual([
      'objection-withdrawn',
    ]);
    expect(assess(q.state).tally.answered).toBe(0);
    expect(q.state.objections.map(({ status }) => status)).toEqual(['withdrawn', 'withdrawn']);
  });

  test('recusal takes the seat, its position and its objection out; a later position is refused', () => {
    const q = opened();
    q.object(TUESDAY, 'trondheim:2');
    expect(q.send(TUESDAY, 'trondheim:2', { type: 'recuse' })).toEqual(['objection-withdrawn', 'recused']);
    expect(assess(q.state).tally.electorate).toBe(11);
    expect(q.send(TUESDAY, 'trondheim:2', { type: 'support' })).toBe('recused');
  });

  test('a tap on a card of an earlier round is stale', () => {
    const q = opened();
    q.send(TUESDAY, 'trondheim:1', { type: 'amend', proposal: 'b', text: null, incorporates: [] });
    const old = { level: 1, round: 1 };
    expect(q.send(TUESDAY, 'trondheim:2', { type: 'support' }, old)).toBe('stale-button');
  });

  test('patient data are refused before anything else', () => {
    const q = opened();
    expect(q.send(TUESDAY, 'trondheim:2', { type: 'reservation', text: 'Se 15869510073' })).toBe('patient-data');
  });
});

describe('green', () => {
  test('silence is consent with three who support', () => {
    const q = opened({ criticality: 'green' });
    q.all(TUESDAY, seats('trondheim', 1, 3));
    q.runTo(LATE);
    expect(q.state.decision?.at).toBe('2027-02-04T14:00:00.000Z');
  });

  test('an objection turns it yellow: five working days from then, positions kept', () => {
    const q = opened({ criticality: 'green' });
    q.all(TUESDAY, seats('trondheim', 1, 3));
    expect(q.object(WEDNESDAY, 'trondheim:4')).toEqual(['objection-raised', 'turned-yellow']);
    expect(q.state).toMatchObject({ criticality: 'yellow', round: 1, deadline: '2027-02-10T14:00:00.000Z' });
    expect(assess(q.state).tally).toMatchObject({ support: 3, objection: 1 });
  });

  test('without active support it is extended once, then lifted for quorum', () => {
    const q = opened({ criticality: 'green', roster: rosterWith(8, 4, { 'trondheim:5': 'sub:1' }) });
    q.runTo('2027-02-04T14:00:00.000Z');
    expect(q.state).toMatchObject({ extended: true, called: ['trondheim:5'], deadline: '2027-02-09T14:00:00.000Z' });
    q.runTo('2027-02-09T14:00:00.000Z');
    expect(q.state.escalations).toMatchObject([{ to: 2, reason: 'quorum' }]);
  });
});

describe('closing early', () => {
  test('at 15:00 on the first working day when three of four accept', () => {
    const q = opened();
    q.all(TUESDAY, [...seats('trondheim', 1, 6), ...seats('opsjonskommuner', 1, 3)]);
    expect(q.state.status).toBe('open');
    q.runTo(LATE);
    expect(q.state.decision?.at).toBe(TUESDAY_15);
  });

  test('after that, with the position that makes it so', () => {
    const q = opened();
    q.all(WEDNESDAY, [...seats('trondheim', 1, 6), ...seats('opsjonskommuner', 1, 2)]);
    const last = q.send(WEDNESDAY, 'opsjonskommuner:3', { type: 'support' });
    expect(last).toEqual(['position-taken', 'decided']);
  });

  test('red only when every seat has answered', () => {
    const q = opened({ criticality: 'red', roster: rosterWith(3, 2) });
    q.all(WEDNESDAY, [...seats('trondheim', 1, 3), 'opsjonskommuner:1']);
    expect(q.state.status).toBe('open');
    expect(q.send(WEDNESDAY, 'opsjonskommuner:2', { type: 'abstain' })).toEqual(['position-taken', 'decided']);
  });

  test('not with an open objection', () => {
    const q = opened();
    q.object(TUESDAY, 'opsjonskommuner:4');
    q.all(WEDNESDAY, [...seats('trondheim', 1, 8), ...seats('opsjonskommuner', 1, 3)]);
    expect(q.state.status).toBe('open');
    expect(q.send(WEDNESDAY, 'trondheim:1', { type: 'maintain', objection: 1, text: 'Fordi' })).toEqual([
      'objection-maintained',
      'decided',
    ]);
  });
});

describe('the deadline', () => {
  test('disagreement opens round 2 with positions kept, then lifts', () => {
    const q = opened();
    q.all(TUESDAY, [...seats('trondheim', 1, 5), ...seats('opsjonskommuner', 1, 2)]);
    q.object(TUESDAY, 'opsjonskommuner:3');
    q.runTo('2027-02-08T14:00:00.000Z');
    expect(q.state).toMatchObject({ round: 2, deadline: '2027-02-11T14:00:00.000Z' });
    expect(assess(q.state).tally.answered).toBe(8);
    q.runTo('2027-02-11T14:00:00.000Z');
    expect(q.state).toMatchObject({ level: 2, round: 2, escalations: [{ reason: 'disagreement' }] });
  });

  test('a question that affects other groups is lifted at once', () => {
    const q = opened({ alsoGroups: ['other'] });
    q.all(TUESDAY, [...seats('trondheim', 1, 5), ...seats('opsjonskommuner', 1, 2)]);
    q.object(TUESDAY, 'opsjonskommuner:3');
    q.runTo(LATE.replace('03-30', '02-08'));
    expect(q.state.round).toBe(1);
    q.runTo('2027-02-08T14:00:00.000Z');
    expect(q.state.escalations).toMatchObject([{ to: 2, reason: 'cross-cutting' }]);
  });

  test('a position after the deadline is refused though no clock had ticked', () => {
    const q = opened();
    q.all(TUESDAY, [...seats('trondheim', 1, 5), ...seats('opsjonskommuner', 1, 2)]);
    expect(q.send('2027-02-08T14:00:00.000Z', 'trondheim:6', { type: 'support' })).toBe('closed');
  });

  test('an empty electorate has no quorum', () => {
    const q = opened({ roster: rosterWith(0, 0) });
    expect(assess(q.state)).toMatchObject({ quorum: false, passes: false });
  });
});

describe('amending', () => {
  test('opens round 2 with positions cleared, save those of objections that were not named', () => {
    const q = opened();
    q.all(TUESDAY, seats('trondheim', 1, 4));
    q.object(TUESDAY, 'trondheim:5');
    q.object(TUESDAY, 'trondheim:6');
    const amend = { type: 'amend' as const, proposal: 'b', text: null, incorporates: [1] };
    expect(q.send(TUESDAY, 'trondheim:2', amend)).toBe('not-expert');
    expect(q.send(TUESDAY, 'trondheim:1', amend)).toEqual(['amended', 'objection-incorporated', 'round-opened']);
    expect(q.state).toMatchObject({ round: 2, deadline: '2027-02-05T14:00:00.000Z', proposal: { option: 'b' } });
    expect(Object.keys(q.state.positions)).toEqual(['trondheim:6']);
    expect(Object.keys(q.state.formerPositions)).toContain('trondheim:2');
    expect(q.send(TUESDAY, 'trondheim:1', amend)).toBe('wrong-round');
  });

  test('refuses an objection that is not there and an option that is not there', () => {
    const q = opened();
    const amend = { type: 'amend' as const, proposal: 'b', text: null, incorporates: [] };
    expect(q.send(TUESDAY, 'trondheim:1', { ...amend, incorporates: [7] })).toBe('unknown-objection');
    expect(q.send(TUESDAY, 'trondheim:1', { ...amend, proposal: 'z' })).toBe('unknown-option');
    expect(q.send(TUESDAY, 'trondheim:1', { ...amend, proposal: null })).toBe('text-required');
  });
});

describe('the mandate', () => {
  test('two members or one expert lift', () => {
    const q = opened();
    const flag = { type: 'flag-mandate' as const, text: 'Gjelder sykehuset' };
    expect(q.send(TUESDAY, 'trondheim:2', { ...flag, text: null })).toBe('text-required');
    expect(q.send(TUESDAY, 'trondheim:2', flag)).toEqual(['mandate-flagged']);
    expect(q.send(TUESDAY, 'trondheim:2', flag)).toEqual([]);
    expect(q.send(TUESDAY, 'trondheim:3', flag)).toEqual(['mandate-flagged', 'escalated']);
    const other = opened();
    expect(other.send(TUESDAY, 'coordinator:1', { ...flag, text: null })).toEqual(['mandate-flagged', 'escalated']);
    expect(other.send(TUESDAY, 'trondheim:1', { type: 'confirm-mandate' })).toBe('lifted');
  });
});

describe('the ladder', () => {
  function lifted() {
    const q = opened();
    q.send(TUESDAY, 'trondheim:1', { type: 'flag-mandate', text: null });
    return q;
  }

  test('time runs out level by level, and stays at the last one', () => {
    const q = lifted();
    q.runTo('2027-06-01T12:00:00.000Z');
    expect(q.state.escalations.map(({ to, reason, at }) => [to, reason, at])).toEqual([
      [2, 'mandate', TUESDAY],
      [3, 'timeout', '2027-02-09T14:00:00.000Z'],
      [4, 'timeout', '2027-02-23T14:00:00.000Z'],
    ]);
    expect(q.state).toMatchObject({ level: 4, deadline: null, status: 'open' });
  });

  test('the chair decides; nobody else', () => {
    const q = lifted();
    const decide = { type: 'decide' as const, text: 'Vi gjør a', outcome: 'common-solution' as const };
    expect(q.send(WEDNESDAY, 'chair:3', decide)).toBe('not-chair');
    expect(q.send(WEDNESDAY, 'trondheim:2', { type: 'support' })).toBe('not-a-member');
    expect(q.send(WEDNESDAY, 'chair:2', decide)).toEqual(['decided']);
    expect(q.state.decision).toMatchObject({ level: 2, how: 'chair', person: 'chair:2', at: WEDNESDAY });
    expect(q.send(WEDNESDAY, 'chair:2', decide)).toBe('closed');
  });

  test('sends back once: level 1, round 1 as if opened then, objections set aside', () => {
    const q = opened();
    q.object(TUESDAY, 'trondheim:2');
    q.send(TUESDAY, 'trondheim:1', { type: 'flag-mandate', text: null });
    const back = { type: 'send-back' as const, guidance: 'Se på brev' };
    expect(q.send(WEDNESDAY, 'chair:2', { ...back, guidance: '' })).toBe('text-required');
    expect(q.send(WEDNESDAY, 'chair:2', back)).toEqual(['sent-back']);
    expect(q.state).toMatchObject({ level: 1, round: 1, openedAt: WEDNESDAY, deadline: '2027-02-10T14:00:00.000Z' });
    expect(q.state.objections).toMatchObject([{ status: 'set-aside' }]);
    expect(q.state.positions).toEqual({});
    q.send(WEDNESDAY, 'trondheim:1', { type: 'flag-mandate', text: null });
    expect(q.send(WEDNESDAY, 'chair:2', back)).toBe('already-sent-back');
  });
});

describe('substitutes', () => {
  test('answer while the holder is away or when called in, and the latest answer counts', () => {
    const q = opened({ roster: rosterWith(8, 4, { 'trondheim:2': 'sub:1' }) });
    expect(q.send(TUESDAY, 'sub:1', { type: 'support' })).toBe('not-a-member');
    expect(q.send(TUESDAY, 'trondheim:2', { type: 'absent', from: '2027-02-02', to: '2027-02-03' })).toEqual([
      'absence-declared',
    ]);
    expect(q.send(TUESDAY, 'sub:1', { type: 'support' })).toEqual(['position-taken']);
    expect(q.send(WEDNESDAY, 'trondheim:2', { type: 'abstain' })).toEqual(['position-taken']);
    expect(q.state.positions['trondheim:2']).toMatchObject({ kind: 'abstain', person: 'trondheim:2' });
    expect(q.send('2027-02-04T09:00:00.000Z', 'sub:1', { type: 'support' })).toBe('not-a-member');
  });
});

describe('reminders', () => {
  test('half-way and one working day before, in sending hours, to those who have not answered; an extension adds none', () => {
    const q = opened();
    q.all(TUESDAY, seats('trondheim', 1, 2));
    q.runTo(LATE);
    const reminded = q.events.filter((event) => event.type === 'reminded');
    expect(reminded.map(({ kind, seats: silent }) => [kind, silent.length])).toEqual([
      ['half-time', 10],
      ['one-working-day-before', 10],
    ]);
  });

  test('every open question has a next step until the last level', () => {
    const q = opened();
    expect(nextStep(q.state)).not.toBeNull();
    q.runTo(MONDAY);
  });
});
