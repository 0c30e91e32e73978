import { describe, expect, test } from 'vitest';
import type { Question } from '../../bot/domain/index.ts';
import type { Form } from '../../bot/view.ts';
import { actOn, cardView, type Does, formFor, OWN_TEXT, opensForm, PRACTICE } from '../../bot/views/index.ts';
import {
  actsOf,
  buttonsOf,
  COLLABORATION,
  ctxOf,
  fieldNames,
  LANGUAGES,
  NOW,
  objection,
  positions,
  question,
  read,
  reading,
} from './views-fixture.ts';

const q = question({ objections: [objection(1), objection(2, { status: 'maintained' })] });

const FORMS: Does[] = [
  'ask',
  'reservation',
  'objection',
  'recuse',
  'flag-mandate',
  'amend',
  'maintain',
  'withdraw',
  'decide',
  'send-back',
  'answer-vendor',
  'verify',
  'details',
];

function form(does: Does, on: Question = q, language: 'nb' | 'nn' | 'en' = 'nb'): Form {
  const made = formFor(actOn(on, does, does === 'maintain' ? '1' : undefined), on, reading(language));
  if (!made) throw new Error(`no form for ${does}`);
  return made;
}

describe('forms', () => {
  test('have these fields', () => {
    expect(Object.fromEntries(FORMS.map((does) => [does, fieldNames(form(does))]))).toEqual({
      ask: [
        'group',
        'title',
        'question',
        'context',
        'proposal',
        'options',
        'criticality',
        'vendorDate',
        'groups',
        'alsoGroups',
        'answer',
        'subject',
        'gates',
        'supersedes',
        'newInformation',
        'source',
      ],
      reservation: ['text'],
      objection: ['criterion', 'text', 'change'],
      recuse: [],
      'flag-mandate': ['text'],
      amend: ['proposal', 'text', 'incorporates'],
      maintain: ['text'],
      withdraw: ['reason'],
      decide: ['text', 'outcome', 'whom', 'why', 'criticality', 'reviewOn'],
      'send-back': ['guidance'],
      'answer-vendor': ['text'],
      verify: ['result', 'text'],
      details: [],
    });
  });

  test('every act that opens a form has one, and no other', () => {
    for (const does of FORMS) expect(opensForm(actOn(q, does))).toBe(true);
    for (const does of ['support', 'abstain', 'withdraw-objection', 'confirm-mandate'] as const) {
      expect(opensForm(actOn(q, does))).toBe(false);
      expect(formFor(actOn(q, does), q, reading())).toBeNull();
    }
  });

  test('keep the act they were opened with, so that it comes back with what was written', () => {
    expect(form('maintain').act).toEqual({ do: 'maintain', question: 'q1', level: 1, round: 1, arg: '1' });
  });

  test.each(LANGUAGES)('have titles and buttons of at most 24 characters, options of at most 75: %s', (language) => {
    for (const does of FORMS) {
      const made = form(does, q, language);
      for (const words of [made.title, made.submit, made.cancel]) {
        expect(words?.length ?? 0, `${does}: ${words}`).toBeLessThanOrEqual(24);
      }
      for (const field of made.fields) {
        const options = 'options' in field ? field.options : [];
        for (const { label } of options) expect(label.length, label).toBeLessThanOrEqual(75);
        expect(new Set(options.map(({ value }) => value)).size).toBe(options.length);
      }
    }
  });

  test.each(LANGUAGES)('cut no explanation of criticality or outcome short: %s', (language) => {
    const fields = [...form('ask', q, language).fields, ...form('decide', q, language).fields];
    const labels = fields.flatMap((field) => ('options' in field ? field.options.map(({ label }) => label) : []));
    for (const label of labels) expect(label).not.toContain('…');
  });

  test.each(LANGUAGES)('have labels of at most 24 characters on buttons: %s', (language) => {
    const lifted = question({ level: 2 });
    const views = [cardView(q, ctxOf(q, language)), cardView(lifted, ctxOf(lifted, language), null, 'body')];
    for (const item of views.flatMap(buttonsOf)) expect(item.label.length, item.label).toBeLessThanOrEqual(24);
  });

  test('say what to do at each field that must be filled in', () => {
    const said = form('objection').fields.map(({ whenEmpty }) => whenEmpty);
    expect(said).toEqual(['Velg ett av alternativene.', 'Skriv noe her.', 'Skriv noe her.']);
    expect(
      form('amend')
        .fields.filter(({ required }) => !required)
        .every(({ whenEmpty }) => !whenEmpty),
    ).toBe(true);
  });

  test('that take text say that patient data stay out', () => {
    for (const does of FORMS.filter((name) => form(name).fields.length > 0)) {
      expect(read({ nodes: form(does).intro })).toContain('Ikke skriv pasientopplysninger her.');
    }
  });

  test('about a practice question are marked', () => {
    expect(read({ nodes: form('withdraw', question({ practice: true })).intro })[0]).toMatch(/^ØVELSE · HT-2027-014/);
    const asked = formFor({ do: 'ask', arg: PRACTICE }, null, reading());
    expect(asked && read({ nodes: asked.intro })[0]).toMatch(/^ØVELSE/);
  });
});

