/** A question seen from where it no longer is: the group's card when it was lifted, a body's when it was sent back or lifted on. */
import type { Question } from '../domain/index.ts';
import { catalog, dateTime, shorten } from '../messages/index.ts';
import type { View } from '../view.ts';
import { detailsButton } from './acts.ts';
import type { ViewContext } from './context.ts';
import { bodyName, groupNames, words } from './names.ts';
import { reasonText, remainsText } from './needs.ts';
import { actions, line, text } from './nodes.ts';

/** No vote here any more: where it is, why, until when, and what remains. */
export function liftedCard(q: Question, ctx: ViewContext): View {
  const m = catalog(ctx.language).lifted;
  const last = q.escalations.at(-1);
  const reason = last ? reasonText(last, ctx) : '';
  const head = line(practiceMark(q, ctx), m.head(bodyName(q.level, q, ctx), reason), deadline(q, ctx));
  // A body's own answer is what every later step lacks; what must be settled is what the group could not.
  const unsettled = q.escalations.findLast(({ missing }) => missing.some(({ need }) => need !== 'body')) ?? last;
  const remains = unsettled && unsettled.missing.length > 0 ? `${m.remains(remainsText(unsettled, ctx))} ` : '';
  return elsewhere(q, ctx, head, `${remains}${m.comesBack}`);
}

export function sentBackCard(q: Question, ctx: ViewContext): View {
  const m = catalog(ctx.language).lifted;
  const head = line(practiceMark(q, ctx), m.backWith(groupNames(q.groups, ctx)), deadline(q, ctx));
  return elsewhere(q, ctx, head, null);
}

function elsewhere(q: Question, ctx: ViewContext, head: string, remains: string | null): View {
  const m = catalog(ctx.language);
  const title = shorten(words(q.title, ctx), 150);
  const nodes = [
    text(head, 'strong'),
    text(title, 'heading'),
    text(line(m.criticalityCase[q.criticality], q.number, groupNames(q.groups, ctx)), 'subtle'),
  ];
  if (remains) nodes.push(text(remains));
  nodes.push(...actions([detailsButton(q, ctx)]));
  return { summary: `${head}: ${q.number} ${title}`, nodes };
}

function practiceMark(q: Question, ctx: ViewContext): string | false {
  return q.practice && catalog(ctx.language).practice;
}

function deadline(q: Question, ctx: ViewContext): string | null {
  const m = catalog(ctx.language);
  if (q.deadline === null) return null;
  return q.overdue ? m.digest.overdue : m.lifted.deadline(dateTime(q.deadline, ctx.language));
}
