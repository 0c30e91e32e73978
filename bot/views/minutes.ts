/** Minutes of a group's or a body's questions. Groups and blocks have figures; of people stands only what they wrote. */
import type { Language } from '../collaboration.ts';
import { dateOf, type Instant, MAX_TEXT, type Question } from '../domain/index.ts';
import { capital, catalog, date, dateTime, shorten } from '../messages/index.ts';
import type { Node, Paper, View } from '../view.ts';
import { button } from './acts.ts';
import { decisionText } from './card-closed.ts';
import { deadlineLine, heartNodes } from './card-open.ts';
import { askedNode } from './card-parts.ts';
import type { Reading, ViewContext } from './context.ts';
import { isAsProposed, objectionNode } from './details.ts';
import { afterNodes, decisionNodes, relatives } from './details-after.ts';
import { bodyName, groupNames, personName, placeName, proposalText, words } from './names.ts';
import { reasonText } from './needs.ts';
import { actions, line, quote, text } from './nodes.ts';
import { splitNodes } from './packet.ts';
import { section } from './section.ts';

export interface Minutes {
  /** Group id or body id. */
  target: string;
  /** Where they begin; what is open still may be older. */
  since: Instant;
  questions: { q: Question; ctx: ViewContext }[];
  /** There are more than those. */
  isCut: boolean;
}

/** In this order: what is settled comes first. */
const KINDS = ['decided', 'lifted', 'open', 'withdrawn'] as const;

/** How many stand in a message, of which Slack takes fifty blocks. */
const SHOWN = 12;
const MAX = { title: 150, said: 200 };

export function minutesPaper(minutes: Minutes, ctx: Reading): Paper {
  const { target, since, questions, isCut } = minutes;
  const m = catalog(ctx.language).minutes;
  const name = placeName(target, ctx);
  const today = dateOf(ctx.now, ctx.collaboration.policy.timeZone);
  const counts = KINDS.map((kind) => {
    const n = questions.filter(({ q }) => kindOf(q) === kind).length;
    return n > 0 && m[kind](n);
  });
  return {
    language: ctx.language,
    name: `${m.file} ${name} ${today}`.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-'),
    title: m.title(name),
    about: [
      m.period(date(since, ctx.language), date(today, ctx.language)),
      capital(line(...counts)),
      m.made(dateTime(ctx.now, ctx.language)),
      ...(isCut ? [m.mostOnly(questions.length)] : []),
    ],
    parts: inOrder(minutes).map(({ q, ctx: own }) => partOf(q, own)),
    says: { with: m.comesWith, sent: m.sent, lacksRight: m.lacksRight, notSent: m.notSent },
  };
}

/** In short, where there can be no file: what came of each, and the whole of it one tap away. */
export function minutesView(minutes: Minutes, ctx: Reading): View {
  const { title, about } = minutesPaper(minutes, ctx);
  const sorted = inOrder(minutes);
  const shown = sorted.slice(0, SHOWN).flatMap(({ q, ctx: own }) => inShort(q, own));
  const more = sorted.length - SHOWN;
  const rest = more > 0 ? [text(catalog(ctx.language).minutes.more(more), 'subtle')] : [];
  return { summary: title, nodes: [text(title, 'heading'), text(about.join('\n'), 'subtle'), ...shown, ...rest] };
}

function inShort(q: Question, ctx: ViewContext): Node[] {
  const m = catalog(ctx.language);
  const said = q.status === 'open' || q.withdrawal ? proposalText(q, ctx) : decisionText(q, ctx);
  return [
    text(line(q.number, shorten(words(q.title, ctx), MAX.title)), 'strong'),
    quote(shorten(said, MAX.said), shortly(q, ctx)),
    ...actions([button(`${m.button.details}: ${q.number}`, { do: 'details', question: q.id })]),
  ];
}

/** "Besluttet 22.3.2027 kl. 10.00", or until when it is open. */
function shortly(q: Question, ctx: ViewContext): string {
  const m = catalog(ctx.language);
  if (q.withdrawal) return m.withdrawn.head(dateTime(q.withdrawal.at, ctx.language));
  if (q.decision) return m.decided.head(dateTime(q.decision.at, ctx.language));
  return line(m.criticalityCase[q.criticality], deadlineLine(q, ctx));
}

