/** What one person is sent alone about one question: a reminder, a call to stand in. */
import { hasProposal, type Question } from '../domain/index.ts';
import { catalog, dayDateTime, shorten } from '../messages/index.ts';
import type { Node, View } from '../view.ts';
import { cardActions } from './card-actions.ts';
import { heartNodes } from './card-open.ts';
import { caseLine } from './card-parts.ts';
import { type Me, partOf, type ViewContext } from './context.ts';
import { ownLine } from './mine.ts';
import { personName, proposalText, words } from './names.ts';
import { quote, text } from './nodes.ts';
import { preferenceNodes } from './preferences.ts';

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

export function deadline(q: Question, ctx: ViewContext): string {
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
export function proposed(q: Question, ctx: ViewContext, max: number): Node[] {
  if (!hasProposal(q)) return preferenceNodes(q, ctx);
  return [quote(shorten(proposalText(q, ctx), max), catalog(ctx.language).card.proposal)];
}
