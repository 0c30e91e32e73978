import { describe, expect, test } from 'vitest';
import type { Collaboration } from '../../bot/collaboration.ts';
import type { Absence, Escalation, Question, Seat } from '../../bot/domain/index.ts';
import type { Form } from '../../bot/view.ts';
import { bundleView } from '../../bot/views/bundle.ts';
import {
  actOn,
  askedText,
  cardView,
  contextOf,
  formFor,
  opensForm,
  packetView,
  preferenceReceipt,
  type Reading,
  reminderView,
} from '../../bot/views/index.ts';
import { actsOf, buttonsOf, COLLABORATION, LANGUAGES, NOW, positions, question, read, SEATS } from './views-fixture.ts';

const HT = 'hjemmetjenester';
const LV = 'legevakt';

function seat(group: string, block: string, n: number, more: Partial<Seat> = {}): Seat {
  return { id: `${group}/${block}:${n}`, group, block, holder: `${group}-${block}-${n}`, substitute: null, ...more };
}

const TWO: Collaboration = {
  ...COLLABORATION,
  people: [
    ...COLLABORATION.people,
    { id: 'trondheim-vara', name: 'Per Vik', email: 'per@example.no' },
    { id: 'coordinator', name: 'Anne Berg', email: 'anne@example.no' },
  ],
  parties: { sykehus: { nb: 'sykehusene', nn: 'sjukehusa', en: 'the hospitals' }, fastleger: { nb: 'fastlegene' } },
  groups: COLLABORATION.groups.map((group) =>
    group.id === HT
      ? { ...group, topics: [{ id: 'plan', name: { nb: 'Planlegging', en: 'Planning' }, lead: 'expert' }] }
      : { ...group, experts: ['lv-expert'] },
  ),
};

const reading = (language: Reading['language'] = 'nb'): Reading => ({ language, collaboration: TWO, now: NOW });
const ctxOf = (q: Question, language: Reading['language'] = 'nb') => contextOf(q, reading(language));

/** Asked of two groups: four seats in each block of the first, two of one block in the other. */
function several(change: Partial<Question> = {}): Question {
  const seats = [
    ...[1, 2, 3, 4].map((n) => seat(HT, 'trondheim', n)),
    ...[1, 2, 3, 4].map((n) => seat(HT, 'opsjonskommuner', n)),
    ...[1, 2].map((n) => seat(LV, 'trondheim', n)),
  ];
  return question({ groups: [HT, LV], roster: { ...question().roster, seats }, ...change });
}

const three = [
  { id: 'a', text: { said: 'Sorter etter tid.' } },
  { id: 'b', text: { said: 'Sorter etter adresse.' } },
  { id: 'c', text: { said: 'La hver kommune velge.' } },
];

/** Nothing is proposed yet; some have said what they prefer. */
function unproposed(change: Partial<Question> = {}): Question {
  const preferences = { 'trondheim:1': 'b', 'trondheim:2': 'b', 'trondheim:3': 'a' };
  return question({ proposal: { option: null, text: null }, options: three, preferences, ...change });
}

