/** Questions that come after this one: a later decision that takes its place, and one that asks again what was not built. */
import { describe, expect, test } from 'vitest';
import { opened } from '../../../support/play.ts';
import { decided } from '../given.ts';

const TUESDAY = '2027-02-02T10:00:00.000Z';
const WEDNESDAY = '2027-02-03T09:00:00.000Z';
const THURSDAY = '2027-02-04T09:00:00.000Z';
const later = { question: 'q2', number: 'T-2027-002' };
const supersede = { type: 'supersede' as const, with: later };
const reopen = { type: 'reopen' as const, as: later };

function verified(ok: boolean) {
  const q = decided();
  q.send(TUESDAY, 'trondheim:1', { type: 'answer-vendor', text: 'Yes.' });
  q.send(WEDNESDAY, 'trondheim:1', { type: 'verify', ok, text: 'Bygget' });
  return q;
}

describe('a later decision', () => {
  test('takes this one’s place and leaves what it decided in the record', () => {
    const q = decided();
    const { decision } = q.state;
    expect(q.send(WEDNESDAY, null, supersede)).toEqual(['superseded']);
    expect(q.state).toMatchObject({ status: 'superseded', decision, deadline: null });
    expect(q.state.supersededBy).toEqual({ ...later, at: WEDNESDAY });
  });

  test('does so after the answer and after the check too; once', () => {
    const q = verified(true);
    expect(q.send(THURSDAY, null, supersede)).toEqual(['superseded']);
    expect(q.send(THURSDAY, null, { ...supersede, with: { question: 'q3', number: 'T-2027-003' } })).toEqual([]);
    expect(q.state.supersededBy).toEqual({ ...later, at: THURSDAY });
  });

  test('closes it: no answer, no check, no gate, no deviation, no new action', () => {
    const q = decided({ gates: true });
    q.send(TUESDAY, 'trondheim:1', deviate);
    q.send(WEDNESDAY, null, supersede);
    for (const intent of [
      { type: 'answer-vendor' as const, text: 'Yes.' },
      { type: 'verify' as const, ok: true, text: null },
      { type: 'pass-gate' as const, gate: 'K1' as const, text: null },
      deviate,
      { type: 'review-deviation' as const, deviation: 1, keep: false, text: 'Ferdig', reviewOn: null },
      addAction,
    ]) {
      expect(q.send(THURSDAY, 'trondheim:1', intent)).toBe('closed');
    }
  });

  test('leaves open actions to be reported on, by who looks after them now', () => {
    const q = decided();
    q.send(TUESDAY, 'trondheim:1', addAction);
    q.send(WEDNESDAY, null, supersede);
    const roster = { ...q.state.roster, experts: ['new expert'] };
    q.send(THURSDAY, null, { type: 'renew-roster', roster });
    const report = { type: 'report-action' as const, action: 1, text: 'Lagt om', done: true };
    expect(q.send(THURSDAY, 'new expert', report)).toEqual(['action-reported']);
  });

  test('is the system’s to record, of something decided', () => {
    expect(decided().send(WEDNESDAY, 'trondheim:1', supersede)).toBe('not-expert');
    const open = opened();
    expect(open.send(TUESDAY, null, supersede)).toBe('not-decided');
    open.send(TUESDAY, 'trondheim:1', { type: 'withdraw', reason: 'Løst' });
    expect(open.send(TUESDAY, null, supersede)).toBe('closed');
  });
});

describe('what was not built as decided', () => {
  test('is asked anew, once; the old one says where', () => {
    const q = verified(false);
    expect(q.send(THURSDAY, null, reopen)).toEqual(['reopened']);
    expect(q.state).toMatchObject({ status: 'answered', reopenedAs: { ...later, at: THURSDAY } });
    expect(q.send(THURSDAY, null, { ...reopen, as: { question: 'q3', number: 'T-2027-003' } })).toEqual([]);
    expect(q.state.reopenedAs).toEqual({ ...later, at: THURSDAY });
  });

  test('is not checked again once it is asked anew; until then it may be', () => {
    const again = { type: 'verify' as const, ok: true, text: null };
    expect(verified(false).send(THURSDAY, 'trondheim:1', again)).toEqual(['build-verified']);
    const q = verified(false);
    q.send(THURSDAY, null, reopen);
    expect(q.send(THURSDAY, 'trondheim:1', again)).toBe('closed');
  });

  test('is the system’s to record, after a mismatch', () => {
    expect(verified(false).send(THURSDAY, 'trondheim:1', reopen)).toBe('not-expert');
    expect(verified(true).send(THURSDAY, null, reopen)).toBe('not-decided');
    expect(decided().send(WEDNESDAY, null, reopen)).toBe('not-decided');
  });
});

const deviate = {
  type: 'deviate' as const,
  ...{ whom: 'Røros', why: 'Ingen vakt', criticality: 'green' as const, reviewOn: null },
};
const addAction = {
  type: 'add-action' as const,
  ...{ area: 'Legevakt', responsible: 'Vaktleder', responsiblePerson: null, due: '2027-03-01' },
  ...{ measure: 'Ny rutine', reports: null },
};
