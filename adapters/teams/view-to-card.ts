import type { Node, View } from '../../bot/index.ts';
import { type Sighting, VERB } from './act.ts';
import { actionSets, lookAction, lookAtList, type Surface } from './actions-to-card.ts';
import { type Card, card, fitted, type Json } from './card.ts';
import { PersonRef } from './refs.ts';
import { cut, literal, plain, withLinks } from './words.ts';

const LONGEST_SUMMARY = 300;
/** Blocks in the picture of a share. */
const BAR = 8;

export interface Rendering {
  /** Characters a text may have. */
  textLimit: number;
  surface: Surface;
}

interface Options {
  /** A sentence on top. */
  says?: string;
  /** The card of a question, which Teams may refresh to the viewer's own view. */
  live?: boolean;
  /** In a chat with one person: a list of what waits for them is asked for anew when they look at it. */
  list?: boolean;
  surface?: 'dialog';
  /** We want to hear when somebody looks at it: this rides along. */
  sighting?: Sighting;
  /** Who alone will look at it. */
  user?: string | undefined;
  /** Who is alerted to it in a channel. */
  calls?: { user: string; name: string };
}

export function viewToCard(view: View, options: Options = {}): Card {
  const { says: sentence } = options;
  // A view that begins with the sentence needs it once.
  const isSaid = sentence === undefined || sentence === view.summary;
  const says: Node[] = isSaid ? [] : [{ type: 'text', text: sentence, style: 'strong' }];
  const nodes = [...says, ...view.nodes];
  const look = lookAction(view);
  const surface = options.surface ?? (look ? 'question' : 'message');
  return fitted((textLimit) => {
    const made = card(elements(nodes, { textLimit, surface }), cut(view.summary, LONGEST_SUMMARY));
    return { ...(options.calls ? calling(made, options.calls) : made), ...refresh(view, options) };
  });
}

/** The card with the person's name on top, which alerts them. Teams finds names in plain text blocks only. */
function calling(made: Card, { user, name }: { user: string; name: string }): Card {
  const tag = `<at>${name.replace(/[<>]/g, '')}</at>`;
  const entities = [{ type: 'mention', text: tag, mentioned: { id: user, name } }];
  const called = { type: 'TextBlock', text: tag, wrap: true };
  return { ...made, msteams: { ...made.msteams, entities }, body: [called, ...made.body] };
}

/** What Teams sends us when somebody looks at the message. */
function refresh(view: View, { live, list, sighting, user }: Options): Json {
  const look = live ? lookAction(view) : list ? lookAtList(view) : undefined;
  if (!look && !sighting) return {};
  const data = { ...(look?.data as Json | undefined), ...(sighting ? { sighting } : {}) };
  const action = { type: 'Action.Execute', verb: VERB, data };
  return { refresh: { action, ...(user === undefined ? userIds(view) : { userIds: [user] }) } };
}

/** Teams takes 60 at most. Without a list it asks for everybody's, but only where there are no more than 60 members. */
const MOST_VIEWERS = 60;

function userIds({ viewers = [] }: View): Json {
  const users = viewers.flatMap((ref) => PersonRef.safeParse(ref).data?.user ?? []);
  return users.length === 0 ? {} : { userIds: users.slice(0, MOST_VIEWERS) };
}

/** The nodes as card elements; a divider is a line above what follows it. */
export function elements(nodes: Node[], rendering: Rendering): Json[] {
  const found: Json[] = [];
  let divided = false;
  for (const node of nodes) {
    const [first, ...rest] = element(node, rendering);
    if (first) found.push(divided ? { ...first, separator: true, spacing: 'Large' } : first, ...rest);
    divided = node.type === 'divider' || (divided && !first);
  }
  return found;
}

function element(node: Node, rendering: Rendering): Json[] {
  switch (node.type) {
    case 'text':
      return text(node, rendering);
    case 'quote':
      return quote(node, rendering);
    case 'facts':
      return facts(node, rendering);
    case 'bars':
      return node.items.map((item) => bar(item, rendering));
    case 'divider':
      return [];
    case 'actions':
      return actionSets(node.items, rendering.surface);
    default:
      return node satisfies never;
  }
}

