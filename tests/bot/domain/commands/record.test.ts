/** What is said beside and after the deciding, and changes of the lists while a question is open. */
import { describe, expect, test } from 'vitest';
import { assess } from '../../../../bot/domain/index.ts';
import { opened, rosterWith, seats } from '../../../support/play.ts';
import { askingBoth, groupsWith } from '../given.ts';

const TUESDAY = '2027-02-02T09:00:00.000Z';
const WEDNESDAY = '2027-02-03T09:00:00.000Z';

function decided() {
  const q = opened({ roster: rosterWith(3, 0) });
  q.all(TUESDAY, seats('trondheim', 1, 3));
  expect(q.state.status).toBe('decided');
  return q;
}

describe('withdrawing the question', () => {
  test('by who asked it, with a reason', () => {
    const q = opened();
    const withdraw = { type: 'withdraw' as const, reason: 'Løst på annet vis' };
    expect(q.send(TUESDAY, 'trondheim:2', withdraw)).toBe('not-asker');
    expect(q.send(TUESDAY, null, withdraw)).toBe('not-asker');
    expect(q.send(TUESDAY, 'trondheim:1', { ...withdraw, reason: '' })).toBe('text-required');
    expect(q.send(TUESDAY, 'trondheim:1', withdraw)).toEqual(['withdrawn']);
    expect(q.state).toMatchObject({ status: 'withdrawn', deadline: null });
    expect(q.state.withdrawal).toEqual({
      person: 'trondheim:1',
      at: TUESDAY,
      reason: { said: 'Løst på annet vis' },
    });
    expect(q.send(TUESDAY, 'trondheim:1', withdraw)).toBe('closed');
  });
});

describe('the answer to the vendor', () => {
  const answer = { type: 'answer-vendor' as const, text: 'We sign within 24 hours.' };

  test('is an expert’s, in words, once there is a decision', () => {
    expect(opened().send(TUESDAY, 'trondheim:1', answer)).toBe('not-decided');
    const q = decided();
    expect(q.send(WEDNESDAY, 'trondheim:2', answer)).toBe('not-expert');
    expect(q.send(WEDNESDAY, null, answer)).toBe('not-expert');
    expect(q.send(WEDNESDAY, 'trondheim:1', { ...answer, text: ' ' })).toBe('text-required');
    expect(q.send(WEDNESDAY, 'trondheim:1', answer)).toEqual(['vendor-answered']);
    expect(q.state.status).toBe('answered');
    expect(q.state.vendorAnswer).toEqual({ person: 'trondheim:1', at: WEDNESDAY, text: { said: answer.text } });
    expect(q.send(WEDNESDAY, 'trondheim:1', answer)).toBe('closed');
  });

  test('is not for a question that was withdrawn', () => {
    const q = opened();
    q.send(TUESDAY, 'trondheim:1', { type: 'withdraw', reason: 'Løst' });
    expect(q.send(TUESDAY, 'trondheim:1', answer)).toBe('closed');
    expect(q.send(TUESDAY, 'trondheim:1', { type: 'verify', ok: true, text: null })).toBe('closed');
  });
});

describe('the check of what was built', () => {
  const built = { type: 'verify' as const, ok: true, text: null };

  function answered() {
    const q = decided();
    q.send(WEDNESDAY, 'trondheim:1', { type: 'answer-vendor', text: 'Yes.' });
    return q;
  }

  test('comes after the answer, by an expert or a coordinator', () => {
    expect(opened().send(TUESDAY, 'trondheim:1', built)).toBe('not-decided');
    expect(decided().send(WEDNESDAY, 'trondheim:1', built)).toBe('not-decided');
    const q = answered();
    expect(q.send(WEDNESDAY, 'trondheim:2', built)).toBe('not-expert');
    expect(q.send(WEDNESDAY, null, built)).toBe('not-expert');
    expect(q.send(WEDNESDAY, 'trondheim:1', built)).toEqual(['build-verified']);
    expect(q.state).toMatchObject({
      status: 'verified',
      verification: { person: 'trondheim:1', ok: true, text: null },
    });
    expect(q.send(WEDNESDAY, 'trondheim:1', built)).toBe('closed');
    expect(answered().send(WEDNESDAY, 'coordinator:1', built)).toEqual(['build-verified']);
  });

  test('that finds a mismatch leaves it answered, with what is wrong', () => {
    const q = answered();
    const wrong = { type: 'verify' as const, ok: false, text: 'Fristen er 48 timer' };
    expect(q.send(WEDNESDAY, 'coordinator:1', { ...wrong, text: 'x'.repeat(3001) })).toBe('too-long');
    expect(q.send(WEDNESDAY, 'coordinator:1', wrong)).toEqual(['build-verified']);
    expect(q.state).toMatchObject({ status: 'answered', verification: { ok: false, text: { said: wrong.text } } });
  });

  test('whose words are only blanks has none', () => {
    const q = answered();
    q.send(WEDNESDAY, 'trondheim:1', { ...built, text: '  ' });
    expect(q.state.verification).toEqual({ person: 'trondheim:1', at: WEDNESDAY, ok: true, text: null });
  });
});

