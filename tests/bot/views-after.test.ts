import { describe, expect, test } from 'vitest';
import { dateFaultIn, missingTogether, withResponsible } from '../../bot/acts/after.ts';
import { intentOf } from '../../bot/acts/intent-of.ts';
import {
  type Command,
  type Decision,
  type Deviation,
  decide,
  type FollowUp,
  isRefusal,
  type Question,
} from '../../bot/domain/index.ts';
import { afterActs } from '../../bot/views/after-acts.ts';
import {
  actionReminderView,
  actionsView,
  actOn,
  cardView,
  caseView,
  followUpView,
  formFor,
  noteView,
  reviewDueView,
} from '../../bot/views/index.ts';
import { COLLABORATION, ctxOf, fieldNames, LANGUAGES, NOW, question, read, reading, tally } from './views-fixture.ts';

const DECISION: Decision = {
  at: '2027-04-01T13:00:00.000Z',
  level: 1,
  round: 1,
  how: 'rules',
  person: null,
  text: null,
  outcome: 'common-solution',
  tally: tally({ answered: 21, support: 19, reservation: 2 }),
  versions: { rules: 1, ladder: 1 },
};

function decided(change: Partial<Question> = {}): Question {
  return question({ status: 'decided', deadline: null, decision: DECISION, ...change });
}

function deviation(n: number, change: Partial<Deviation> = {}): Deviation {
  const said = { whom: { said: 'Røros' }, why: { said: 'Der er det ikke dekning.' } };
  const base = { n, person: 'expert', at: NOW, criticality: 'yellow' as const, reviewOn: '2027-10-01' };
  return { ...base, ...said, reviewDue: false, reviews: [], endedAt: null, ...change };
}

function action(n: number, change: Partial<FollowUp> = {}): FollowUp {
  return {
    n,
    person: 'expert',
    at: NOW,
    area: { said: 'Opplæring' },
    responsible: { said: 'Kari Nordmann' },
    responsiblePerson: 'trondheim-1',
    due: '2027-05-01',
    measure: { said: 'Lære opp alle på natt.' },
    reports: { every: 'year', on: '09-15' },
    results: [],
    doneAt: null,
    remindedOn: '2027-04-01',
    ...change,
  };
}

const gate = (name: 'K1' | 'K2' | 'K3') => ({
  gate: name,
  person: 'expert',
  at: '2027-04-03T10:00:00.000Z',
  text: null,
});
const card = (q: Question) => cardView(q, ctxOf(q));

describe('the closed card', () => {
  test('tells for whom it is different, which gates are passed, the actions, and has no buttons', () => {
    const vendorAnswer = { person: 'expert', at: '2027-04-05T10:00:00.000Z', text: { said: 'By time.' } };
    const q = decided({
      status: 'answered',
      gates: [gate('K1'), gate('K2'), gate('K3')],
      vendorAnswer,
      deviations: [deviation(1), deviation(2, { endedAt: NOW })],
      followUps: [action(1), action(2, { doneAt: NOW })],
    });
    expect(read(card(q))).toEqual([
      'Besluttet torsdag 1.4.2027 kl. 15.00 · HT-2027-014 · felles løsning',
      'Skal arbeidslista sorteres etter tid eller etter adresse?',
      'Beslutning · «Sorter etter tid.»',
      '21 av 24 svarte · støtter 19, forbehold 2 · ingen åpne innvendinger',
      'Lokalt avvik for Røros. Vurderes på nytt 1.10.2027.',
      'K1 passert 3.4. · K2 passert 3.4. · K3 passert 3.4. · Svar til leverandøren sendt 5.4. · Tiltak: 2, ferdig 1',
    ]);
  });

  test('names the question that took it up again, and the one that took its place', () => {
    const verification = { person: 'expert', at: '2027-04-06T10:00:00.000Z', ok: false, text: null };
    const as = { question: 'q2', number: 'HT-2027-020', at: NOW };
    expect(read(card(decided({ status: 'answered', verification, reopenedAs: as }))).at(-1)).toBe(
      'Ikke bygget som besluttet, kontrollert 6.4. · Tatt opp igjen som HT-2027-020',
    );
    expect(read(card(decided({ status: 'superseded', supersededBy: as }))).at(-1)).toBe('Erstattet av HT-2027-020');
  });

  test('says that an expert answered alone', () => {
    const q = decided({ decision: { ...DECISION, how: 'expert', person: 'expert', tally: tally({ electorate: 0 }) } });
    expect(read(card(q))[0]).toBe('Besvart av fagekspert torsdag 1.4.2027 kl. 15.00 · HT-2027-014 · felles løsning');
  });

  test('counts deviations beyond three', () => {
    const q = decided({ deviations: [1, 2, 3, 4].map((n) => deviation(n)) });
    expect(read(card(q)).slice(-2)).toEqual([
      'Lokalt avvik for Røros. Vurderes på nytt 1.10.2027.',
      'Ett lokalt avvik til.',
    ]);
  });
});

