import { actions, type FoundAction, type Json, text } from './card-json.ts';

/** An action by its visible label, by its verb, or by its place among the card's actions. */
export type Target = string | { title: string } | { verb: string } | { index: number };

export function findAction(cards: Json[], target: Target): FoundAction {
  const all = cards.flatMap((card) => [...actions(card)]);
  const wanted = typeof target === 'string' ? { title: target } : target;
  const found = all.find(({ action }, index) => {
    if ('index' in wanted) return index === wanted.index;
    if ('verb' in wanted) return action.verb === wanted.verb;
    return text(action.title).trim() === wanted.title.trim();
  });
  if (found) return found;
  const labels = all.map(({ action }) => `"${text(action.title)}"`).join(', ');
  throw new Error(`nothing to press for ${JSON.stringify(target)}; there are: ${labels || 'none'}`);
}
