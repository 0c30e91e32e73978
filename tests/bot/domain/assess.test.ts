/** What is counted, what passes, and what is still needed: exact shares, at their edges. */
import { describe, expect, test } from 'vitest';
import { moreToReach, neededOf, reaches, reduced } from '../../../bot/domain/fraction.ts';
import {
  assess,
  DEFAULT_POLICY,
  type Need,
  type PassRules,
  type Policy,
  type PositionKind,
} from '../../../bot/domain/index.ts';
import { opened, rosterWith, seats } from '../../support/play.ts';

const TUESDAY = '2027-02-02T09:00:00.000Z';

/** A question with these positions in each block, without their commands. */
function standing(
  criticality: 'green' | 'yellow' | 'red',
  size: [number, number],
  positions: Record<string, PositionKind>,
  policy: Policy = DEFAULT_POLICY,
) {
  const { state } = opened({ criticality, roster: rosterWith(...size), policy });
  const taken = Object.entries(positions).map(([seat, kind]) => [seat, { kind, person: seat, at: TUESDAY }]);
  return assess({ ...state, positions: Object.fromEntries(taken) });
}

function say(kind: PositionKind, ...who: string[][]): Record<string, PositionKind> {
  return Object.fromEntries(who.flat().map((seat) => [seat, kind]));
}

const t = (from: number, to: number) => seats('trondheim', from, to);
const o = (from: number, to: number) => seats('opsjonskommuner', from, to);
const answers = (count: number, block: string | null): Need => ({ need: 'answers', count, block });
const acceptance = (count: number, block: string | null): Need => ({ need: 'acceptance', count, block });

describe('quorum', () => {
  test('of yellow: half in all and a third in each block, exactly', () => {
    const just = standing('yellow', [6, 6], say('support', t(1, 4), o(1, 2)));
    expect(just).toMatchObject({ quorum: true, passes: true, missing: [] });
    expect(standing('yellow', [6, 6], say('support', t(1, 3), o(1, 2)))).toMatchObject({
      quorum: false,
      passes: false,
      missing: [answers(1, null)],
    });
    expect(standing('yellow', [6, 6], say('support', t(1, 6), o(1, 1)))).toMatchObject({
      quorum: false,
      missing: [answers(1, 'opsjonskommuner')],
    });
  });

  test('of red: two thirds in all and half in each block', () => {
    expect(standing('red', [6, 6], say('support', t(1, 5), o(1, 3)))).toMatchObject({ quorum: true, missing: [] });
    expect(standing('red', [6, 6], say('support', t(1, 4), o(1, 3))).missing).toEqual([answers(1, null)]);
    expect(standing('red', [6, 6], say('support', t(1, 6), o(1, 2))).missing).toEqual([answers(1, 'opsjonskommuner')]);
  });

  test('of green: three who support in so many words, whatever else was answered', () => {
    expect(standing('green', [6, 6], say('support', t(1, 2)))).toMatchObject({
      quorum: false,
      missing: [{ need: 'support', count: 1 }],
    });
    expect(standing('green', [6, 6], say('reservation', t(1, 6))).missing).toEqual([{ need: 'support', count: 3 }]);
    expect(standing('green', [6, 6], say('support', t(1, 3)))).toMatchObject({
      quorum: true,
      passes: true,
      missing: [],
    });
  });

  test('is met by abstaining, which the accept share does not count', () => {
    const q = standing('yellow', [4, 0], { ...say('support', t(1, 1)), ...say('abstain', t(2, 4)) });
    expect(q).toMatchObject({ quorum: true, passes: true });
    expect(q.tally).toMatchObject({ answered: 4, support: 1, abstain: 3 });
  });

  test('nobody who could answer means none', () => {
    for (const criticality of ['green', 'yellow', 'red'] as const) {
      expect(standing(criticality, [0, 0], {})).toMatchObject({ quorum: false, passes: false });
    }
    expect(standing('yellow', [0, 0], {}).missing).toContainEqual(answers(1, null));
    const noSupport = rules('green', { minActiveSupport: 0 });
    expect(standing('green', [0, 0], {}, noSupport)).toMatchObject({ quorum: false, passes: false, missing: [] });
  });
});