describe('one question, for one person', () => {
  const acts = (q: Question, person: string) => {
    const view = caseView(q, card(q), reading(), { person });
    return read(view).slice(read(card(q)).length);
  };
  const q = decided({ gates: [gate('K1')], deviations: [deviation(1)], followUps: [action(1)] });

  test('has all that is left to do for an expert; a coordinator can do the same but answer the vendor', () => {
    expect(acts(q, 'expert')).toEqual([
      'Dette kan du gjøre',
      '[ K2 fra tekst til bilde … ] [ Meld resultat … ] [ Vurder avvik … ] [ Nytt tiltak … ] [ Nytt lokalt avvik … ] [ Les mer ]',
    ]);
    expect(acts(q, 'coordinator')).toEqual(acts(q, 'expert'));
    expect(acts(decided(), 'expert').at(-1)).toContain('Svar leverandøren …');
    expect(acts(decided(), 'coordinator').at(-1)).not.toContain('Svar leverandøren …');
    expect(acts(decided({ status: 'answered' }), 'coordinator').at(-1)).toContain('Bygget som besluttet? …');
  });

  test('lets the responsible report and others only read', () => {
    expect(acts(q, 'trondheim-1').at(-1)).toBe('[ Meld resultat … ] [ Les mer ]');
    expect(acts(q, 'trondheim-2')).toEqual(['[ Les mer ]']);
  });

  test('lets the chair of the body that decided say for whom it is different', () => {
    const lifted = decided({ level: 2, decision: { ...DECISION, level: 2, how: 'chair', person: 'chair' } });
    expect(acts(lifted, 'chair').at(-1)).toBe('[ Nytt tiltak … ] [ Nytt lokalt avvik … ] [ Les mer ]');
  });

  test('has nothing new to do once another took its place, but results are still told', () => {
    expect(acts(decided({ status: 'superseded', followUps: [action(1)] }), 'expert').at(-1)).toBe(
      '[ Meld resultat … ] [ Les mer ]',
    );
  });

  test('is the card with its own buttons while it is open', () => {
    const open = question();
    const own = cardView(open, ctxOf(open), { person: 'trondheim-1' });
    expect(caseView(open, own, reading(), { person: 'trondheim-1' })).toEqual(own);
  });

  test('of several actions or deviations the form asks which; of one it does not', () => {
    const several = decided({ deviations: [deviation(1), deviation(2)], followUps: [action(1), action(2)] });
    const args = (on: Question) =>
      afterActs(on, reading(), { person: 'expert' }).flatMap((one) =>
        one.type === 'button' && /review|report/.test(one.act.do) ? [[one.act.do, one.act.arg]] : [],
      );
    expect(args(q)).toEqual([
      ['report-action', '1'],
      ['review-deviation', '1'],
    ]);
    expect(args(several)).toEqual([
      ['report-action', undefined],
      ['review-deviation', undefined],
    ]);
  });
});

