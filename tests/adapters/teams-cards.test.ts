import fc from 'fast-check';
import markdown from 'markdown-it';
import { describe, expect, test } from 'vitest';
import { choiceValue, inputId, readValues } from '../../adapters/teams/act.ts';
import { type Activity, wordsOf } from '../../adapters/teams/activity.ts';
import { formToCard } from '../../adapters/teams/form-to-card.ts';
import { viewToCard } from '../../adapters/teams/view-to-card.ts';
import { cut, literal, withLinks } from '../../adapters/teams/words.ts';
import type { Action, Field, Form, Node, View } from '../../bot/index.ts';
import { complaints } from './teams-complaints.ts';

type Json = Record<string, unknown>;
const act = { do: 'support', question: 'q1', level: 1, round: 1 };

function body(...nodes: Node[]): Json[] {
  return viewToCard({ summary: 'Sak', nodes }).body;
}

function actionsIn(set: Json | undefined): Json[] {
  return (set?.actions ?? []) as Json[];
}

const EVERYTHING: View = {
  summary: 'Gul sak HT-2027-014: Skal arbeidslista sorteres etter tid?',
  nodes: [
    { type: 'text', text: 'Gul sak · HT-2027-014', style: 'subtle' },
    { type: 'text', text: 'Skal arbeidslista sorteres etter tid?', style: 'heading' },
    { type: 'text', text: 'Mangler: ett svar', style: 'strong' },
    { type: 'text', text: 'Sorter etter tid.\nAdresse kan velges.' },
    { type: 'quote', text: 'Vi kjører etter geografi.', by: 'Kari', note: 'Innvending nr. 1' },
    { type: 'facts', items: [{ label: 'Frist', value: 'fredag 26.3.2027 kl. 15.00' }] },
    { type: 'bars', items: [{ label: 'Trondheim', value: 9, of: 16, text: '9 av 16' }] },
    { type: 'divider' },
    {
      type: 'actions',
      items: [
        { type: 'button', label: 'Støtter', act, style: 'primary', opensForm: false },
        { type: 'button', label: 'Innvending …', act: { ...act, do: 'objection' }, style: 'danger', opensForm: true },
        {
          type: 'menu',
          label: 'Flere valg',
          items: [{ label: 'Trekk', act: { ...act, do: 'withdraw' }, opensForm: true }],
        },
      ],
    },
  ],
};

