import type { Node } from '../../bot/index.ts';
import { cut, LIMITS } from './limits.ts';

/**
 * Cuts what is read to what one message may hold: the longest texts first, and all of those to the same length, so that a sentence at the
 * end is not lost to a long text before it. Buttons always stay; empty nodes go.
 */
export function fitNodes(nodes: Node[], budget: number): Node[] {
  const most = mostEach(nodes.flatMap(textsIn), budget);
  return nodes.map((node) => withTexts(node, (text) => cut(text, most))).flatMap(withoutEmpty);
}

/** How long each text may be for all of them to fit. */
function mostEach(texts: string[], budget: number): number {
  const lengths = texts.map(({ length }) => Math.min(length, LIMITS.text)).sort((a, b) => a - b);
  let left = budget;
  for (const [at, length] of lengths.entries()) {
    const share = Math.floor(left / (lengths.length - at));
    if (length > share) return share;
    left -= length;
  }
  return LIMITS.text;
}

function textsIn(node: Node): string[] {
  const texts: string[] = [];
  withTexts(node, (text) => {
    texts.push(text);
    return text;
  });
  return texts;
}

function withTexts(node: Node, change: (text: string) => string): Node {
  switch (node.type) {
    case 'text':
      return { ...node, text: change(node.text) };
    case 'quote':
      return { ...node, by: node.by && change(node.by), note: node.note && change(node.note), text: change(node.text) };
    case 'facts':
      return { ...node, items: node.items.map((one) => ({ label: change(one.label), value: change(one.value) })) };
    case 'bars':
      return {
        ...node,
        items: node.items.map((one) => ({ ...one, label: change(one.label), text: change(one.text) })),
      };
    case 'divider':
    case 'actions':
      return node;
  }
}

function withoutEmpty(node: Node): Node[] {
  if (node.type === 'text') return node.text.trim() ? [node] : [];
  if (node.type === 'quote') return node.text || node.note || node.by ? [node] : [];
  if (node.type === 'divider') return [node];
  if (node.type === 'actions') return node.items.length > 0 ? [node] : [];
  if (node.type === 'facts') {
    const items = node.items.filter((one) => one.label || one.value);
    return items.length > 0 ? [{ ...node, items }] : [];
  }
  const items = node.items.filter((one) => one.label || one.text);
  return items.length > 0 ? [{ ...node, items }] : [];
}
