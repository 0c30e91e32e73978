/** The quality gates K1–K3: in order, after the decision and before the vendor is answered. */
import { describe, expect, test } from 'vitest';
import { nextGate } from '../../../../bot/domain/index.ts';
import { opened } from '../../../support/play.ts';
import { type Asked, asking, decided } from '../given.ts';

const TUESDAY = '2027-02-02T10:00:00.000Z';
const WEDNESDAY = '2027-02-03T09:00:00.000Z';
const answer = { type: 'answer-vendor' as const, text: 'Yes.' };
const gate = (name: 'K1' | 'K2' | 'K3', text: string | null = null) => ({
  type: 'pass-gate' as const,
  gate: name,
  text,
});

function pass(q: Asked, ...names: ('K1' | 'K2' | 'K3')[]) {
  return names.map((name) => q.send(TUESDAY, 'trondheim:1', gate(name)));
}

describe('the quality gates', () => {
  test('are passed in order, with who, when and words or none', () => {
    const q = decided({ gates: true });
    expect(nextGate(q.state)).toBe('K1');
    expect(q.send(TUESDAY, 'trondheim:1', gate('K1', ' Godkjent i linjen '))).toEqual(['gate-passed']);
    expect(q.send(WEDNESDAY, 'coordinator:1', gate('K2', ' '))).toEqual(['gate-passed']);
    expect(nextGate(q.state)).toBe('K3');
    expect(q.send(WEDNESDAY, 'trondheim:1', gate('K3'))).toEqual(['gate-passed']);
    expect(q.state.gates).toEqual([
      { gate: 'K1', person: 'trondheim:1', at: TUESDAY, text: { said: 'Godkjent i linjen' } },
      { gate: 'K2', person: 'coordinator:1', at: WEDNESDAY, text: null },
      { gate: 'K3', person: 'trondheim:1', at: WEDNESDAY, text: null },
    ]);
    expect(nextGate(q.state)).toBeNull();
  });

  test('each once, none skipped, none where none are needed', () => {
    const q = decided({ gates: true });
    expect(pass(q, 'K2', 'K3', 'K1', 'K1', 'K3', 'K2', 'K3', 'K3')).toEqual([
      ...['wrong-gate', 'wrong-gate', ['gate-passed'], 'wrong-gate', 'wrong-gate', ['gate-passed'], ['gate-passed']],
      'wrong-gate',
    ]);
    expect(pass(decided(), 'K1')).toEqual(['wrong-gate']);
    expect(decided().state.gates).toBeNull();
  });

  test('all come before the answer to the vendor', () => {
    const q = decided({ gates: true });
    expect(q.send(TUESDAY, 'trondheim:1', answer)).toBe('gates-missing');
    pass(q, 'K1', 'K2');
    expect(q.send(TUESDAY, 'trondheim:1', answer)).toBe('gates-missing');
    pass(q, 'K3');
    expect(q.send(TUESDAY, 'trondheim:1', answer)).toEqual(['vendor-answered']);
    expect(pass(q, 'K3')).toEqual(['closed']);
  });

  test('come after the decision, by an expert or a coordinator', () => {
    expect(pass(asking({ gates: true }), 'K1')).toEqual(['not-decided']);
    for (const person of ['trondheim:2', null]) {
      expect(decided({ gates: true }).send(TUESDAY, person, gate('K1'))).toBe('not-expert');
    }
    const withdrawn = opened();
    withdrawn.send(TUESDAY, 'trondheim:1', { type: 'withdraw', reason: 'Løst' });
    expect(withdrawn.send(TUESDAY, 'trondheim:1', gate('K1'))).toBe('closed');
  });

  test('take words of a length, without patient data', () => {
    const q = decided({ gates: true });
    expect(q.send(TUESDAY, 'trondheim:1', gate('K1', 'x'.repeat(3001)))).toBe('too-long');
    expect(q.send(TUESDAY, 'trondheim:1', gate('K1', '15869510073'))).toBe('patient-data');
  });
});
