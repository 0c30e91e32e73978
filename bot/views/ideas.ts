/** Time thieves and proposals for improvement: what the catcher hears, and the week's list in the group's channels. */
import type { Language } from '../collaboration.ts';
import { IDEA_KINDS, type IdeaKind, type Instant } from '../domain/index.ts';
import { catalog, IDEA_SHORTCUTS, shorten } from '../messages/index.ts';
import type { Node, View } from '../view.ts';
import { line, quote, text } from './nodes.ts';

/** What came of catching it. `number` is the question's. Practice is not gathered. */
export function caughtText(
  kind: IdeaKind,
  about: { number: string; practice: boolean; already: boolean },
  language: Language,
): string {
  const m = catalog(language).gather.idea;
  if (about.already) return m.already(m.one[kind], about.number);
  const noted = m.noted(m.one[kind], about.number);
  return about.practice ? noted : `${noted} ${m.comesWeekly}`;
}

/** Said where no question can be told from the place, or there are no words: what to do instead. */
export function notCaughtText(kind: IdeaKind, why: 'whichCase' | 'noText' | 'noWords', language: Language): string {
  const m = catalog(language);
  const { word } = m.command[kind];
  if (why === 'whichCase') return m.gather.idea.whichCase(IDEA_SHORTCUTS[kind], word);
  return why === 'noText' ? m.gather.idea.noText(IDEA_SHORTCUTS[kind]) : m.gather.idea.noWords(word);
}

export interface GatheredIdea {
  kind: IdeaKind;
  text: string;
  at: Instant;
  /** The question it was caught under. */
  number: string;
  title: string;
}

const MAX_SHOWN = 10;
const LONGEST_IDEA = 300;
const LONGEST_TITLE = 60;

/**
 * The week's list: under each kind the cases, under each case what was caught, oldest first; null when there were none. Each kind gets
 * its half of the places, and what the other leaves.
 */
export function weeklyIdeasView(ideas: GatheredIdea[], language: Language): View | null {
  if (ideas.length === 0) return null;
  const m = catalog(language).gather;
  const byTime = ideas.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const of = (kind: IdeaKind) => byTime.filter((idea) => idea.kind === kind);
  const counts = IDEA_KINDS.map((kind) => of(kind).length);
  const nodes: Node[] = [text(m.weekly.title, 'heading')];
  for (const [i, kind] of IDEA_KINDS.entries()) {
    const others = counts.reduce((sum, n, j) => (j === i ? sum : sum + n), 0);
    const places = MAX_SHOWN - Math.min(others, MAX_SHOWN / 2);
    const shown = of(kind).slice(0, places);
    if (shown.length > 0) nodes.push(text(m.idea.many[kind], 'strong'), ...caseNodes(shown));
  }
  const left = ideas.length - nodes.filter(({ type }) => type === 'quote').length;
  if (left > 0) nodes.push(text(m.weekly.more(left)));
  nodes.push(text(m.weekly.foot(IDEA_SHORTCUTS['time-thief'], IDEA_SHORTCUTS.improvement), 'subtle'));
  return { summary: m.weekly.title, nodes };
}

/** Each case once, with what was caught there. */
function caseNodes(ideas: GatheredIdea[]): Node[] {
  const cases = [...new Set(ideas.map(({ number }) => number))];
  return cases.flatMap((number) => {
    const here = ideas.filter((idea) => idea.number === number);
    const about = text(line(number, shorten(here[0]?.title ?? '', LONGEST_TITLE)), 'subtle');
    return [about, ...here.map((idea) => quote(shorten(idea.text, LONGEST_IDEA)))];
  });
}
