/** What the reader alone is told: their position, and the one they had before the proposal was amended. */
import type { Objection, Position, Question } from '../domain/index.ts';
import { catalog } from '../messages/index.ts';
import type { Act } from '../view.ts';
import { actOn, KEEP } from './acts.ts';
import { type Me, partOf, type Reading, standing } from './context.ts';
import { personName } from './names.ts';

export function ownPosition(q: Question, ctx: Reading, me: Me): Position | null {
  const { seat } = partOf(q, me.person, ctx.now);
  return (seat && q.positions[seat.id]) ?? null;
}

/** The open or maintained objection the reader can withdraw: raised by them, or from their seat. */
export function ownObjection(q: Question, ctx: Reading, me: Me): Objection | null {
  const { seat } = partOf(q, me.person, ctx.now);
  return standing(q).find((o) => o.person === me.person || o.seat === seat?.id) ?? null;
}

/** "Du støtter. Endre?", "Du støttet i runde 1. Behold?"; null when there is nothing to say. */
export function ownLine(q: Question, ctx: Reading, me: Me): string | null {
  const m = catalog(ctx.language).mine;
  const { seat, recused } = partOf(q, me.person, ctx.now);
  if (recused) return m.recused;
  if (!seat) return null;
  const position = q.positions[seat.id];
  if (position)
    return position.person === me.person ? m[position.kind] : m.bySubstitute(personName(position.person, ctx));
  const former = q.formerPositions[seat.id];
  if (former && former.kind !== 'objection') return m.former[former.kind];
  const takenIn = q.round > 1 && q.objections.some((o) => o.seat === seat.id && o.status === 'incorporated');
  return takenIn ? m.former.objection : null;
}

/** What "Behold" does: take the former position again, in one tap. */
export function keepAct(q: Question, ctx: Reading, me: Me): Act | null {
  const { seat } = partOf(q, me.person, ctx.now);
  const former = seat && !q.positions[seat.id] ? q.formerPositions[seat.id] : undefined;
  if (!former || former.kind === 'objection') return null;
  return former.kind === 'reservation' ? actOn(q, 'reservation', KEEP) : actOn(q, former.kind);
}
