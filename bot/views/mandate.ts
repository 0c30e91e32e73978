/** To an expert: a member thinks the question is outside the mandate. */
import type { Question } from '../domain/index.ts';
import { catalog, shorten } from '../messages/index.ts';
import type { View } from '../view.ts';
import { actOn, button, detailsButton } from './acts.ts';
import { caseLine } from './card-parts.ts';
import type { ViewContext } from './context.ts';
import { personName, words } from './names.ts';
import { actions, quote, text } from './nodes.ts';

export function mandateFlagView(q: Question, ctx: ViewContext): View {
  const m = catalog(ctx.language);
  const flag = q.mandateFlags.at(-1);
  const said = flag?.text ? [quote(words(flag.text, ctx), m.details.flag, personName(flag.person, ctx))] : [];
  return {
    summary: `${q.number}: ${m.person.mandateFlagged}`,
    nodes: [
      text(m.person.mandateFlagged, 'strong'),
      text(caseLine(q, ctx)),
      text(shorten(words(q.title, ctx), 150), 'heading'),
      ...said,
      ...actions([button(m.button.confirmMandate, actOn(q, 'confirm-mandate')), detailsButton(q, ctx)]),
    ],
  };
}