describe('new lists', () => {
  const renew = (roster = rosterWith(8, 4)) => ({ type: 'renew-roster' as const, roster });
  const vacated = (id: string, roster = rosterWith(8, 4)) => ({
    ...roster,
    seats: roster.seats.map((seat) => (seat.id === id ? { ...seat, holder: null } : seat)),
  });

  test('that say nothing new are quiet, and so are any when it is closed', () => {
    expect(opened().send(TUESDAY, null, renew())).toEqual([]);
    expect(decided().send(WEDNESDAY, null, renew())).toEqual([]);
  });

  test('bring in seats that are filled while it is open', () => {
    const q = opened({ roster: vacated('trondheim:8') });
    expect(assess(q.state).tally.electorate).toBe(11);
    expect(q.send(TUESDAY, null, renew())).toEqual(['roster-renewed']);
    expect(assess(q.state).tally.electorate).toBe(12);
    expect(q.send(TUESDAY, 'trondheim:8', { type: 'support' })).toEqual(['position-taken']);
  });

  test('keep a seat that was filled when it opened, with its last holder, vacated or gone', () => {
    const q = opened();
    expect(q.send(TUESDAY, null, renew(vacated('trondheim:8')))).toEqual([]);
    expect(q.send(TUESDAY, null, renew(rosterWith(7, 4)))).toEqual(['roster-renewed']);
    expect(assess(q.state).tally.electorate).toBe(12);
    expect(q.send(TUESDAY, 'trondheim:8', { type: 'support' })).toEqual(['position-taken']);
  });

  test('do not keep a vacant seat that is gone', () => {
    const q = opened({ roster: vacated('trondheim:8') });
    q.send(TUESDAY, null, renew(rosterWith(7, 4)));
    expect(q.state.roster.seats).toEqual(rosterWith(7, 4).seats);
  });

  test('give nobody two seats: who has moved leaves the old one vacant', () => {
    const moved = rosterWith(8, 4).seats.map((seat) => {
      if (seat.id === 'trondheim:3') return { ...seat, holder: 'trondheim:4' };
      return seat.id === 'trondheim:4' ? { ...seat, holder: null } : seat;
    });
    const q = opened();
    q.send(TUESDAY, null, renew({ ...rosterWith(8, 4), seats: moved }));
    expect(q.state.roster.seats).toEqual(moved);
    expect(assess(q.state).tally.electorate).toBe(11);
  });

  test('may be what settles it: the one who had not answered is replaced by nobody, the rest agree', () => {
    const q = opened({ criticality: 'red', roster: rosterWith(4, 0) });
    q.all(TUESDAY, seats('trondheim', 1, 3));
    const seated = rosterWith(4, 0).seats.map((seat) => {
      if (seat.id === 'trondheim:1') return { ...seat, holder: 'trondheim:4' };
      return seat.id === 'trondheim:4' ? { ...seat, holder: null } : seat;
    });
    const events = q.send(TUESDAY, null, renew({ ...rosterWith(4, 0), seats: seated }));
    expect(events).toEqual(['roster-renewed', 'decided']);
  });
});