describe('a question asked of several groups', () => {
  const supported = Object.fromEntries(
    [`${HT}/trondheim:1`, `${HT}/trondheim:2`, `${LV}/trondheim:1`].map((id) => [
      id,
      { kind: 'support' as const, person: id, at: NOW },
    ]),
  );

  test('reads as one card: both names, a bar for each group and block, what each group lacks', () => {
    const q = several({ positions: supported });
    expect(read(cardView(q, ctxOf(q)))).toEqual([
      'Gul sak · HT-2027-014 · Hjemmetjenester og Legevakt',
      'Skal arbeidslista sorteres etter tid eller etter adresse?',
      'Forslag · «Sorter etter tid.»',
      'Leverandøren spør · «Should the work list be sorted by time or by address?»',
      'Andre alternativer: Sorter etter adresse.',
      'Hjemmetjenester, Trondheim 2 av 4 · Hjemmetjenester, opsjonskommuner 0 av 4 · Legevakt, Trondheim 1 av 2',
      'Støtter\u00a03 · Forbehold\u00a00 · Innvending\u00a00 · Avstår\u00a00',
      'Mangler: to svar fra opsjonskommuner i Hjemmetjenester',
      'Ved fristen får de som ikke har svart, mer tid, og vara blir kalt inn.',
      'Frist onsdag 24.3.2027 kl. 15.00 · to arbeidsdager igjen',
      '[ Støtter ] [ Forbehold … ] [ Innvending … ] [ Avstår ] [ Flere valg ]',
    ]);
  });

  test('says what is lacking in every group, with the group’s name', () => {
    const q = several();
    expect(read(cardView(q, ctxOf(q)))).toContain(
      'Mangler: to svar fra Trondheim i Hjemmetjenester, to svar fra opsjonskommuner i Hjemmetjenester, ett svar fra Trondheim i Legevakt',
    );
  });

  test('has one bar a group when more than three are asked, and counts the groups that lack something beyond three', () => {
    const groups = ['g1', 'g2', 'g3', 'g4', 'g5'];
    const seats = groups.flatMap((group) => [seat(group, 'trondheim', 1), seat(group, 'opsjonskommuner', 1)]);
    const q = question({ groups, group: 'g1', roster: { ...question().roster, seats } });
    const lines = read(cardView(q, ctxOf(q)));
    expect(lines[0]).toBe('Gul sak · HT-2027-014 · g1, g2, g3, g4 og én gruppe til');
    expect(lines).toContain('g1 0 av 2 · g2 0 av 2 · g3 0 av 2 · g4 0 av 2 · g5 0 av 2');
    expect(lines.find((line) => line.startsWith('Mangler:'))).toMatch(/i g3, svar i to grupper til$/);
  });

  test('names all of them in the packet, with the split of each', () => {
    const counts = { electorate: 4, answered: 4, support: 1, reservation: 0, objection: 3, abstain: 0 };
    const group = { ...counts, blocks: { trondheim: counts } };
    const escalation: Escalation = {
      at: NOW,
      to: 2,
      reason: 'cross-cutting',
      tally: { ...counts, electorate: 8, blocks: { trondheim: counts }, groups: { [HT]: group, [LV]: group } },
      missing: [{ need: 'acceptance', count: 8, block: 'trondheim', group: LV }],
    };
    const q = several({ level: 2, escalations: [escalation] });
    const lines = read(packetView(q, ctxOf(q), true));
    expect(lines[0]).toBe('HT-2027-014 fra Hjemmetjenester og Legevakt · gul');
    expect(lines).toContain('Svarer: Hjemmetjenester, Legevakt');
    expect(lines).toContain(
      'Hjemmetjenester, Trondheim: støtter 1, innvending 3 · Legevakt, Trondheim: støtter 1, innvending 3',
    );
    expect(lines).toContain('Det manglet: bredere støtte fra Trondheim i Legevakt (nå 1 av 4)');
    const card = read(cardView(q, ctxOf(q)));
    expect(card).toContain('Det gjenstår: Trondheim i Legevakt støtter ikke (1 av 4). Svaret kommer tilbake hit.');
  });

  test('waits in the bundle until each of the person’s seats has answered', () => {
    const mine = [seat(HT, 'trondheim', 1, { holder: 'both' }), seat(LV, 'trondheim', 1, { holder: 'both' })];
    const roster = { ...question().roster, seats: mine };
    const position = { kind: 'support' as const, person: 'both', at: NOW };
    const half = several({ roster, positions: { [`${HT}/trondheim:1`]: position } });
    const whole = several({ roster, positions: { ...half.positions, [`${LV}/trondheim:1`]: position } });
    const head = (q: Question) => bundleView([{ q, ctx: ctxOf(q), me: { person: 'both' } }], 'nb').summary;
    expect(head(half)).toMatch(/^Én sak venter på deg/);
    expect(head(whole)).toBe('Ingen saker venter på deg.');
  });
});

