/** To the group's experts alone: what a decision still asks of them. The group's own card has no buttons by then. */
import type { Question } from '../domain/index.ts';
import { catalog, shorten } from '../messages/index.ts';
import type { View } from '../view.ts';
import { actOn, button } from './acts.ts';
import { decisionText } from './card-closed.ts';
import type { Reading } from './context.ts';
import { words } from './names.ts';
import { actions, quote, text } from './nodes.ts';

/** The answer to the vendor, then the check of what was built; null when neither is due, and in practice. */
export function followUpView(q: Question, ctx: Reading): View | null {
  if (q.practice || q.verification || (q.status !== 'decided' && q.status !== 'answered')) return null;
  const m = catalog(ctx.language);
  const [sentence, act] =
    q.status === 'decided'
      ? [m.person.answerVendor(q.number), button(m.button.answerVendor, actOn(q, 'answer-vendor'), 'primary')]
      : [m.person.verify(q.number), button(m.button.verify, actOn(q, 'verify'), 'primary')];
  const nodes = [
    text(sentence, 'strong'),
    text(shorten(words(q.title, ctx), 150), 'heading'),
    quote(shorten(decisionText(q, ctx), 800), m.decided.text),
    ...actions([act]),
  ];
  return { summary: sentence, nodes };
}