describe('an idea', () => {
  const idea = { type: 'catch-idea' as const, kind: 'time-thief' as const, text: ' Dobbel føring ' };

  test('is caught with its kind, who and when, by anybody, also after the close; the same words once', () => {
    const q = opened();
    expect(q.send(TUESDAY, 'stranger', idea)).toEqual(['idea-caught']);
    expect(q.send(TUESDAY, 'trondheim:2', { ...idea, text: 'Dobbel føring' })).toEqual([]);
    expect(q.send(TUESDAY, 'trondheim:2', { ...idea, kind: 'improvement' })).toEqual(['idea-caught']);
    q.send(TUESDAY, 'trondheim:1', { type: 'withdraw', reason: 'Løst' });
    expect(q.send(TUESDAY, 'trondheim:2', { ...idea, text: 'Tre skjema' })).toEqual(['idea-caught']);
    expect(q.state.ideas).toEqual([
      { kind: 'time-thief', person: 'stranger', at: TUESDAY, text: { said: 'Dobbel føring' } },
      { kind: 'improvement', person: 'trondheim:2', at: TUESDAY, text: { said: 'Dobbel føring' } },
      { kind: 'time-thief', person: 'trondheim:2', at: TUESDAY, text: { said: 'Tre skjema' } },
    ]);
  });

  test('has words, not too many, and somebody who caught it', () => {
    const q = opened();
    expect(q.send(TUESDAY, 'trondheim:2', { ...idea, text: ' ' })).toBe('text-required');
    expect(q.send(TUESDAY, 'trondheim:2', { ...idea, text: 'x'.repeat(3001) })).toBe('too-long');
    expect(q.send(TUESDAY, 'trondheim:2', { ...idea, text: '15869510073' })).toBe('patient-data');
    expect(q.send(TUESDAY, null, idea)).toBe('not-a-member');
  });
});

describe('new lists after the decision', () => {
  test('bring those who look after it and lead the bodies; the seats stay as they were counted', () => {
    const q = decided();
    const now = rosterWith(8, 4);
    const ladder = now.ladder.map((body) => ({ ...body, chair: `new ${body.chair}`, workingDays: 1 })).slice(0, 2);
    const roster = { ...now, experts: ['new expert'], coordinators: ['new coordinator'], ladder, version: 9 };
    const before = q.state.roster;
    expect(q.send(WEDNESDAY, null, { type: 'renew-roster', roster })).toEqual(['roster-renewed']);
    expect(q.state.roster).toEqual({
      ...before,
      ...{ experts: ['new expert'], coordinators: ['new coordinator'] },
      ladder: before.ladder.map((body) => ({ ...body, chair: body.level === 4 ? null : `new ${body.chair}` })),
    });
    expect(q.send(WEDNESDAY, null, { type: 'renew-roster', roster })).toEqual([]);
    expect(q.send(WEDNESDAY, 'trondheim:1', { type: 'answer-vendor', text: 'Yes.' })).toBe('not-expert');
    expect(q.send(WEDNESDAY, 'new expert', { type: 'answer-vendor', text: 'Yes.' })).toEqual(['vendor-answered']);
  });

  test('are nothing to a question that was withdrawn', () => {
    const q = opened();
    q.send(TUESDAY, 'trondheim:1', { type: 'withdraw', reason: 'Løst' });
    const roster = { ...rosterWith(8, 4), experts: ['new expert'] };
    expect(q.send(WEDNESDAY, null, { type: 'renew-roster', roster })).toEqual([]);
  });
});

test('new lists of several groups keep a seat whose holder left that group, though they sit in the other still', () => {
  const both = { 'h/trondheim:2': { holder: 'g/t2' } };
  const q = askingBoth(both);
  const roster = groupsWith({ g: [3, 1], h: [3, 1] }, { 'h/trondheim:2': { holder: null } });
  expect(q.send(TUESDAY, null, { type: 'renew-roster', roster })).toEqual([]);
  expect(assess(q.state).tally.groups).toMatchObject({ h: { electorate: 4 } });
  const moved = groupsWith(
    { g: [3, 1], h: [3, 1] },
    { 'h/trondheim:2': { holder: null }, 'h/trondheim:3': { holder: 'g/t2' } },
  );
  q.send(TUESDAY, null, { type: 'renew-roster', roster: moved });
  expect(assess(q.state).tally.groups).toMatchObject({ g: { electorate: 4 }, h: { electorate: 3 } });
});
