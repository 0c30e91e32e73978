/** A person's own room with the bot. */
import type { Language } from '../collaboration.ts';
import type { Policy } from '../domain/index.ts';
import { capital, catalog, shorten } from '../messages/index.ts';
import type { Node, View } from '../view.ts';
import { type BundleEntry, bundleView } from './bundle.ts';
import { line, text } from './nodes.ts';
import { settingsNodes } from './own.ts';

export interface HomeGroup {
  /** In the reader's language. */
  name: string;
  open: number;
}

export interface Home {
  /** Everything open in which the reader has a seat, the most urgent first. */
  waiting: BundleEntry[];
  groups: HomeGroup[];
  /** This week, in those groups, the latest first. */
  decided: { number: string; title: string; text: string }[];
  /** As it holds for the reader. */
  policy: Policy;
}

/** Each takes up to six blocks of the hundred that Slack's home tab may have. */
const MOST_WAITING = 10;
const MOST_GROUPS = 20;
const MOST_DECIDED = 8;

export function homeView({ waiting, groups, decided, policy }: Home, language: Language): View {
  const m = catalog(language).own.home;
  const { summary, nodes } = bundleView(waiting, language, { most: MOST_WAITING });
  const [, ...questions] = nodes;
  const groupLines = groups.slice(0, MOST_GROUPS).map(({ name, open }) => m.group(name, open));
  return {
    summary,
    nodes: [
      text(summary, 'heading'),
      ...questions,
      ...part(m.groups, groupLines.length > 0 ? [text(groupLines.join('\n'))] : []),
      ...part(m.decided, groups.length > 0 ? decidedNodes(decided, language) : []),
      ...part(m.settings, settingsNodes(policy, { language })),
    ],
  };
}

/** Nothing where there is nothing to say. */
function part(head: string, nodes: Node[]): Node[] {
  return nodes.length === 0 ? [] : [{ type: 'divider' }, text(head, 'strong'), ...nodes];
}

function decidedNodes(decided: Home['decided'], language: Language): Node[] {
  const m = catalog(language);
  if (decided.length === 0) return [text(m.own.home.nothingDecided, 'subtle')];
  const lines = decided
    .slice(0, MOST_DECIDED)
    .map(({ number, title, text: said }) => line(number, shorten(title, 100), shorten(said, 150)));
  const more = decided.length - MOST_DECIDED;
  const rest = more > 0 ? [text(capital(m.own.home.more(more, m.command.case.word)), 'subtle')] : [];
  return [text(lines.join('\n')), ...rest];
}
