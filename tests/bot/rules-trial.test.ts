import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readGroups } from '../../adapters/cli/groups.ts';
import { playScenario } from '../../adapters/cli/play-scenario.ts';
import { Scenario } from '../../adapters/cli/scenario.ts';
import { type Commit, createHandle, DEFAULT_POLICY, type Intent, type Question, type Roster } from '../../bot/index.ts';
import { endedOtherwise, type Past, tryRules } from '../../bot/rules-trial.ts';
import { unseal } from '../../bot/seal.ts';
import { openSqliteStore } from '../../store/sqlite/index.ts';
import { createPlayer, type Entry, plans, play } from '../support/histories.ts';

const folder = fileURLToPath(new URL('../scenarios/', import.meta.url));

/** A scenario played on the real core: its commits, and the question they came to. */
async function played(name: string) {
  const scenario = Scenario.parse(JSON.parse(readFileSync(`${folder}${name}`, 'utf8')));
  const store = await openSqliteStore({ file: ':memory:' });
  const handle = createHandle({ log: store.log });
  await playScenario(scenario, {
    groups: await readGroups(),
    openHandle: async () => ({ handle, close: async () => {} }),
  });
  const commits = await store.log.read('scenario');
  const question = await handle.load('scenario');
  await store.close();
  return { past: commits.map(pastOf), commits, question, until: new Date(scenario.until).toISOString() };
}

function pastOf(commit: Commit): Past {
  return { at: commit.at, by: commit.by, events: unseal(commit) };
}

/** What the fold over commits alone knows. */
function withoutIds({ id: _id, version: _version, ...rest }: Question) {
  return rest;
}

describe('under its own unchanged rules', () => {
  test.each(readdirSync(folder))('%s ends exactly as it did', async (name) => {
    const { past, question, until } = await played(name);
    if (past.length === 0) return expect(question).toBeNull(); // Refused when it was asked: there is nothing to try.
    const { was, would } = tryRules(past, {}, until);
    expect(would).toEqual(was);
    expect(endedOtherwise({ was, would })).toBe(false);
    expect(question && withoutIds(question)).toEqual(withoutIds(would.question));
  });

  test('any question ends exactly as it did, also with the clock run on', () => {
    const property = fc.property(plans(20), (plan) => {
      const { entries, state } = play(plan);
      const now = new Date(Date.parse(state.updatedAt) + 40 * 86_400_000).toISOString();
      const { was, would } = tryRules(commitsOf(entries), {}, now);
      expect(would).toEqual(was);
    });
    fc.assert(property, { numRuns: 300 });
  }, 60_000);

  test('a text that was erased meanwhile counts as the text it was', async () => {
    const { commits, until } = await played('opprettholdt-innvending-gul.json');
    for (const { texts } of commits) for (const text of Object.values(texts)) text.text = null;
    const { was, would } = tryRules(commits.map(pastOf), {}, until);
    expect(endedOtherwise({ was, would })).toBe(false);
    expect(would.question.decision?.tally).toMatchObject({ support: 10, objection: 1 });
  });
});

/** Commits from entries that a player wrote; a commit's person is named in its events. */
function commitsOf(entries: Entry[]): Past[] {
  const commits = new Map<number, Past>();
  for (const { at, event, commit } of entries) {
    const past = commits.get(commit) ?? { at, by: null, events: [] };
    const person = event.type === 'decided' ? event.decision.person : 'person' in event ? event.person : null;
    commits.set(commit, { at, by: past.by ?? person, events: [...past.events, event] });
  }
  return [...commits.values()];
}

function seat(id: string, holder: string) {
  return { id, block: id.split(':')[0] ?? '', holder, substitute: null };
}

const ROSTER: Roster = {
  seats: [1, 2, 3, 4].map((n) => seat(`trondheim:${n}`, `t${n}`)),
  experts: ['t1'],
  coordinators: [],
  ladder: [{ level: 2, id: 'styret', workingDays: 5, chair: 'leder', seats: [seat('styret/b:1', 'b1')] }],
};

const ASK: Intent = {
  ...{ type: 'ask', collaboration: 'helse', number: 'HT-2027-001', group: 'g', alsoGroups: [], practice: false },
  ...{ title: 'Tid', body: 'When?', context: null, options: [{ id: 'a', text: 'Nå' }], proposal: 'a' },
  ...{ criticality: 'yellow', vendorDate: null, policy: DEFAULT_POLICY, roster: ROSTER },
};