describe('forms after the decision', () => {
  const q = decided({ deviations: [deviation(1), deviation(2)], followUps: [action(1), action(2)] });
  const form = (does: 'deviate' | 'review-deviation' | 'add-action' | 'report-action' | 'pass-gate', arg?: string) =>
    formFor(actOn(q, does, arg), q, reading(), { me: { person: 'expert' } });

  test('have these fields', () => {
    expect({
      deviate: fieldNames(form('deviate')),
      review: fieldNames(form('review-deviation')),
      reviewOne: fieldNames(form('review-deviation', '2')),
      add: fieldNames(form('add-action')),
      report: fieldNames(form('report-action')),
      reportOne: fieldNames(form('report-action', '1')),
      gate: fieldNames(form('pass-gate', 'K1')),
    }).toEqual({
      deviate: ['whom', 'why', 'criticality', 'reviewOn'],
      review: ['deviation', 'keep', 'text', 'reviewOn'],
      reviewOne: ['keep', 'text', 'reviewOn'],
      add: ['area', 'measure', 'responsible', 'due', 'reports', 'reportOn'],
      report: ['action', 'text', 'done'],
      reportOne: ['text', 'done'],
      gate: ['text'],
    });
  });

  test('there is none for what is not there', () => {
    expect([form('review-deviation', '9'), form('report-action', '9'), form('pass-gate', 'K4')]).toEqual([
      null,
      null,
      null,
    ]);
  });

  test('a deviation starts with the question’s criticality and the policy’s months', () => {
    expect(form('deviate')?.fields.slice(2)).toMatchObject([{ initial: ['yellow'] }, { initial: '2027-09-22' }]);
  });

  test.each(LANGUAGES)('have titles and buttons that fit: %s', (language) => {
    for (const [does, arg] of [
      ['deviate'],
      ['review-deviation'],
      ['add-action'],
      ['report-action'],
      ['pass-gate', 'K2'],
    ] as const) {
      const made = formFor(actOn(q, does, arg), q, reading(language), { me: { person: 'expert' } });
      for (const words of [made?.title, made?.submit])
        expect(words?.length ?? 99, words ?? does).toBeLessThanOrEqual(24);
    }
  });

  test('what a local deviation needs is asked for at its fields', () => {
    const missing = (does: string, values: Record<string, string>) =>
      Object.keys(missingTogether({ do: does }, values, 'nb'));
    expect(missing('decide', { outcome: 'common-solution' })).toEqual([]);
    expect(missing('decide', { outcome: 'local-deviation', whom: ' ' })).toEqual(['whom', 'why']);
    expect(missing('decide', { outcome: 'local-deviation', whom: 'Røros', why: 'Dekning' })).toEqual([]);
    expect(missing('deviate', {})).toEqual([]);
  });

  test('a wording of one’s own that is left empty is asked for at its field', () => {
    const missing = (values: Record<string, string>) => missingTogether({ do: 'amend' }, values, 'nb');
    expect(missing({ proposal: 'own-text', text: ' ' })).toEqual({ text: 'Skriv noe her.' });
    expect(missing({ proposal: 'own-text', text: 'Etter tid' })).toEqual({});
    expect(missing({ proposal: 'a' })).toEqual({});
  });

  test.each([
    ['deviate', { reviewOn: '2027-03-22' }, { reviewOn: 'Velg en dato fram i tid.' }],
    ['deviate', { reviewOn: '2027-03-23' }, null],
    [
      'review-deviation',
      { deviation: '1', keep: 'keep', reviewOn: '2027-03-21' },
      { reviewOn: 'Velg en dato fram i tid.' },
    ],
    ['review-deviation', { deviation: '1', keep: 'end', reviewOn: '2027-03-21' }, null],
    ['add-action', { due: '2027-03-21', reports: 'none' }, { due: 'Velg dagens dato eller en senere.' }],
    ['add-action', { due: '2027-03-22', reports: 'year' }, { reportOn: 'Velg en dato.' }],
    ['add-action', { due: '2027-03-22', reports: 'tertial' }, null],
  ] as const)('a date that the core refuses is told at its field: %s %j', (does, values, told) => {
    const filled = { whom: 'x', why: 'x', text: 'x', area: 'x', responsible: 'x', measure: 'x', ...values };
    const act = actOn(q, does);
    const intent = intentOf(act, filled, q, 'expert');
    const base = { question: q.id, commandId: 'c', at: reading().now, by: 'expert' };
    const tried = decide(q, { ...base, ...intent } as Command);
    const form = formFor(act, q, reading(), { me: { person: 'expert' } });
    expect(form && isRefusal(tried) ? dateFaultIn(form, tried, 'nb') : null).toEqual(told);
    if (told === null) expect(isRefusal(tried)).toBe(false);
  });

  test('who is responsible is found by name or e-mail whatever the case, and not guessed', () => {
    const twice = [...COLLABORATION.people, { id: 'other', name: 'Ola Ekspert', email: 'other@example.no' }];
    const found = (responsible: string) => {
      const given = { area: 'a', measure: 'm', due: '2027-05-01', reports: null, responsiblePerson: null };
      return withResponsible({ type: 'add-action', responsible, ...given }, { ...COLLABORATION, people: twice });
    };
    expect(
      ['kari nordmann ', 'KARI@example.no', 'Kari', 'Ola Ekspert', 'Enhetsleder'].map(
        (one) => (found(one) as { responsiblePerson: string | null }).responsiblePerson,
      ),
    ).toEqual(['trondheim-1', 'trondheim-1', null, null, null]);
  });
});

