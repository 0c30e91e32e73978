/** Local deviations: for whom it is different, and what comes of it half a year later. */
import { describe, expect, test } from 'vitest';
import { DEFAULT_POLICY } from '../../../../bot/domain/index.ts';
import { opened } from '../../../support/play.ts';
import { asking, decided } from '../given.ts';

const TUESDAY = '2027-02-02T10:00:00.000Z';
const WEDNESDAY = '2027-02-03T09:00:00.000Z';
/** 2 August 2027 is a Monday, the first working day after the pause. */
const REVIEW = '2027-08-02T06:30:00.000Z';
const deviate = {
  type: 'deviate' as const,
  ...{ whom: ' Røros ', why: ' Ingen vakt om natten ', criticality: 'yellow' as const, reviewOn: null },
};
const review = { type: 'review-deviation' as const, deviation: 1, keep: true, text: ' Fortsatt ', reviewOn: null };

function deviating(reviewOn: string | null = null) {
  const q = decided();
  q.send(TUESDAY, 'trondheim:1', { ...deviate, reviewOn });
  return q;
}

describe('a local deviation', () => {
  test('says for whom and why, is reviewed after the policy’s months, and is the outcome', () => {
    const q = decided();
    expect(q.send(TUESDAY, 'trondheim:1', deviate)).toEqual(['deviation-recorded']);
    expect(q.state.deviations).toEqual([
      {
        ...{ n: 1, person: 'trondheim:1', at: TUESDAY, criticality: 'yellow', reviewOn: '2027-08-02' },
        ...{ whom: { said: 'Røros' }, why: { said: 'Ingen vakt om natten' } },
        ...{ reviewDue: false, reviews: [], endedAt: null },
      },
    ]);
    expect(q.state).toMatchObject({ status: 'decided', decision: { outcome: 'local-deviation', level: 1 } });
    expect(q.send(TUESDAY, 'coordinator:1', { ...deviate, whom: 'Oppdal', reviewOn: '2027-02-03' })).toEqual([
      'deviation-recorded',
    ]);
    expect(q.state.deviations[1]).toMatchObject({ n: 2, whom: { said: 'Oppdal' }, reviewOn: '2027-02-03' });
  });

  test('has its months from the rules the question was opened under', () => {
    const q = decided({ policy: { ...DEFAULT_POLICY, localDeviation: { reviewAfterMonths: 1 } } });
    q.send(TUESDAY, 'trondheim:1', deviate);
    expect(q.state.deviations[0]?.reviewOn).toBe('2027-03-02');
  });

  test.each([
    ['text-required', { whom: ' ' }],
    ['text-required', { why: '' }],
    ['too-long', { whom: 'x'.repeat(3001) }],
    ['too-long', { why: 'x'.repeat(3001) }],
    ['bad-date', { reviewOn: '2027-02-30' }],
    ['bad-date', { reviewOn: '2027-02-02' }],
    ['bad-date', { reviewOn: 'snart' }],
    ['patient-data', { whom: 'Bruker 15869510073' }],
    ['patient-data', { why: 'Bruker 15869510073' }],
  ])('is refused as %s: %o', (refused, part) => {
    expect(decided().send(TUESDAY, 'trondheim:1', { ...deviate, ...part })).toBe(refused);
  });

  test('is an expert’s, a coordinator’s, or of the chair whose body decided; after the decision', () => {
    for (const person of ['trondheim:2', 'chair:2', null]) {
      expect(decided().send(TUESDAY, person, deviate)).toBe('not-expert');
    }
    const lifted = asking();
    lifted.send(TUESDAY, 'coordinator:1', { type: 'confirm-mandate' });
    expect(lifted.send(TUESDAY, 'chair:2', deviate)).toBe('not-decided');
    lifted.send(TUESDAY, 'chair:2', { type: 'decide', text: 'Vi gjør a', outcome: 'common-solution' });
    expect(lifted.send(WEDNESDAY, 'chair:3', deviate)).toBe('not-expert');
    expect(lifted.send(WEDNESDAY, 'chair:2', deviate)).toEqual(['deviation-recorded']);
    const withdrawn = opened();
    withdrawn.send(TUESDAY, 'trondheim:1', { type: 'withdraw', reason: 'Løst' });
    expect(withdrawn.send(TUESDAY, 'trondheim:1', deviate)).toBe('closed');
  });

  test('may come after the vendor was answered and the build was checked', () => {
    const q = decided();
    q.send(TUESDAY, 'trondheim:1', { type: 'answer-vendor', text: 'Yes.' });
    q.send(TUESDAY, 'trondheim:1', { type: 'verify', ok: true, text: null });
    expect(q.send(WEDNESDAY, 'trondheim:1', deviate)).toEqual(['deviation-recorded']);
    expect(q.state.status).toBe('verified');
  });
});

