/** Positions, recusal and preferences: what each produces, refuses, and when it stays quiet. */
import { describe, expect, test } from 'vitest';
import { assess, type Roster } from '../../../../bot/domain/index.ts';
import { opened, rosterWith, seats, withBodySeats } from '../../../support/play.ts';
import { asking, askingBoth } from '../given.ts';

const TUESDAY = '2027-02-02T09:00:00.000Z';
const LATER = '2027-02-02T10:00:00.000Z';
const WEDNESDAY = '2027-02-03T09:00:00.000Z';
const reservation = { type: 'reservation' as const, text: 'Kan leve med det' };
const objection = { type: 'objection' as const, criterion: 'law', text: 'Bryter loven', change: 'Ta det ut' };

describe('taking a position', () => {
  test('records who, when and the words of a reservation', () => {
    const q = opened();
    expect(q.send(TUESDAY, 'trondheim:2', { ...reservation, text: '  Kan leve med det ' })).toEqual(['position-taken']);
    expect(q.send(TUESDAY, 'trondheim:3', { type: 'support' })).toEqual(['position-taken']);
    expect(q.state.positions).toEqual({
      'trondheim:2': { kind: 'reservation', person: 'trondheim:2', at: TUESDAY, text: { said: 'Kan leve med det' } },
      'trondheim:3': { kind: 'support', person: 'trondheim:3', at: TUESDAY },
    });
  });

  test('may be changed until it closes; the latest counts', () => {
    const q = opened();
    q.send(TUESDAY, 'trondheim:2', { type: 'support' });
    expect(q.send(TUESDAY, 'trondheim:2', { type: 'abstain' })).toEqual(['position-taken']);
    expect(assess(q.state).tally).toMatchObject({ answered: 1, support: 0, abstain: 1 });
  });

  test('said again is quiet; a reservation in other words, or another person for the seat, is not', () => {
    const q = opened({ roster: rosterWith(8, 4, { 'trondheim:2': 'sub:1' }) });
    q.send(TUESDAY, 'trondheim:2', reservation);
    expect(q.send(LATER, 'trondheim:2', reservation)).toEqual([]);
    expect(q.send(LATER, 'trondheim:2', { ...reservation, text: 'Med andre ord' })).toEqual(['position-taken']);
    q.send(LATER, 'trondheim:2', { type: 'support' });
    q.send(LATER, 'trondheim:2', { type: 'absent', from: '2027-02-02', to: '2027-02-02' });
    expect(q.send(LATER, 'sub:1', { type: 'support' })).toEqual(['position-taken']);
    expect(q.send(LATER, 'sub:1', { type: 'support' })).toEqual([]);
  });

  test('is refused on a closed question before anything else is asked', () => {
    const q = opened();
    q.send(TUESDAY, 'trondheim:1', { type: 'withdraw', reason: 'Løst' });
    expect(q.send(TUESDAY, 'stranger', { type: 'support' }, { level: 1, round: 9 })).toBe('closed');
  });

  test('is stale from another round or another level, not from the present card, nor in words', () => {
    const q = opened();
    expect(q.send(TUESDAY, 'trondheim:2', { type: 'support' }, { level: 1, round: 2 })).toBe('stale-button');
    expect(q.send(TUESDAY, 'trondheim:2', { type: 'support' }, { level: 2, round: 1 })).toBe('stale-button');
    expect(q.send(TUESDAY, 'trondheim:2', { type: 'support' }, { level: 1, round: 1 })).toEqual(['position-taken']);
    expect(q.send(TUESDAY, 'trondheim:3', { type: 'support' })).toEqual(['position-taken']);
  });

  test('is nobody’s without a name', () => {
    expect(opened().send(TUESDAY, null, { type: 'support' })).toBe('not-a-member');
  });

  test('of 3000 characters is as long as it gets', () => {
    const q = opened();
    expect(q.send(TUESDAY, 'trondheim:2', { ...reservation, text: 'x'.repeat(3001) })).toBe('too-long');
    expect(q.send(TUESDAY, 'trondheim:2', { ...reservation, text: ` ${'x'.repeat(3000)} ` })).toEqual([
      'position-taken',
    ]);
  });

  test('keeps no half character: what is stored reads the same everywhere', () => {
    const q = opened();
    q.send(TUESDAY, 'trondheim:2', { ...reservation, text: 'slik \ud83d' });
    expect(q.state.positions['trondheim:2']?.text).toEqual({ said: 'slik \ufffd' });
  });
});