describe('read more, after the decision', () => {
  test('tells all of it, with who and when', () => {
    const q = decided({
      gates: [{ ...gate('K1'), text: { said: 'Sak 12/27' } }, gate('K2')],
      vendorAnswer: { person: 'expert', at: NOW, text: { said: 'By time.' } },
      verification: { person: 'expert', at: NOW, ok: false, text: { said: 'Sorterer på navn.' } },
      deviations: [deviation(1, { reviews: [{ person: 'expert', at: NOW, kept: true, text: { said: 'Fremdeles' } }] })],
      followUps: [action(1, { results: [{ person: 'trondheim-1', at: NOW, text: { said: 'Halvveis' } }] })],
      reopenedAs: { question: 'q2', number: 'HT-2027-020', at: NOW },
    });
    const told = read({ nodes: formFor(actOn(q, 'details'), q, reading())?.intro ?? [] });
    expect(told).toEqual(
      expect.arrayContaining([
        'Besluttet 1.4.2027 kl. 15.00 · felles løsning · «Sorter etter tid.»',
        'Svar til leverandøren · 22.3.2027 kl. 10.00 · Ola Ekspert · «By time.»',
        'Kontroll · Ikke bygget som besluttet, kontrollert 22.3.2027 kl. 10.00 · Ola Ekspert · «Sorterer på navn.»',
        'K1 godkjent i linja: 3.4.2027 kl. 12.00, Ola Ekspert · «Sak 12/27»',
        'K2 fra tekst til bilde: 3.4.2027 kl. 12.00, Ola Ekspert',
        'Gjelder Røros · gul · vurderes på nytt 1.10.2027 · «Der er det ikke dekning.\nLagt inn 22.3.2027 av Ola Ekspert\nBeholdt 22.3.2027 av Ola Ekspert: Fremdeles»',
        'Opplæring · ansvarlig: Kari Nordmann · frist 1.5.2027 · rapporteres hvert år 15.9. · «Lære opp alle på natt.\nLagt inn 22.3.2027 av Ola Ekspert\nResultat 22.3.2027, Kari Nordmann: Halvveis»',
      ]),
    );
    expect(told.at(-1)).toContain('tatt opp igjen som HT-2027-020');
    expect(told.some((said) => said.startsWith('Forslag'))).toBe(false);
  });
});

