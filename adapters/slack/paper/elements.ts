import type { Node } from '../../../bot/index.ts';
import { paragraph, run } from './xml.ts';

/** A node as paragraphs. On paper nothing can be pressed. */
export function elements(node: Node): string[] {
  switch (node.type) {
    case 'text':
      return [text(node)];
    case 'quote':
      return quote(node);
    case 'facts':
      return node.items.map(({ label, value }) => labelled(label, value));
    case 'bars':
      return node.items.map((item) => labelled(item.label, item.text));
    case 'divider':
    case 'actions':
      return [];
  }
}

function text({ text: words, style }: Extract<Node, { type: 'text' }>): string {
  if (style === 'heading') return paragraph(words, 'Heading2');
  if (style === 'subtle') return paragraph(words, 'Small');
  return paragraph(words, style === 'strong' ? 'Point' : undefined);
}

/** Who and what stands above, and stays on the same page. */
function quote({ text: words, by, note }: Extract<Node, { type: 'quote' }>): string[] {
  const above = [note, by].filter(Boolean).join(' · ');
  return [...(above ? [paragraph(above, 'Label')] : []), ...(words ? [paragraph(words, 'Quote')] : [])];
}

function labelled(label: string, value: string): string {
  return paragraph({ runs: [run(`${label}: `, true), run(value)] }, 'Fact');
}
