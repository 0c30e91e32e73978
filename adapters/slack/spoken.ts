/** A message in plain words. Slack's phones notify with it, and screen readers read it and none of the blocks. */
import type { Node, View } from '../../bot/index.ts';
import { cut, LIMITS } from './limits.ts';
import { escapeText } from './text.ts';

/** What it is about first, then all there is to read, each word once. */
export function spoken({ summary, nodes }: View): string {
  const rest = nodes.flatMap(wordsOf).filter((words) => words.trim() && !summary.includes(words));
  const all = [summary, ...rest].filter((words) => words.trim()).join('\n');
  return all ? escapeText(cut(all, LIMITS.text)) : '…';
}

function wordsOf(node: Node): string[] {
  switch (node.type) {
    case 'text':
      return [node.text];
    case 'quote':
      return [[[node.note, node.by].filter(Boolean).join(' · '), node.text].filter(Boolean).join(': ')];
    case 'facts':
      return node.items.map(({ label, value }) => `${label} ${value}`);
    case 'bars':
      return node.items.map(({ label, text }) => `${label} ${text}`);
    case 'divider':
    case 'actions':
      return [];
  }
}