describe('open actions', () => {
  test('come by date, the overdue first, with the button where the reader may report', () => {
    const q = decided({
      followUps: [action(1), action(2, { due: '2027-03-01', area: { said: 'Rutiner' }, responsiblePerson: null })],
    });
    const row = (n: number) => ({
      q,
      action: q.followUps[n - 1] ?? action(0),
      ctx: reading(),
      me: { person: 'trondheim-1' },
    });
    expect(read(actionsView([row(1), row(2)], 'nb'))).toEqual([
      'To åpne tiltak · ett over fristen',
      '---',
      'Over fristen 1.3.2027 · HT-2027-014 · Rutiner · ansvarlig: Kari Nordmann',
      'Lære opp alle på natt.',
      '[ Les mer: HT-2027-014 ]',
      '---',
      'Frist 1.5.2027 · HT-2027-014 · Opplæring · ansvarlig: Kari Nordmann',
      'Lære opp alle på natt.',
      '[ Meld resultat … ] [ Les mer: HT-2027-014 ]',
    ]);
    expect(read(actionsView([], 'nn'))).toEqual(['Ingen opne tiltak i gruppene dine.']);
    const many = actionsView(
      Array.from({ length: 12 }, () => row(1)),
      'nb',
    );
    expect(many.nodes.length).toBeLessThanOrEqual(50);
    expect(read(many).at(-1)).toBe('To tiltak til.');
  });
});

describe('what people are told alone', () => {
  test('is marked in practice, and a practice decision asks nothing of experts', () => {
    const q = decided({ practice: true, deviations: [deviation(1, { reviewDue: true })], followUps: [action(1)] });
    expect(reviewDueView(q, 1, reading())?.summary).toMatch(/^ØVELSE · /);
    expect(actionReminderView(q, { n: 1, why: 'due', on: '2027-05-01' }, reading())?.summary).toBe(
      'ØVELSE · Fristen for tiltaket fra HT-2027-014 er 1.5.2027. Hvordan gikk det?',
    );
    expect(followUpView(q, reading())).toBeNull();
  });

  test('is in the reader’s language', () => {
    const q = decided({ gates: [] });
    const firsts = LANGUAGES.map((language) => followUpView(q, reading(language))?.summary);
    expect(firsts).toEqual([
      'HT-2027-014 er besluttet. Neste kvalitetspunkt er K1: godkjent i linja.',
      'HT-2027-014 er avgjord. Neste kvalitetspunkt er K1: godkjent i linja.',
      'HT-2027-014 is decided. The next quality gate is K1: approved in the line.',
    ]);
  });
});

test('threads are told in whole sentences, whatever people end theirs with', () => {
  const q = decided();
  const note = (event: Parameters<typeof noteView>[0]) => noteView(event, q, reading())?.summary ?? null;
  const { at: _at, reviewDue: _due, reviews: _reviews, endedAt: _ended, ...recorded } = deviation(1);
  const { at: _when, results: _results, doneAt: _done, remindedOn: _on, ...added } = action(1);
  expect([
    note({ type: 'deviation-recorded', ...recorded, why: { said: 'Dårlig dekning' } }),
    note({ type: 'action-added', ...added }),
    note({ type: 'gate-passed', gate: 'K3', person: 'expert', text: null }),
    note({ type: 'superseded', with: { question: 'q2', number: 'HT-2027-020' } }),
    note({ type: 'reopened', as: { question: 'q2', number: 'HT-2027-020' } }),
    note({ type: 'decided', decision: { ...DECISION, how: 'expert' } }),
  ]).toEqual([
    'HT-2027-014: Lokalt avvik for Røros: Dårlig dekning. Vurderes på nytt 1.10.2027.',
    'HT-2027-014: Nytt tiltak: Lære opp alle på natt. Ansvarlig: Kari Nordmann. Frist 1.5.2027.',
    'HT-2027-014: K3 er passert: delt med alle.',
    'HT-2027-014: Beslutningen er erstattet av HT-2027-020.',
    'HT-2027-014: Det er ikke bygget som besluttet. Saken er tatt opp igjen som HT-2027-020.',
    null,
  ]);
});
