/** Every view and every form that the bot sends, of the largest question there can be. The types hold the lists complete. */
import type { Language } from '../../bot/collaboration.ts';
import type { Question, QuestionEvent, Tally } from '../../bot/domain/index.ts';
import { COMMANDS } from '../../bot/messages/index.ts';
import type { Act, Form, Node, Paper, View } from '../../bot/view.ts';
import * as views from '../../bot/views/index.ts';
import { actOn, contextOf, type Does, formFor, PROPOSE_TERM, SET_HOURS } from '../../bot/views/index.ts';
import { NOW } from './views-fixture.ts';
import {
  CHAIR,
  EXPERT,
  LARGE,
  MEMBER,
  STAND_IN,
  type Worst,
  type Writing,
  worstQuestions,
  written,
} from './worst-question.ts';

type ViewName = Extract<keyof typeof views, `${string}View`>;

const PUBLIC_URL = 'https://samrad.konsensusgruppene.midt-norge.example.no';
const QUESTIONS = 100;
const WAITING = 60;

function readingIn(language: Language) {
  return { language, collaboration: LARGE, now: NOW, publicUrl: PUBLIC_URL };
}

function ctxIn(language: Language) {
  return (q: Question) => contextOf(q, readingIn(language));
}

/** By the name of what makes them. */
export function worstViews(language: Language, writing: Writing): Record<string, View[]> {
  const worst = worstQuestions(writing);
  const reading = readingIn(language);
  const ctx = ctxIn(language);
  const long = written(writing);
  const [me, expert, chair] = [{ person: MEMBER }, { person: EXPERT }, { person: CHAIR }];
  const { open, decided, answered, lifted, withdrawn } = worst;
  const act = { do: PROPOSE_TERM, arg: `${LARGE._id}/${open.group}/${written(writing, 100)}` };
  const bundle = { waiting: waitingIn(worst, language), closed: Array<Question>(WAITING).fill(decided) };
  const all: Record<ViewName, (View | null)[]> = {
    accountClosedView: [views.accountClosedView(MEMBER, open.group, 'teams', reading)],
    actionReminderView: (['soon', 'due', 'report'] as const).map((why) =>
      views.actionReminderView(decided, { n: 1, why, on: '2027-03-01' }, reading),
    ),
    actionsView: [views.actionsView(actionRows(worst, language), language)],
    bundleView: [
      views.bundleView(bundle.waiting, language),
      views.bundleView(bundle.waiting, language, { closed: bundle.closed }),
      views.bundleView(answeredIn(worst, language), language),
    ],
    calledInView: [views.calledInView(unanswered(open), ctx(unanswered(open)), { person: STAND_IN })],
    cardView: Object.values(worst).flatMap((q) =>
      [null, me, expert, chair].flatMap((one) =>
        (['group', 'also-group', 'body'] as const).map((audience) => views.cardView(q, ctx(q), one, audience)),
      ),
    ),
    caseView: [open, lifted, decided, answered, withdrawn].flatMap((q) =>
      [me, expert].map((one) => views.caseView(q, views.cardView(q, ctx(q), one), ctx(q), one)),
    ),
    channelLostView: [open.group, LARGE.ladder[0]?.id ?? ''].flatMap((target) =>
      (['slack', 'teams'] as const).map((platform) => views.channelLostView(target, platform, reading)),
    ),
    channelSharedView: [true, false].map((isShared) => views.channelSharedView(open.group, 'slack', isShared, reading)),
    digestView: (['day', 'week'] as const).map((period) => views.digestView(digest(worst, period), reading)),
    followUpView: [decided, answered].map((q) => views.followUpView({ ...q, verification: null }, reading)),
    glossaryHelpView: [views.glossaryHelpView(act, reading)],
    glossaryView: [views.glossaryView(long, termHits(open, writing), act, reading)],
    homeView: [
      views.homeView(
        {
          waiting: bundle.waiting,
          groups: LARGE.groups.map(({ name }) => ({ name: name.nb, open: QUESTIONS })),
          decided: Array.from({ length: QUESTIONS }, () => ({ number: open.number, title: long, text: long })),
          policy: LARGE.policy,
        },
        language,
      ),
    ],
    languageView: [views.languageView(long, language)],
    mandateFlagView: [views.mandateFlagView(open, ctx(open))],
    minutesView: [views.minutesView(minutesOf(Array(QUESTIONS).fill(open), language), reading)],
    noteView: notes(writing).flatMap((event) => [open, decided].map((q) => views.noteView(event, q, reading))),
    objectionNoteView: [views.objectionNoteView(2, open, reading)],
    objectionsWaitView: [views.objectionsWaitView(open, EXPERT, reading)],
    packetView: [true, false].map((decides) => views.packetView(lifted, ctx(lifted), decides)),
    pastBundleView: [views.pastBundleView(language)],
    reminderView: [open, worst.unproposed, worst.shared, lifted].map((q) => views.reminderView(q, ctx(q), me)),
    reopenedView: [views.reopenedView(answered, reading)],
    reviewDueView: [views.reviewDueView(decided, 1, reading)],
    saidElsewhereView: open.comments.slice(0, 1).map((comment) => views.saidElsewhereView(comment, reading)),
    searchView: [views.searchView(long, found(open, language, writing), QUESTIONS, language)],
    sharedView: Object.values(worst).map((q) => views.sharedView(q, reading)),
    statusView: [views.statusView(Array(QUESTIONS).fill({ q: open, ctx: ctx(open) }), language)],
    supersededView: [views.supersededView(open, decided, reading)],
    helpView: [views.helpView(language, 'teams', COMMANDS)],
    weeklyIdeasView: [views.weeklyIdeasView(ideas(open, writing), language)],
  };
  return Object.fromEntries(Object.entries(all).map(([name, made]) => [name, made.filter((view) => view !== null)]));
}

