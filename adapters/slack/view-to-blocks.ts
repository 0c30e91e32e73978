import type { KnownBlock } from '@slack/types';
import type { Node, View } from '../../bot/index.ts';
import { actionsToBlocks, plain } from './actions-to-blocks.ts';
import { fitNodes } from './fit.ts';
import { LIMITS } from './limits.ts';
import { hasAddress, inline, paragraph, richText } from './rich-text.ts';
import { spoken } from './spoken.ts';

type Of<T extends Node['type']> = Extract<Node, { type: T }>;

/** What Slack takes as a message: blocks, and the same in words for notifications and screen readers. */
export interface Content {
  text: string;
  blocks: KnownBlock[];
}

export function viewToContent(view: View): Content {
  const blocks = nodesToBlocks(view.nodes, 'n', LIMITS.textInMessage);
  return { text: spoken(view), blocks: limitBlocks(blocks, LIMITS.blocksInMessage) };
}

/** A sentence to one person, with a card below it where there is one. A view whose summary it is says it itself. */
export function sentenceToContent(text: string, view?: View): Content {
  const said: Node[] = view?.summary === text ? [] : [{ type: 'text', text }];
  const nodes = [...said, ...(view ? view.nodes : [])];
  return { ...viewToContent({ summary: text, nodes }) };
}

/** `budget`: characters in all. Block ids are made of `prefix` and the node's place. */
export function nodesToBlocks(nodes: Node[], prefix: string, budget: number): KnownBlock[] {
  return fitNodes(nodes, budget).flatMap((node, at) => nodeToBlocks(node, `${prefix}${at}`));
}

/** As many as there may be. What is left out is shown by an ellipsis; buttons at the very end stay. */
export function limitBlocks(blocks: KnownBlock[], most: number): KnownBlock[] {
  if (blocks.length <= most) return blocks;
  const tail = blocks.slice(-1).filter((block) => block.type === 'actions');
  return [...blocks.slice(0, most - 1 - tail.length), subtle('…', 'more'), ...tail];
}

function nodeToBlocks(node: Node, id: string): KnownBlock[] {
  switch (node.type) {
    case 'text':
      return [textBlock(node, id)];
    case 'quote':
      return [quoteBlock(node, id)];
    case 'facts':
      return [factsBlock(node, id)];
    case 'bars':
      return [barsBlock(node, id)];
    case 'divider':
      return [{ type: 'divider', block_id: id }];
    case 'actions':
      return actionsToBlocks(node.items, id);
  }
}

function textBlock({ text, style }: Of<'text'>, id: string): KnownBlock {
  // Plain text, as small print is, has no links.
  if (style === 'subtle') return hasAddress(text) ? paragraph(inline(text), id) : subtle(text, id);
  if (style === 'heading' && text.length <= LIMITS.header) {
    return { type: 'header', block_id: id, text: plain(text, LIMITS.header) };
  }
  return paragraph(inline(text, style !== undefined), id);
}

function subtle(text: string, id: string): KnownBlock {
  return { type: 'context', block_id: id, elements: [plain(text, LIMITS.text)] };
}

/** How long a short text without a name may be to stand beside its label. */
const BESIDE = 300;

function quoteBlock({ text, by, note }: Of<'quote'>, id: string): KnownBlock {
  if (note && !by && text && text.length <= BESIDE && !text.includes('\n')) {
    return paragraph([...inline(note, true), ...inline(`  ${text}`)], id);
  }
  const above = [note, by].filter(Boolean).join(' · ');
  return richText(
    [
      ...(above ? [{ type: 'rich_text_section' as const, elements: inline(above) }] : []),
      ...(text ? [{ type: 'rich_text_quote' as const, elements: inline(text) }] : []),
    ],
    id,
  );
}

/** How long a line of short facts (counts) may be before each fact gets its own. */
const ONE_LINE = 80;

/** Label and value beside each other, as on the card; two columns of fields would double the height on a phone. */
function factsBlock({ items }: Of<'facts'>, id: string): KnownBlock {
  const length = items.reduce((sum, one) => sum + one.label.length + one.value.length + 3, 0);
  const between = length <= ONE_LINE ? '   ' : '\n';
  return paragraph(
    items.flatMap((one, at) => [
      ...inline(`${at > 0 ? between : ''}${one.label}`, true),
      ...inline(one.value && `  ${one.value}`),
    ]),
    id,
  );
}

/** Words first, so that a screen reader says them before the picture. */
function barsBlock({ items }: Of<'bars'>, id: string): KnownBlock {
  return paragraph(
    items.flatMap((one, at) => [
      ...inline(`${at > 0 ? '\n' : ''}${one.label}`, true),
      ...inline(`  ${one.text}  ${bar(one.value, one.of)}`),
    ]),
    id,
  );
}

const CELLS = 8;

/** Never full before all have answered, never empty once somebody has. */
export function bar(value: number, of: number): string {
  const share = of > 0 ? Math.min(Math.max(value / of, 0), 1) : 0;
  const rounded = Math.round(share * CELLS);
  const filled = share === 1 ? CELLS : share > 0 ? Math.min(Math.max(rounded, 1), CELLS - 1) : 0;
  return '▰'.repeat(filled) + '▱'.repeat(CELLS - filled);
}
