import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { problemText } from '../../bot/import/problem.ts';
import { type Criticality, DEFAULT_POLICY, type PassRules, type Policy } from '../../bot/index.ts';
import {
  layered,
  layeredPolicy,
  type PartialPolicy,
  PolicyError,
  parsePartialPolicy,
  parsePolicy,
  type policySchema,
} from '../../bot/policy-schema.ts';

/** Fails to compile when the schema and the domain's type part ways. A weekday is a plain string in the domain. */
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never;
const agree: Same<Omit<z.output<typeof policySchema>, 'digest'>, Omit<Policy, 'digest'>> = true;

type PartialRules = NonNullable<PartialPolicy['green']>;
const agreeInPart: [
  Same<keyof PartialPolicy, keyof Policy | Beside | Criticality>,
  Same<keyof PartialRules, keyof PassRules>,
] = [true, true];
type Beside = 'name' | 'kpi' | 'effort';

function problems(data: unknown): string[] {
  const parsed = parsePartialPolicy(data);
  return 'problems' in parsed ? parsed.problems.map(problemText) : [];
}

function laid(data: unknown): Policy {
  return layeredPolicy(DEFAULT_POLICY, data);
}

describe('a whole policy', () => {
  it('has a schema of the same type as the domain', () => {
    expect([agree, ...agreeInPart]).toEqual([true, true, true]);
  });

  it('in the written defaults is what the product starts with', async () => {
    const file = new URL('../fixtures/policy-defaults.json', import.meta.url);
    expect(parsePolicy(JSON.parse(await readFile(file, 'utf8')))).toEqual({ value: DEFAULT_POLICY });
  });

  it('tells the body that approved it and the date, or neither', () => {
    const approved = { by: 'samarbeidsradet', on: '2027-01-11' };
    expect(parsePolicy({ ...DEFAULT_POLICY, approved })).toEqual({ value: { ...DEFAULT_POLICY, approved } });
    const half = parsePolicy({ ...DEFAULT_POLICY, approved: { by: 'samarbeidsradet' } });
    expect(half).toEqual({ problems: [{ path: ['approved', 'on'], message: 'is missing' }] });
  });

  it.each(['localDeviation', 'precedent'] as const)('has its %s', (field) => {
    const { [field]: _left, ...rest } = DEFAULT_POLICY;
    expect(parsePolicy(rest)).toEqual({ problems: [{ path: [field], message: 'is missing' }] });
  });

  it('without a field is refused by the name of the field', () => {
    const { deadlineTime: _left, ...rest } = DEFAULT_POLICY;
    expect(parsePolicy(rest)).toEqual({ problems: [{ path: ['deadlineTime'], message: 'is missing' }] });
  });
});

describe('a partial policy', () => {
  it('changes only what it names', () => {
    const expected = structuredClone(DEFAULT_POLICY);
    expected.criticality.green.minActiveSupport = 4;
    expect(laid({ green: { minActiveSupport: 4 } })).toEqual(expected);
  });

  it('may name the criticalities under criticality', () => {
    expect(laid({ criticality: { red: { quorum: '3/4' } } })).toEqual(laid({ red: { quorum: '3/4' } }));
    expect(laid({ criticality: { red: { quorum: '3/4' } } }).criticality.red.quorum).toBe('3/4');
  });

  it('naming a criticality in both places is refused', () => {
    expect(problems({ green: {}, criticality: { green: {} } })).toEqual([
      'criticality: green, yellow and red stand either directly in the rules or under criticality, not both',
    ]);
  });

  it('naming different criticalities in both places holds for both', () => {
    const { criticality } = laid({ green: { minActiveSupport: 1 }, criticality: { red: { deadlineWorkingDays: 9 } } });
    expect([criticality.green.minActiveSupport, criticality.red.deadlineWorkingDays]).toEqual([1, 9]);
  });

  it('reaches into nested fields and replaces lists', () => {
    const policy = laid({ digest: { weekly: { weekday: 'friday' } }, pauseIsoWeeks: [29] });
    expect(policy.digest).toEqual({ daily: '08:30', weekly: { weekday: 'friday', time: '08:00' } });
    expect(policy.pauseIsoWeeks).toEqual([29]);
  });

  it('says when a local deviation is looked at again, and when the same may be asked again', () => {
    const policy = laid({ localDeviation: { reviewAfterMonths: 12 }, precedent: { coolingOffMonths: 0 } });
    expect([policy.localDeviation, policy.precedent]).toEqual([{ reviewAfterMonths: 12 }, { coolingOffMonths: 0 }]);
    expect(laid({ localDeviation: {} }).localDeviation).toEqual(DEFAULT_POLICY.localDeviation);
  });

  it('is approved when it says by whom and when', () => {
    const approved = { by: 'Samarbeidsrådet', on: '2027-01-11' };
    expect(laid({ approved })).toEqual({ ...DEFAULT_POLICY, approved });
    expect(laid({})).not.toHaveProperty('approved');
  });

  it('changes one level of the ladder and leaves the others', () => {
    expect(
      laid({
        ladder: [
          { level: 2, workingDays: null },
          { level: 5, workingDays: 7 },
        ],
      }).ladder,
    ).toEqual([
      { level: 1 },
      { level: 2, workingDays: null },
      { level: 3, workingDays: 10 },
      { level: 4, workingDays: null },
      { level: 5, workingDays: 7 },
    ]);
  });

  it('takes a threshold away with null', () => {
    expect(laid({ red: { blockQuorum: null } }).criticality.red).not.toHaveProperty('blockQuorum');
    expect(laid({}).criticality.red).toHaveProperty('blockQuorum');
  });

  it('leaves the defaults as they were', () => {
    const before = structuredClone(DEFAULT_POLICY);
    laid({ red: { quorum: '1/1' }, ladder: [{ level: 3, workingDays: 1 }], mandate: { memberFlagsToEscalate: 9 } });
    expect(DEFAULT_POLICY).toEqual(before);
  });

  it('that is empty is the defaults', () => {
    expect(layered(DEFAULT_POLICY, {})).toEqual(DEFAULT_POLICY);
  });
});

