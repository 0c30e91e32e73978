/** "Les mer" of a question that is decided: what came of it, with who and when. */
import type { Deviation, FollowUp, Question, ReportCycle } from '../domain/index.ts';
import { catalog, date, dateTime, shortDate, shorten } from '../messages/index.ts';
import type { Node } from '../view.ts';
import { decisionText } from './card-closed.ts';
import type { Reading } from './context.ts';
import { bodyName, personName, words } from './names.ts';
import { line, quote, text } from './nodes.ts';
import { type Shown, section } from './section.ts';

/** A modal holds 100 blocks and a Teams card 28 KB: the register has the rest. */
const MAX = { items: 5, text: 300, results: 3, long: 2000 };

/** The decision itself, before all else; empty while the question is open. */
export function decisionNodes(q: Question, ctx: Reading, max = MAX.long): Node[] {
  const { decision } = q;
  if (!decision) return [];
  const m = catalog(ctx.language);
  const headed = decision.how === 'expert' ? m.after.card.byExpert : m.decided.head;
  const when = headed(dateTime(decision.at, ctx.language));
  const by = decision.level > 1 && m.decided.by(bodyName(decision.level, q, ctx));
  const who = decision.person ? personName(decision.person, ctx) : undefined;
  const note = line(by ? `${when} ${by}` : when, m.outcome[decision.outcome]);
  return [quote(shorten(decisionText(q, ctx), max), note, who)];
}

/** Answer to the vendor, check, gates, deviations and actions; each section only where there is something in it. */
export function afterNodes(q: Question, ctx: Reading): Node[] {
  const m = catalog(ctx.language).after.details;
  return [
    ...vendor(q, ctx),
    ...check(q, ctx),
    ...gates(q, ctx),
    ...section(m.deviations, latest(q.deviations), ctx, (one) => deviation(one, ctx)),
    ...section(m.actions, latest(q.followUps), ctx, (one) => action(one, ctx)),
  ];
}

/** One line each: the question it takes up again, and those that took its place. */
export function relatives(q: Question, ctx: Reading): string[] {
  const m = catalog(ctx.language).after.details;
  return [
    ...(q.reopens ? [m.reopens(q.reopens.number)] : []),
    ...(q.reopenedAs ? [m.reopenedAs(dateTime(q.reopenedAs.at, ctx.language), q.reopenedAs.number)] : []),
    ...(q.supersededBy ? [m.supersededBy(dateTime(q.supersededBy.at, ctx.language), q.supersededBy.number)] : []),
  ];
}

function vendor({ vendorAnswer: answer }: Question, ctx: Reading): Node[] {
  if (!answer) return [];
  const note = line(catalog(ctx.language).after.details.vendorAnswer, dateTime(answer.at, ctx.language));
  return [quote(shorten(words(answer.text, ctx), MAX.long), note, personName(answer.person, ctx))];
}

function check({ verification }: Question, ctx: Reading): Node[] {
  if (!verification) return [];
  const m = catalog(ctx.language);
  const found = (verification.ok ? m.decided.verified : m.decided.mismatch)(dateTime(verification.at, ctx.language));
  const who = personName(verification.person, ctx);
  if (!verification.text) return [text(line(m.after.details.check, found, who))];
  return [quote(shorten(words(verification.text, ctx), MAX.text), line(m.after.details.check, found), who)];
}

function gates(q: Question, ctx: Reading): Node[] {
  if (!q.gates?.length) return [];
  const m = catalog(ctx.language).after;
  const passed = q.gates.map(({ gate, at, person, text: said }) => {
    const head = m.details.gate(gate, m.gate[gate], dateTime(at, ctx.language), personName(person, ctx));
    return said ? quote(shorten(words(said, ctx), MAX.text), head) : text(head);
  });
  return [text(m.details.gates, 'strong'), ...passed];
}

function deviation(one: Deviation, ctx: Reading): Node {
  const m = catalog(ctx.language);
  const day = (at: string) => date(at, ctx.language);
  const reviews = one.reviews.slice(-MAX.results).map(({ person, at, kept, text: said }) => {
    const head = (kept ? m.after.details.kept : m.after.details.ended)(day(at), personName(person, ctx));
    return `${head}: ${shorten(words(said, ctx), MAX.text)}`;
  });
  const head = line(
    m.after.details.deviation(shorten(words(one.whom, ctx), 150)),
    m.criticality[one.criticality],
    one.endedAt === null && m.after.details.review(day(one.reviewOn)),
  );
  const said = [shorten(words(one.why, ctx), MAX.text), addedBy(one, ctx), ...reviews];
  return quote(said.join('\n'), head);
}

function action(one: FollowUp, ctx: Reading): Node {
  const m = catalog(ctx.language).after.details;
  const results = one.results.slice(-MAX.results).map(({ person, at, text: said }) => {
    return `${m.result(date(at, ctx.language), personName(person, ctx))}: ${shorten(words(said, ctx), MAX.text)}`;
  });
  const head = line(
    words(one.area, ctx),
    m.responsible(words(one.responsible, ctx)),
    one.doneAt === null ? m.due(date(one.due, ctx.language)) : m.done(date(one.doneAt, ctx.language)),
    one.doneAt === null && one.reports && cycle(one.reports, ctx),
  );
  return quote([shorten(words(one.measure, ctx), MAX.text), addedBy(one, ctx), ...results].join('\n'), head);
}

function cycle(reports: ReportCycle, { language }: Reading): string {
  const m = catalog(language).after.details;
  return reports.every === 'tertial' ? m.tertial : m.yearly(shortDate(`2028-${reports.on}`, language));
}

function addedBy({ at, person }: { at: string; person: string }, ctx: Reading): string {
  return catalog(ctx.language).after.details.addedBy(date(at, ctx.language), personName(person, ctx));
}

function latest<T>(all: T[]): Shown<T> {
  return { items: all.slice(-MAX.items), of: all.length };
}
