/** "Les mer": everything about a question, to read, and at the end what the reader can do besides answering. A form with nothing to send. */

import type { Objection, Question } from '../domain/index.ts';
import { catalog, date, dateTime, local, shorten } from '../messages/index.ts';
import type { Act, Form, Node } from '../view.ts';
import { button } from './acts.ts';
import { afterActs } from './after-acts.ts';
import { rareActs } from './card-actions.ts';
import { decisionText } from './card-closed.ts';
import { askedNode, objectionNote } from './card-parts.ts';
import { caseLink } from './case-link.ts';
import { type Me, partOf, type Reading, standing } from './context.ts';
import { afterNodes, decisionNodes, relatives } from './details-after.ts';
import { commentNode } from './discussion.ts';
import { bodyName, personName, proposalText, words } from './names.ts';
import { reasonText } from './needs.ts';
import { actions, line, quote, text } from './nodes.ts';
import { type Shown, section } from './section.ts';

/** A modal holds 100 blocks and a Teams card 28 KB: the register has the rest. */
const MAX = { objections: 8, reservations: 4, comments: 4, text: 300, long: 3000 };

export function detailsForm(act: Act, q: Question, ctx: Reading, me?: Me): Form {
  const m = catalog(ctx.language);
  const intro = [
    ...fullTexts(q, ctx),
    ...afterNodes(q, ctx),
    ...objections(q, ctx),
    ...reservations(q, ctx),
    ...marks(q, ctx),
    ...comments(q, ctx),
    ...history(q, ctx),
    ...ownActs(q, ctx, me),
  ];
  return { act, title: m.form.details.title, submit: null, cancel: m.form.close, intro, fields: [] };
}

function ownActs(q: Question, ctx: Reading, me?: Me): Node[] {
  if (!me) return [];
  const open = q.status === 'open' ? rareActs(q, ctx, partOf(q, me.person, ctx.now), me) : [];
  const buttons = [...open.map(({ label, act }) => button(label, act)), ...afterActs(q, ctx, me)];
  if (buttons.length === 0) return [];
  return [text(catalog(ctx.language).details.yourActs, 'strong'), ...actions(buttons)];
}

function fullTexts(q: Question, ctx: Reading): Node[] {
  const m = catalog(ctx.language);
  const nodes = [
    text(line(q.practice && m.practice, q.number, words(q.title, ctx)), 'strong'),
    ...inRegister(q, ctx),
    ...decisionNodes(q, ctx),
    ...(isAsProposed(q, ctx) ? [] : [quote(shorten(proposalText(q, ctx), MAX.long), m.card.proposal)]),
    askedNode(q, ctx, MAX.long),
  ];
  if (q.context) nodes.push(quote(shorten(words(q.context, ctx), MAX.long), m.card.context));
  if (q.options.length > 1) {
    const room = Math.floor(MAX.long / q.options.length);
    const lines = q.options.map((option, i) => `${i + 1}. ${shorten(words(option.text, ctx), room)}`);
    nodes.push(quote(lines.join('\n'), m.card.options));
  }
  return nodes;
}

/** Where all of it stands. First, so that it is there however much is left out. */
function inRegister({ number }: Question, { publicUrl, language }: Reading): Node[] {
  return publicUrl ? [text(catalog(language).details.inRegister(caseLink(publicUrl, number)), 'subtle')] : [];
}

/** Decided in the very words that were proposed: once is enough. */
export function isAsProposed(q: Question, ctx: Reading): boolean {
  return q.decision !== null && decisionText(q, ctx) === proposalText(q, ctx);
}

/** Those that stand first; then the closed ones. */
function objections(q: Question, ctx: Reading): Node[] {
  const here = standing(q);
  const all = [...here, ...q.objections.filter((o) => !here.includes(o))];
  return section(catalog(ctx.language).details.objections, first(all, MAX.objections), ctx, (o) =>
    objectionNode(o, MAX.text, ctx),
  );
}

/** One quote: the objection, the change it wants, the expert's answer, with at most `max` characters of each. */
export function objectionNode(o: Objection, max: number, ctx: Reading): Node {
  const m = catalog(ctx.language).card;
  const lines = [
    shorten(words(o.text, ctx), max),
    `${m.change}: ${shorten(words(o.change, ctx), max)}`,
    ...(o.answer ? [`${m.answer}: ${shorten(words(o.answer.text, ctx), max)}`] : []),
  ];
  return quote(lines.join('\n'), objectionNote(o, ctx.language), personName(o.person, ctx));
}

function reservations(q: Question, ctx: Reading): Node[] {
  const all = Object.values(q.positions).filter((position) => position.kind === 'reservation');
  return section(catalog(ctx.language).details.reservations, first(all, MAX.reservations), ctx, (position) =>
    quote(shorten(words(position.text, ctx), MAX.text), undefined, personName(position.person, ctx)),
  );
}

function marks(q: Question, ctx: Reading): Node[] {
  const said = q.mandateFlags.filter((flag) => flag.text !== null);
  return section(catalog(ctx.language).details.flag, first(said, 3), ctx, (flag) =>
    quote(shorten(words(flag.text, ctx), MAX.text), undefined, personName(flag.person, ctx)),
  );
}

function comments(q: Question, ctx: Reading): Node[] {
  const m = catalog(ctx.language).details;
  const { length } = q.comments;
  if (length === 0) return [];
  const head = length > MAX.comments ? `${m.comments(length)}. ${m.latestComments(MAX.comments)}:` : m.comments(length);
  const latest = q.comments.slice(-MAX.comments);
  return [text(head, 'strong'), ...latest.map((one) => commentNode(one, MAX.text, ctx))];
}

function history(q: Question, ctx: Reading): Node[] {
  const m = catalog(ctx.language);
  const lines = [m.details.asked(dateTime(q.askedAt, ctx.language), personName(q.askedBy, ctx))];
  lines.push(rulesLine(q, ctx));
  if (q.vendorDate) lines.push(m.card.vendorDate(date(q.vendorDate, ctx.language)));
  if (q.extended) lines.push(m.details.extended);
  for (const lifted of q.escalations) {
    const when = dateTime(lifted.at, ctx.language);
    lines.push(m.details.escalated(when, bodyName(lifted.to, q, ctx), reasonText(lifted, ctx)));
  }
  if (q.guidance) lines.push(m.details.sentBack(dateTime(q.guidance.at, ctx.language)));
  if (q.status === 'open' && q.level === 1 && q.round > 1) lines.push(m.details.round(q.round));
  lines.push(...relatives(q, ctx));
  return [text(m.details.history, 'strong'), text(lines.join('\n'))];
}

/** Which version of the rules it was opened under, and which body approved that, where one did. */
function rulesLine({ policy }: Question, { collaboration, language }: Reading): string {
  const m = catalog(language).details;
  const { version, approved } = policy;
  if (!approved) return m.rules(version);
  const body = collaboration.ladder.find(({ id }) => id === approved.by);
  return m.approvedRules(version, body ? local(body.name, language) : approved.by, date(approved.on, language));
}

function first<T>(all: T[], max: number): Shown<T> {
  return { items: all.slice(0, max), of: all.length };
}
