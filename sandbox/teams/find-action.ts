import { byLabel } from '../by-label.ts';
import { actions, type FoundAction, type Json, text } from './card-json.ts';

/** An action by its visible label (a prefix will do), by its verb, or by its place among the card's actions. */
export type Target = string | { title: string } | { verb: string } | { index: number };

export function findAction(cards: Json[], target: Target): FoundAction {
  const all = cards.flatMap((card) => [...actions(card)]);
  const wanted = typeof target === 'string' ? { title: target } : target;
  const found =
    'title' in wanted
      ? byLabel(all, wanted.title, ({ action }) => text(action.title))
      : all.find(({ action }, index) => ('index' in wanted ? index === wanted.index : action.verb === wanted.verb));
  if (found) return found;
  const labels = all.map(({ action }) => `"${text(action.title)}"`).join(', ');
  throw new Error(`nothing to press for ${JSON.stringify(target)}; there are: ${labels || 'none'}`);
}