/** A question asked on Monday 1 February 2027, and what was done with it; instants are "MM-DDTHH:MM" in UTC. */
function questionOf(ask: Partial<Intent>, steps: [at: string, by: string | null, intent: Intent][]): Past[] {
  const player = createPlayer();
  const all: typeof steps = [['02-01T08:00', 't1', { ...ASK, ...ask } as Intent], ...steps];
  for (const [i, [at, by, intent]] of all.entries()) {
    const base = { question: 'q', commandId: `c${i}`, at: `2027-${at}:00.000Z`, by };
    const refused = player.send({ ...base, ...intent });
    expect(refused).toBeNull();
  }
  return commitsOf(player.entries);
}

const LATER = '2027-03-15T12:00:00.000Z';
const objection = { type: 'objection', criterion: 'law', text: 'Loven', change: 'Senere' } as const;

const support: Intent = { type: 'support' };
const given = { whom: 'Røros', why: 'Egen legevakt', criticality: 'green', reviewOn: null } as const;
const other = { question: 'q9', number: 'HT-2027-009' };

/** Everything that an ask can tell. */
const FULL: Partial<Intent> = {
  ...{ groups: ['g', 'h'], alsoGroups: ['i'], context: 'Bakgrunn', vendorDate: '2027-02-20', proposal: null },
  ...{ options: ['a', 'b'].map((id) => ({ id, text: `Alternativ ${id}` })), criticality: 'green' },
  ...{ subject: 'clinical', topic: 'dosett', lead: 't1', parties: ['sykehuset'], term: 'Brain', gates: true },
  ...{ absences: [{ person: 't2', from: '2027-02-01', to: '2027-02-05' }], newInformation: 'Ny lov' },
  ...{ supersedes: other, reopens: other },
  roster: {
    ...ROSTER,
    seats: [
      ...[1, 2].map((n) => ({ ...seat(`g/trondheim:${n}`, `t${n}`), group: 'g' })),
      ...[1, 3].map((n) => ({ ...seat(`h/trondheim:${n}`, `t${n}`), group: 'h', substitute: 'vara' })),
    ],
    coordinators: ['k'],
    version: 4,
  },
};

const HISTORIES: Record<string, Parameters<typeof questionOf>> = {
  'asked with all there is to tell, preferred, proposed, amended': [
    FULL,
    [
      ['02-01T09:00', 't1', { type: 'prefer', option: 'b' }],
      ['02-01T09:10', 't3', { type: 'comment', text: 'Kan vi ta b?' }],
      ['02-01T09:20', 't3', { type: 'catch-idea', kind: 'time-thief', text: 'Dobbel signering' }],
      ['02-01T09:30', 't1', { type: 'amend', proposal: 'b', text: null, incorporates: [] }],
      ['02-01T10:00', 't3', { type: 'absent', from: '2027-02-01', to: '2027-02-10' }],
      ['02-01T10:10', 'vara', { type: 'reservation', text: 'Med opplæring' }],
      ['02-01T10:20', 't3', { type: 'back' }],
      ['02-01T10:30', 't2', objection],
      ['02-01T10:40', 't2', { ...objection, text: 'Loven, § 2' }],
      ['02-01T10:50', 't3', objection],
      ['02-01T11:00', 't1', { type: 'amend', proposal: null, text: 'Alternativ b, senere', incorporates: [2] }],
      ['02-01T11:10', 't2', { type: 'abstain' }],
      ['02-01T11:20', 't1', support],
      ['02-01T11:30', 't1', { type: 'maintain', objection: 3, text: 'Likevel' }],
      ['02-01T11:40', 't3', { type: 'withdraw-objection', objection: null }],
      ['02-01T11:50', 't3', { type: 'recuse' }],
      ['02-02T12:00', 't1', { type: 'comment', text: 'Takk' }],
    ],
  ],
  'lifted, sent back, lifted again, decided by the chair, superseded': [
    {},
    [
      ['02-01T09:00', 't2', { type: 'flag-mandate', text: 'Utenfor' }],
      ['02-01T10:00', 't1', { type: 'confirm-mandate' }],
      ['02-02T10:00', 'leder', { type: 'send-back', guidance: 'Prøv igjen' }],
      ['02-02T11:00', 't1', { type: 'flag-mandate', text: null }],
      ['02-03T10:00', 'leder', { type: 'decide', text: 'Slik', outcome: 'local-deviation', deviation: given }],
      ['02-04T10:00', 't1', { type: 'answer-vendor', text: 'Yes' }],
      ['02-05T10:00', 't1', { type: 'verify', ok: true, text: null }],
    ],
  ],
  'reminded, substitutes called in and experts told by a coordinator': [
    { roster: { ...ROSTER, seats: ROSTER.seats.map((one) => ({ ...one, substitute: 'vara' })), coordinators: ['k'] } },
    [
      ['02-01T09:00', 't3', objection],
      ['02-01T10:00', 'k', { type: 'remind' }],
      ['02-01T10:10', 'k', { type: 'call-substitutes' }],
      ['02-01T10:20', 'k', { type: 'notify-expert' }],
    ],
  ],
  'withdrawn by who asked': [{}, [['02-01T09:00', 't1', { type: 'withdraw', reason: 'Dobbelt' }]]],
};