describe('the accept share', () => {
  test('of yellow: three quarters in all, half in each block, exactly', () => {
    const edge = { ...say('support', t(1, 4)), ...say('reservation', o(1, 2)), ...say('objection', o(3, 4)) };
    expect(standing('yellow', [4, 4], edge)).toMatchObject({ passes: true, missing: [] });
    const below = { ...say('support', t(1, 3)), ...say('reservation', o(1, 2)), ...say('objection', o(3, 4)) };
    expect(standing('yellow', [4, 4], below)).toMatchObject({
      quorum: true,
      passes: false,
      missing: [acceptance(1, null)],
    });
    const block = { ...say('support', t(1, 8)), ...say('support', o(1, 1)), ...say('objection', o(2, 3)) };
    expect(standing('yellow', [8, 4], block)).toMatchObject({
      quorum: true,
      passes: false,
      missing: [acceptance(1, 'opsjonskommuner')],
    });
  });

  test('of red: four fifths', () => {
    const edge = { ...say('support', t(1, 4)), ...say('objection', t(5, 5)) };
    expect(standing('red', [5, 0], edge)).toMatchObject({ passes: true });
    const below = { ...say('support', t(1, 3)), ...say('objection', t(4, 4)) };
    expect(standing('red', [5, 0], below)).toMatchObject({ passes: false, missing: [acceptance(1, null)] });
  });

  test('of a block that only abstained is nothing', () => {
    const q = standing('yellow', [6, 3], { ...say('support', t(1, 6)), ...say('abstain', o(1, 3)) });
    expect(q).toMatchObject({ quorum: true, passes: false, missing: [acceptance(1, 'opsjonskommuner')] });
  });

  test('is not asked of a block that nobody sits in', () => {
    expect(standing('yellow', [4, 0], say('support', t(1, 3)))).toMatchObject({ passes: true });
    expect(Object.keys(standing('yellow', [4, 0], {}).tally.blocks)).toEqual(['trondheim']);
  });
});

function rules(criticality: 'green' | 'yellow' | 'red', changed: Partial<PassRules>): Policy {
  const all = DEFAULT_POLICY.criticality;
  return { ...DEFAULT_POLICY, criticality: { ...all, [criticality]: { ...all[criticality], ...changed } } };
}

describe('shares', () => {
  test('compare as whole numbers: 75 % of 8 is 6', () => {
    expect([reaches(6, 8, '3/4'), reaches(5, 8, '3/4'), reaches(7, 8, '3/4')]).toEqual([true, false, true]);
    expect([reaches(0, 0, '0/1'), reaches(0, 3, '0/1'), reaches(3, 3, '1/1'), reaches(2, 3, '1/1')]).toEqual([
      ...[false, true, true, false],
    ]);
    // As decimals 0.1 + 0.2 is more than 0.3.
    expect(reaches(3, 10, '3/10')).toBe(true);
  });

  test('what is needed of all, and how many more, are the fewest that reach', () => {
    for (const share of ['1/2', '1/3', '2/3', '3/4', '4/5'] as const) {
      for (let total = 1; total <= 30; total++) {
        const needed = neededOf(total, share);
        expect([reaches(needed, total, share), reaches(needed - 1, total, share)]).toEqual([true, false]);
        for (let yes = 0; yes <= total; yes++) {
          const more = moreToReach(yes, total, share);
          expect(reaches(yes + more, total + more, share)).toBe(true);
          expect(more === 0 || !reaches(yes + more - 1, total + more - 1, share)).toBe(true);
        }
      }
    }
  });

  test('of nothing, one more is needed; of all, no number helps when somebody is against', () => {
    expect([moreToReach(0, 0, '1/2'), moreToReach(0, 0, '1/1'), moreToReach(3, 3, '1/1')]).toEqual([1, 1, 0]);
    expect(moreToReach(2, 3, '1/1')).toBe(Number.POSITIVE_INFINITY);
  });

  test('are shown in lowest terms', () => {
    expect([reduced(6, 8), reduced(3, 3), reduced(0, 5), reduced(0, 0), reduced(5, 7)]).toEqual([
      ...['3/4', '1/1', '0/1', '0/1', '5/7'],
    ]);
  });
});

test('of objections in red, an open one waits for an answer, and only a maintained one for a solution', () => {
  const q = opened({ criticality: 'red' });
  q.object(TUESDAY, 'trondheim:2');
  q.object(TUESDAY, 'trondheim:3');
  q.send(TUESDAY, 'trondheim:1', { type: 'maintain', objection: 1, text: 'Nei' });
  expect(assess(q.state).missing.filter(({ need }) => need.endsWith('objection'))).toEqual([
    { need: 'open-objection', objection: 2 },
    { need: 'maintained-objection', objection: 1 },
  ]);
});
