/** A question that is over: what was decided, and what came of it. Nothing to answer; Les mer has the discussion behind it. */
import type { Decision, Question } from '../domain/index.ts';
import { catalog, dayDateTime, shorten } from '../messages/index.ts';
import type { Node, View } from '../view.ts';
import { detailsButton } from './acts.ts';
import type { Reading, ViewContext } from './context.ts';
import { bodyName, personName, proposalText, words } from './names.ts';
import { actions, line, quote, text } from './nodes.ts';
import { sinceThen } from './since.ts';

const MAX_MINORITY = 3;
const MAX = { decision: 800, minority: 200, reason: 500 };

export function decidedCard(q: Question, ctx: ViewContext): View {
  const { decision } = q;
  if (!decision) throw new Error(`question ${q.id} is ${q.status} without a decision`);
  const m = catalog(ctx.language);
  const by = decision.level > 1 && m.decided.by(bodyName(decision.level, q, ctx));
  const headed = decision.how === 'expert' ? m.after.card.byExpert : m.decided.head;
  const when = headed(dayDateTime(decision.at, ctx.language));
  const head = line(q.practice && m.practice, by ? `${when} ${by}` : when, q.number, m.outcome[decision.outcome]);
  const title = shorten(words(q.title, ctx), 150);
  const nodes: Node[] = [
    text(head, 'strong'),
    text(title, 'heading'),
    quote(shorten(decisionText(q, ctx), MAX.decision), m.decided.text),
  ];
  if (decision.tally.electorate > 0) nodes.push(text(tallyLine(q, decision, ctx)));
  nodes.push(...minority(q, ctx));
  nodes.push(...sinceThen(q, ctx));
  if (ctx.link) nodes.push(text(m.decided.see(ctx.link)));
  nodes.push(...actions([detailsButton(q, ctx)]));
  return { summary: `${head}: ${title}`, nodes };
}

export function withdrawnCard(q: Question, ctx: ViewContext): View {
  const m = catalog(ctx.language);
  const head = line(
    q.practice && m.practice,
    q.withdrawal ? m.withdrawn.head(dayDateTime(q.withdrawal.at, ctx.language)) : m.note.withdrawn,
    q.number,
  );
  const title = shorten(words(q.title, ctx), 150);
  const nodes: Node[] = [text(head, 'strong'), text(title, 'heading')];
  if (q.withdrawal) {
    const { reason, person } = q.withdrawal;
    const said = words(reason, ctx);
    nodes.push(quote(shorten(said, MAX.reason), m.withdrawn.reason, personName(person, ctx)));
    if (said.length > MAX.reason) nodes.push(...actions([detailsButton(q, ctx)]));
  }
  return { summary: `${head}: ${title}`, nodes };
}

/** What was decided, in words: the chair's, else the proposal that passed. */
export function decisionText(q: Question, ctx: Reading): string {
  return q.decision?.text ? words(q.decision.text, ctx) : proposalText(q, ctx);
}

/** "21 av 24 svarte · støtter 19, forbehold 2 · ingen åpne innvendinger". */
export function tallyLine(q: Question, { tally, level }: Decision, ctx: Reading): string {
  const m = catalog(ctx.language);
  const kinds = ['support', 'reservation', 'objection', 'abstain'] as const;
  const counted = kinds
    .filter((kind) => tally[kind] > 0)
    .map((kind) => m.decided.counted(m.position[kind], tally[kind]));
  const open = q.objections.filter((o) => o.level === level && o.status === 'open').length;
  return line(m.decided.answered(tally.answered, tally.electorate), counted.join(', '), m.decided.openObjections(open));
}

function minority(q: Question, ctx: Reading): Node[] {
  const m = catalog(ctx.language).decided;
  const all = q.objections.filter(({ status }) => status === 'maintained');
  const nodes: Node[] = all
    .slice(0, MAX_MINORITY)
    .map((o) => quote(shorten(words(o.text, ctx), MAX.minority), m.minority(o.n), personName(o.person, ctx)));
  const more = all.length - MAX_MINORITY;
  if (more > 0) nodes.push(text(m.moreMinority(more), 'subtle'));
  return nodes;
}