describe('its review', () => {
  test('is told once, at the digest’s time on the first working day from its date on', () => {
    const q = deviating('2027-07-12');
    q.runTo('2028-12-01T12:00:00.000Z');
    expect(q.times('review-due')).toEqual([REVIEW]);
    expect(q.state.deviations[0]?.reviewDue).toBe(true);
    const plain = deviating('2027-02-04');
    plain.runTo('2027-02-04T07:29:59.999Z');
    expect(plain.times('review-due')).toEqual([]);
    plain.runTo('2027-02-04T07:30:00.000Z');
    expect(plain.times('review-due')).toEqual(['2027-02-04T07:30:00.000Z']);
  });

  test('keeps it for as long again, or until a date; then it is told anew', () => {
    const q = deviating();
    q.runTo(REVIEW);
    expect(q.send('2027-08-03T09:00:00.000Z', 'trondheim:1', review)).toEqual(['deviation-reviewed']);
    expect(q.state.deviations[0]).toMatchObject({
      ...{ reviewOn: '2028-02-03', reviewDue: false, endedAt: null },
      reviews: [{ person: 'trondheim:1', at: '2027-08-03T09:00:00.000Z', kept: true, text: { said: 'Fortsatt' } }],
    });
    q.send('2027-08-04T09:00:00.000Z', 'coordinator:1', { ...review, reviewOn: '2027-09-01' });
    expect(q.state.deviations[0]?.reviews).toHaveLength(2);
    q.runTo('2028-12-01T12:00:00.000Z');
    expect(q.times('review-due')).toEqual([REVIEW, '2027-09-01T06:30:00.000Z']);
  });

  test('ends it: it is told no more, and the common solution holds for all', () => {
    const q = deviating();
    expect(q.send(WEDNESDAY, 'trondheim:1', { ...review, keep: false, reviewOn: '2020-01-01' })).toEqual([
      'deviation-reviewed',
    ]);
    expect(q.state.deviations[0]).toMatchObject({
      ...{ endedAt: WEDNESDAY, reviewOn: '2027-08-02', reviewDue: false, reviews: [{ kept: false }] },
    });
    expect(q.state.decision?.outcome).toBe('common-solution');
    q.runTo('2028-12-01T12:00:00.000Z');
    expect(q.times('review-due')).toEqual([]);
    expect(q.send('2028-12-01T12:00:00.000Z', 'trondheim:1', review)).toBe('closed');
  });

  test('of one of two leaves the other, and the outcome', () => {
    const q = deviating();
    q.send(TUESDAY, 'trondheim:1', { ...deviate, whom: 'Oppdal' });
    q.send(WEDNESDAY, 'trondheim:1', { ...review, deviation: 2, keep: false });
    expect(q.state.deviations.map(({ endedAt }) => endedAt)).toEqual([null, WEDNESDAY]);
    expect(q.state.decision?.outcome).toBe('local-deviation');
  });

  test('is not told when a later decision has taken its place', () => {
    const q = deviating();
    q.send(WEDNESDAY, null, { type: 'supersede', with: { question: 'q2', number: 'T-2027-002' } });
    q.runTo('2028-12-01T12:00:00.000Z');
    expect(q.times('review-due')).toEqual([]);
  });

  test.each([
    ['unknown-deviation', { deviation: 2 }],
    ['unknown-deviation', { deviation: 0 }],
    ['text-required', { text: ' ' }],
    ['too-long', { text: 'x'.repeat(3001) }],
    ['bad-date', { reviewOn: '2027-02-03' }],
    ['bad-date', { reviewOn: '2027-13-01' }],
    ['patient-data', { text: 'Bruker 15869510073' }],
  ])('is refused as %s: %o', (refused, part) => {
    expect(deviating().send(WEDNESDAY, 'trondheim:1', { ...review, ...part })).toBe(refused);
  });

  test('is for those who may record one', () => {
    for (const person of ['trondheim:2', 'chair:2', null]) {
      expect(deviating().send(WEDNESDAY, person, review)).toBe('not-expert');
    }
    expect(deviating().send(WEDNESDAY, 'coordinator:1', review)).toEqual(['deviation-reviewed']);
    const q = asking();
    q.send(TUESDAY, 'coordinator:1', { type: 'confirm-mandate' });
    const { type: _type, ...deviation } = deviate;
    q.send(TUESDAY, 'chair:2', { type: 'decide', text: 'Vi gjør a', outcome: 'common-solution', deviation });
    expect(q.send(WEDNESDAY, 'chair:3', review)).toBe('not-expert');
    expect(q.send(WEDNESDAY, 'chair:2', review)).toEqual(['deviation-reviewed']);
  });
});