describe('before anything is proposed', () => {
  test('the card shows the options, how many prefer each, and a tap for each', () => {
    const q = unproposed();
    expect(read(cardView(q, ctxOf(q)))).toEqual([
      'Gul sak · HT-2027-014 · Hjemmetjenester',
      'Skal arbeidslista sorteres etter tid eller etter adresse?',
      'Ikke noe forslag ennå',
      'Leverandøren spør · «Should the work list be sorted by time or by address?»',
      'Hva vil du helst ha? Fageksperten legger fram et forslag etterpå.',
      '1. Sorter etter tid. 1 av 24 · 2. Sorter etter adresse. 2 av 24 · 3. La hver kommune velge. 0 av 24',
      '3 av 24 har sagt hva de helst vil ha.',
      'Mangler: et forslag fra en fagekspert',
      'Ved fristen får de som ikke har svart, mer tid, og vara blir kalt inn.',
      'Frist onsdag 24.3.2027 kl. 15.00 · to arbeidsdager igjen',
      '[ 1. Sorter etter tid. ] [ 2. Sorter etter adresse. ] [ 3. La hver kommune velge. ] [ Flere valg ]',
    ]);
    expect(buttonsOf(cardView(q, ctxOf(q)))[1]).toEqual({
      type: 'button',
      label: '2. Sorter etter adresse.',
      act: { do: 'prefer', question: 'q1', level: 1, round: 1, arg: 'b' },
      opensForm: false,
    });
  });

  test('silence is not consent on green: there is nothing to consent to', () => {
    const q = unproposed({ criticality: 'green' });
    expect(read(cardView(q, ctxOf(q)))).not.toContain('Den som ikke svarer, er enig.');
  });

  test('the reader’s own card says what they prefer, and marks it', () => {
    const q = unproposed();
    const view = cardView(q, ctxOf(q), { person: 'trondheim-1' });
    expect(read(view)).toContain('Du vil helst ha: Sorter etter adresse. Endre?');
    const marked = buttonsOf(view).filter((item) => item.type === 'button' && item.style === 'primary');
    expect(marked.map(({ label }) => label)).toEqual(['2. Sorter etter adresse.']);
  });

  test('more than five options are chosen in a form', () => {
    const options = [1, 2, 3, 4, 5, 6].map((n) => ({ id: `o${n}`, text: { said: `Alternativ ${n}` } }));
    const q = unproposed({ options, preferences: {} });
    const [first] = buttonsOf(cardView(q, ctxOf(q)));
    expect(first).toMatchObject({ label: 'Velg alternativ …', act: { do: 'prefer' }, opensForm: true });
    const form = formFor(actOn(q, 'prefer'), q, reading());
    expect(form?.fields[0]).toMatchObject({ name: 'option', required: true });
    expect(form?.fields[0] && 'options' in form.fields[0] && form.fields[0].options.length).toBe(6);
  });

  test('an expert proposes, with the counts beside the options and the most preferred chosen', () => {
    const q = unproposed();
    const view = cardView(q, ctxOf(q), { person: 'expert' });
    const menu = buttonsOf(view).find((item) => item.type === 'menu');
    expect(menu?.type === 'menu' && menu.items.map(({ label }) => label)).toContain('Legg fram forslag …');
    const form = formFor(actOn(q, 'amend'), q, reading()) as Form;
    expect(form.title).toBe('Legg fram forslag');
    expect(form.fields.map(({ name }) => name)).toEqual(['proposal', 'text']);
    expect(form.fields[0]).toMatchObject({
      label: 'Forslag',
      options: [
        { value: 'a', label: '1. Sorter etter tid. (1)' },
        { value: 'b', label: '2. Sorter etter adresse. (2)' },
        { value: 'c', label: '3. La hver kommune velge. (0)' },
        { value: 'own-text', label: 'Egen tekst (skriv under)' },
      ],
      initial: ['b'],
    });
  });

  test('a reminder and the bundle have the options too, and fold what was preferred', () => {
    const q = unproposed();
    const me = { person: 'trondheim-4' };
    expect(read(reminderView(q, ctxOf(q), me))).toContain(
      '[ 1. Sorter etter tid. ] [ 2. Sorter etter adresse. ] [ 3. La hver kommune velge. ] [ Flere valg ]',
    );
    expect(bundleView([{ q, ctx: ctxOf(q), me }], 'nb').summary).toMatch(/^Én sak/);
    const answered = bundleView([{ q, ctx: ctxOf(q), me: { person: 'trondheim-1' } }], 'nb');
    expect(read(answered)).toEqual([
      'Ingen saker venter på deg.',
      'HT-2027-014 · Skal arbeidslista sorteres etter tid eller etter adresse? · Sorter etter adresse',
    ]);
  });

  test.each(LANGUAGES)('the receipt names the option: %s', (language) => {
    expect(preferenceReceipt(unproposed(), 'b', reading(language))).toContain('Sorter etter adresse');
  });
});