describe('an objection', () => {
  test('is numbered, open, and takes the seat’s place in the tally', () => {
    const q = opened();
    q.send(TUESDAY, 'trondheim:2', { type: 'support' });
    expect(q.send(LATER, 'trondheim:2', objection)).toEqual(['objection-raised']);
    expect(q.state.objections).toEqual([
      {
        ...{ n: 1, level: 1, seat: 'trondheim:2', person: 'trondheim:2', at: LATER, criterion: 'law', status: 'open' },
        text: { said: 'Bryter loven' },
        change: { said: 'Ta det ut' },
      },
    ]);
    expect(q.state.positions['trondheim:2']).toEqual({
      kind: 'objection',
      person: 'trondheim:2',
      at: LATER,
      objection: 1,
    });
  });

  test.each([
    ['text', { text: ' ' }, 'text-required'],
    ['change', { change: ' ' }, 'text-required'],
    ['criterion', { criterion: 'taste' }, 'text-required'],
    ['short text', { text: 'x'.repeat(3001) }, 'too-long'],
    ['short change', { change: 'x'.repeat(3001) }, 'too-long'],
  ])('needs its %s', (_what, lacking, refused) => {
    expect(opened().send(TUESDAY, 'trondheim:2', { ...objection, ...lacking })).toBe(refused);
  });

  test('said again is quiet; with another text, change or criterion it takes the place of the first', () => {
    const q = opened();
    q.send(TUESDAY, 'trondheim:2', objection);
    expect(q.send(TUESDAY, 'trondheim:2', objection)).toEqual([]);
    for (const other of [{ text: 'Annet' }, { change: 'Annet' }, { criterion: 'feasibility' }]) {
      expect(q.send(TUESDAY, 'trondheim:2', { ...objection, ...other })).toEqual([
        'objection-withdrawn',
        'objection-raised',
      ]);
      expect(q.send(TUESDAY, 'trondheim:2', objection)).toEqual(['objection-withdrawn', 'objection-raised']);
    }
    expect(q.state.objections.map(({ status }) => status)).toEqual([...Array(6).fill('withdrawn'), 'open']);
    expect(q.send(TUESDAY, 'trondheim:3', objection)).toEqual(['objection-raised']);
    expect(q.state.objections.filter(({ status }) => status === 'open').map(({ n }) => n)).toEqual([7, 8]);
  });

  test('said again is quiet also when others object', () => {
    const q = opened();
    q.send(TUESDAY, 'trondheim:2', objection);
    q.send(TUESDAY, 'trondheim:3', objection);
    expect(q.send(TUESDAY, 'trondheim:3', objection)).toEqual([]);
  });

  test('at a body turns green yellow and leaves the body its days', () => {
    const q = opened({ criticality: 'green', roster: withBodySeats(rosterWith(8, 4), 3) });
    q.send('2027-02-01T12:00:00.000Z', 'coordinator:1', { type: 'confirm-mandate' });
    const { deadline, periodStart } = q.state;
    expect(q.send(WEDNESDAY, 'm:1', objection)).toEqual(['objection-raised', 'turned-yellow']);
    expect(q.state).toMatchObject({ criticality: 'yellow', level: 2, deadline, periodStart });
  });

  test('raised again after it was answered is a new one, and the answered one goes', () => {
    const q = opened();
    q.send(TUESDAY, 'trondheim:2', objection);
    q.send(TUESDAY, 'trondheim:1', { type: 'maintain', objection: 1, text: 'Fordi' });
    expect(q.send(TUESDAY, 'trondheim:2', objection)).toEqual(['objection-withdrawn', 'objection-raised']);
  });

  test('by the substitute in the holder’s words is the substitute’s own', () => {
    const q = opened({ roster: rosterWith(8, 4, { 'trondheim:2': 'sub:1' }) });
    q.send(TUESDAY, 'trondheim:2', objection);
    q.send(TUESDAY, 'trondheim:2', { type: 'absent', from: '2027-02-02', to: '2027-02-02' });
    expect(q.send(TUESDAY, 'sub:1', objection)).toEqual(['objection-withdrawn', 'objection-raised']);
    expect(q.state.positions['trondheim:2']).toMatchObject({ person: 'sub:1', objection: 2 });
  });

  test('is not open to who has no seat, nor on a card of another round', () => {
    const q = opened();
    expect(q.send(TUESDAY, 'coordinator:1', objection)).toBe('not-a-member');
    expect(q.send(TUESDAY, 'trondheim:2', objection, { level: 1, round: 2 })).toBe('stale-button');
  });

  test('turns green yellow once: the next one changes no deadline', () => {
    const q = opened({ criticality: 'green' });
    q.send(TUESDAY, 'trondheim:2', objection);
    expect(q.state).toMatchObject({
      criticality: 'yellow',
      deadline: '2027-02-09T14:00:00.000Z',
      periodStart: TUESDAY,
    });
    expect(q.send(WEDNESDAY, 'trondheim:3', objection)).toEqual(['objection-raised']);
    q.send(WEDNESDAY, 'trondheim:2', { type: 'support' });
    q.send(WEDNESDAY, 'trondheim:3', { type: 'support' });
    expect(q.state).toMatchObject({ criticality: 'yellow', deadline: '2027-02-09T14:00:00.000Z', round: 1 });
  });

  test('of the group’s is not touched by what is said above it', () => {
    const roster = withBodySeats(rosterWith(8, 4), 3);
    const q = opened({ roster: { ...roster, ladder: withHolder(roster, 'trondheim:2') } });
    q.send(TUESDAY, 'trondheim:2', objection);
    q.send(TUESDAY, 'coordinator:1', { type: 'confirm-mandate' });
    expect(q.send(TUESDAY, 'trondheim:2', { type: 'support' })).toEqual(['position-taken']);
    expect(q.state.objections).toMatchObject([{ status: 'open', level: 1 }]);
    expect(q.send(TUESDAY, 'trondheim:2', objection)).toEqual(['objection-raised']);
    expect(q.state.objections[1]).toMatchObject({ n: 2, level: 2, seat: 'body:2/m:1', status: 'open' });
  });
});