describe('a fault in the rules names its field', () => {
  it.each([
    ['0/0', false],
    ['5/4', false],
    ['-1/2', false],
    ['0.5', false],
    ['1/2 ', false],
    [0.5, false],
    ['0/1', true],
    ['1/1', true],
    ['2/3', true],
  ])('share %s: accepted %s', (quorum, accepted) => {
    const expected = accepted ? [] : ['red.quorum: should be a share written n/d with 0 <= n <= d, e.g. 3/4'];
    expect(problems({ red: { quorum } })).toEqual(expected);
  });

  it.each(['24:00', '9:00', '15.00', '15:60', 900])('time of day %s is refused', (deadlineTime) => {
    expect(problems({ deadlineTime })).toHaveLength(1);
    expect(problems({ deadlineTime })[0]).toMatch(/^deadlineTime: /);
  });

  it('unknown keys are refused with the nearest known one', () => {
    expect(problems({ green: { minActiveSuport: 3 } })).toEqual([
      'green.minActiveSuport: unknown key minActiveSuport; did you mean minActiveSupport?',
    ]);
    expect(problems({ extension: { workingdays: 3 } })).toEqual([
      'extension.workingdays: unknown key workingdays; did you mean workingDays?',
    ]);
    expect(problems({ mandate: { zebra: 3 } })).toEqual([
      'mandate.zebra: unknown key zebra; known keys: memberFlagsToEscalate',
    ]);
  });

  it.each([
    [{ green: { deadlineWorkingDays: 0 } }, 'green.deadlineWorkingDays: should be at least 1'],
    [{ green: { deadlineWorkingDays: 2.5 } }, 'green.deadlineWorkingDays: should be a whole number'],
    [{ green: { silence: 'maybe' } }, 'green.silence: should be consent, not-counted, not maybe'],
    [{ timeZone: 'Europe/Trondheim' }, 'timeZone: should be a time zone, e.g. Europe/Oslo'],
    [{ pauseIsoWeeks: [54] }, 'pauseIsoWeeks[0]: should be at most 53'],
    [{ ladder: [{ level: 2 }, { level: 2 }] }, 'ladder: names a level twice'],
    [{ mandate: null }, 'mandate: should be named fields'],
    [{ localDeviation: { reviewAfterMonths: 0 } }, 'localDeviation.reviewAfterMonths: should be at least 1'],
    [{ precedent: { coolingOffMonths: -1 } }, 'precedent.coolingOffMonths: should be at least 0'],
    [
      { precedent: { coolingOfMonths: 3 } },
      'precedent.coolingOfMonths: unknown key coolingOfMonths; did you mean coolingOffMonths?',
    ],
    [{ approved: { by: ' ', on: '2027-01-11' } }, 'approved.by: is empty'],
    [{ approved: { on: '2027-01-11' } }, 'approved.by: is missing'],
    [{ approved: { by: 'x', on: '2027-02-29' } }, 'approved.on: should be a date, YYYY-MM-DD'],
    [{ approved: { by: 'x', on: '11.1.2027' } }, 'approved.on: should be a date, YYYY-MM-DD'],
    [{ approved: null }, 'approved: should be named fields'],
    [[], 'should be named fields'],
  ])('%j', (rules, problem) => {
    expect(problems(rules)).toEqual([problem]);
  });

  it.each(['__proto__', 'constructor', 'prototype', 'toString'])('%s is no field, however deep', (key) => {
    const rules = JSON.parse(`{"green":{"${key}":{"polluted":true}}}`);
    expect(problems(rules)).toEqual([`green.${key}: ${key} can't be used as a name here`]);
  });

  it('layeredPolicy throws them all', () => {
    const faulty = { rounds: 0, green: { quorum: 'x' } };
    expect(() => laid(faulty)).toThrow(PolicyError);
    try {
      laid(faulty);
    } catch (error) {
      expect((error as PolicyError).issues).toHaveLength(2);
    }
  });
});