/** Minutes of the largest questions there can be. */
export function worstPaper(language: Language, writing: Writing): Paper {
  return views.minutesPaper(minutesOf(Object.values(worstQuestions(writing)), language), readingIn(language));
}

function minutesOf(questions: Question[], language: Language): views.Minutes {
  const entries = questions.map((q) => ({ q, ctx: ctxIn(language)(q) }));
  return { target: LARGE.groups[0]?.id ?? '', since: NOW, questions: entries, isCut: true };
}

/** By the act that opens it; only those that have one. */
export function worstForms(language: Language, writing: Writing): Record<string, Form[]> {
  const worst = worstQuestions(writing);
  const reading = readingIn(language);
  const { open, unproposed, decided, answered, lifted } = worst;
  const long = written(writing);
  const of = (does: Does, q: Question, person = EXPERT, arg?: string) =>
    formFor(actOn(q, does, arg), q, reading, { me: { person } });
  const ask = { group: open.group, title: long, question: long, source: open.source?.said };
  const absences = Array.from({ length: WAITING }, () => ({ person: MEMBER, from: '2027-04-01', to: '2028-04-01' }));
  const term = { term: long, group: open.group, groups: LARGE.groups.map(({ id }) => id) };
  const all: Record<Does | typeof PROPOSE_TERM, (Form | null)[]> = {
    ...NO_FORMS,
    ask: ['practice', undefined].map((arg) =>
      formFor({ do: 'ask', ...(arg ? { arg } : {}) }, null, reading, { ask, me: { person: EXPERT } }),
    ),
    absent: [formFor({ do: 'absent' }, null, reading, { me: { person: MEMBER }, absences })],
    [SET_HOURS]: [formFor({ do: SET_HOURS }, null, reading, { hours: null })],
    [PROPOSE_TERM]: [formFor({ do: PROPOSE_TERM, arg: `${LARGE._id}/${open.group}/` }, null, reading, { term })],
    reservation: [of('reservation', open, MEMBER)],
    objection: [of('objection', open, MEMBER)],
    recuse: [of('recuse', open, MEMBER)],
    'flag-mandate': [of('flag-mandate', open, MEMBER)],
    amend: [of('amend', open), of('amend', unproposed)],
    maintain: [of('maintain', open), of('maintain', open, EXPERT, '2')],
    withdraw: [of('withdraw', open)],
    decide: [of('decide', lifted, CHAIR)],
    'send-back': [of('send-back', lifted, CHAIR)],
    'answer-vendor': [of('answer-vendor', decided)],
    verify: [of('verify', answered)],
    prefer: [of('prefer', unproposed, MEMBER), of('prefer', open, MEMBER)],
    deviate: [of('deviate', decided)],
    'review-deviation': [of('review-deviation', decided), of('review-deviation', decided, EXPERT, '1')],
    'add-action': [of('add-action', decided)],
    'report-action': [of('report-action', decided), of('report-action', decided, EXPERT, '1')],
    'pass-gate': [of('pass-gate', decided, EXPERT, 'K1')],
    details: Object.values(worst).flatMap((q) => [MEMBER, EXPERT].map((person) => of('details', q, person))),
  };
  const opened = Object.entries(all).filter(([, forms]) => forms.length > 0);
  return Object.fromEntries(opened.map(([name, forms]) => [name, forms.map((form) => present(form, name))]));
}

