/** The buttons of an open card. On a shared card everybody's; on one's own card only what that person can do. */
import { currentBody, type PositionKind, type Question, seatsNow } from '../domain/index.ts';
import { catalog } from '../messages/index.ts';
import type { Act, Action, Node } from '../view.ts';
import { actOn, button, menuItem } from './acts.ts';
import { type Audience, type Me, type Part, partOf, standing, type ViewContext } from './context.ts';
import { keepAct, ownObjection, ownPosition } from './mine.ts';
import { actions } from './nodes.ts';

/** Objections that the menu offers to answer; the rest are reached when these are answered. */
const MAX_ANSWERABLE = 3;

export function cardActions(q: Question, ctx: ViewContext, me: Me | null, audience: Audience): Node[] {
  const m = catalog(ctx.language).button;
  if (audience === 'also-group') return actions([button(m.details, actOn(q, 'details'))]);
  const part = me && partOf(q, me.person, ctx.now);
  const votes = mayVote(q, part) ? voteButtons(q, ctx, me) : [];
  const menu: Action = { type: 'menu', label: m.menu, items: menuItems(q, ctx, part, me) };
  return [...actions(chairButtons(q, ctx, part)), ...actions([...votes, menu])];
}

function mayVote(q: Question, part: Part | null): boolean {
  if (seatsNow(q).length === 0) return false;
  return part === null || (part.seat !== null && !part.recused);
}

function voteButtons(q: Question, ctx: ViewContext, me: Me | null): Action[] {
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

function menuItems(q: Question, ctx: ViewContext, part: Part | null, me: Me | null) {
  const m = catalog(ctx.language).button;
  const items: { label: string; act: Act; opensForm: boolean }[] = [menuItem(m.details, actOn(q, 'details'))];
  const everybody = part === null;
  const lead = everybody || part.expert || part.coordinator;
  const expert = everybody || part.expert;
  const group = q.level === 1;
  if (group && (lead || part?.seat)) items.push(menuItem(m.flagMandate, actOn(q, 'flag-mandate')));
  if (group && lead && q.mandateFlags.length > 0) items.push(menuItem(m.confirmMandate, actOn(q, 'confirm-mandate')));
  if (mayVote(q, part)) items.push(menuItem(m.recuse, actOn(q, 'recuse')));
  if (group && expert && q.round < q.policy.rounds) items.push(menuItem(m.amend, actOn(q, 'amend')));
  const open = expert || part?.chair ? standing(q).filter((o) => o.status === 'open') : [];
  for (const { n } of open.slice(0, MAX_ANSWERABLE)) {
    items.push(menuItem(m.maintain(n), actOn(q, 'maintain', String(n))));
  }
  const own = me ? ownObjection(q, ctx, me) !== null : standing(q).length > 0;
  if (own) items.push(menuItem(m.withdrawObjection, actOn(q, 'withdraw-objection')));
  if (everybody || part.asker) items.push(menuItem(m.withdraw, actOn(q, 'withdraw')));
  return items;
}
