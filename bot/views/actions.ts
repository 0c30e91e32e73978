/** The follow-up actions that are open in a person's groups: the answer to `tiltak`. */
import { dateOf, type FollowUp, mayReport, type Question } from '../domain/index.ts';
import { capital, catalog, date, shorten } from '../messages/index.ts';
import type { Node, View } from '../view.ts';
import { actOn, button } from './acts.ts';
import { reportButton } from './after-acts.ts';
import type { Me, Reading } from './context.ts';
import { words } from './names.ts';
import { actions, line, text } from './nodes.ts';

/** Each takes up to four blocks of a message's fifty. */
const MAX_ROWS = 10;

export interface ActionRow {
  q: Question;
  action: FollowUp;
  ctx: Reading;
  me: Me;
}

/** By due date: those that are overdue come first. Beside each the button to report, for who may. */
export function actionsView(rows: ActionRow[], language: Reading['language']): View {
  const m = catalog(language).after.list;
  if (rows.length === 0) return { summary: m.none, nodes: [text(m.none)] };
  const sorted = [...rows].sort((a, b) => (a.action.due < b.action.due ? -1 : a.action.due > b.action.due ? 1 : 0));
  const late = rows.filter(isOverdue).length;
  const head = capital(line(m.head(rows.length), late > 0 && m.overdueHead(late)));
  const more = rows.length - MAX_ROWS;
  const rest = more > 0 ? [text(capital(m.more(more)), 'subtle')] : [];
  return { summary: head, nodes: [text(head, 'strong'), ...sorted.slice(0, MAX_ROWS).flatMap(rowNodes), ...rest] };
}

function rowNodes({ q, action, ctx, me }: ActionRow): Node[] {
  const m = catalog(ctx.language);
  const when = date(action.due, ctx.language);
  const due = isOverdue({ q, action, ctx, me }) ? m.after.list.overdue(when) : m.after.details.due(when);
  const head = line(
    q.practice && m.practice,
    capital(due),
    q.number,
    shorten(words(action.area, ctx), 80),
    m.after.details.responsible(shorten(words(action.responsible, ctx), 80)),
  );
  const details = button(`${m.button.details}: ${q.number}`, actOn(q, 'details'));
  const mine = mayReport(q, me.person).some(({ n }) => n === action.n);
  return [
    { type: 'divider' },
    text(head, 'strong'),
    text(shorten(words(action.measure, ctx), 200)),
    ...actions([...(mine ? [reportButton(q, [action], ctx)] : []), details]),
  ];
}

function isOverdue({ q, action, ctx }: ActionRow): boolean {
  return action.due < dateOf(ctx.now, q.policy.timeZone);
}
