import type { Node } from '../../bot/index.ts';
import { cut, LIMITS } from './limits.ts';

/** Cuts what is read to what one message may hold, first come first served. Buttons always stay; empty nodes go. */
export function fitNodes(nodes: Node[], budget: number): Node[] {
  let left = budget;

  function take(text: string): string {
    const kept = cut(text, Math.min(LIMITS.text, left));
    left -= kept.length;
    return kept;
  }

  function fitted(node: Node): Node {
    switch (node.type) {
      case 'text':
        return { ...node, text: take(node.text) };
      case 'quote': {
        const by = node.by && take(node.by);
        const note = node.note && take(node.note);
        return { ...node, by, note, text: take(node.text) };
      }
      case 'facts':
        return { ...node, items: node.items.map((one) => ({ label: take(one.label), value: take(one.value) })) };
      case 'bars':
        return { ...node, items: node.items.map((one) => ({ ...one, label: take(one.label), text: take(one.text) })) };
      case 'divider':
      case 'actions':
        return node;
    }
  }

  return nodes.map(fitted).flatMap(withoutEmpty);
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