/** The ladder with this person in the first seat of its first body. */
function withHolder(roster: Roster, holder: string): Roster['ladder'] {
  return roster.ladder.map((body) => ({
    ...body,
    seats: body.seats.map((seat, i) => (i === 0 ? { ...seat, holder } : seat)),
  }));
}

describe('recusal', () => {
  test('takes the holder’s seat out of the electorate, with its position', () => {
    const q = opened();
    q.send(TUESDAY, 'trondheim:2', { type: 'support' });
    expect(q.send(TUESDAY, 'trondheim:2', { type: 'recuse' })).toEqual(['recused']);
    expect(q.state).toMatchObject({ recused: ['trondheim:2'], positions: {} });
    expect(assess(q.state).tally).toMatchObject({ electorate: 11, answered: 0 });
    expect(q.send(TUESDAY, 'trondheim:2', { type: 'recuse' })).toEqual([]);
    for (const intent of [{ type: 'support' as const }, reservation, objection, { type: 'abstain' as const }]) {
      expect(q.send(TUESDAY, 'trondheim:2', intent)).toBe('recused');
    }
  });

  test('withdraws a maintained objection as well as an open one, and not those of others', () => {
    const q = opened();
    q.object(TUESDAY, 'trondheim:2');
    q.object(TUESDAY, 'trondheim:3');
    q.send(TUESDAY, 'trondheim:1', { type: 'maintain', objection: 1, text: 'Fordi' });
    expect(q.send(TUESDAY, 'trondheim:2', { type: 'recuse' })).toEqual(['objection-withdrawn', 'recused']);
    expect(q.state.objections.map(({ status }) => status)).toEqual(['withdrawn', 'open']);
    expect(Object.keys(q.state.positions)).toEqual(['trondheim:3']);
  });

  test('counts from an old card too, is refused without a seat, and when it is closed', () => {
    const q = opened();
    expect(q.send(TUESDAY, 'trondheim:2', { type: 'recuse' }, { level: 1, round: 7 })).toEqual(['recused']);
    expect(q.send(TUESDAY, 'stranger', { type: 'recuse' })).toBe('not-a-member');
    expect(q.send(TUESDAY, null, { type: 'recuse' })).toBe('not-a-member');
    q.send(TUESDAY, 'trondheim:1', { type: 'withdraw', reason: 'Løst' });
    expect(q.send(TUESDAY, 'trondheim:2', { type: 'recuse' })).toBe('closed');
    expect(q.send(TUESDAY, 'trondheim:3', { type: 'recuse' })).toBe('closed');
  });

  test('of a substitute leaves the seat to its holder, and takes away only what the substitute said', () => {
    const roster = rosterWith(8, 4, { 'trondheim:2': 'sub:1', 'trondheim:3': 'sub:2' });
    const q = opened({ roster });
    for (const holder of ['trondheim:2', 'trondheim:3']) {
      q.send(TUESDAY, holder, { type: 'absent', from: '2027-02-02', to: '2027-02-02' });
    }
    q.send(TUESDAY, 'sub:1', objection);
    q.send(TUESDAY, 'trondheim:3', { type: 'support' });
    expect(q.send(TUESDAY, 'sub:1', { type: 'recuse' })).toEqual(['objection-withdrawn', 'recused']);
    expect(q.send(TUESDAY, 'sub:2', { type: 'recuse' })).toEqual(['recused']);
    expect(assess(q.state).tally).toMatchObject({ electorate: 12, answered: 1, support: 1 });
    expect(q.send(TUESDAY, 'sub:1', { type: 'support' })).toBe('recused');
    expect(q.send(TUESDAY, 'trondheim:2', { type: 'support' })).toEqual(['position-taken']);
  });

  test('of the holder takes away what the substitute said for the seat', () => {
    const q = opened({ roster: rosterWith(8, 4, { 'trondheim:2': 'sub:1' }) });
    q.send(TUESDAY, 'trondheim:2', { type: 'absent', from: '2027-02-02', to: '2027-02-02' });
    q.send(TUESDAY, 'sub:1', { type: 'support' });
    expect(q.send(TUESDAY, 'trondheim:2', { type: 'recuse' })).toEqual(['recused']);
    expect(q.state.positions).toEqual({});
  });

  test('of a substitute who has said nothing is theirs alone', () => {
    const q = opened({ roster: rosterWith(8, 4, { 'trondheim:2': 'sub:1' }) });
    q.send(TUESDAY, 'trondheim:2', { type: 'absent', from: '2027-02-02', to: '2027-02-02' });
    expect(q.send(TUESDAY, 'sub:1', { type: 'recuse' })).toEqual(['recused']);
    expect(assess(q.state).tally.electorate).toBe(12);
  });

  test('of a substitute leaves the holder’s objection alone', () => {
    const q = opened({ roster: rosterWith(8, 4, { 'trondheim:2': 'sub:1' }) });
    q.send(TUESDAY, 'trondheim:2', { type: 'absent', from: '2027-02-02', to: '2027-02-02' });
    q.object(TUESDAY, 'trondheim:2');
    expect(q.send(TUESDAY, 'sub:1', { type: 'recuse' })).toEqual(['recused']);
    expect(q.state.objections).toMatchObject([{ status: 'open' }]);
  });

  test('may be what settles it', () => {
    const q = opened({ criticality: 'red', roster: rosterWith(3, 0) });
    q.all(TUESDAY, seats('trondheim', 1, 2));
    expect(q.send(TUESDAY, 'trondheim:3', { type: 'recuse' })).toEqual(['recused', 'decided']);
  });
});

