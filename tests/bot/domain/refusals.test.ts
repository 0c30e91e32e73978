/** Every reason to refuse, and one way to meet it. A refusal writes nothing. */
import { expect, test } from 'vitest';
import {
  type Command,
  DEFAULT_POLICY,
  decide,
  type Intent,
  REFUSALS,
  type RefusalCode,
} from '../../../bot/domain/index.ts';
import { MONDAY, opened, rosterWith, seats } from '../../support/play.ts';
import { type Asked, asking, decided } from './given.ts';

const TUESDAY = '2027-02-02T09:00:00.000Z';
const support: Intent = { type: 'support' };
const confirm: Intent = { type: 'confirm-mandate' };
const back: Intent = { type: 'send-back', guidance: 'Se på brevet' };

type Game = Asked;
type Meet = { by?: string; does: Intent; seen?: Command['seen']; given?: () => Game; after?: (q: Game) => void };

const MET: Partial<Record<RefusalCode, Meet>> = {
  closed: { does: support, after: (q) => q.send(TUESDAY, 'trondheim:1', { type: 'withdraw', reason: 'Løst' }) },
  'not-a-member': { by: 'stranger', does: support },
  recused: { does: support, after: (q) => q.send(TUESDAY, 'trondheim:2', { type: 'recuse' }) },
  'text-required': { does: { type: 'reservation', text: '' } },
  'wrong-round': {
    by: 'trondheim:1',
    does: { type: 'amend', proposal: 'a', text: null, incorporates: [] },
    after: (q) => q.send(TUESDAY, 'trondheim:1', { type: 'amend', proposal: 'b', text: null, incorporates: [] }),
  },
  'not-expert': { does: { type: 'maintain', objection: 1, text: 'Fordi' } },
  'not-chair': { does: back },
  'not-asker': { does: { type: 'withdraw', reason: 'Løst' } },
  'not-yours': {
    does: { type: 'withdraw-objection', objection: 1 },
    after: (q) => q.object(TUESDAY, 'trondheim:3'),
  },
  'unknown-objection': { does: { type: 'withdraw-objection', objection: null } },
  'unknown-option': { does: { type: 'prefer', option: 'z' } },
  'stale-button': { does: support, seen: { level: 1, round: 2 } },
  lifted: { by: 'trondheim:1', does: confirm, after: (q) => q.send(TUESDAY, 'coordinator:1', confirm) },
  'already-sent-back': {
    by: 'chair:2',
    does: back,
    after: (q) => {
      q.send(TUESDAY, 'coordinator:1', confirm);
      q.send(TUESDAY, 'chair:2', back);
      q.send(TUESDAY, 'coordinator:1', confirm);
    },
  },
  'not-decided': { by: 'trondheim:1', does: { type: 'answer-vendor', text: 'Yes.' } },
  'patient-data': { does: { type: 'comment', text: 'Gjelder 15869510073' } },
  'too-long': { does: { type: 'reservation', text: 'x'.repeat(3001) } },
  'bad-date': { does: { type: 'absent', from: '2027-02-05', to: '2027-02-04' } },
  'no-proposal': { does: support, given: () => asking({ proposal: null }) },
  'gates-missing': {
    by: 'trondheim:1',
    does: { type: 'answer-vendor', text: 'Yes.' },
    given: () => decided({ gates: true }),
  },
  'wrong-gate': {
    by: 'trondheim:1',
    does: { type: 'pass-gate', gate: 'K2', text: null },
    given: () => decided({ gates: true }),
  },
  'not-coordinator': { by: 'trondheim:1', does: { type: 'remind' } },
  'nobody-silent': {
    by: 'coordinator:1',
    does: { type: 'remind' },
    given: () => asking({ criticality: 'red', roster: rosterWith(1, 0) }),
    after: (q) => q.object(TUESDAY, 'trondheim:1'),
  },
  'reminded-today': {
    by: 'coordinator:1',
    does: { type: 'remind' },
    after: (q) => q.send(TUESDAY, 'coordinator:1', { type: 'remind' }),
  },
  'reminded-enough': {
    by: 'coordinator:1',
    does: { type: 'remind' },
    given: () =>
      asking({ policy: { ...DEFAULT_POLICY, reminders: { ...DEFAULT_POLICY.reminders, maxPerQuestion: 0 } } }),
  },
  'no-substitutes': { by: 'coordinator:1', does: { type: 'call-substitutes' } },
  'already-called': {
    by: 'coordinator:1',
    does: { type: 'call-substitutes' },
    given: () => asking({ roster: rosterWith(8, 4, { 'trondheim:5': 'sub:1' }) }),
    after: (q) => q.send(TUESDAY, 'coordinator:1', { type: 'call-substitutes' }),
  },
  'no-open-objection': { by: 'coordinator:1', does: { type: 'notify-expert' } },
  'no-expert': {
    by: 'coordinator:1',
    does: { type: 'notify-expert' },
    given: () => asking({ roster: { ...rosterWith(8, 4), experts: [] } }, 'coordinator:1'),
    after: (q) => q.object(TUESDAY, 'trondheim:3'),
  },
  'notified-today': {
    by: 'coordinator:1',
    does: { type: 'notify-expert' },
    after: (q) => {
      q.object(TUESDAY, 'trondheim:3');
      q.send(TUESDAY, 'coordinator:1', { type: 'notify-expert' });
    },
  },
  'unknown-action': { does: { type: 'report-action', action: 1, text: 'Ferdig', done: true } },
  'unknown-deviation': {
    does: { type: 'review-deviation', deviation: 1, keep: false, text: 'Ferdig', reviewOn: null },
  },
};

