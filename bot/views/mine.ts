/** What the reader alone is told: their position, and the one they had before the proposal was amended. */
import {
  dateOf,
  hasProposal,
  hasSpoken,
  type Objection,
  type Position,
  type Question,
  type Seat,
  seatsFor,
} from '../domain/index.ts';
import { catalog, shorten } from '../messages/index.ts';
import type { Act } from '../view.ts';
import { actOn, KEEP } from './acts.ts';
import { type Me, partOf, type Reading, standing } from './context.ts';
import { optionText, personName } from './names.ts';

export function ownPosition(q: Question, ctx: Reading, me: Me): Position | null {
  const { seat } = partOf(q, me.person, ctx.now);
  return (seat && q.positions[seat.id]) ?? null;
}

/** The option the reader's seat prefers; null: none, or no seat. */
export function ownPreference(q: Question, ctx: Reading, me: Me): string | null {
  const { seat } = partOf(q, me.person, ctx.now);
  return (seat && q.preferences[seat.id]) ?? null;
}

/** Whether the reader has said what can be said now, for every seat they answer for. */
export function hasAnswered(q: Question, ctx: Reading, me: Me): boolean {
  const seats = seatsFor(q, me.person, dateOf(ctx.now, q.policy.timeZone));
  return seats.length > 0 && seats.every(({ id }) => hasSpoken(q, id));
}

/** The open or maintained objection the reader can withdraw: raised by them, or from their seat. */
export function ownObjection(q: Question, ctx: Reading, me: Me): Objection | null {
  const { seat } = partOf(q, me.person, ctx.now);
  return standing(q).find((o) => o.person === me.person || o.seat === seat?.id) ?? null;
}

/** "Du støtter. Endre?", "Du støttet i runde 1. Behold?", "Du vil helst ha: …"; null when there is nothing to say. */
export function ownLine(q: Question, ctx: Reading, me: Me): string | null {
  const m = catalog(ctx.language).mine;
  const { seat, recused } = partOf(q, me.person, ctx.now);
  if (recused) return m.recused;
  if (!seat) return null;
  const said = [positionLine(q, seat, ctx, me), preferenceLine(q, seat.id, ctx)].filter((part) => part !== null);
  return said.length > 0 ? said.join(' ') : null;
}

function positionLine(q: Question, { id: seat, holder }: Seat, ctx: Reading, me: Me): string | null {
  const m = catalog(ctx.language).mine;
  const position = q.positions[seat];
  if (position && position.person === me.person) return m[position.kind];
  if (position && holder === me.person) return m.bySubstitute(personName(position.person, ctx));
  // To a substitute: the seat is not theirs, and what its holder said is the holder's.
  if (position) return `${catalog(ctx.language).asking.hasAnswered(personName(position.person, ctx))}.`;
  const former = q.formerPositions[seat];
  if (former && former.kind !== 'objection') return m.former[former.kind];
  const takenIn = q.round > 1 && q.objections.some((o) => o.seat === seat && o.status === 'incorporated');
  return takenIn ? m.former.objection : null;
}

/** Not said where it is what is proposed. */
function preferenceLine(q: Question, seat: string, ctx: Reading): string | null {
  const m = catalog(ctx.language).asking.prefer;
  const option = q.preferences[seat];
  if (option === undefined || option === q.proposal.option) return null;
  return (hasProposal(q) ? m.mineToo : m.mine)(shorten(optionText(q, option, ctx), 100));
}

/** What "Behold" does: take the former position again, in one tap. */
export function keepAct(q: Question, ctx: Reading, me: Me): Act | null {
  const { seat } = partOf(q, me.person, ctx.now);
  const former = seat && !q.positions[seat.id] ? q.formerPositions[seat.id] : undefined;
  if (!former || former.kind === 'objection') return null;
  return former.kind === 'reservation' ? actOn(q, 'reservation', KEEP) : actOn(q, former.kind);
}
