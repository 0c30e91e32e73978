/** To the experts of the group: objections that wait for their answer. */
import { type Objection, openObjections, type PersonId, type Question } from '../domain/index.ts';
import { capital, catalog, shorten } from '../messages/index.ts';
import type { Action, Node, View } from '../view.ts';
import { actOn, button, detailsButton } from './acts.ts';
import { objectionNote } from './card-parts.ts';
import type { Reading } from './context.ts';
import { personName, words } from './names.ts';
import { actions, line, quote, text } from './nodes.ts';

/** Of many; the rest under "Les mer". */
const MOST_SHOWN = 3;

/** One that was raised. */
export function objectionNoteView(objection: number, q: Question, ctx: Reading): View {
  const said = catalog(ctx.language).note.objectionToAnswer(objection);
  return noteAbout(
    openObjections(q).filter(({ n }) => n === objection),
    said,
    q,
    ctx,
  );
}

/** All that are open, since a coordinator asks; null: none is. */
export function objectionsWaitView(q: Question, coordinator: PersonId, ctx: Reading): View | null {
  const open = openObjections(q);
  if (open.length === 0) return null;
  const said = catalog(ctx.language).coordinating.wait(open.length, personName(coordinator, ctx));
  return noteAbout(open, capital(said), q, ctx);
}

function noteAbout(open: Objection[], sentence: string, q: Question, ctx: Reading): View {
  const said = line(q.practice && catalog(ctx.language).practice, q.number, sentence);
  return { summary: said, nodes: [text(said, 'strong'), ...(open.length > 0 ? toAnswer(open, q, ctx) : [])] };
}

/** The objections, the changes they want, and what an expert can do about them. */
function toAnswer(open: Objection[], q: Question, ctx: Reading): Node[] {
  const m = catalog(ctx.language);
  const shown = open.slice(0, MOST_SHOWN);
  const answer = shown.map(
    ({ n }, i): Action =>
      button(m.button.maintain(n), actOn(q, 'maintain', String(n)), i === 0 ? 'primary' : undefined),
  );
  const amend = q.round < q.policy.rounds ? [button(m.button.amend, actOn(q, 'amend'))] : [];
  return [
    text(shorten(words(q.title, ctx), 150), 'heading'),
    ...shown.flatMap((o) => [
      quote(shorten(words(o.text, ctx), 800), objectionNote(o, ctx.language), personName(o.person, ctx)),
      quote(shorten(words(o.change, ctx), 800), m.card.change),
    ]),
    ...actions([...answer, ...amend, detailsButton(q, ctx)]),
  ];
}
