/** What came of a decision, in short: on the closed card. */
import type { Question } from '../domain/index.ts';
import { capital, catalog, date, shortDate, shorten } from '../messages/index.ts';
import type { Node } from '../view.ts';
import type { Reading } from './context.ts';
import { words } from './names.ts';
import { line, text } from './nodes.ts';

const MAX_DEVIATIONS = 3;

/** For whom it is different and until when; then in one line how far it has come: gates, vendor, check, actions, what took its place. */
export function sinceThen(q: Question, ctx: Reading): Node[] {
  const steps = capital(line(...gates(q, ctx), ...answerAndCheck(q, ctx), actionsCount(q, ctx), ...others(q, ctx)));
  return [...deviations(q, ctx), ...(steps ? [text(steps)] : [])];
}

function deviations(q: Question, ctx: Reading): Node[] {
  const m = catalog(ctx.language).after.card;
  const standing = q.deviations.filter(({ endedAt }) => endedAt === null);
  const shown = standing
    .slice(0, MAX_DEVIATIONS)
    .map(({ whom, reviewOn }) => text(m.deviation(shorten(words(whom, ctx), 150), date(reviewOn, ctx.language))));
  const more = standing.length - MAX_DEVIATIONS;
  return more > 0 ? [...shown, text(capital(m.moreDeviations(more)), 'subtle')] : shown;
}

function gates(q: Question, { language }: Reading): string[] {
  return (q.gates ?? []).map(({ gate, at }) => catalog(language).after.card.gate(gate, shortDate(at, language)));
}

function answerAndCheck({ vendorAnswer, verification }: Question, { language }: Reading): string[] {
  const m = catalog(language).decided;
  return [
    ...(vendorAnswer ? [m.vendorAnswered(shortDate(vendorAnswer.at, language))] : []),
    ...(verification ? [(verification.ok ? m.verified : m.mismatch)(shortDate(verification.at, language))] : []),
  ];
}

function actionsCount({ followUps }: Question, { language }: Reading): string | null {
  const m = catalog(language).after.card;
  const done = followUps.filter(({ doneAt }) => doneAt !== null).length;
  if (followUps.length === 0) return null;
  return done > 0 ? m.actionsDone(followUps.length, done) : m.actions(followUps.length);
}

function others({ status, reopenedAs, supersededBy }: Question, { language }: Reading): string[] {
  const m = catalog(language);
  return [
    ...(reopenedAs ? [m.after.card.reopenedAs(reopenedAs.number)] : []),
    ...(supersededBy ? [m.after.card.supersededBy(supersededBy.number)] : []),
    ...(status === 'superseded' && !supersededBy ? [m.decided.superseded] : []),
  ];
}
