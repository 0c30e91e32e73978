/** What people would rather have: counted for each option, with a tap for each while nothing is proposed. */
import { electorate, hasProposal, type Question } from '../domain/index.ts';
import { catalog, shorten } from '../messages/index.ts';
import type { Action, Node } from '../view.ts';
import { actOn, button, menuItem } from './acts.ts';
import type { Me, Reading } from './context.ts';
import { ownPreference } from './mine.ts';
import { optionText, words } from './names.ts';
import { text } from './nodes.ts';

/** Options that have a button each; more are chosen in a form. */
const MAX_BUTTONS = 5;
const MAX_LABEL = 28;
const MAX_BARS = 8;
const MAX_BAR = 70;

/** How many seats prefer each option; only those that count. */
export function preferenceCounts(q: Question): Map<string, number> {
  const counts = new Map(q.options.map(({ id }) => [id, 0]));
  for (const { id } of electorate(q)) {
    const option = q.preferences[id];
    if (option !== undefined) counts.set(option, (counts.get(option) ?? 0) + 1);
  }
  return counts;
}

/** "2. Sorter etter adresse": as the button, the picture and Les mer number them. */
export function numbered(q: Question, at: number, ctx: Reading, max: number): string {
  return shorten(`${at + 1}. ${words(q.options[at]?.text, ctx)}`, max);
}

/** While nothing is proposed: what is asked of the reader, and a picture of what they prefer so far. */
export function preferenceNodes(q: Question, ctx: Reading): Node[] {
  if (hasProposal(q)) return [];
  const { prefer } = catalog(ctx.language).asking;
  const { answered } = catalog(ctx.language).card;
  const counts = preferenceCounts(q);
  const of = electorate(q).length;
  const spoken = [...counts.values()].reduce((sum, n) => sum + n, 0);
  const items = q.options.slice(0, MAX_BARS).map((option, at) => {
    const value = counts.get(option.id) ?? 0;
    return { label: numbered(q, at, ctx, MAX_BAR), value, of, text: answered(value, of) };
  });
  return [text(prefer.ask), { type: 'bars', items }, text(prefer.spoken(spoken, of))];
}

/** One tap each for a few options, else a form; the reader's own stands out. */
export function preferenceButtons(q: Question, ctx: Reading, me: Me | null): Action[] {
  if (q.options.length > MAX_BUTTONS) return [button(catalog(ctx.language).asking.prefer.choose, actOn(q, 'prefer'))];
  const own = me && ownPreference(q, ctx, me);
  return q.options.map(({ id }, at) => {
    const label = numbered(q, at, ctx, MAX_LABEL);
    return button(label, actOn(q, 'prefer', id), id === own ? 'primary' : undefined);
  });
}

/** With a proposal, in the group: the rarer act of saying that another option would be better. */
export function otherPreference(q: Question, ctx: Reading): ReturnType<typeof menuItem>[] {
  if (!hasProposal(q) || q.level > 1 || q.options.length < 2) return [];
  return [menuItem(catalog(ctx.language).asking.prefer.another, actOn(q, 'prefer'))];
}

/** "Notert: du vil helst ha «Sorter etter tid»." */
export function preferenceReceipt(q: Question, option: string, ctx: Reading): string {
  return catalog(ctx.language).asking.prefer.receipt(shorten(optionText(q, option, ctx), 150));
}