/** Given before the core is asked, or of a question it does not have. */
const ELSEWHERE: Partial<Record<RefusalCode, string>> = {
  'unknown-question': 'no state to play from: tests/bot/domain/commands/ask.test.ts',
  'already-asked': 'a second ask, or a precedent: tests/bot/domain/commands/ask.test.ts',
  'not-green': 'an expert’s own answer: tests/bot/domain/commands/ask.test.ts',
  'unknown-group':
    'bot/acts/ask.ts and link.ts: the collaboration has no such group; the core takes the group as given',
  'out-of-period': 'bot/acts/coordinate.ts: the groups’ periods are the collaboration’s; the core knows none',
  'unknown-person': 'bot/acts/reader.ts: the account belongs to nobody on the list; the core only sees people by id',
};

test('every reason is met here or named as given elsewhere', () => {
  expect([...Object.keys(MET), ...Object.keys(ELSEWHERE)].sort()).toEqual([...REFUSALS].sort());
});

test.each(Object.entries(MET))(
  '%s, and nothing is written',
  (code, { by = 'trondheim:2', does, seen, given, after }) => {
    const q = given?.() ?? asking();
    after?.(q);
    const before = { state: q.state, events: q.events.length };
    expect(q.send(TUESDAY, by, does, seen)).toBe(code);
    expect({ state: q.state, events: q.events.length }).toEqual(before);
  },
);

test('patient data are refused wherever a person writes', () => {
  const secret = 'Gjelder 15869510073';
  const deviation = { whom: 'Røros', why: 'Ingen vakt', criticality: 'green' as const, reviewOn: null };
  const action = { responsiblePerson: null, due: '2027-03-01', reports: null };
  const fields = { area: 'Legevakt', responsible: 'Vaktleder', measure: 'Ny rutine' };
  const written: Intent[] = [
    { type: 'reservation', text: secret },
    { type: 'objection', criterion: 'law', text: secret, change: 'Annet' },
    { type: 'objection', criterion: 'law', text: 'Bryter loven', change: secret },
    { type: 'comment', text: secret },
    { type: 'flag-mandate', text: secret },
    { type: 'amend', proposal: null, text: secret, incorporates: [] },
    { type: 'maintain', objection: 1, text: secret },
    { type: 'withdraw', reason: secret },
    { type: 'decide', text: secret, outcome: 'common-solution' },
    { type: 'decide', text: 'Vi gjør a', outcome: 'local-deviation', deviation: { ...deviation, whom: secret } },
    { type: 'decide', text: 'Vi gjør a', outcome: 'local-deviation', deviation: { ...deviation, why: secret } },
    { type: 'send-back', guidance: secret },
    { type: 'answer-vendor', text: secret },
    { type: 'verify', ok: true, text: secret },
    { type: 'deviate', ...deviation, whom: secret },
    { type: 'deviate', ...deviation, why: secret },
    { type: 'review-deviation', deviation: 1, keep: true, text: secret, reviewOn: null },
    { type: 'add-action', ...action, ...fields, area: secret },
    { type: 'add-action', ...action, ...fields, responsible: secret },
    { type: 'add-action', ...action, ...fields, measure: secret },
    { type: 'report-action', action: 1, text: secret, done: true },
    { type: 'pass-gate', gate: 'K1', text: secret },
    { type: 'catch-idea', kind: 'improvement', text: secret },
  ];
  const q = opened();
  for (const intent of written) expect(q.send(TUESDAY, 'stranger', intent)).toBe('patient-data');
});

test('a position that comes as the deadline does, comes after it', () => {
  const q = opened({ roster: rosterWith(8, 4) });
  q.all(TUESDAY, [...seats('trondheim', 1, 5), ...seats('opsjonskommuner', 1, 2)]);
  expect(q.send('2027-02-08T13:59:59.999Z', 'trondheim:6', support)).toEqual(['position-taken']);
  expect(q.send('2027-02-08T14:00:00.000Z', 'trondheim:7', support)).toBe('closed');
});

test('a repeated clock changes nothing', () => {
  const q = opened();
  const tick: Command = { question: 'q', commandId: 't', at: MONDAY, by: null, type: 'tick' };
  expect(decide(q.state, tick)).toEqual([]);
});
