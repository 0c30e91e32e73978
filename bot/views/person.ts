/** What one person is sent alone: a reminder, a call to stand in, the day's bundle. */
import { hasProposal, type Question } from '../domain/index.ts';
import { capital, catalog, dayDateTime, shorten } from '../messages/index.ts';
import type { Node, View } from '../view.ts';
import { cardActions } from './card-actions.ts';
import { heartNodes } from './card-open.ts';
import { caseLine } from './card-parts.ts';
import { type Me, partOf, type ViewContext } from './context.ts';
import { hasAnswered, ownLine, ownPosition, ownPreference } from './mine.ts';
import { optionText, personName, proposalText, words } from './names.ts';
import { heart } from './needs.ts';
import { line, quote, text } from './nodes.ts';
import { preferenceNodes } from './preferences.ts';

const MAX_IN_BUNDLE = 5;

/** One sentence, the card's heart, the buttons. */
export function reminderView(q: Question, ctx: ViewContext, me: Me): View {
  const sentence = catalog(ctx.language).person.reminder(deadline(q, ctx));
  return { summary: `${q.number}: ${sentence}`, nodes: [text(sentence, 'strong'), ...core(q, ctx, me)] };
}

/** To a substitute: whose seat they answer for. */
export function calledInView(q: Question, ctx: ViewContext, me: Me): View {
  const holder = partOf(q, me.person, ctx.now).seat?.holder;
  const name = holder ? personName(holder, ctx) : catalog(ctx.language).unknownPerson;
  const sentence = catalog(ctx.language).person.calledIn(name, deadline(q, ctx));
  return { summary: `${q.number}: ${sentence}`, nodes: [text(sentence, 'strong'), ...core(q, ctx, me)] };
}

function deadline(q: Question, ctx: ViewContext): string {
  return q.deadline ? dayDateTime(q.deadline, ctx.language) : '';
}

function core(q: Question, ctx: ViewContext, me: Me): Node[] {
  const own = ownLine(q, ctx, me);
  return [
    text(caseLine(q, ctx)),
    text(shorten(words(q.title, ctx), 150), 'heading'),
    ...proposed(q, ctx, 500),
    ...heartNodes(q, ctx),
    ...(own ? [text(own, 'strong')] : []),
    ...cardActions(q, ctx, me, q.level === 1 ? 'group' : 'body'),
  ];
}

/** What is to be answered: the proposal, or the options where there is none yet. */
function proposed(q: Question, ctx: ViewContext, max: number): Node[] {
  if (!hasProposal(q)) return preferenceNodes(q, ctx);
  return [quote(shorten(proposalText(q, ctx), max), catalog(ctx.language).card.proposal)];
}

export interface BundleEntry {
  q: Question;
  ctx: ViewContext;
  /** Who the reader is there, where another collaboration knows them by another id. */
  me?: Me | undefined;
}

/** The questions that wait for a person, of all collaborations they are in, each with its buttons; what is answered folds to one line. At most five at a time. */
export function bundleView(entries: BundleEntry[], language: ViewContext['language'], me: Me): View {
  const m = catalog(language).person;
  const isAnswered = ({ q, ctx, me: here = me }: BundleEntry) => hasAnswered(q, ctx, here);
  const waiting = entries.filter((entry) => entry.q.status === 'open' && !isAnswered(entry));
  const answered = entries.filter(isAnswered);
  const shown = waiting.slice(0, MAX_IN_BUNDLE);
  const head = capital(
    waiting.length === 0 ? m.nothingWaits : `${m.bundle(waiting.length)} ${capital(m.minutes(minutes(shown.length)))}`,
  );
  const nodes: Node[] = [text(head, 'strong'), ...shown.flatMap((entry) => inBundle(entry, entry.me ?? me))];
  const more = waiting.length - shown.length;
  if (more > 0) nodes.push(text(capital(m.bundleMore(more)), 'subtle'));
  if (answered.length > 0)
    nodes.push(text(answered.map((entry) => folded(entry, entry.me ?? me)).join('\n'), 'subtle'));
  return { summary: head, nodes };
}

/** About eighty seconds a question, read and answered. */
function minutes(questions: number): number {
  return Math.ceil((questions * 4) / 3);
}

function inBundle({ q, ctx }: BundleEntry, me: Me): Node[] {
  const { line: missing } = heart(q, ctx, deadline(q, ctx));
  const m = catalog(ctx.language).card;
  return [
    text(line(caseLine(q, ctx), shorten(words(q.title, ctx), 150)), 'strong'),
    ...proposed(q, ctx, 280),
    text(line(missing, q.deadline !== null && m.deadline(deadline(q, ctx)))),
    ...cardActions(q, ctx, me, q.level === 1 ? 'group' : 'body'),
  ];
}

function folded({ q, ctx }: BundleEntry, me: Me): string {
  const m = catalog(ctx.language);
  return m.person.answered(q.number, saidBy(q, ctx, me));
}

/** The reader's position, who answered for them, or what they prefer. */
function saidBy(q: Question, ctx: ViewContext, me: Me): string {
  const m = catalog(ctx.language);
  const position = ownPosition(q, ctx, me);
  const isHolder = partOf(q, me.person, ctx.now).seat?.holder === me.person;
  if (position && position.person !== me.person)
    return (isHolder ? m.asking.answeredForYou : m.asking.hasAnswered)(personName(position.person, ctx));
  if (position) return m.position[position.kind];
  const preferred = ownPreference(q, ctx, me);
  return preferred === null ? '' : shorten(optionText(q, preferred, ctx), 60);
}
