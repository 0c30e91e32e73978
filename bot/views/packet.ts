/** What follows a question up the ladder: all that a body needs to decide without asking again. */
import { type Counts, type Escalation, type Question, type Tally, tallyParts } from '../domain/index.ts';
import { capital, catalog, shorten } from '../messages/index.ts';
import type { Node, View } from '../view.ts';
import { detailsButton } from './acts.ts';
import { aboutNodes } from './besides.ts';
import { chairButtons } from './card-actions.ts';
import { deadlineLine } from './card-open.ts';
import { askedNode, objectionNote } from './card-parts.ts';
import type { Reading, ViewContext } from './context.ts';
import { commentNode } from './discussion.ts';
import { blockName, groupNames, personName, proposalText, shortGroupName, words } from './names.ts';
import { needsText, reasonText, worthSaying } from './needs.ts';
import { actions, line, quote, text } from './nodes.ts';

const KINDS = ['support', 'reservation', 'objection', 'abstain'] as const;
const MAX = { objections: 5, comments: 3, text: 1200, said: 500 };

/** `q` as it stands with the body; the split is that of the level it left. `decides`: for the chair; the others read it. */
export function packetView(q: Question, ctx: ViewContext, decides: boolean): View {
  const m = catalog(ctx.language);
  const lifted = q.escalations.at(-1);
  const head = line(
    q.practice && m.practice,
    m.packet.head(q.number, groupNames(q.groups, ctx)),
    m.criticality[q.criticality],
  );
  const title = shorten(words(q.title, ctx), 150);
  const nodes = [
    text(head),
    text(title, 'heading'),
    ...(lifted ? [text(m.packet.reason(reasonText(lifted, ctx)), 'strong')] : []),
    ...aboutNodes(q, ctx),
    askedNode(q, ctx, MAX.text),
    ...(q.context ? [quote(shorten(words(q.context, ctx), MAX.text), m.card.context)] : []),
    quote(shorten(proposalText(q, ctx), MAX.text), m.card.proposal),
    ...(lifted ? split(lifted, ctx) : []),
    ...objections(q, ctx),
    ...comments(q, ctx),
    text(deadlineLine(q, ctx), 'strong'),
    ...actions([...(decides ? chairButtons(q, ctx, null) : []), detailsButton(q, ctx)]),
  ];
  return { summary: `${head}: ${title}`, nodes };
}

function split(lifted: Escalation, ctx: ViewContext): Node[] {
  const m = catalog(ctx.language).packet;
  const facts = splitNodes(lifted.tally, ctx);
  const nodes = facts.length > 0 ? [text(m.split, 'strong'), ...facts] : [];
  if (lifted.missing.length > 0)
    nodes.push(text(m.missing(needsText(worthSaying(lifted.missing, lifted.tally), ctx, lifted.tally))));
  return nodes;
}

/** What each block answered, of each group that was asked; nothing of one without electorate. */
export function splitNodes(tally: Tally, ctx: Reading): Node[] {
  const items = tallyParts(tally).flatMap(({ group, tally: own }) => {
    const blocks = Object.entries(own.blocks).filter(([, counts]) => counts.electorate > 0);
    return blocks.map(([block, counts]) => ({
      label:
        group === undefined
          ? capital(blockName(block, ctx))
          : `${shortGroupName(group, ctx)}, ${blockName(block, ctx)}`,
      value: splitLine(counts, ctx),
    }));
  });
  return items.length > 0 ? [{ type: 'facts', items }] : [];
}

function splitLine(counts: Counts, ctx: Reading): string {
  const m = catalog(ctx.language);
  const none = counts.electorate - counts.answered;
  const said = KINDS.filter((kind) => counts[kind] > 0).map((kind) =>
    m.decided.counted(m.position[kind], counts[kind]),
  );
  return [...said, ...(none > 0 ? [m.packet.notAnswered(none)] : [])].join(', ');
}

/** Open first, then maintained with the expert's answer. */
function objections(q: Question, ctx: ViewContext): Node[] {
  const m = catalog(ctx.language).card;
  const open = q.objections.filter((o) => o.status === 'open');
  const all = [...open, ...q.objections.filter((o) => o.status === 'maintained')];
  const nodes = all.slice(0, MAX.objections).map((o) => {
    const answer = o.answer ? `\n${m.answer}: ${shorten(words(o.answer.text, ctx), MAX.said)}` : '';
    const said = `${shorten(words(o.text, ctx), MAX.said)}\n${m.change}: ${shorten(words(o.change, ctx), MAX.said)}${answer}`;
    return quote(said, objectionNote(o, ctx.language), personName(o.person, ctx));
  });
  const more = all.length - MAX.objections;
  if (more > 0) nodes.push(text(m.alsoReadMore(m.moreObjections(more)), 'subtle'));
  return nodes;
}

function comments(q: Question, ctx: ViewContext): Node[] {
  const latest = q.comments.slice(-MAX.comments);
  if (latest.length === 0) return [];
  return [
    text(catalog(ctx.language).packet.comments(q.comments.length)),
    ...latest.map((one) => commentNode(one, MAX.said, ctx)),
  ];
}
