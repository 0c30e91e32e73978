/** Who answers, who is asked, and who a person is in a question. */
import { expect, test } from 'vitest';
import { answerersOf, isChair, type Question } from '../../../bot/domain/index.ts';
import { opened, rosterWith, withBodySeats } from '../../support/play.ts';

const TUESDAY = '2027-02-02T09:00:00.000Z';
const decide = { type: 'decide' as const, text: 'Vi gjør a', outcome: 'common-solution' as const };

function asked(q: Question, id: string, today = '2027-02-02') {
  return q.roster.seats.filter((seat) => seat.id === id).flatMap((seat) => answerersOf(q, seat, today));
}

test('a seat’s holder is asked, the substitute too while away or called in, and nobody for a vacant seat', () => {
  const roster = rosterWith(4, 0, { 'trondheim:2': 'sub:1', 'trondheim:3': 'sub:2' });
  const seats = roster.seats.map((seat) => (seat.id === 'trondheim:4' ? { ...seat, holder: null } : seat));
  const q = opened({ roster: { ...roster, seats } });
  expect(asked(q.state, 'trondheim:2')).toEqual(['trondheim:2']);
  q.send(TUESDAY, 'trondheim:2', { type: 'absent', from: '2027-02-02', to: '2027-02-02' });
  expect(asked(q.state, 'trondheim:2')).toEqual(['trondheim:2', 'sub:1']);
  expect(asked(q.state, 'trondheim:2', '2027-02-03')).toEqual(['trondheim:2']);
  expect(asked(q.state, 'trondheim:3')).toEqual(['trondheim:3']);
  expect(asked({ ...q.state, called: ['trondheim:1', 'trondheim:3'] }, 'trondheim:3')).toEqual([
    'trondheim:3',
    'sub:2',
  ]);
  expect(asked({ ...q.state, called: ['trondheim:1'] }, 'trondheim:1')).toEqual(['trondheim:1']);
  expect(asked(q.state, 'trondheim:4')).toEqual([]);
});

test('one seat’s absence lets nobody answer for another', () => {
  const q = opened({ roster: rosterWith(4, 0, { 'trondheim:2': 'sub:1', 'trondheim:3': 'sub:2' }) });
  q.send(TUESDAY, 'trondheim:2', { type: 'absent', from: '2027-02-02', to: '2027-02-02' });
  expect(q.send(TUESDAY, 'sub:2', { type: 'support' })).toBe('not-a-member');
});

test('the chair is that of the level which has the question', () => {
  const q = opened();
  q.send(TUESDAY, 'coordinator:1', { type: 'confirm-mandate' });
  q.runTo('2027-02-10T09:00:00.000Z');
  expect(q.state.level).toBe(3);
  expect(q.send('2027-02-10T09:00:00.000Z', 'chair:2', decide)).toBe('not-chair');
  expect(q.send('2027-02-10T09:00:00.000Z', 'chair:3', decide)).toEqual(['decided']);
});

test('a body without a chair has nobody as its chair', () => {
  const roster = rosterWith(4, 0);
  const q = opened({ roster: { ...roster, ladder: roster.ladder.map((body) => ({ ...body, chair: null })) } });
  q.send(TUESDAY, 'coordinator:1', { type: 'confirm-mandate' });
  expect(isChair(q.state, null)).toBe(false);
  expect(q.send(TUESDAY, null, decide)).toBe('not-chair');
  expect(q.send(TUESDAY, null, { type: 'send-back', guidance: 'Se på brevet' })).toBe('not-chair');
});

test('nobody answers for a seat that has no substitute, however absent its holder', () => {
  const q = opened();
  q.send(TUESDAY, 'trondheim:2', { type: 'absent', from: '2027-02-02', to: '2027-02-02' });
  expect(q.send(TUESDAY, null, { type: 'support' })).toBe('not-a-member');
});

test('the group’s open objection does not hold back the body', () => {
  const q = opened({ roster: withBodySeats(rosterWith(4, 0), 2) });
  q.object(TUESDAY, 'trondheim:2');
  q.send(TUESDAY, 'coordinator:1', { type: 'confirm-mandate' });
  q.send(TUESDAY, 'm:1', { type: 'support' });
  expect(q.send(TUESDAY, 'm:2', { type: 'support' })).toEqual(['position-taken', 'decided']);
  expect(q.state.objections).toMatchObject([{ status: 'open', level: 1 }]);
});