describe('a preference', () => {
  const prefer = { type: 'prefer' as const, option: 'b' };

  test('is kept beside the position, one a seat', () => {
    const q = opened();
    expect(q.send(TUESDAY, 'trondheim:2', prefer)).toEqual(['preferred']);
    expect(q.send(TUESDAY, 'trondheim:2', prefer)).toEqual([]);
    expect(q.send(TUESDAY, 'trondheim:2', { ...prefer, option: 'a' })).toEqual(['preferred']);
    expect(q.state.preferences).toEqual({ 'trondheim:2': 'a' });
    expect(assess(q.state).tally.answered).toBe(0);
  });

  test('is for one of the options, by who has a seat', () => {
    const q = opened();
    expect(q.send(TUESDAY, 'trondheim:2', { ...prefer, option: 'z' })).toBe('unknown-option');
    expect(q.send(TUESDAY, 'coordinator:1', prefer)).toBe('not-a-member');
  });
});

describe('who answers for which seat', () => {
  const roster = rosterWith(8, 4, { 'trondheim:2': 'sub:1', 'trondheim:3': 'sub:1', 'trondheim:4': 'trondheim:5' });
  function allAway() {
    const q = opened({ roster });
    for (const holder of ['trondheim:2', 'trondheim:3', 'trondheim:4']) {
      q.send(TUESDAY, holder, { type: 'absent', from: '2027-02-02', to: '2027-02-05' });
    }
    return q;
  }

  test('who has a seat answers for that, also when they stand in for another', () => {
    const q = allAway();
    q.send(TUESDAY, 'trondheim:5', { type: 'support' });
    expect(Object.keys(q.state.positions)).toEqual(['trondheim:5']);
  });

  test('who stands in for two answers for one that is silent, and then for that one still', () => {
    const q = allAway();
    q.send(TUESDAY, 'trondheim:2', { type: 'support' });
    q.send(TUESDAY, 'sub:1', { type: 'support' });
    expect(q.state.positions['trondheim:3']).toMatchObject({ kind: 'support', person: 'sub:1' });
    q.send(TUESDAY, 'sub:1', { type: 'abstain' });
    expect(q.state.positions['trondheim:2']).toMatchObject({ kind: 'support', person: 'trondheim:2' });
    expect(q.state.positions['trondheim:3']).toMatchObject({ kind: 'abstain', person: 'sub:1' });
  });

  test('where both have answered, the first', () => {
    const q = allAway();
    q.all(TUESDAY, ['trondheim:2', 'trondheim:3']);
    q.send(TUESDAY, 'sub:1', { type: 'abstain' });
    expect(q.state.positions['trondheim:2']).toMatchObject({ kind: 'abstain', person: 'sub:1' });
  });

  test('nobody stands in for the recused', () => {
    const q = opened({ roster: rosterWith(8, 4, { 'trondheim:2': 'sub:1' }) });
    q.send(TUESDAY, 'trondheim:2', { type: 'absent', from: '2027-02-02', to: '2027-02-05' });
    q.send(TUESDAY, 'trondheim:2', { type: 'recuse' });
    expect(q.send(TUESDAY, 'sub:1', { type: 'support' })).toBe('not-a-member');
  });
});

