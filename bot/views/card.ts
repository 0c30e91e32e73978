/** The one card of a question, as it stands. */
import type { Question } from '../domain/index.ts';
import type { View } from '../view.ts';
import { decidedCard, withdrawnCard } from './card-closed.ts';
import { liftedCard, sentBackCard } from './card-elsewhere.ts';
import { openCard } from './card-open.ts';
import type { Audience, Me, ViewContext } from './context.ts';

/**
 * `me`: the card as that person alone sees it. `audience`: where it stands; `body` is the channel of the body that has
 * the question or had it. A closed question's card has no actions.
 */
export function cardView(q: Question, ctx: ViewContext, me?: Me | null, audience: Audience = 'group'): View {
  if (q.status === 'withdrawn') return withdrawnCard(q, ctx);
  if (q.status !== 'open') return decidedCard(q, ctx);
  if (q.level > 1 && audience !== 'body') return liftedCard(q, ctx);
  if (q.level === 1 && audience === 'body') return sentBackCard(q, ctx);
  return openCard(q, ctx, me ?? null, audience);
}
