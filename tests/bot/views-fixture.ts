/** A collaboration and a question as the design's cards have them, to be changed by what a test is about. */
import type { Collaboration, Language } from '../../bot/collaboration.ts';
import {
  type Counts,
  DEFAULT_POLICY,
  type Objection,
  type Position,
  type PositionKind,
  type Question,
  type Seat,
  type Tally,
} from '../../bot/domain/index.ts';
import type { Action, Form, Node, View } from '../../bot/view.ts';
import { contextOf, type Reading, type ViewContext } from '../../bot/views/index.ts';

export const LANGUAGES: Language[] = ['nb', 'nn', 'en'];
/** Monday 22 March 2027 at 10:00 in Oslo; the deadline is two working days away. */
export const NOW = '2027-03-22T09:00:00.000Z';
const DEADLINE = '2027-03-24T14:00:00.000Z';

function seats(block: string, count: number): Seat[] {
  return Array.from({ length: count }, (_, i) => ({
    id: `${block}:${i + 1}`,
    block,
    holder: `${block}-${i + 1}`,
    substitute: i === 0 ? `${block}-vara` : null,
  }));
}

export const SEATS = [...seats('trondheim', 16), ...seats('opsjonskommuner', 8)];

export const COLLABORATION: Collaboration = {
  _id: 'midt',
  name: { nb: 'Midt' },
  language: 'nb',
  blocks: {
    trondheim: { nb: 'Trondheim' },
    opsjonskommuner: { nb: 'opsjonskommuner', nn: 'opsjonskommunar', en: 'option municipalities' },
  },
  policy: DEFAULT_POLICY,
  people: [
    { id: 'trondheim-1', name: 'Kari Nordmann', email: 'kari@example.no' },
    { id: 'expert', name: 'Ola Ekspert', email: 'ola@example.no' },
    { id: 'chair', name: 'Liv Leder', email: 'liv@example.no' },
  ],
  groups: [
    {
      id: 'hjemmetjenester',
      code: 'HT',
      name: { nb: 'Hjemmetjenester', nn: 'Heimetenester', en: 'Home care services' },
      seats: SEATS,
      experts: ['expert'],
      coordinators: ['coordinator'],
    },
    { id: 'legevakt', code: 'LV', name: { nb: 'Legevakt' }, seats: [], experts: [], coordinators: [] },
  ],
  ladder: [
    {
      id: 'joint',
      level: 2,
      name: { nb: 'felles beslutningsgruppe', nn: 'felles avgjerdsgruppe', en: 'the joint decision group' },
      chair: 'chair',
      seats: [],
    },
    { id: 'council', level: 3, name: { nb: 'samarbeidsrådet' }, chair: null, seats: [] },
  ],
  version: 1,
  updatedAt: NOW,
};

export function question(change: Partial<Question> = {}): Question {
  return {
    id: 'q1',
    collaboration: 'midt',
    number: 'HT-2027-014',
    group: 'hjemmetjenester',
    groups: ['hjemmetjenester'],
    alsoGroups: [],
    practice: false,
    title: { said: 'Skal arbeidslista sorteres etter tid eller etter adresse?' },
    body: { said: 'Should the work list be sorted by time or by address?' },
    context: null,
    options: [
      { id: 'a', text: { said: 'Sorter etter tid.' } },
      { id: 'b', text: { said: 'Sorter etter adresse.' } },
    ],
    vendorDate: null,
    subject: null,
    topic: null,
    lead: null,
    parties: [],
    term: null,
    supersedes: null,
    reopens: null,
    newInformation: null,
    source: null,
    askedBy: 'expert',
    askedAt: '2027-03-17T09:00:00.000Z',
    status: 'open',
    policy: DEFAULT_POLICY,
    roster: {
      seats: SEATS,
      experts: ['expert'],
      coordinators: ['coordinator'],
      ladder: [
        { id: 'joint', level: 2, workingDays: 5, chair: 'chair', seats: [] },
        { id: 'council', level: 3, workingDays: 10, chair: null, seats: [] },
      ],
    },
    criticality: 'yellow',
    proposal: { option: 'a', text: null },
    level: 1,
    round: 1,
    amended: false,
    openedAt: '2027-03-17T09:00:00.000Z',
    periodStart: '2027-03-17T09:00:00.000Z',
    deadline: DEADLINE,
    overdue: false,
    extended: false,
    called: [],
    positions: {},
    formerPositions: {},
    objections: [],
    recused: [],
    absences: [],
    preferences: {},
    mandateFlags: [],
    comments: [],
    reminders: [],
    expertsNotifiedAt: null,
    escalations: [],
    sentBack: 0,
    guidance: null,
    decision: null,
    withdrawal: null,
    vendorAnswer: null,
    verification: null,
    deviations: [],
    followUps: [],
    gates: null,
    ideas: [],
    supersededBy: null,
    reopenedAs: null,
    version: 3,
    updatedAt: NOW,
    ...change,
  };
}