describe('beside a proposal', () => {
  test('another option can be preferred, behind ⋯, and the own card says so', () => {
    const q = question({ positions: positions({ trondheim: 's' }), preferences: { 'trondheim:1': 'b' } });
    const view = cardView(q, ctxOf(q), { person: 'trondheim-1' });
    expect(read(view)).toContain('Du støtter. Endre? Du vil helst ha: Sorter etter adresse.');
    expect(actsOf(view)).toContain('prefer');
    const form = formFor(actOn(q, 'prefer'), q, reading(), { me: { person: 'trondheim-1' } });
    expect(form && read({ nodes: form.intro })).toContain(
      'Svaret ditt på forslaget står. Dette viser hva gruppa heller ville hatt.',
    );
    expect(form?.fields[0]).toMatchObject({ initial: ['b'] });
  });

  test('there is nothing else to prefer where there is one option', () => {
    const q = question({ options: three.slice(0, 1) });
    expect(actsOf(cardView(q, ctxOf(q)))).not.toContain('prefer');
  });

  test('a tap with an option is the answer; without one it asks which', () => {
    expect(opensForm({ do: 'prefer', arg: 'a' })).toBe(false);
    expect(opensForm({ do: 'prefer' })).toBe(true);
  });
});

describe('what a question concerns', () => {
  const q = question({ parties: ['sykehus', 'fastleger'], topic: 'plan' });

  test('stands on the card, and experts are asked to consider the mandate', () => {
    expect(read(cardView(q, ctxOf(q)))[2]).toBe('Tema: Planlegging · Berører også: sykehusene og fastlegene');
    const hint = 'Saken berører andre. Vurder om den er innenfor mandatet.';
    expect(read(cardView(q, ctxOf(q), { person: 'expert' }))).toContain(hint);
    expect(read(cardView(q, ctxOf(q), { person: 'trondheim-1' }))).not.toContain(hint);
  });

  test('stands in full under Les mer, with who has answered for whom', () => {
    const asked = question({
      ...q,
      groups: [HT, LV],
      alsoGroups: ['tredje'],
      subject: 'workflow',
      gates: [],
      supersedes: { question: 'q0', number: 'HT-2026-003' },
      newInformation: { said: 'Ny versjon av løsningen.' },
      preferences: { 'trondheim:2': 'b' },
      positions: { 'trondheim:1': { kind: 'support', person: 'trondheim-vara', at: NOW } },
    });
    const form = formFor(actOn(asked, 'details'), asked, reading());
    const lines = form ? read({ nodes: form.intro }) : [];
    expect(lines.slice(1, 3)).toEqual([
      'Nytt siden sist · «Ny versjon av løsningen.»',
      [
        'Svarer: Hjemmetjenester, Legevakt',
        'Får vite om saken: tredje',
        'Berører også: sykehusene og fastlegene',
        'Arbeidsflyt · Tema: Planlegging',
        'Skal erstatte HT-2026-003',
        'Må gjennom K1, K2 og K3 før leverandøren får svar.',
        '2. Sorter etter adresse. (1)',
        'Per Vik har svart som vara for Kari Nordmann.',
      ].join('\n'),
    ]);
  });
});

test('the holder is told that their substitute has answered', () => {
  const q = question({ positions: { 'trondheim:1': { kind: 'support', person: 'trondheim-vara', at: NOW } } });
  const lines = read(cardView(q, ctxOf(q), { person: 'trondheim-1' }));
  expect(lines).toContain('Per Vik har svart for plassen din. Endre?');
});

test('a substitute is told that the holder has answered, not what', () => {
  const absences = [{ person: 'trondheim-1', from: '2027-03-20', to: '2027-03-30' }];
  const q = question({ absences, positions: { 'trondheim:1': { kind: 'abstain', person: 'trondheim-1', at: NOW } } });
  const lines = read(cardView(q, ctxOf(q), { person: 'trondheim-vara' }));
  expect(lines).toContain('Kari Nordmann har svart.');
  const folded = read(bundleView([{ q, ctx: ctxOf(q), me: { person: 'trondheim-vara' } }], 'nb'));
  expect(folded.at(-1)).toBe(
    'HT-2027-014 · Skal arbeidslista sorteres etter tid eller etter adresse? · Kari Nordmann har svart',
  );
});

