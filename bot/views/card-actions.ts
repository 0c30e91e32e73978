/** The buttons of an open card. On a shared card everybody's; on one's own card only what that person can do. */
import { currentBody, hasProposal, type PositionKind, type Question, seatsNow } from '../domain/index.ts';
import { catalog } from '../messages/index.ts';
import type { Action, Node } from '../view.ts';
import { actOn, button, detailsButton, menuItem } from './acts.ts';
import { type Audience, type Me, type Part, partOf, type Reading, standing, type ViewContext } from './context.ts';
import { keepAct, ownObjection, ownPosition } from './mine.ts';
import { actions } from './nodes.ts';
import { otherPreference, preferenceButtons } from './preferences.ts';

/** What Slack takes behind one ⋯. */
const MENU_ITEMS = 5;

type MenuItem = ReturnType<typeof menuItem>;

export function cardActions(q: Question, ctx: ViewContext, me: Me | null, audience: Audience): Node[] {
  const m = catalog(ctx.language).button;
  if (audience === 'also-group') return actions([detailsButton(q, ctx)]);
  const part = me && partOf(q, me.person, ctx.now);
  const votes = mayVote(q, part) ? voteButtons(q, ctx, me) : [];
  const menu: Action = { type: 'menu', label: m.menu, items: menuItems(q, ctx, part, me) };
  const chair = chairButtons(q, ctx, part);
  if (votes.length === 0) return actions([...chair, menu]);
  return [...actions(chair), ...actions([...votes, menu])];
}

function mayVote(q: Question, part: Part | null): boolean {
  if (seatsNow(q).length === 0) return false;
  return part === null || (part.seat !== null && !part.recused);
}

function voteButtons(q: Question, ctx: ViewContext, me: Me | null): Action[] {
  if (!hasProposal(q)) return preferenceButtons(q, ctx, me);
  const m = catalog(ctx.language).button;
  const keep = me && keepAct(q, ctx, me);
  const now = me && ownPosition(q, ctx, me)?.kind;
  const kinds: PositionKind[] = ['support', 'reservation', 'objection', 'abstain'];
  const votes = kinds.map((kind) => button(m[kind], actOn(q, kind), kind === now ? 'primary' : undefined));
  return keep ? [button(m.keep, keep, 'primary'), ...votes] : votes;
}

export function chairButtons(q: Question, ctx: ViewContext, part: Part | null): Action[] {
  const m = catalog(ctx.language).button;
  if (!currentBody(q)?.chair || (part && !part.chair)) return [];
  const decide = button(m.decide, actOn(q, 'decide'), 'primary');
  return q.sentBack > 0 ? [decide] : [decide, button(m.sendBack, actOn(q, 'send-back'))];
}

/** On the shared card what most come for; a person's other acts stand under Les mer. */
function menuItems(q: Question, ctx: ViewContext, part: Part | null, me: Me | null): MenuItem[] {
  const details = menuItem(catalog(ctx.language).button.details, actOn(q, 'details'));
  return [details, ...rareActs(q, ctx, part, me)].slice(0, MENU_ITEMS);
}

/** What the person can do besides answering, by how much it matters. `part` null: what anybody might. */
export function rareActs(q: Question, ctx: Reading, part: Part | null, me: Me | null): MenuItem[] {
  const m = catalog(ctx.language).button;
  const everybody = part === null;
  const expert = everybody || part.expert;
  const lead = expert || part.coordinator;
  const group = q.level === 1;
  const items: MenuItem[] = [];
  if (me && ownObjection(q, ctx, me)) items.push(menuItem(m.withdrawObjection, actOn(q, 'withdraw-objection')));
  if (group && lead && q.mandateFlags.length > 0) items.push(menuItem(m.confirmMandate, actOn(q, 'confirm-mandate')));
  const open = expert || part?.chair ? standing(q).filter((o) => o.status === 'open') : [];
  const [only, second] = open;
  if (second) items.push(menuItem(m.maintainOne, actOn(q, 'maintain')));
  else if (only) items.push(menuItem(m.maintain(only.n), actOn(q, 'maintain', String(only.n))));
  if (!hasProposal(q)) {
    if (expert) items.push(menuItem(catalog(ctx.language).asking.propose.button, actOn(q, 'amend')));
  } else if (group && expert && q.round < q.policy.rounds) items.push(menuItem(m.amend, actOn(q, 'amend')));
  if (group && (lead || part?.seat)) items.push(menuItem(m.flagMandate, actOn(q, 'flag-mandate')));
  if (mayVote(q, part)) {
    items.push(menuItem(m.recuse, actOn(q, 'recuse')), ...otherPreference(q, ctx));
    if (group) items.push(menuItem(m.absent, actOn(q, 'absent', q.collaboration)));
  }
  if (part?.asker) items.push(menuItem(m.withdraw, actOn(q, 'withdraw')));
  return items;
}
