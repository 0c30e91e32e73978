/** What a person can do with a question after the decision. The cards have but Les mer by then: these stand beside messages and under `sak`. */
import {
  type FollowUp,
  mayFollowUp,
  mayReport,
  mayStep,
  type NextStep,
  nextStepAfter,
  type Question,
} from '../domain/index.ts';
import { catalog } from '../messages/index.ts';
import type { Action } from '../view.ts';
import { actOn, button } from './acts.ts';
import type { Me, Reading } from './context.ts';

/** The button of what is next. */
export function nextStepButton(q: Question, step: NextStep, { language }: Reading): Action {
  const m = catalog(language);
  if (step === 'answer-vendor') return button(m.button.answerVendor, actOn(q, step), 'primary');
  if (step === 'verify') return button(m.button.verify, actOn(q, step), 'primary');
  return button(m.after.button.gate(step, m.after.gate[step]), actOn(q, 'pass-gate', step), 'primary');
}

/** What this person may do now, the next step first; empty for those who only read, and while the question is open. */
export function afterActs(q: Question, ctx: Reading, me: Me): Action[] {
  if (!q.decision) return [];
  const m = catalog(ctx.language).after.button;
  const step = nextStepAfter(q);
  const acts = step && mayStep(q, step, me.person) ? [nextStepButton(q, step, ctx)] : [];
  const reportable = mayReport(q, me.person);
  if (reportable.length > 0) acts.push(reportButton(q, reportable, ctx));
  if (!mayFollowUp(q, me.person) || q.status === 'superseded') return acts;
  const deviating = q.deviations.filter(({ endedAt }) => endedAt === null);
  const [only, second] = deviating;
  if (only) acts.push(button(m.review, actOn(q, 'review-deviation', second ? undefined : String(only.n))));
  return [...acts, button(m.addAction, actOn(q, 'add-action')), button(m.deviate, actOn(q, 'deviate'))];
}

/** The button to report on these actions: on the only one, else the form asks which. */
export function reportButton(q: Question, actions: FollowUp[], { language }: Reading): Action {
  const [only, second] = actions;
  const arg = only && !second ? String(only.n) : undefined;
  return button(catalog(language).after.button.report, actOn(q, 'report-action', arg));
}