function inOrder({ questions }: Minutes): Minutes['questions'] {
  return KINDS.flatMap((kind) => questions.filter(({ q }) => kindOf(q) === kind));
}

/** "Ingen saker i Hjemmetjenester siden 15.3.2027." */
export function noMinutesText({ target, since }: Pick<Minutes, 'target' | 'since'>, ctx: Reading): string {
  return catalog(ctx.language).minutes.none(placeName(target, ctx), date(since, ctx.language));
}

function kindOf({ status, level }: Question): (typeof KINDS)[number] {
  if (status === 'open') return level > 1 ? 'lifted' : 'open';
  return status === 'withdrawn' ? 'withdrawn' : 'decided';
}

function partOf(q: Question, ctx: ViewContext): Paper['parts'][number] {
  const nodes = [
    text(line(catalog(ctx.language).criticalityCase[q.criticality], groupNames(q.groups, ctx)), 'subtle'),
    ...cameOf(q, ctx),
    askedNode(q, ctx, MAX_TEXT),
    ...(isAsProposed(q, ctx) ? [] : [quote(proposalText(q, ctx), catalog(ctx.language).card.proposal)]),
    ...answersBefore(q, ctx),
    ...answersNow(q, ctx),
    ...objections(q, ctx),
    ...reservations(q, ctx),
    ...next(q, ctx),
  ];
  return { heading: line(q.number, words(q.title, ctx)), nodes };
}

/** The decision in full, why it was withdrawn, or who has it now. */
function cameOf(q: Question, ctx: ViewContext): Node[] {
  const m = catalog(ctx.language);
  const { withdrawal } = q;
  if (withdrawal) {
    const head = line(m.withdrawn.head(dateTime(withdrawal.at, ctx.language)), m.withdrawn.reason);
    return [quote(words(withdrawal.reason, ctx), head, personName(withdrawal.person, ctx))];
  }
  const lifted = q.escalations.at(-1);
  if (q.status === 'open' && q.level > 1 && lifted)
    return [text(m.lifted.head(bodyName(q.level, q, ctx), reasonText(lifted, ctx)), 'strong')];
  return decisionNodes(q, ctx, MAX_TEXT);
}

/** How each level answered that it was lifted from. */
function answersBefore(q: Question, ctx: ViewContext): Node[] {
  const m = catalog(ctx.language);
  return q.escalations.flatMap((lifted) => {
    const split = splitNodes(lifted.tally, ctx);
    const when = dateTime(lifted.at, ctx.language);
    const to = m.details.escalated(when, bodyName(lifted.to, q, ctx), reasonText(lifted, ctx));
    return [text(to), ...(split.length > 0 ? [text(answered(lifted.tally, ctx.language)), ...split] : [])];
  });
}

function answersNow(q: Question, ctx: ViewContext): Node[] {
  const tally = q.decision?.tally ?? ctx.tally;
  return tally.electorate > 0 ? [text(answered(tally, ctx.language), 'strong'), ...splitNodes(tally, ctx)] : [];
}

function answered({ answered: n, electorate }: ViewContext['tally'], language: Language): string {
  return capital(catalog(language).decided.answered(n, electorate));
}

function objections(q: Question, ctx: ViewContext): Node[] {
  const all = { items: q.objections, of: q.objections.length };
  return section(catalog(ctx.language).details.objections, all, ctx, (o) => objectionNode(o, MAX_TEXT, ctx));
}

function reservations(q: Question, ctx: ViewContext): Node[] {
  const items = Object.values(q.positions).filter(({ kind }) => kind === 'reservation');
  return section(catalog(ctx.language).details.reservations, { items, of: items.length }, ctx, (position) =>
    quote(words(position.text, ctx), undefined, personName(position.person, ctx)),
  );
}

/** What is missing and by when; of what is decided, what has come of it. */
function next(q: Question, ctx: ViewContext): Node[] {
  const { vendorDate } = q;
  const waits = vendorDate ? [text(catalog(ctx.language).card.vendorDate(date(vendorDate, ctx.language)))] : [];
  if (q.status === 'open') return [...heartNodes(q, ctx), text(deadlineLine(q, ctx)), ...waits];
  return [...afterNodes(q, ctx), ...relatives(q, ctx).map((said) => text(said))];
}
