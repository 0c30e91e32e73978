/** What is said in the thread under a card when something happens to the question. */
import { nextBody, type Question, type QuestionEvent, type Said } from '../domain/index.ts';
import { capital, catalog, date, dayDateTime, shorten } from '../messages/index.ts';
import type { View } from '../view.ts';
import { decisionText } from './card-closed.ts';
import type { Reading } from './context.ts';
import { bodyName, words } from './names.ts';
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
      // An expert's own answer came with its card: there is no thread yet that waits for it.
      return event.decision.how === 'expert' ? null : m.decided(shorten(decisionText(q, ctx), 500));
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
      return afterText(event, ctx);
  }
}

function afterText(event: QuestionEvent, ctx: Reading): string | null {
  const { gate, note: m } = catalog(ctx.language).after;
  switch (event.type) {
    case 'gate-passed':
      return m.gate(event.gate, gate[event.gate]);
    case 'deviation-recorded':
      return m.deviation(brief(event.whom, ctx), sentence(event.why, ctx), date(event.reviewOn, ctx.language));
    case 'action-added':
      return m.action(sentence(event.measure, ctx), brief(event.responsible, ctx), date(event.due, ctx.language));
    case 'superseded':
      return m.superseded(event.with.number);
    case 'reopened':
      return m.reopened(event.as.number);
    default:
      return null;
  }
}

function brief(said: Said, ctx: Reading): string {
  return shorten(words(said, ctx), 150);
}

/** What a person wrote, as a sentence among others: it ends with a full stop, or with what they ended it with. */
function sentence(said: Said, ctx: Reading): string {
  const written = shorten(words(said, ctx), 300);
  return /[.!?…]$/.test(written) ? written : `${written}.`;
}