/** Positions of the first seats of each block, e.g. { trondheim: 'sssr', opsjonskommuner: 's' }. */
export function positions(letters: Record<string, string>): Record<string, Position> {
  const kinds: Record<string, PositionKind> = { s: 'support', r: 'reservation', o: 'objection', a: 'abstain' };
  const taken: Record<string, Position> = {};
  for (const [block, row] of Object.entries(letters)) {
    for (const [i, letter] of [...row].entries()) {
      const kind = kinds[letter] ?? 'support';
      const text = kind === 'reservation' ? { said: `Forbehold fra ${block} ${i + 1}` } : undefined;
      taken[`${block}:${i + 1}`] = { kind, person: `${block}-${i + 1}`, at: NOW, text };
    }
  }
  return taken;
}

export function objection(n: number, change: Partial<Objection> = {}): Objection {
  const seat = `trondheim:${n}`;
  const text = { said: `Vi kjører etter geografi på kveld. (${n})` };
  const base = { n, level: 1, seat, person: `trondheim-${n}`, at: NOW, criterion: 'feasibility' as const, text };
  return { ...base, change: { said: 'La den enkelte velge.' }, status: 'open', ...change };
}

export function counts(change: Partial<Counts> = {}): Counts {
  return { electorate: 24, answered: 0, support: 0, reservation: 0, objection: 0, abstain: 0, ...change };
}

export function tally(change: Partial<Tally> = {}): Tally {
  return { ...counts(), blocks: {}, ...change };
}

export function reading(language: Language = 'nb', now = NOW): Reading {
  return { language, collaboration: COLLABORATION, now };
}

export function ctxOf(q: Question, language: Language = 'nb', now = NOW): ViewContext {
  return contextOf(q, reading(language, now));
}

/** What a reader reads, a line a node: the way the design draws its cards. */
export function read(view: View | { nodes: Node[] }): string[] {
  return view.nodes.map(nodeLine);
}

function nodeLine(node: Node): string {
  switch (node.type) {
    case 'text':
      return node.text;
    case 'quote':
      return [node.note, node.by, `«${node.text}»`].filter(Boolean).join(' · ');
    case 'facts':
      return node.items.map((item) => `${item.label}: ${item.value}`).join(' · ');
    case 'bars':
      return node.items.map((item) => `${item.label} ${item.text}`).join(' · ');
    case 'divider':
      return '---';
    case 'actions':
      return node.items.map((item) => `[ ${item.label} ]`).join(' ');
  }
}

export function buttonsOf(view: View): Action[] {
  return view.nodes.flatMap((node) => (node.type === 'actions' ? node.items : []));
}

/** `do` of every button and menu item. */
export function actsOf(view: View): string[] {
  return buttonsOf(view).flatMap((item) =>
    item.type === 'button'
      ? [item.act.do]
      : (item.type === 'menu' ? item.items : item.options).map(({ act }) => act.do),
  );
}

export function fieldNames(form: Form | null): string[] | undefined {
  return form?.fields.map((field) => field.name);
}