describe('whatever can be done', () => {
  test.each(Object.entries(HISTORIES))('is done again: %s', (_what, history) => {
    const past = questionOf(...history);
    const { was, would } = tryRules(past, {}, LATER);
    expect(would).toEqual(was);
    expect(would.happened.length).toBeGreaterThanOrEqual(history[1].length + 1);
  });

  test.each([
    ['supersede', { type: 'supersede', with: other }, { status: 'superseded', supersededBy: other }],
    ['reopen', { type: 'reopen', as: other }, { reopenedAs: other }],
  ] as [string, Intent, object][])('by the system too: %s', (_type, intent, ends) => {
    const past = questionOf({ criticality: 'green', expertAnswer: true }, [
      ['02-02T10:00', 't1', { type: 'answer-vendor', text: 'Yes' }],
      ['02-03T10:00', 't1', { type: 'verify', ok: false, text: 'Nei' }],
      ['02-04T10:00', null, intent],
    ]);
    const { was, would } = tryRules(past, {}, LATER);
    expect(would).toEqual(was);
    expect(would.question).toMatchObject(ends);
  });
});

describe('ended otherwise', () => {
  const escalation = { to: 2, reason: 'quorum', at: LATER, tally: {}, missing: [] } as never;
  const decision = { at: LATER } as never;
  test.each<[string, Partial<Question>, boolean]>([
    ['status', { status: 'withdrawn' }, true],
    ['level', { level: 2 }, true],
    ['round', { round: 2 }, true],
    ['criticality', { criticality: 'green' }, true],
    ['the instant of decision', { decision }, true],
    ['the reason it was lifted for', { escalations: [escalation] }, true],
    ['reminders', { reminders: [{ kind: 'half-time', at: LATER }] }, false],
    ['the deadline', { deadline: LATER }, false],
  ])('when %s differs', (_what, part, otherwise) => {
    const { was, would } = tryRules(questionOf({}, []), {}, '2027-02-01T08:00:00.000Z');
    expect(endedOtherwise({ was, would: { ...would, question: { ...would.question, ...part } } })).toBe(otherwise);
  });
});