describe('a view', () => {
  test('becomes a card that Microsoft’s library takes, in a message and in a dialog', () => {
    expect(complaints(viewToCard(EVERYTHING, { says: 'Notert.', live: true }))).toEqual([]);
    expect(complaints(viewToCard(EVERYTHING, { says: 'Notert.', surface: 'dialog' }))).toEqual([]);
  });

  test('is complained of when it is wrong, so that the check above can fail', () => {
    const card = viewToCard(EVERYTHING);
    expect(complaints({ ...card, body: [{ type: 'TekstBlock' }] })).not.toEqual([]);
    expect(complaints({ ...card, body: [{ type: 'ActionSet', actions: [{ type: 'Action.Foo' }] }] })).not.toEqual([]);
    expect(complaints({ ...card, body: [{ type: 'TextBlock', text: 'a', tone: 'b' }] })).toEqual(['TextBlock: tone']);
    expect(complaints({ ...card, body: [{ type: 'Input.Text', id: 'a', label: 'b', isRequired: true }] })).toHaveLength(
      1,
    );
  });

  test('says its summary where the card can’t be shown and to those who listen', () => {
    expect(viewToCard(EVERYTHING)).toMatchObject({
      version: '1.5',
      msteams: { width: 'Full' },
      fallbackText: EVERYTHING.summary,
      speak: EVERYTHING.summary,
    });
  });

  test('shows a text line by line, as it is written', () => {
    expect(body({ type: 'text', text: '**Nei** [her](https://evil.example)\n\n<at>Kari</at>' })).toEqual([
      {
        type: 'RichTextBlock',
        inlines: [
          { type: 'TextRun', text: '**Nei** [her](' },
          {
            type: 'TextRun',
            text: 'https://evil.example',
            selectAction: { type: 'Action.OpenUrl', url: 'https://evil.example' },
          },
          { type: 'TextRun', text: ')' },
        ],
      },
      { type: 'RichTextBlock', spacing: 'Small', inlines: [{ type: 'TextRun', text: '<at>Kari</at>' }] },
    ]);
  });

  test('has a heading that a screen reader finds', () => {
    expect(body({ type: 'text', text: 'Tid\neller adresse?', style: 'heading' })).toEqual([
      { type: 'TextBlock', text: 'Tid eller adresse?', style: 'heading', size: 'Medium', weight: 'Bolder', wrap: true },
    ]);
  });

  test('draws a share with its words', () => {
    const texts = (value: number, of: number) =>
      JSON.stringify(body({ type: 'bars', items: [{ label: 'Trondheim', value, of, text: `${value} av ${of}` }] }));
    expect(texts(9, 16)).toContain('"▰▰▰▰▰▱▱▱"');
    expect(texts(9, 16).indexOf('9 av 16')).toBeLessThan(texts(9, 16).indexOf('▰'));
    expect(texts(0, 0)).toContain('"▱▱▱▱▱▱▱▱"');
    expect(texts(20, 16)).toContain('"▰▰▰▰▰▰▰▰"');
  });

  test('puts a short text without a name beside its label, and long facts on lines that wrap', () => {
    const line = [
      {
        type: 'RichTextBlock',
        inlines: [
          { type: 'TextRun', text: 'Forslag  ', weight: 'Bolder' },
          { type: 'TextRun', text: 'Etter tid.' },
        ],
      },
    ];
    expect(body({ type: 'quote', text: 'Etter tid.', note: 'Forslag' })).toEqual(line);
    const long = 'støtter 6, forbehold 1, innvending 4';
    expect(body({ type: 'facts', items: [{ label: 'Trondheim', value: long }] })[0]?.inlines).toEqual([
      { type: 'TextRun', text: 'Trondheim  ', weight: 'Bolder' },
      { type: 'TextRun', text: long },
    ]);
    for (const node of [{ text: 'a\nb' }, { text: 'Nei.', by: 'Kari' }, { text: 'x'.repeat(400) }]) {
      expect(body({ type: 'quote', note: 'Forslag', ...node })[0]?.type).toBe('Container');
    }
  });

  test('draws a divider as a line above what follows, and none at the end', () => {
    const [first, second, ...rest] = body(
      { type: 'divider' },
      { type: 'text', text: 'a' },
      { type: 'divider' },
      { type: 'text', text: '' },
      { type: 'text', text: 'b' },
      { type: 'divider' },
    );
    expect([first?.separator, second?.separator, rest]).toEqual([true, true, []]);
    expect(body({ type: 'text', text: 'a' })[0]).not.toHaveProperty('separator');
  });

  test('executes what needs no text and opens a dialog for what does; the rare is behind ⋯', () => {
    const [set] = viewToCard(EVERYTHING).body.slice(-1);
    expect(set).toEqual({
      type: 'ActionSet',
      separator: true,
      spacing: 'Large',
      actions: [
        { type: 'Action.Execute', title: 'Støtter', style: 'positive', verb: 'samrad', data: { act, own: true } },
        {
          type: 'Action.Submit',
          title: 'Innvending …',
          style: 'destructive',
          data: { msteams: { type: 'task/fetch' }, act: { ...act, do: 'objection' } },
        },
        {
          type: 'Action.Submit',
          title: 'Trekk',
          mode: 'secondary',
          data: { msteams: { type: 'task/fetch' }, act: { ...act, do: 'withdraw' } },
        },
      ],
    });
  });

  test('submits everything in a dialog, where Action.Execute does nothing', () => {
    const [set] = viewToCard(EVERYTHING, { surface: 'dialog' }).body.slice(-1);
    const types = actionsIn(set).map(({ type, data }) => [type, (data as Json).press]);
    expect(types).toEqual([
      ['Action.Submit', true],
      ['Action.Submit', true],
      ['Action.Submit', true],
    ]);
  });

  test('puts the seventh button behind ⋯', () => {
    const items = Array.from({ length: 8 }, (_, n) => ({
      type: 'button' as const,
      label: `${n}`,
      act,
      opensForm: false,
    }));
    const [set] = body({ type: 'actions', items });
    expect(actionsIn(set).map(({ mode }) => mode)).toEqual([...Array(6).fill(undefined), 'secondary', 'secondary']);
  });

  test('shows every button of a dialog, six in a row: there Android opens no ⋯', () => {
    const one = (n: number) => ({ label: `${n}`, act, opensForm: false });
    const items: Action[] = [
      { type: 'button', ...one(0) },
      { type: 'menu', label: '⋯', items: [1, 2, 3, 4, 5, 6, 7].map(one) },
    ];
    const view: View = { summary: '', nodes: [{ type: 'actions', items }] };
    const rows = viewToCard(view, { surface: 'dialog' }).body.map(actionsIn);
    expect(rows.map((row) => row.map(({ title }) => title))).toEqual([
      ['0', '1', '2', '3', '4', '5'],
      ['6', '7'],
    ]);
    expect(rows.flat().filter(({ mode }) => mode !== undefined)).toEqual([]);
  });

  test('asks for the viewer’s own card only when it is about one question', () => {
    const button = (question?: string): Node => ({
      type: 'actions',
      items: [{ type: 'button', label: 'Støtter', act: { do: 'support', question, level: 2 }, opensForm: false }],
    });
    const refreshed = (...nodes: Node[]) => viewToCard({ summary: '', nodes }, { live: true }).refresh;
    expect(refreshed(button('q1'), button('q1'))).toEqual({
      action: { type: 'Action.Execute', verb: 'samrad', data: { look: { do: 'look', question: 'q1', level: 2 } } },
    });
    expect(refreshed(button('q1'), button('q2'))).toBeUndefined();
    expect(refreshed(button())).toBeUndefined();
    expect(refreshed({ type: 'text', text: 'Besluttet' })).toBeUndefined();
    expect(viewToCard({ summary: '', nodes: [button('q1')] })).not.toHaveProperty('refresh');
  });
});