/** What a tap does at once, or what only the core does. */
const NO_FORMS = {
  ...{ support: [], abstain: [], comment: [], 'edit-comment': [], 'withdraw-comment': [], 'catch-idea': [] },
  ...{ 'withdraw-objection': [], 'confirm-mandate': [], back: [] },
  ...{ remind: [], 'call-substitutes': [], 'notify-expert': [] },
};

function present(form: Form | null, name: string): Form {
  if (!form) throw new Error(`no form for ${name}`);
  return form;
}

/** What a person may have filled in at the most, in every field that takes words. */
export function filledIn(form: Form, writing: Writing): Record<string, string> {
  const fields = form.fields.flatMap((field) => ('maxLength' in field ? [field] : []));
  return Object.fromEntries(fields.map(({ name, maxLength }) => [name, written(writing, maxLength)]));
}

function unanswered(q: Question): Question {
  return { ...q, positions: {} };
}

/** Proposed and not, here and lifted. */
function waitingIn({ open, unproposed, shared, lifted }: Worst, language: Language): views.BundleEntry[] {
  const kinds = [unanswered(open), { ...unproposed, preferences: {} }, unanswered(shared), unanswered(lifted)];
  const ctx = ctxIn(language);
  return Array.from({ length: WAITING }, (_, n) => {
    const q = kinds[n % kinds.length] ?? open;
    return { q: { ...q, id: `q${n}` }, ctx: ctx(q), me: { person: MEMBER } };
  });
}

function answeredIn({ open }: Worst, language: Language): views.BundleEntry[] {
  return Array.from({ length: WAITING }, () => ({ q: open, ctx: ctxIn(language)(open), me: { person: MEMBER } }));
}

function actionRows({ decided: q }: Worst, language: Language): views.ActionRow[] {
  const row = { q, ctx: readingIn(language), me: { person: EXPERT } };
  return Array.from({ length: 5 }, () => q.followUps.map((action) => ({ ...row, action }))).flat();
}

function digest({ shared, lifted }: Worst, period: 'day' | 'week'): views.Digest {
  const { missing, tally } = contextOf(shared, readingIn('nb'));
  const acts = (['remind', 'call-substitutes', 'notify-expert'] as const).slice();
  const row = (n: number): views.DigestRow => ({
    ...{ question: `q${n}`, number: shared.number, group: shared.group, criticality: 'yellow' },
    ...{ title: shared.title.said, missing, tally: tally as Tally, deadline: shared.deadline, workingDaysLeft: n % 5 },
    ...{ overdue: n % 7 === 0, level: n % 3 === 0 ? lifted.level : 1, round: 1, acts, done: acts, waited: 99 },
  });
  return {
    ...{ period, groups: LARGE.groups.map(({ id }) => id), rows: Array.from({ length: QUESTIONS }, (_, n) => row(n)) },
    ...{ decided: QUESTIONS, lately: { decided: 4000, inGroup: 3999 }, target: { part: 9, of: 10 } },
  };
}