describe('under other rules', () => {
  test('two supporters are enough where two are asked for: decided at the deadline, not lifted', async () => {
    const { past, until } = await played('groenn-uten-aktiv-stoette-forlenges-og-loeftes.json');
    const trial = tryRules(past, { green: { minActiveSupport: 2 } }, until);
    expect(trial.was.question).toMatchObject({ status: 'open', level: 2, extended: true });
    expect(trial.would.question).toMatchObject({ status: 'decided', level: 1, extended: false });
    expect(trial.would.question.decision?.at).toBe('2027-02-04T14:00:00.000Z');
    expect(endedOtherwise(trial)).toBe(true);
  });

  test('where everybody has to answer, one who is silent lifts it', () => {
    const past = questionOf({}, [
      ['02-01T09:00', 't1', support],
      ['02-01T09:00', 't2', support],
      ['02-01T09:00', 't3', support],
    ]);
    const { was, would } = tryRules(past, { yellow: { quorum: '1/1' } }, LATER);
    expect(was.question).toMatchObject({ status: 'decided', decision: { at: '2027-02-02T14:00:00.000Z' } });
    expect(would.question).toMatchObject({ status: 'open', level: 2, extended: true });
    expect(would.question.escalations).toMatchObject([{ reason: 'quorum', at: '2027-02-11T14:00:00.000Z' }]);
  });

  test('what was done after the question would have closed is left out', () => {
    const past = questionOf({}, [
      ['02-01T09:00', 't1', { type: 'support' }],
      ['02-01T09:00', 't2', { type: 'support' }],
      ['02-03T09:00', 't3', objection],
    ]);
    const trial = tryRules(past, { earlyClose: { activeShare: '1/2' } }, LATER);
    expect(trial.was.question.objections).toHaveLength(1);
    expect(trial.would.question).toMatchObject({ status: 'decided', objections: [] });
    expect(trial.would.question.decision?.at).toBe('2027-02-02T14:00:00.000Z');
  });

  test("a body's working days follow the ladder, also when the lists were renewed", () => {
    const flagged: [string, string, Intent] = ['02-02T09:00', 't1', { type: 'flag-mandate', text: null }];
    const renewed: Intent = { type: 'renew-roster', roster: { ...ROSTER, coordinators: ['k'] } };
    for (const steps of [[flagged], [['02-01T10:00', 't1', renewed], flagged]] as (typeof flagged)[][]) {
      const { would } = tryRules(questionOf({}, steps), { ladder: [{ level: 2, workingDays: 2 }] }, LATER);
      expect(would.question.deadline).toBe('2027-02-04T14:00:00.000Z');
    }
  });

  test('objections are known again though they get other numbers', () => {
    const past = questionOf({}, [
      ['02-01T09:00', 't2', { type: 'flag-mandate', text: 'Utenfor' }],
      ['02-01T10:00', 't3', { type: 'flag-mandate', text: 'Utenfor' }],
      ['02-02T09:00', 'b1', objection],
      ['02-02T10:00', 'leder', { type: 'send-back', guidance: 'Prøv igjen' }],
      ['02-02T11:00', 't4', objection],
      ['02-02T12:00', 't1', { type: 'maintain', objection: 2, text: 'Likevel' }],
    ]);
    const { was, would } = tryRules(past, { mandate: { memberFlagsToEscalate: 3 } }, '2027-02-02T13:00:00.000Z');
    expect(was.question.objections).toMatchObject([{ n: 1 }, { n: 2, seat: 'trondheim:4', status: 'maintained' }]);
    expect(would.question.objections).toMatchObject([{ n: 1, seat: 'trondheim:4', status: 'maintained' }]);
    expect(would.question).toMatchObject({ level: 1, sentBack: 0 });
  });

  test('what comes after the decision is done again', () => {
    const action = { area: 'Opplæring', responsible: 'Fagleder', responsiblePerson: null, due: '2027-03-01' } as const;
    const past = questionOf({ gates: true }, [
      ['02-01T09:00', 't1', { type: 'flag-mandate', text: null }],
      ['02-02T09:00', 'leder', { type: 'decide', text: 'Slik', outcome: 'common-solution', deviation: given }],
      ['02-03T08:00', 't1', { type: 'deviate', ...given }],
      ['02-03T09:00', 't1', { type: 'review-deviation', deviation: 2, keep: false, text: 'Slutt', reviewOn: null }],
      ['02-03T10:00', 't1', { type: 'add-action', ...action, measure: 'Andel', reports: null }],
      ['02-03T11:00', 't1', { type: 'report-action', action: 1, text: 'Ferdig', done: true }],
      ...(['K1', 'K2', 'K3'] as const).map((gate): [string, string, Intent] => [
        '02-04T09:00',
        't1',
        { type: 'pass-gate', gate, text: null },
      ]),
      ['02-05T09:00', 't1', { type: 'answer-vendor', text: 'Yes' }],
      ['02-06T09:00', 't1', { type: 'verify', ok: false, text: 'Nei' }],
    ]);
    const { was, would } = tryRules(past, { yellow: { deadlineWorkingDays: 9 } }, LATER);
    expect(would.question).toMatchObject({ status: 'answered', verification: { ok: false } });
    expect(would.question.deviations.map(({ endedAt }) => endedAt !== null)).toEqual([false, true]);
    expect(would.question.followUps).toEqual(was.question.followUps);
    expect(would.question.gates).toHaveLength(3);
    expect(endedOtherwise({ was, would })).toBe(false);
  });

  test("an expert's own answer stays one", () => {
    const past = questionOf({ criticality: 'green', expertAnswer: true }, []);
    expect(past[0]?.events).toHaveLength(2);
    const { would } = tryRules(past, { green: { minActiveSupport: 9 } }, LATER);
    expect(would.question.decision).toMatchObject({ how: 'expert', at: '2027-02-01T08:00:00.000Z' });
  });

  test('the clock runs at least to what happened last', () => {
    const past = questionOf({}, [['02-20T09:00', 't1', { type: 'comment', text: 'Sent' }]]);
    const { was, would } = tryRules(past, { yellow: { deadlineWorkingDays: 20 } }, '2026-01-01T00:00:00.000Z');
    expect(was.question).toMatchObject({ level: 2, updatedAt: '2027-02-20T09:00:00.000Z' });
    expect(would.question).toMatchObject({ level: 1, comments: [{}] });
  });

  test('a question that has not been asked is a fault', () => {
    expect(() => tryRules([], {}, LATER)).toThrow('nothing was asked');
  });
});
