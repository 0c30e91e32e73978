import { interactive } from './blocks-check.ts';
import type { Json, Message } from './world.ts';

/** The words of a Block Kit text object, or of a plain string. */
export function words(text: unknown): string {
  if (typeof text === 'string') return text;
  if (typeof text === 'object' && text !== null && 'text' in text) return words(text.text);
  return '';
}

/** One option of a select, menu, radio group or check list. */
export function optionsOf(element: Json): Json[] {
  const groups = (element.option_groups as { options: Json[] }[] | undefined) ?? [];
  return [...((element.options as Json[] | undefined) ?? []), ...groups.flatMap((group) => group.options)];
}

/** Everything a person can read in the blocks, one line a piece, labels of buttons and choices included. */
export function visibleText(blocks: Json[]): string {
  return blocks.flatMap(linesOf).filter(Boolean).join('\n');
}

export function messageText(message: Message): string {
  const attached = message.attachments.flatMap((one) => [
    words(one.pretext),
    words(one.title),
    words(one.text),
    visibleText((one.blocks as Json[] | undefined) ?? []),
  ]);
  const own = message.blocks.length > 0 ? visibleText(message.blocks) : message.text;
  return [own, ...attached].filter(Boolean).join('\n');
}

function linesOf(block: Json): string[] {
  if (block.type === 'rich_text') return [deepText(block.elements)];
  if (block.type === 'table') return (block.rows as unknown[]).map((row) => deepText(row));
  const lines = [words(block.text), words(block.label), words(block.title), words(block.hint)];
  for (const field of (block.fields as unknown[] | undefined) ?? []) lines.push(words(field));
  if (block.type === 'context')
    for (const one of block.elements as Json[]) lines.push(words(one) || words(one.alt_text));
  if (block.type === 'image') lines.push(words(block.alt_text));
  for (const element of interactive(block)) lines.push(...labelsOf(element));
  return lines;
}

/** What can be pressed on an element: the button's text, or each of its choices. */
export function labelsOf(element: Json): string[] {
  if (element.type === 'button') return [words(element.text)];
  return optionsOf(element).map((option) => words(option.text));
}

/** Labels of all that can be pressed in the blocks. */
export function pressable(blocks: Json[]): string[] {
  return blocks.filter((block) => block.type !== 'input').flatMap((block) => interactive(block).flatMap(labelsOf));
}

function deepText(value: unknown): string {
  if (Array.isArray(value)) return value.map(deepText).join(' ');
  if (typeof value !== 'object' || value === null) return '';
  const piece = value as Json;
  if (typeof piece.text === 'string') return piece.text;
  if (piece.type === 'user') return `@${piece.user_id}`;
  if (piece.type === 'link') return String(piece.url ?? '');
  return deepText(piece.elements ?? piece.rows ?? []);
}
