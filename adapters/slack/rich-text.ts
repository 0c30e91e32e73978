import type { RichTextBlock, RichTextLink, RichTextText } from '@slack/types';

/** Text that Slack shows as it is: in rich text nothing is read as markup, mention or emoji. Only addresses become links. */
export type Inline = RichTextText | RichTextLink;

const ADDRESS = /https?:\/\/[^\s<>"'«»“”]+[^\s<>"'«»“”.,;:!?)\]]/g;

export function hasAddress(text: string): boolean {
  return text.search(ADDRESS) >= 0;
}

export function inline(text: string, bold = false): Inline[] {
  const style = bold ? { style: { bold } } : {};
  const pieces: Inline[] = [];
  let end = 0;
  for (const found of text.matchAll(ADDRESS)) {
    if (found.index > end) pieces.push({ type: 'text', text: text.slice(end, found.index), ...style });
    pieces.push({ type: 'link', url: found[0], ...style });
    end = found.index + found[0].length;
  }
  if (end < text.length) pieces.push({ type: 'text', text: text.slice(end), ...style });
  return pieces;
}

export function paragraph(elements: Inline[], blockId?: string): RichTextBlock {
  return richText([{ type: 'rich_text_section', elements }], blockId);
}

export function richText(elements: RichTextBlock['elements'], blockId?: string): RichTextBlock {
  return { type: 'rich_text', ...(blockId ? { block_id: blockId } : {}), elements };
}
