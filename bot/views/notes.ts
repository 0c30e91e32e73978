/** What is said in the thread under a card when something happens to the question. */
import { nextBody, type Question, type QuestionEvent } from '../domain/index.ts';
import { capital, catalog, dayDateTime, shorten } from '../messages/index.ts';
import type { View } from '../view.ts';
import { decisionText } from './card-closed.ts';
import type { Reading } from './context.ts';
import { bodyName } from './names.ts';
import { reasonText } from './needs.ts';
import { text } from './nodes.ts';

/** `q`: the question after the event. null: nothing that the thread needs to hear; the card shows it. */
export function noteView(event: QuestionEvent, q: Question, ctx: Reading): View | null {
  const sentence = noteText(event, q, ctx);
  if (sentence === null) return null;
  const mark = q.practice ? `${catalog(ctx.language).practice} · ` : '';
  const said = `${mark}${capital(sentence)}`;
  return { summary: `${q.number}: ${said}`, nodes: [text(said)] };
}

function noteText(event: QuestionEvent, q: Question, ctx: Reading): string | null {
  const m = catalog(ctx.language).note;
  const when = 'deadline' in event && event.deadline ? dayDateTime(event.deadline, ctx.language) : '';
  switch (event.type) {
    case 'decided':
      return m.decided(shorten(decisionText(q, ctx), 500));
    case 'round-opened':
      return event.positions === 'cleared' ? m.round2Amended(when) : m.round2Same(when);
    case 'extended':
      return m.extended(when);
    case 'turned-yellow':
      return m.turnedYellow(when);
    case 'escalated':
      return m.escalated(bodyName(event.to, q, ctx), reasonText(event, ctx));
    case 'sent-back':
      return m.sentBack(bodyName(q.escalations.at(-1)?.to ?? nextBody(q)?.level ?? 2, q, ctx), when);
    case 'went-overdue':
      return m.overdue(bodyName(q.level, q, ctx));
    case 'withdrawn':
      return m.withdrawn;
    case 'vendor-answered':
      return m.vendorAnswered;
    default:
      return null;
  }
}

/** To the experts of the group: an objection is open and waits for their answer. */
export function objectionNoteView(objection: number, q: Question, ctx: Reading): View {
  const said = catalog(ctx.language).note.objectionToAnswer(objection);
  return { summary: `${q.number}: ${said}`, nodes: [text(`${q.number} · ${said}`)] };
}