function termHits({ group, number }: Question, writing: Writing): views.TermHit[] {
  const about = { question: 'q1', number, group, term: written(writing, 100), text: written(writing) };
  return Array.from({ length: 20 }, (_, n) =>
    n % 2 === 0 ? { kind: 'open', ...about } : { kind: 'decided', ...about, decidedAt: NOW },
  );
}

function found({ groups, number, deadline }: Question, language: Language, writing: Writing) {
  const long = written(writing);
  const base = { number, groups: [...groups, ...LARGE.groups.map(({ id }) => id)], title: long, text: long, deadline };
  const came = { status: 'superseded' as const, decidedAt: NOW, decision: { outcome: 'local-deviation' } };
  const supersededBy = { question: 'q2', number };
  return Array.from({ length: 10 }, (_, n) => {
    return { entry: { _id: `q${n}`, ...base, ...came, supersededBy }, reader: readingIn(language) };
  });
}

function ideas({ number }: Question, writing: Writing): views.GatheredIdea[] {
  const long = written(writing);
  return Array.from({ length: QUESTIONS }, (_, n) => {
    const kind = n % 2 === 0 ? ('time-thief' as const) : ('improvement' as const);
    return { kind, text: long, at: NOW, number: `${number}${n}`, title: long };
  });
}

/** Those that a thread is told of. */
function notes(writing: Writing): QuestionEvent[] {
  const said = { said: written(writing) };
  const { decided, lifted } = worstQuestions(writing);
  const [escalation] = lifted.escalations;
  const by = { person: EXPERT };
  const more = { measure: said, responsible: said, due: '2027-03-01', responsiblePerson: null, reports: null };
  if (!decided.decision || !escalation) throw new Error('the worst question is not what it was');
  return [
    { type: 'decided', decision: decided.decision },
    { type: 'escalated', ...escalation, deadline: NOW },
    { type: 'sent-back', ...by, guidance: said, deadline: NOW },
    { type: 'went-overdue' },
    { type: 'deviation-recorded', n: 1, ...by, whom: said, why: said, criticality: 'red', reviewOn: '2027-03-01' },
    { type: 'action-added', n: 1, ...by, area: said, ...more },
  ];
}

/** What is read of it, in order. */
export function wordsOf(nodes: Node[]): string[] {
  return nodes.flatMap((node) => {
    if (node.type === 'text') return [node.text];
    if (node.type === 'quote') return [node.note ?? '', node.by ?? '', node.text];
    if (node.type === 'facts') return node.items.flatMap(({ label, value }) => [label, value]);
    return node.type === 'bars' ? node.items.flatMap(({ label, text }) => [label, text]) : [];
  });
}

export function actsIn(nodes: Node[]): Act[] {
  const items = nodes.flatMap((node) => (node.type === 'actions' ? node.items : []));
  return items.flatMap((item) => {
    if (item.type === 'button') return [item.act];
    return (item.type === 'menu' ? item.items : item.options).map(({ act }) => act);
  });
}

export const CUT = /…/;

/**
 * What stands where nothing more can be opened: a note in the thread under the card, lists of several questions, what is read where it
 * was shared, and one's own words given back.
 */
const BESIDE_THE_WHOLE: string[] = [
  ...(['noteView', 'saidElsewhereView', 'sharedView', 'languageView'] satisfies ViewName[]),
  ...(['digestView', 'statusView', 'weeklyIdeasView', 'glossaryView'] satisfies ViewName[]),
];

/** Without what a platform needs to show them as they are written. */
function bare(words: string): string {
  return words.replace(/[\s\\\u200b]/g, '');
}

/** What is cut says so, and «Les mer» beside it opens the whole. `shown`: what is read of the view on a platform. */
export function isToldWhole(name: string, { nodes }: View, shown: string): boolean {
  const all = bare(shown);
  const isWhole = wordsOf(nodes).every((words) => !CUT.test(words) && all.includes(bare(words)));
  if (isWhole || BESIDE_THE_WHOLE.includes(name)) return isWhole || CUT.test(shown);
  return CUT.test(shown) && actsIn(nodes).some((act) => act.do === ('details' satisfies Does));
}
