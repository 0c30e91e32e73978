/** What waits for a person, one question after the other, each with its buttons: `mine`, the day's bundle, the home tab. */
import type { Question } from '../domain/index.ts';
import { capital, catalog, shorten } from '../messages/index.ts';
import type { Action, Node, View } from '../view.ts';
import { cardActions } from './card-actions.ts';
import { caseLine } from './card-parts.ts';
import { type Me, partOf, type Reading, type ViewContext } from './context.ts';
import { hasAnswered, ownPosition, ownPreference } from './mine.ts';
import { optionText, personName, words } from './names.ts';
import { heart } from './needs.ts';
import { line, text } from './nodes.ts';
import { deadline, proposed } from './person.ts';

export interface BundleEntry {
  q: Question;
  ctx: ViewContext;
  /** Who the reader is there: another collaboration may know them by another id. */
  me: Me;
}

/** With its buttons, at a time. */
const MOST_SHOWN = 5;
/** Lines of what is answered. */
const MOST_FOLDED = 10;

/**
 * The questions that wait for a person, of all collaborations they are in, in the order given; what is answered, or `closed` since it was
 * in the day's bundle, folds to one line. At most `most` have their buttons: as they are answered, the next ones come.
 */
export function bundleView(
  entries: BundleEntry[],
  language: Reading['language'],
  { most = MOST_SHOWN, closed = [] }: { most?: number | undefined; closed?: Question[] | undefined } = {},
): View {
  const m = catalog(language);
  const waiting = entries.filter(({ q, ctx, me }) => q.status === 'open' && !hasAnswered(q, ctx, me));
  const answered = entries.filter(({ q, ctx, me }) => hasAnswered(q, ctx, me));
  const head = bundleHead(waiting.length, most, language);
  const more = waiting.length - most;
  const folded = [
    ...answered.map((entry) => m.person.answered(named(entry.q, language), saidBy(entry))),
    ...closed.map((q) => m.own.bundle.closed(named(q, language))),
  ];
  return {
    summary: head,
    nodes: [
      text(head, 'strong'),
      ...waiting.slice(0, most).flatMap((entry): Node[] => [{ type: 'divider' }, ...inBundle(entry)]),
      ...(more > 0 ? [text(capital(m.person.bundleMore(more)), 'subtle')] : []),
      ...(folded.length > 0 ? [text(folded.slice(0, MOST_FOLDED).join('\n'), 'subtle')] : []),
    ],
  };
}

function named(q: Question, language: Reading['language']): string {
  return line(q.number, words(q.title, { language }));
}

/** Of an earlier day: without buttons. */
export function pastBundleView(language: Reading['language']): View {
  const { past } = catalog(language).own.bundle;
  return { summary: past, nodes: [text(past, 'subtle')] };
}

/** How many wait, and how long it takes; of more than are shown, those that are. */
function bundleHead(waiting: number, most: number, language: Reading['language']): string {
  const m = catalog(language).person;
  if (waiting === 0) return capital(m.nothingWaits);
  const shown = Math.min(waiting, most);
  const time = waiting > shown ? m.minutesFirst(shown, minutes(shown)) : m.minutes(minutes(shown));
  return capital(`${m.bundle(waiting)} ${capital(time)}`);
}

/** About eighty seconds a question, read and answered. */
function minutes(questions: number): number {
  return Math.ceil((questions * 4) / 3);
}

function inBundle({ q, ctx, me }: BundleEntry): Node[] {
  const when = deadline(q, ctx);
  const { line: missing } = heart(q, ctx, when);
  // What will be decided says itself when.
  const due = when !== '' && !missing.includes(when);
  const m = catalog(ctx.language).card;
  return [
    text(line(caseLine(q, ctx), shorten(words(q.title, ctx), 150)), 'strong'),
    ...proposed(q, ctx, 280),
    text(line(missing, due && m.deadline(when))),
    ...cardActions(q, ctx, me, q.level === 1 ? 'group' : 'body').map(inList),
  ];
}

/** Its buttons bring the list anew, not the question's card. */
function inList(node: Node): Node {
  return node.type === 'actions' ? { ...node, items: node.items.map(ofList) } : node;
}

function ofList(action: Action): Action {
  const within = 'mine' as const;
  switch (action.type) {
    case 'button':
      return { ...action, act: { ...action.act, within } };
    case 'menu':
      return { ...action, items: action.items.map((item) => ({ ...item, act: { ...item.act, within } })) };
    case 'select':
      return action;
  }
}

/** The reader's position, who answered for them, or what they prefer. */
function saidBy({ q, ctx, me }: BundleEntry): string {
  const m = catalog(ctx.language);
  const position = ownPosition(q, ctx, me);
  const isHolder = partOf(q, me.person, ctx.now).seat?.holder === me.person;
  if (position && position.person !== me.person)
    return (isHolder ? m.asking.answeredForYou : m.asking.hasAnswered)(personName(position.person, ctx));
  if (position) return m.position[position.kind];
  const preferred = ownPreference(q, ctx, me);
  return preferred === null ? '' : shorten(optionText(q, preferred, ctx), 60);
}