/** What people wrote gives way before the bot's own sentences, which may hold an address. */
const OWN_SENTENCE = 250;

function text(node: Extract<Node, { type: 'text' }>, { textLimit }: Rendering): Json[] {
  const words = cut(node.text, Math.max(textLimit, OWN_SENTENCE));
  switch (node.style) {
    case 'heading':
      return [heading(words)];
    case 'subtle':
      return lines(words, { isSubtle: true, size: 'Small' });
    case 'strong':
      return lines(words, { weight: 'Bolder' });
    case undefined:
      return lines(words);
    default:
      return node.style satisfies never;
  }
}

/** The only text that Teams may read as Markdown, so that a screen reader can find it as a heading. */
function heading(words: string): Json {
  const oneLine = literal(words.replace(/\s+/g, ' '));
  return { type: 'TextBlock', text: oneLine, style: 'heading', size: 'Medium', weight: 'Bolder', wrap: true };
}

/** One block a line: a text run doesn't keep its line breaks. */
function lines(words: string, look: Json = {}): Json[] {
  const filled = words.split(/\r?\n/).filter((line) => line.trim() !== '');
  return filled.map((line, index) => ({
    type: 'RichTextBlock',
    ...(index === 0 ? {} : { spacing: 'Small' }),
    inlines: withLinks(line).map((part) => ({
      type: 'TextRun',
      text: plain(part.text),
      ...look,
      ...(part.url === undefined ? {} : { selectAction: { type: 'Action.OpenUrl', url: part.url } }),
    })),
  }));
}

/** How long a short text without a name may be to stand beside its label. */
const BESIDE = 300;

function quote(node: Extract<Node, { type: 'quote' }>, { textLimit }: Rendering): Json[] {
  const small = { isSubtle: true, size: 'Small' };
  const { note, by } = node;
  if (note && !by && node.text.trim() && node.text.length <= BESIDE && !/[\r\n]/.test(node.text)) {
    const [words] = lines(cut(node.text, textLimit));
    return words ? [labelled(note, words)] : [];
  }
  const items = [
    ...lines(cut([note, by].filter(Boolean).join(' · '), textLimit), small),
    ...lines(cut(node.text, textLimit)),
  ];
  return items.length === 0 ? [] : [{ type: 'Container', style: 'emphasis', items }];
}

/** A label in bold, and the words after it on the same line. */
function labelled(label: string, block: Json): Json {
  const run = { type: 'TextRun', text: `${plain(label)}  `, weight: 'Bolder' };
  return { ...block, inlines: [run, ...(block.inlines as Json[])] };
}

/** A phone has no room for two columns where a value is a sentence. */
const LONG_FACT = 30;

function facts(node: Extract<Node, { type: 'facts' }>, { textLimit }: Rendering): Json[] {
  if (node.items.length === 0) return [];
  if (node.items.some(({ value }) => value.length > LONG_FACT)) {
    return node.items.flatMap(({ label, value }) => {
      const [words, ...more] = lines(cut(value, textLimit));
      return words ? [labelled(cut(label, textLimit), words), ...more] : [];
    });
  }
  const short = (words: string) => literal(cut(words, textLimit).replace(/\s*\n\s*/g, ' '));
  return [
    { type: 'FactSet', facts: node.items.map(({ label, value }) => ({ title: short(label), value: short(value) })) },
  ];
}

/** Words first, so that a screen reader says them before the picture. */
function bar(item: Extract<Node, { type: 'bars' }>['items'][number], { textLimit }: Rendering): Json {
  const share = item.of > 0 ? Math.min(1, Math.max(0, item.value / item.of)) : 0;
  // Never full before all have answered, never empty once somebody has.
  const full = share === 0 || share === 1 ? share * BAR : Math.min(Math.max(Math.round(share * BAR), 1), BAR - 1);
  const run = (words: string, look: Json = {}) => ({ type: 'TextRun', text: plain(words), ...look });
  return {
    type: 'RichTextBlock',
    spacing: 'Small',
    inlines: [
      run(`${cut(item.label, textLimit)}  `, { weight: 'Bolder' }),
      run(`${cut(item.text, textLimit)}  `),
      run('▰'.repeat(full) + '▱'.repeat(BAR - full), { color: 'Accent' }),
    ],
  };
}