describe('a person with seats in two groups', () => {
  const both = { 'h/trondheim:2': { holder: 'g/t2' } };

  test('answers for both with one tap, and changes both', () => {
    const q = askingBoth(both);
    expect(q.send(TUESDAY, 'g/t2', reservation)).toEqual(['position-taken', 'position-taken']);
    expect(assess(q.state).tally.groups).toMatchObject({ g: { reservation: 1 }, h: { reservation: 1 } });
    expect(q.send(TUESDAY, 'g/t2', { type: 'abstain' })).toEqual(['position-taken', 'position-taken']);
    expect(q.send(TUESDAY, 'g/t2', { type: 'abstain' })).toEqual([]);
  });

  test('answers for the one that is new when the other has said so already', () => {
    const q = askingBoth({ 'h/trondheim:2': { substitute: 'g/t2' } });
    q.send(TUESDAY, 'g/t2', { type: 'support' });
    q.send(TUESDAY, 'h/t2', { type: 'absent', from: '2027-02-02', to: '2027-02-02' });
    expect(q.send(LATER, 'g/t2', { type: 'support' })).toEqual(['position-taken']);
    expect(q.state.positions['h/trondheim:2']).toMatchObject({ kind: 'support', person: 'g/t2', at: LATER });
    expect(q.state.positions['g/trondheim:2']).toMatchObject({ at: TUESDAY });
  });

  test('prefers for both, and is recused in both', () => {
    const q = askingBoth(both, { proposal: null });
    expect(q.send(TUESDAY, 'g/t2', { type: 'prefer', option: 'b' })).toEqual(['preferred', 'preferred']);
    expect(q.send(TUESDAY, 'g/t2', { type: 'recuse' })).toEqual(['recused']);
    expect(q.state.preferences).toEqual({});
    expect(assess(q.state).tally.groups).toMatchObject({ g: { electorate: 3 }, h: { electorate: 3 } });
  });

  test('has one vote in each: in the group of the seat alone where they have one', () => {
    const q = askingBoth();
    expect(q.send(TUESDAY, 'h/t2', { type: 'support' })).toEqual(['position-taken']);
    expect(assess(q.state).tally.groups).toMatchObject({ g: { answered: 0 }, h: { answered: 1 } });
  });
});

test('with nothing proposed there is nothing to take a position on', () => {
  const q = asking({ proposal: null });
  for (const intent of [{ type: 'support' as const }, { type: 'abstain' as const }, reservation, objection]) {
    expect(q.send(TUESDAY, 'trondheim:2', intent)).toBe('no-proposal');
    expect(q.send(TUESDAY, 'stranger', intent)).toBe('not-a-member');
  }
});

test('a recusal leaves the preferences of others', () => {
  const q = asking({ proposal: null });
  q.all(TUESDAY, ['trondheim:2', 'trondheim:3'], { type: 'prefer', option: 'a' });
  q.send(TUESDAY, 'trondheim:2', { type: 'recuse' });
  expect(q.state.preferences).toEqual({ 'trondheim:3': 'a' });
});
