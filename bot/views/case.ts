/** One question as it stands for one person, with what they can do: the answer to `sak HT-2027-014`. */
import type { Question } from '../domain/index.ts';
import { catalog } from '../messages/index.ts';
import type { View } from '../view.ts';
import { detailsButton } from './acts.ts';
import { afterActs } from './after-acts.ts';
import type { Me, Reading } from './context.ts';
import { actions, text } from './nodes.ts';

/** `card`: the question's card as that person sees it. An open one has its buttons; a closed one gets what is left to do, and Les mer. */
export function caseView(q: Question, card: View, ctx: Reading, me: Me): View {
  if (q.status === 'open') return card;
  const m = catalog(ctx.language);
  const acts = afterActs(q, ctx, me);
  const head = acts.length > 0 ? [text(m.details.yourActs, 'strong')] : [];
  const read = card.nodes.filter(({ type }) => type !== 'actions');
  return { ...card, nodes: [...read, ...head, ...actions([...acts, detailsButton(q, ctx)])] };
}
