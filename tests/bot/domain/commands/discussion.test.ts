/** What is said under a card: kept, edited, taken away. */
import { describe, expect, test } from 'vitest';
import { opened, rosterWith, seats } from '../../../support/play.ts';

const TUESDAY = '2027-02-02T09:00:00.000Z';
const WEDNESDAY = '2027-02-03T09:00:00.000Z';
const KARI = 'trondheim:2';
const OLA = 'trondheim:3';

function from(message: string) {
  return { platform: 'slack', link: 'slack:T1:C1:ht', message };
}

describe('comments', () => {
  test('are kept with who said it and when, also by who has no seat, also after it closed', () => {
    const q = opened({ roster: rosterWith(3, 0) });
    q.all(TUESDAY, seats('trondheim', 1, 3));
    expect(q.send(WEDNESDAY, 'coordinator:1', { type: 'comment', text: ' Takk ' })).toEqual(['commented']);
    expect(q.state.comments).toEqual([{ person: 'coordinator:1', at: WEDNESDAY, text: { said: 'Takk' } }]);
    expect(q.state.status).toBe('decided');
  });

  test('need words, not too many, and somebody who says them', () => {
    const q = opened();
    expect(q.send(TUESDAY, 'trondheim:2', { type: 'comment', text: '  ' })).toBe('text-required');
    expect(q.send(TUESDAY, null, { type: 'comment', text: 'Hei' })).toBe('not-a-member');
    expect(q.send(TUESDAY, 'trondheim:2', { type: 'comment', text: 'x'.repeat(40_001) })).toBe('too-long');
    expect(q.send(TUESDAY, 'trondheim:2', { type: 'comment', text: 'x'.repeat(40_000) })).toEqual(['commented']);
  });

  test('of one message are one, however often the message comes', () => {
    const q = opened();
    const source = from('m1');
    expect(q.send(TUESDAY, KARI, { type: 'comment', text: 'Hei', source })).toEqual(['commented']);
    expect(q.send(WEDNESDAY, KARI, { type: 'comment', text: 'Hei igjen', source })).toEqual([]);
    expect(q.state.comments).toEqual([{ person: KARI, at: TUESDAY, text: { said: 'Hei' }, source }]);
  });
});

describe('editing a comment', () => {
  test('by who wrote it: it reads as it was written last, and stands where it stood', () => {
    const q = opened();
    q.send(TUESDAY, KARI, { type: 'comment', text: 'Først', source: from('m1') });
    q.send(TUESDAY, OLA, { type: 'comment', text: 'Så', source: from('m2') });
    expect(q.send(WEDNESDAY, KARI, { type: 'edit-comment', text: ' Rettet ', source: from('m1') })).toEqual([
      'comment-edited',
    ]);
    expect(q.state.comments).toEqual([
      { person: KARI, at: TUESDAY, text: { said: 'Rettet' }, source: from('m1'), editedAt: WEDNESDAY },
      { person: OLA, at: TUESDAY, text: { said: 'Så' }, source: from('m2') },
    ]);
  });

  test('is refused to others, to nobody, without words and with patient data', () => {
    const q = opened();
    const source = from('m1');
    q.send(TUESDAY, KARI, { type: 'comment', text: 'Først', source });
    expect(q.send(WEDNESDAY, OLA, { type: 'edit-comment', text: 'Noe annet', source })).toBe('not-yours');
    expect(q.send(WEDNESDAY, null, { type: 'edit-comment', text: 'Noe annet', source })).toBe('not-a-member');
    expect(q.send(WEDNESDAY, KARI, { type: 'edit-comment', text: ' ', source })).toBe('text-required');
    expect(q.send(WEDNESDAY, KARI, { type: 'edit-comment', text: 'Om 15869510073', source })).toBe('patient-data');
    expect(q.state.comments).toMatchObject([{ text: { said: 'Først' } }]);
  });

  test('to the same words is nothing', () => {
    const q = opened();
    const source = from('m1');
    q.send(TUESDAY, KARI, { type: 'comment', text: 'Hei', source });
    expect(q.send(WEDNESDAY, KARI, { type: 'edit-comment', text: 'Hei ', source })).toEqual([]);
  });

  test('that was not kept keeps it: what it held before may have been refused', () => {
    const q = opened();
    const source = from('m1');
    expect(q.send(TUESDAY, KARI, { type: 'comment', text: 'Gjelder 15869510073', source })).toBe('patient-data');
    expect(q.send(WEDNESDAY, KARI, { type: 'edit-comment', text: 'Gjelder en pasient', source })).toEqual([
      'commented',
    ]);
    expect(q.state.comments).toEqual([{ person: KARI, at: WEDNESDAY, text: { said: 'Gjelder en pasient' }, source }]);
  });
});

describe('withdrawing a comment', () => {
  test('leaves it in its place, marked; a second time is nothing, and so is one that was never kept', () => {
    const q = opened();
    const source = from('m1');
    q.send(TUESDAY, KARI, { type: 'comment', text: 'Feil tråd', source });
    expect(q.send(WEDNESDAY, KARI, { type: 'withdraw-comment', source })).toEqual(['comment-withdrawn']);
    expect(q.state.comments).toEqual([
      { person: KARI, at: TUESDAY, text: { said: 'Feil tråd' }, source, withdrawnAt: WEDNESDAY },
    ]);
    expect(q.send(WEDNESDAY, KARI, { type: 'withdraw-comment', source })).toEqual([]);
    expect(q.send(WEDNESDAY, KARI, { type: 'withdraw-comment', source: from('m2') })).toEqual([]);
  });

  test('may be by somebody else, or by nobody known: the message is gone where it stood', () => {
    const q = opened();
    q.send(TUESDAY, KARI, { type: 'comment', text: 'Ett', source: from('m1') });
    q.send(TUESDAY, KARI, { type: 'comment', text: 'To', source: from('m2') });
    expect(q.send(WEDNESDAY, OLA, { type: 'withdraw-comment', source: from('m1') })).toEqual(['comment-withdrawn']);
    expect(q.send(WEDNESDAY, null, { type: 'withdraw-comment', source: from('m2') })).toEqual(['comment-withdrawn']);
  });

  test('is undone when the message comes back, with the words it then has', () => {
    const q = opened();
    const source = from('m1');
    q.send(TUESDAY, KARI, { type: 'comment', text: 'Hei', source });
    q.send(TUESDAY, KARI, { type: 'withdraw-comment', source });
    expect(q.send(WEDNESDAY, KARI, { type: 'edit-comment', text: 'Hei', source })).toEqual(['comment-edited']);
    expect(q.state.comments).toEqual([
      { person: KARI, at: TUESDAY, text: { said: 'Hei' }, source, editedAt: WEDNESDAY },
    ]);
  });
});