describe('the form to ask', () => {
  test('starts with what is known: the channel’s group and the message it was made of', () => {
    const start = { group: 'legevakt', question: 'Which order?' };
    const made = formFor({ do: 'ask' }, null, reading(), { ask: start });
    const initial = made?.fields.map((field) => [field.name, 'initial' in field ? field.initial : undefined]);
    expect(Object.fromEntries(initial ?? [])).toMatchObject({ group: ['legevakt'], question: 'Which order?' });
  });

  test('explains each criticality by the collaboration’s own rules', () => {
    const criticality = form('ask').fields.find((field) => field.name === 'criticality');
    expect(criticality && 'options' in criticality && criticality.options).toEqual([
      { value: 'green', label: 'Grønn · stillhet er ja, minst tre må støtte · 3 arbeidsdager' },
      { value: 'yellow', label: 'Gul · minst halvparten må svare · 5 arbeidsdager' },
      { value: 'red', label: 'Rød · minst to av tre må svare · 8 arbeidsdager' },
    ]);
  });

  test('offers the collaboration’s groups', () => {
    const group = form('ask').fields[0];
    expect(group && 'options' in group && group.options.map(({ value }) => value)).toEqual(
      COLLABORATION.groups.map(({ id }) => id),
    );
  });
});

describe('forms about a question', () => {
  test('to object says what a good objection holds', () => {
    expect(read({ nodes: form('objection').intro })).toContain(
      'En god innvending sier hva som går galt, for hvem, og hva som ville vært bedre.',
    );
  });

  test('to object and to reserve start with the reader’s own earlier words', () => {
    const mine = question({ objections: [objection(1)], positions: positions({ opsjonskommuner: 'r' }) });
    const again = formFor(actOn(mine, 'objection'), mine, reading(), { me: { person: 'trondheim-1' } });
    expect(again?.fields.map((field) => field.type !== 'choices' && field.initial)).toEqual([
      ['feasibility'],
      'Vi kjører etter geografi på kveld. (1)',
      'La den enkelte velge.',
    ]);
    const former = question({ round: 2, formerPositions: positions({ opsjonskommuner: 'r' }) });
    const kept = formFor(actOn(former, 'reservation'), former, reading(), { me: { person: 'opsjonskommuner-1' } });
    expect(kept?.fields[0]).toMatchObject({ initial: 'Forbehold fra opsjonskommuner 1' });
  });

  test('to amend offers the options, a wording of one’s own, and the objections that stand', () => {
    const [proposal, , incorporates] = form('amend').fields;
    expect(proposal && 'options' in proposal && proposal.options.map(({ value }) => value)).toEqual([
      'a',
      'b',
      OWN_TEXT,
    ]);
    expect(incorporates && 'options' in incorporates && incorporates.options.map(({ value }) => value)).toEqual([
      '1',
      '2',
    ]);
    expect(fieldNames(form('amend', question()))).toEqual(['proposal', 'text']);
  });

  test('to answer an objection shows it, and there is none for one that is not open', () => {
    expect(read({ nodes: form('maintain').intro }).join()).toContain('Vi kjører etter geografi på kveld. (1)');
    expect(formFor(actOn(q, 'maintain', '2'), q, reading())).toBeNull();
    expect(formFor(actOn(q, 'maintain', '9'), q, reading())).toBeNull();
  });

  test('to answer an objection lets the expert choose where there are several', () => {
    const many = question({ objections: [objection(1), objection(2), objection(3, { status: 'withdrawn' })] });
    const made = formFor(actOn(many, 'maintain'), many, reading());
    expect(fieldNames(made)).toEqual(['objection', 'text']);
    const which = made?.fields[0];
    expect(which && 'options' in which && which.options.map(({ value }) => value)).toEqual(['1', '2']);
    const none = question();
    expect(formFor(actOn(none, 'maintain'), none, reading())).toBeNull();
  });

  test('to recuse oneself has nothing to fill in, and says what it does', () => {
    const { submit, intro } = form('recuse');
    expect(submit).toBe('Jeg er inhabil');
    expect(read({ nodes: intro }).at(-1)).toBe(
      'Da tas svaret ditt bort, og plassen din regnes ikke med. Det kan ikke angres.',
    );
  });

  test('to mark the mandate asks members for words, experts not', () => {
    const required = ['trondheim-1', 'expert'].map(
      (person) => formFor(actOn(q, 'flag-mandate'), q, reading(), { me: { person } })?.fields[0]?.required,
    );
    expect(required).toEqual([true, false]);
  });

  test('to decide starts with the proposal', () => {
    expect(form('decide').fields[0]).toMatchObject({ name: 'text', initial: 'Sorter etter tid.' });
  });
});

