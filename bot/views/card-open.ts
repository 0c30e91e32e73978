/** An open question where it can be answered, or where a group is told of it. */
import { hasProposal, type Question } from '../domain/index.ts';
import { capital, catalog, dayDateTime, shorten, soon } from '../messages/index.ts';
import type { Node, View } from '../view.ts';
import { besidesNodes } from './besides.ts';
import { cardActions } from './card-actions.ts';
import { askedNode, bars, caseLine, countsLine, otherOptionsNode, voices } from './card-parts.ts';
import type { Audience, Me, ViewContext } from './context.ts';
import { ownLine } from './mine.ts';
import { bodyName, groupNames, proposalText, words } from './names.ts';
import { heart, reasonText } from './needs.ts';
import { line, quote, text } from './nodes.ts';
import { preferenceNodes } from './preferences.ts';

const MAX = { title: 150, proposal: 500, question: 200, guidance: 280 };
/** Working days before the deadline from which it matters what happens to those who have not answered. */
const SOON = 2;

export function openCard(q: Question, ctx: ViewContext, me: Me | null, audience: Audience): View {
  const title = shorten(words(q.title, ctx), MAX.title);
  const nodes: Node[] = [
    text(caseLine(q, ctx)),
    text(title, 'heading'),
    ...besidesNodes(q, ctx, me),
    ...standingNotes(q, ctx, audience),
    ...proposalNodes(q, ctx),
    askedNode(q, ctx, MAX.question),
    ...otherOptionsNode(q, ctx),
    ...(audience === 'also-group' ? [text(deadlineLine(q, ctx))] : answering(q, ctx, me)),
    ...cardActions(q, ctx, me, audience),
  ];
  return { summary: `${caseLine(q, ctx)}: ${title} · ${heartLine(q, ctx)}`, nodes };
}

/** What is proposed; where nothing is, the options and what people prefer of them stand in its place. */
function proposalNodes(q: Question, ctx: ViewContext): Node[] {
  if (!hasProposal(q)) return [text(catalog(ctx.language).asking.prefer.noProposal, 'strong')];
  return [quote(shorten(proposalText(q, ctx), MAX.proposal), catalog(ctx.language).card.proposal)];
}

/** What those who answer must see: how far it has come, what has been said, what is missing. */
function answering(q: Question, ctx: ViewContext, me: Me | null): Node[] {
  const own = me && ownLine(q, ctx, me);
  return [
    ...(hasProposal(q) ? bars(q, ctx) : preferenceNodes(q, ctx)),
    ...(ctx.tally.answered > 0 ? [text(countsLine(ctx.tally, ctx.language))] : []),
    ...voices(q, ctx),
    ...heartNodes(q, ctx),
    text(deadlineLine(q, ctx)),
    ...(own ? [text(own, 'strong')] : []),
  ];
}

function heartLine(q: Question, ctx: ViewContext): string {
  return heart(q, ctx, q.deadline ? soon(q.deadline, ctx.now, ctx.language) : '').line;
}

/** What is missing or will happen, and that silence is consent where it is. */
export function heartNodes(q: Question, ctx: ViewContext): Node[] {
  const m = catalog(ctx.language).card;
  const { line: first, after } = heart(q, ctx, q.deadline ? soon(q.deadline, ctx.now, ctx.language) : '');
  const nodes = [text(first, 'strong')];
  const later = ctx.next === 'extended' && (ctx.workingDaysLeft ?? 0) > SOON;
  if (after && !later) nodes.push(text(after, 'subtle'));
  const consent = q.policy.criticality[q.criticality].silence === 'consent';
  const silence = consent && hasProposal(q) && ctx.tally.electorate > 0;
  if (silence) nodes.push(text(m.silence));
  return nodes;
}

export function deadlineLine(q: Question, ctx: ViewContext): string {
  const m = catalog(ctx.language).card;
  if (q.deadline === null) return m.noDeadline;
  const when = dayDateTime(q.deadline, ctx.language);
  if (q.overdue || q.deadline < ctx.now) return m.overdue(when);
  return line(m.deadline(when), ctx.workingDaysLeft !== null && m.daysLeft(ctx.workingDaysLeft));
}

/** Why the reader has it, guidance, what round 2 means, and marks of mandate. */
function standingNotes(q: Question, ctx: ViewContext, audience: Audience): Node[] {
  const m = catalog(ctx.language).card;
  const nodes: Node[] = [];
  if (q.practice) nodes.push(text(catalog(ctx.language).practiceNote, 'subtle'));
  if (audience === 'also-group') nodes.push(text(m.alsoGroup(groupNames(q.groups, ctx))));
  const lifted = q.escalations.at(-1);
  if (q.level > 1 && lifted) nodes.push(text(m.bodyDecides(reasonText(lifted, ctx))));
  if (q.level > 1) return nodes;
  if (q.reopens) nodes.push(text(catalog(ctx.language).after.card.reopens(q.reopens.number)));
  if (q.guidance) {
    const from = bodyName(lifted?.to ?? 2, q, ctx);
    nodes.push(quote(shorten(words(q.guidance.text, ctx), MAX.guidance), m.guidance(from)));
  }
  if (q.round > 1) nodes.push(text(q.amended ? m.amendedRound : m.sameProposalRound));
  const flags = q.mandateFlags.length;
  if (flags > 0) nodes.push(text(capital(m.flagged(flags))));
  return nodes;
}
