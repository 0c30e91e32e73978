/** To the group's experts alone: what a decision still asks of them. The group's own card has no buttons by then. */
import { type NextStep, nextStepAfter, type Question } from '../domain/index.ts';
import { catalog } from '../messages/index.ts';
import type { Action, View } from '../view.ts';
import { actOn, button, detailsButton } from './acts.ts';
import { nextStepButton } from './after-acts.ts';
import type { Reading } from './context.ts';
import { afterMessage } from './told-after.ts';

/** Gates, the answer to the vendor, then the check of what was built; null when nothing is due, and in practice. */
export function followUpView(q: Question, ctx: Reading): View | null {
  const step = nextStepAfter(q);
  if (q.practice || step === null) return null;
  const more = q.status === 'decided' ? besides(q, ctx) : [];
  const acts = [nextStepButton(q, step, ctx), ...more, detailsButton(q, ctx)];
  return afterMessage(sentenceOf(q, step, ctx), q, ctx, acts);
}

function sentenceOf({ number }: Question, step: NextStep, { language }: Reading): string {
  const m = catalog(language);
  if (step === 'answer-vendor') return m.person.answerVendor(number);
  return step === 'verify' ? m.person.verify(number) : m.after.person.gate(number, step, m.after.gate[step]);
}

/** What is best told while the decision is fresh. */
function besides(q: Question, { language }: Reading): Action[] {
  const m = catalog(language).after.button;
  return [button(m.addAction, actOn(q, 'add-action')), button(m.deviate, actOn(q, 'deviate'))];
}