test('an expert who answered alone is told that it is recorded and seen by the group', () => {
  const counts = { electorate: 0, answered: 0, support: 0, reservation: 0, objection: 0, abstain: 0, blocks: {} };
  const settled = { at: NOW, level: 1, round: 1, person: 'expert', text: null, outcome: 'common-solution' as const };
  const decision = { ...settled, how: 'expert' as const, tally: counts, versions: { rules: 1, ladder: 1 } };
  expect(askedText(question({ status: 'decided', decision }), reading())).toBe(
    'HT-2027-014 er besluttet med svaret ditt. Det er ført som fagekspertens svar, og gruppa kan se det.',
  );
});

describe('the form for a new question', () => {
  const formOf = (person: string) => formFor({ do: 'ask', arg: 'midt/' }, null, reading(), { me: { person } }) as Form;
  const optionsOf = (form: Form, name: string) => {
    const field = form.fields.find((one) => one.name === name);
    return field && 'options' in field ? field.options.map(({ label }) => label) : null;
  };

  test('has the rarer fields last, none of them required, each with a hint', () => {
    const { fields } = formOf('expert');
    expect(fields.slice(7).map(({ name }) => name)).toEqual(
      expect.arrayContaining(['groups', 'answer', 'topic', 'parties', 'gates', 'supersedes', 'newInformation']),
    );
    for (const field of fields.slice(7)) expect([field.required, !!field.hint]).toEqual([false, true]);
  });

  test('offers the topics of the asker’s own groups, and to answer alone only to an expert', () => {
    expect(optionsOf(formOf('expert'), 'topic')).toEqual(['Planlegging']);
    expect(optionsOf(formOf('lv-expert'), 'topic')).toBeNull();
    expect(optionsOf(formOf('coordinator'), 'topic')).toEqual(['Planlegging']);
    expect(optionsOf(formOf('coordinator'), 'answer')).toBeNull();
    expect(optionsOf(formOf('expert'), 'answer')).toEqual([
      'Gruppa svarer',
      'Jeg svarer selv som fagekspert (bare grønne saker)',
    ]);
  });

  test.each(LANGUAGES)('cuts no label short and stays within what Slack takes: %s', (language) => {
    const form = formFor({ do: 'ask' }, null, reading(language)) as Form;
    expect(form.fields.length + form.intro.length).toBeLessThanOrEqual(100);
    for (const field of form.fields) {
      const labels = 'options' in field ? field.options.map(({ label }) => label) : [];
      for (const label of labels) expect(label).not.toContain('…');
    }
  });
});

describe('the form for an absence', () => {
  const open = (person: string, absences: Absence[] = []) =>
    formFor({ do: 'absent', arg: 'midt' }, null, reading(), { me: { person }, absences }) as Form;

  test('says who stands in, begins today, and fits Slack’s titles in each language', () => {
    const form = open('trondheim-1');
    expect(read({ nodes: form.intro })).toEqual([
      'Mens du er borte, kan vara svare for deg.',
      'Per Vik svarer for deg i Hjemmetjenester.',
    ]);
    expect(form.fields).toEqual([
      {
        type: 'date',
        name: 'from',
        label: 'Borte fra og med',
        required: true,
        initial: '2027-03-22',
        whenEmpty: 'Velg en dato.',
      },
      { type: 'date', name: 'to', label: 'Borte til og med', required: true, whenEmpty: 'Velg en dato.' },
    ]);
    for (const language of LANGUAGES) {
      const made = formFor({ do: 'absent' }, null, reading(language), { me: { person: 'trondheim-1' } });
      for (const words of [made?.title, made?.submit]) expect(words?.length).toBeLessThanOrEqual(24);
    }
  });

  test('tells who has no substitute whom to ask for one', () => {
    expect(SEATS.find(({ id }) => id === 'trondheim:2')?.substitute).toBeNull();
    expect(read({ nodes: open('trondheim-2').intro })).toContain(
      'Ingen er vara for deg i Hjemmetjenester. Be Anne Berg legge inn en.',
    );
  });

  test('shows what is declared, with a button to be back', () => {
    const form = open('trondheim-1', [{ person: 'trondheim-1', from: '2027-03-20', to: '2027-04-12' }]);
    expect(read({ nodes: form.intro }).slice(2)).toEqual([
      'Du har meldt fravær fra 20.3. til 12.4.2027.',
      '[ Jeg er tilbake ]',
    ]);
  });
});
