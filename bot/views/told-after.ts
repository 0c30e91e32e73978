/** What people are told alone after a decision: a review is due, an action has its day, another question took its place. */
import type { ActionReminder, Question } from '../domain/index.ts';
import { catalog, date, shorten } from '../messages/index.ts';
import type { Action, View } from '../view.ts';
import { actOn, button, detailsButton } from './acts.ts';
import { reportButton } from './after-acts.ts';
import { decisionText } from './card-closed.ts';
import type { Reading } from './context.ts';
import { words } from './names.ts';
import { actions, line, quote, text } from './nodes.ts';

/** One sentence, the question and its decision, the acts. */
export function afterMessage(sentence: string, q: Question, ctx: Reading, acts: Action[]): View {
  const m = catalog(ctx.language);
  const said = line(q.practice && m.practice, sentence);
  const decision = q.decision ? [quote(shorten(decisionText(q, ctx), 800), m.decided.text)] : [];
  return {
    summary: said,
    nodes: [text(said, 'strong'), text(shorten(words(q.title, ctx), 150), 'heading'), ...decision, ...actions(acts)],
  };
}

/** null: the deviation has been reviewed since, or has ended. */
export function reviewDueView(q: Question, n: number, ctx: Reading): View | null {
  const m = catalog(ctx.language);
  const deviation = q.deviations.find((one) => one.n === n);
  if (!deviation?.reviewDue || deviation.endedAt !== null || q.status === 'superseded') return null;
  const whom = shorten(words(deviation.whom, ctx), 150);
  const view = afterMessage(m.after.person.review(q.number, whom), q, ctx, []);
  const why = quote(shorten(words(deviation.why, ctx), 500), m.after.details.deviation(whom));
  const review = button(m.after.button.review, actOn(q, 'review-deviation', String(n)), 'primary');
  return { ...view, nodes: [...view.nodes, why, ...actions([review, detailsButton(q, ctx)])] };
}

/** `on`: the day it is about, YYYY-MM-DD. null: the action is done. */
export function actionReminderView(
  q: Question,
  { n, why, on }: { n: number; why: ActionReminder; on: string },
  ctx: Reading,
): View | null {
  const m = catalog(ctx.language);
  const action = q.followUps.find((one) => one.n === n);
  if (!action || action.doneAt !== null) return null;
  const when = date(why === 'report' ? on : action.due, ctx.language);
  const said = line(q.practice && m.practice, m.after.person.action[why](q.number, when));
  const about = line(words(action.area, ctx), m.after.details.responsible(words(action.responsible, ctx)));
  return {
    summary: said,
    nodes: [
      text(said, 'strong'),
      quote(shorten(words(action.measure, ctx), 800), about),
      ...actions([reportButton(q, [action], ctx), detailsButton(q, ctx)]),
    ],
  };
}

/** To somebody who answered the old question: what holds now. */
export function supersededView(old: Question, now: Question, ctx: Reading): View {
  const sentence = catalog(ctx.language).after.person.superseded(old.number, now.number);
  return afterMessage(sentence, now, ctx, [detailsButton(now, ctx)]);
}

/** To who checked it and the experts; null: it was not taken up again. */
export function reopenedView(q: Question, ctx: Reading): View | null {
  if (!q.reopenedAs) return null;
  const sentence = catalog(ctx.language).after.person.reopened(q.number, q.reopenedAs.number);
  const other = { do: 'details', question: q.reopenedAs.question };
  return afterMessage(sentence, q, ctx, [button(catalog(ctx.language).button.details, other)]);
}