test('lists those whose own view says more, as many as Teams takes', () => {
  const ref = (user: string) => ({ serviceUrl: 'https://x.example', bot: '28:b', tenant: 't', user });
  const viewers = Array.from({ length: 70 }, (_, n) => ref(`29:${n}`));
  const refresh = (view: View) => viewToCard(view, { live: true }).refresh as Json;
  expect(refresh({ ...EVERYTHING, viewers }).userIds).toEqual(viewers.slice(0, 60).map(({ user }) => user));
  expect(refresh({ ...EVERYTHING, viewers: [] })).not.toHaveProperty('userIds');
  expect(refresh(EVERYTHING)).not.toHaveProperty('userIds');
});

describe('what people wrote', () => {
  /** The words as Teams would show them in an element that reads Markdown. */
  const MARKUP = [
    '*a*',
    '**a**',
    '_a_',
    '[a](https://x.example)',
    '# a',
    '- a',
    '+ a',
    '1. a',
    '2) a',
    '<at>a</at>',
    '`a`',
    '~a~',
    '\\*',
  ];

  test.each(MARKUP)('%s is escaped in headings and facts', (text) => {
    const escaped = literal(text);
    expect(escaped).not.toBe(text);
    expect(escaped.replace(/\\([\\`*_[\]<>~#+=.)-])/g, '$1')).toBe(text);
    expect(body({ type: 'facts', items: [{ label: text, value: text }] })).toEqual([
      { type: 'FactSet', facts: [{ title: escaped, value: escaped }] },
    ]);
    expect(body({ type: 'text', text, style: 'heading' })[0]?.text).toBe(escaped);
  });

  test('is shown by a Markdown reader just as it was written', () => {
    const reader = markdown({ html: true });
    const tricky = fc.constantFrom(
      ...MARKUP,
      '*',
      '_',
      '[',
      ']',
      '(',
      ')',
      '<',
      '>',
      '&lt;',
      '&',
      '#',
      '-',
      '1.',
      ' ',
      'a',
      'å',
    );
    fc.assert(
      fc.property(fc.array(tricky, { minLength: 1, maxLength: 8 }), (parts) => {
        const text = parts.join('').trim();
        if (text !== '') expect(reader.render(literal(text))).toBe(`<p>${reader.utils.escapeHtml(text)}</p>\n`);
      }),
      { numRuns: 2000 },
    );
    expect(reader.render('*a*')).toBe('<p><em>a</em></p>\n');
  });

  test('leaves ordinary words as they are', () => {
    const text = 'Frist 5.6.2026 kl. 14.30 (to dager) – 10 000 & 0,5 %: «ja», A/B?';
    expect(literal(text)).toBe(text);
  });

  test('is not taken for a date to be formatted', () => {
    const text = '{{DATE(2027-02-14T06:00Z,SHORT)}} {{TIME(2027-02-14T06:00Z)}} {{navn}}';
    const shown = JSON.stringify(body({ type: 'quote', text }, { type: 'text', text, style: 'heading' }));
    expect(shown).not.toMatch(/\{\{(DATE|TIME)/);
    expect(shown).toContain('{{navn}}');
  });

  test('is never lost: every text node’s words stand in the card', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 200, unit: 'grapheme' }), (text) => {
        const blocks = body({ type: 'text', text }).flatMap((block) => block.inlines as { text: string }[]);
        const words = (all: string) =>
          all
            .replaceAll('\u200b', '')
            .replace(/[\r\n]/g, '')
            .trim();
        const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
        expect(words(blocks.map((run) => run.text).join(''))).toBe(words(lines.join('')));
      }),
    );
  });

  test('is cut with a mark and never inside a character', () => {
    expect(cut('arbeidsliste', 12)).toBe('arbeidsliste');
    expect(cut('arbeidslista', 8)).toBe('arbeids…');
    expect(cut('ab😀cd', 4)).toBe('ab…');
  });

  test('has its web addresses as links, without the full stop', () => {
    expect(withLinks('Se https://samrad.example/s/1?t=a. Takk')).toEqual([
      { text: 'Se ' },
      { text: 'https://samrad.example/s/1?t=a', url: 'https://samrad.example/s/1?t=a' },
      { text: '. Takk' },
    ]);
    expect(withLinks('javascript:alert(1)')).toEqual([{ text: 'javascript:alert(1)' }]);
  });
});

describe('a card that is too large', () => {
  const bytes = (json: Json) => Buffer.byteLength(JSON.stringify(json));

  test('loses the ends of long texts, not its buttons', () => {
    const text = 'Vi kjører etter geografi på kveld. '.repeat(60);
    const quotes = Array.from({ length: 30 }, (): Node => ({ type: 'quote', text, by: 'Kari' }));
    const card = viewToCard({ summary: text, nodes: [...quotes, ...EVERYTHING.nodes] });
    expect(bytes(card)).toBeLessThan(26_001);
    expect(card.body).toHaveLength(quotes.length + EVERYTHING.nodes.length);
    expect(JSON.stringify(card)).toContain('…');
    expect(complaints(card)).toEqual([]);
  });

  test('is untouched when it fits', () => {
    const text = 'å'.repeat(8000);
    expect(JSON.stringify(viewToCard({ summary: 'Sak', nodes: [{ type: 'quote', text }] }))).toContain(text);
  });

  test('loses its end when even short texts are too many', () => {
    const nodes = Array.from({ length: 600 }, (_, n): Node => ({ type: 'text', text: `Sak ${n}` }));
    const card = viewToCard({ summary: 'Saker', nodes });
    expect(bytes(card)).toBeLessThanOrEqual(26_000);
    expect(bytes(card)).toBeGreaterThan(25_800);
    expect(JSON.stringify(card)).toContain('Sak 0');
  });

  test('fits whatever is in it', () => {
    const wild = fc.string({ maxLength: 3000, unit: 'grapheme' });
    const node: fc.Arbitrary<Node> = fc.oneof(
      wild.map((text): Node => ({ type: 'text', text })),
      wild.map((text): Node => ({ type: 'quote', text, by: text, note: text })),
      fc
        .array(wild, { maxLength: 10 })
        .map((all): Node => ({ type: 'facts', items: all.map((one) => ({ label: one, value: one })) })),
      wild.map((text): Node => ({ type: 'actions', items: [{ type: 'button', label: text, act, opensForm: false }] })),
    );
    fc.assert(
      fc.property(fc.array(node, { maxLength: 120 }), wild, (nodes, summary) => {
        expect(bytes(viewToCard({ summary, nodes }))).toBeLessThanOrEqual(26_000);
      }),
      { numRuns: 60 },
    );
  });
});

const options = [
  { value: 'a,b', label: 'A og B' },
  { value: 'c', label: 'C' },
];
const FIELDS: Field[] = [
  {
    type: 'text',
    name: 'title',
    label: 'Tittel',
    hint: 'Kort',
    required: true,
    maxLength: 120,
    initial: 'Arbeidsliste',
  },
  { type: 'long-text', name: 'text', label: 'Tekst', required: false, maxLength: 3000 },
  { type: 'choice', name: 'criticality', label: 'Alvor', required: true, options, initial: ['c'] },
  { type: 'choices', name: 'groups', label: 'Grupper', required: false, options, initial: ['a,b', 'c'] },
  { type: 'date', name: 'deadline', label: 'Frist', required: false, initial: '2027-04-01' },
];
const FORM: Form = {
  act: { do: 'ask' },
  title: 'Ny sak',
  submit: 'Send',
  cancel: 'Avbryt',
  intro: [{ type: 'text', text: 'Ikke skriv pasientopplysninger her.', style: 'strong' }],
  fields: FIELDS,
};
const inputs = (card: Json) => (card.body as Json[]).filter(({ type }) => String(type).startsWith('Input.'));

describe('a form', () => {
  test('becomes a card that Microsoft’s library takes, with errors and without', () => {
    expect(complaints(formToCard(FORM))).toEqual([]);
    expect(
      complaints(formToCard(FORM, { errors: { title: 'Skriv en tittel.' }, values: {}, says: 'Ikke lagret.' })),
    ).toEqual([]);
  });

  test('has an input a field, with label, limits and what it starts with', () => {
    const choices = [
      { title: 'A og B', value: 'a,b' },
      { title: 'C', value: 'c' },
    ];
    const many = [
      { title: 'A og B', value: 'a%2Cb' },
      { title: 'C', value: 'c' },
    ];
    const choice = { type: 'Input.ChoiceSet', style: 'expanded', wrap: true };
    expect(inputs(formToCard(FORM))).toEqual([
      {
        type: 'Input.Text',
        id: 'f_title',
        label: 'Tittel',
        isRequired: true,
        errorMessage: 'Kort',
        isMultiline: false,
        maxLength: 120,
        value: 'Arbeidsliste',
      },
      { type: 'Input.Text', id: 'f_text', label: 'Tekst', isRequired: false, isMultiline: true, maxLength: 3000 },
      {
        ...choice,
        id: 'f_criticality',
        label: 'Alvor',
        isRequired: true,
        errorMessage: 'Alvor',
        isMultiSelect: false,
        choices,
        value: 'c',
      },
      {
        ...choice,
        id: 'm_groups',
        label: 'Grupper',
        isRequired: false,
        isMultiSelect: true,
        choices: many,
        value: 'a%2Cb,c',
      },
      { type: 'Input.Date', id: 'f_deadline', label: 'Frist', isRequired: false, value: '2027-04-01' },
    ]);
  });

  test('says at an empty field what to do, as the form has it', () => {
    const field: Field = {
      type: 'text',
      name: 't',
      label: 'Tittel',
      required: true,
      maxLength: 9,
      whenEmpty: 'Skriv noe her.',
    };
    expect(inputs(formToCard({ ...FORM, fields: [field] }))[0]).toMatchObject({ errorMessage: 'Skriv noe her.' });
  });

  test('to read has only its way out; without fields it can still be sent', () => {
    const titles = (form: Form) => actionsIn(formToCard(form).body.at(-1)).map(({ title }) => title);
    expect(titles({ ...FORM, submit: null, cancel: 'Lukk', fields: [] })).toEqual(['Lukk']);
    expect(titles({ ...FORM, submit: 'Jeg er inhabil', fields: [] })).toEqual(['Jeg er inhabil', 'Avbryt']);
  });

  test('folds many choices into a list', () => {
    const many = Array.from({ length: 7 }, (_, n) => ({ value: `${n}`, label: `${n}` }));
    const [input] = inputs(
      formToCard({ ...FORM, fields: [{ type: 'choice', name: 'g', label: 'G', required: true, options: many }] }),
    );
    expect(input?.style).toBe('compact');
  });

  test('shows each error above its field, those of no field on top, and keeps what was filled in', () => {
    const values = { title: '', text: 'Skrevet', criticality: 'a,b', groups: ['c'], deadline: '2027-05-01' };
    const card = formToCard(FORM, { errors: { text: 'For kort.', other: 'Velg en gruppe.' }, values });
    const texts = (card.body as Json[]).map(
      (one) => (one.inlines as Json[] | undefined)?.[0]?.text ?? one.id ?? one.type,
    );
    expect(texts).toEqual([
      'Velg en gruppe.',
      'Ikke skriv pasientopplysninger her.',
      'f_title',
      'Kort',
      'For kort.',
      'f_text',
      'f_criticality',
      'm_groups',
      'f_deadline',
      'ActionSet',
    ]);
    expect(inputs(card).map(({ value }) => value)).toEqual([undefined, 'Skrevet', 'a,b', 'c', '2027-05-01']);
  });

  test('names the errors of a long form in the order of its fields, on top and again above its buttons', () => {
    const labels = { a: 'A', b: 'Hvem?', c: 'C', d: 'D', e: 'E', f: 'Frist' };
    const fields = Object.entries(labels).map(([name, label]) => ({
      ...{ type: 'text' as const, name, label, required: false, maxLength: 10 },
    }));
    const card = formToCard({ ...FORM, intro: [], fields }, { errors: { f: 'Kort.', other: 'Velg.', b: 'Langt.' } });
    const texts = (card.body as Json[]).flatMap((one) => (one.inlines as Json[] | undefined)?.[0]?.text ?? []);
    const inGeneral = ['Velg.', 'Hvem? Langt.', 'Frist: Kort.'];
    expect(texts).toEqual([...inGeneral, 'Langt.', 'Kort.', ...inGeneral]);
  });

  test('gives back exactly what was chosen', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1, unit: 'grapheme' }), { minLength: 1 }), (chosen) => {
        const value = chosen.map((one) => choiceValue(one, true)).join(',');
        expect(readValues({ [inputId('groups', true)]: value, act: {}, x: 'y' })).toEqual({ groups: chosen });
      }),
    );
    expect(readValues({ f_title: 'a,b', f_n: 7, m_groups: '%' })).toEqual({ title: 'a,b', groups: ['%'] });
    expect(readValues(null)).toEqual({});
  });
});

test('what is said loses the bot’s mention and keeps the names of others', () => {
  const said = {
    recipient: { id: '28:bot' },
    text: '<at>Samråd</at>&nbsp;spør <at>Kari Nordmann</at>\u00a0om tid\n',
    entities: [
      { type: 'mention', text: '<at>Samråd</at>', mentioned: { id: '28:bot', name: 'Samråd' } },
      { type: 'mention', text: '<at>Kari Nordmann</at>', mentioned: { id: '29:kari', name: 'Kari Nordmann' } },
      { type: 'clientInfo' },
    ],
  } as unknown as Activity;
  expect(wordsOf(said)).toBe('spør Kari Nordmann om tid');
});
