/** Answers that need words. */
import { CRITERIA, type Question } from '../domain/index.ts';
import { capital, catalog } from '../messages/index.ts';
import type { Act, Form } from '../view.ts';
import { type Me, partOf, type Reading } from './context.ts';
import { formAbout, longText, option } from './form-parts.ts';
import { ownObjection } from './mine.ts';
import { text } from './nodes.ts';

/** Fields: text. The reader's own reservation, or the one from before the amendment, stands in it. */
export function reservationForm(act: Act, q: Question, ctx: Reading, me?: Me): Form {
  const m = catalog(ctx.language).form.reservation;
  const seat = me && partOf(q, me.person, ctx.now).seat;
  const mine = seat && (q.positions[seat.id] ?? q.formerPositions[seat.id]);
  const initial = mine?.kind === 'reservation' ? mine.text?.said : undefined;
  return formAbout(act, q, ctx, { title: m.title, fields: [longText('text', m.text, { hint: m.hint, initial })] });
}

/** No fields: it cannot be undone, so one tap is not enough. */
export function recuseForm(act: Act, q: Question, ctx: Reading): Form {
  const { title, intro, submit } = catalog(ctx.language).form.recuse;
  return formAbout(act, q, ctx, { title, submit, intro: [text(intro)], fields: [] });
}

/** Fields: criterion, text, change. */
export function objectionForm(act: Act, q: Question, ctx: Reading, me?: Me): Form {
  const m = catalog(ctx.language);
  const words = m.form.objection;
  const mine = me && ownObjection(q, ctx, me);
  return formAbout(act, q, ctx, {
    title: words.title,
    intro: [text(words.intro)],
    fields: [
      {
        type: 'choice',
        name: 'criterion',
        label: words.criterion,
        required: true,
        options: CRITERIA.map((criterion) => option(criterion, capital(m.criterion[criterion]))),
        initial: mine ? [mine.criterion] : undefined,
      },
      longText('text', words.text, { initial: mine?.text.said }),
      longText('change', words.change, { initial: mine?.change.said }),
    ],
  });
}
