/** What `søk` answers, and a question as it can be shown to others. */
import type { Language } from '../collaboration.ts';
import type { Instant, Question, QuestionRef, Status } from '../domain/index.ts';
import { capital, catalog, date, dateTime, shorten } from '../messages/index.ts';
import type { Node, View } from '../view.ts';
import { button } from './acts.ts';
import { cardView } from './card.ts';
import { contextOf, type Reading } from './context.ts';
import { groupNames } from './names.ts';
import { actions, line, quote, text } from './nodes.ts';

/** What is shown of a question that was found, as the register has it. */
export interface FoundCase {
  /** Question id. */
  _id: string;
  number: string;
  groups: string[];
  title: string;
  text: string;
  status: Status;
  deadline: Instant | null;
  decidedAt: Instant | null;
  decision: Record<string, unknown> | null;
  supersededBy: QuestionRef | null;
}

/** A count is told up to this many. */
const COUNTED = 10;
const MAX = { said: 60, title: 150, text: 200, groups: 150 };

/** `shown` of so many that were found, best first. */
export function searchView(
  said: string,
  shown: { entry: FoundCase; reader: Reading }[],
  found: number,
  language: Language,
): View {
  const m = catalog(language).gather.search;
  const summary = summaryOf(found, shorten(said, MAX.said), language);
  const more = found > shown.length ? [text(m.more(shown.length), 'subtle')] : [];
  const hits = shown.flatMap(({ entry, reader }) => hitNodes(entry, reader));
  return { summary, nodes: [text(summary, 'strong'), ...hits, ...more] };
}

function summaryOf(found: number, said: string, language: Language): string {
  const m = catalog(language).gather.search;
  if (found === 0) return m.nothing(said);
  return found > COUNTED ? m.many(COUNTED, said) : m.found(found, said);
}

/** Four nodes: a message in Slack takes fifty, and ten may be found. */
function hitNodes(entry: FoundCase, ctx: Reading): Node[] {
  const { title, text: about } = hitOf(entry, ctx);
  const details = `${catalog(ctx.language).button.details}: ${entry.number}`;
  return [
    text(about, 'subtle'),
    text(title, 'strong'),
    ...(entry.text ? [quote(shorten(entry.text, MAX.text))] : []),
    ...actions([button(details, { do: 'details', question: entry._id })]),
  ];
}

/** In a list: what was asked, and what came of it. */
export function hitOf(entry: FoundCase, ctx: Reading): { title: string; text: string } {
  const groups = shorten(groupNames(entry.groups, ctx), MAX.groups);
  return { title: shorten(entry.title, MAX.title), text: line(entry.number, outcome(entry, ctx.language), groups) };
}

function outcome({ status, deadline, decidedAt, decision, supersededBy }: FoundCase, language: Language): string {
  const m = catalog(language);
  const { open, withdrawn, decided, replaced } = m.gather.search;
  if (status === 'withdrawn') return withdrawn;
  if (decidedAt === null) return line(open, deadline && m.digest.deadline(date(deadline, language)));
  const scope = decision?.outcome === 'local-deviation' ? 'local-deviation' : 'common-solution';
  return line(decided(date(decidedAt, language)), m.outcome[scope], supersededBy && replaced(supersededBy.number));
}

/** The card as its group sees it, to read only, with when it stood so: it does not change where it is shown. */
export function sharedView(q: Question, ctx: Reading): View {
  const { summary, nodes } = cardView(q, contextOf(q, ctx), null, 'group');
  const asOf = catalog(ctx.language).gather.search.asOf(dateTime(ctx.now, ctx.language));
  return { summary, nodes: [...nodes.filter(({ type }) => type !== 'actions'), text(capital(asOf), 'subtle')] };
}