describe('read more', () => {
  test('tells everything, to read only', () => {
    const answer = { person: 'expert', at: NOW, text: { said: 'Det tar vi i opplæringen.' } };
    const told = question({
      context: { said: 'Lista brukes på mobil.' },
      extended: true,
      objections: [objection(1, { status: 'maintained', answer }), objection(2, { status: 'withdrawn' })],
      positions: positions({ opsjonskommuner: 'r' }),
      comments: [{ person: 'trondheim-1', at: NOW, text: { said: 'Hos oss varierer det.' } }],
      vendorDate: '2027-04-05',
    });
    const made = form('details', told);
    expect(made.fields).toEqual([]);
    expect(made.submit).toBeNull();
    expect(read({ nodes: made.intro })).toEqual([
      'HT-2027-014 · Skal arbeidslista sorteres etter tid eller etter adresse?',
      'Forslag · «Sorter etter tid.»',
      'Leverandøren spør · «Should the work list be sorted by time or by address?»',
      'Bakgrunn · «Lista brukes på mobil.»',
      'Alternativer · «1. Sorter etter tid.\n2. Sorter etter adresse.»',
      'Innvendinger',
      'Innvending nr. 1 · gjennomførbarhet · besvart, men opprettholdt · Kari Nordmann · «Vi kjører etter geografi på kveld. (1)\nØnsket endring: La den enkelte velge.\nSvar fra fagekspert: Det tar vi i opplæringen.»',
      'Innvending nr. 2 · gjennomførbarhet · trukket · ukjent person · «Vi kjører etter geografi på kveld. (2)\nØnsket endring: La den enkelte velge.»',
      'Forbehold',
      'ukjent person · «Forbehold fra opsjonskommuner 1»',
      'Én kommentar',
      '22.3.2027 kl. 10.00 · Kari Nordmann · «Hos oss varierer det.»',
      'Hva som har skjedd',
      'Spurt 17.3.2027 kl. 10.00 av Ola Ekspert\nEtter spilleregler versjon 1\nLeverandøren venter svar 5.4.2027\nFristen er forlenget én gang. Vara er kalt inn.',
    ]);
  });

  test.each([
    ['council', 'godkjent av samarbeidsrådet 11.12.2026'],
    ['Trondheim RHF', 'godkjent av Trondheim RHF 11.12.2026'],
  ])('names the body that approved its rules: %s', (by, approval) => {
    const policy = { ...q.policy, version: 3, approved: { by, on: '2026-12-11' } };
    const made = formFor(actOn(q, 'details'), { ...q, policy }, reading());
    expect(JSON.stringify(made?.intro)).toContain(`Etter spilleregler versjon 3, ${approval}`);
  });

  test('ends with what the reader can do besides answering', () => {
    const acts = (person: string) => {
      const made = formFor(actOn(q, 'details'), q, reading(), { me: { person } });
      return actsOf({ summary: '', nodes: made?.intro ?? [] });
    };
    expect(acts('expert')).toEqual(['maintain', 'amend', 'flag-mandate', 'withdraw']);
    expect(acts('trondheim-1')).toEqual(['withdraw-objection', 'flag-mandate', 'recuse', 'prefer', 'absent']);
    expect(acts('stranger')).toEqual([]);
  });

  test('stays within what a modal and a card can hold, at its worst', () => {
    const long = 'Å'.repeat(3000);
    const worst = question({
      title: { said: long.slice(0, 150) },
      body: { said: long },
      context: { said: long },
      proposal: { option: null, text: { said: long } },
      options: Array.from({ length: 10 }, (_, i) => ({ id: `o${i}`, text: { said: long } })),
      objections: Array.from({ length: 40 }, (_, i) =>
        objection(i + 1, {
          text: { said: long },
          change: { said: long },
          answer: { person: 'expert', at: NOW, text: { said: long } },
        }),
      ),
      positions: positions({ trondheim: 'rrrrrrrrrr' }),
      comments: Array.from({ length: 50 }, () => ({ person: 'expert', at: NOW, text: { said: long } })),
      mandateFlags: [{ person: 'trondheim-1', text: { said: long } }],
    });
    const { intro } = form('details', worst);
    expect(intro.length).toBeLessThanOrEqual(36);
    for (const node of intro) expect(JSON.stringify(node).length).toBeLessThanOrEqual(3200);
    expect(JSON.stringify(intro).length).toBeLessThan(28_000);
  });
});
