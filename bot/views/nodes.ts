/** Tiny builders of nodes. */
import type { Action, Node } from '../view.ts';

export function text(line: string, style?: 'heading' | 'subtle' | 'strong'): Node {
  return style ? { type: 'text', text: line, style } : { type: 'text', text: line };
}

/** Text that a person wrote: never read as markup. */
export function quote(said: string, note?: string, by?: string): Node {
  return { type: 'quote', text: said, ...(by ? { by } : {}), ...(note ? { note } : {}) };
}

export function actions(items: Action[]): Node[] {
  return items.length === 0 ? [] : [{ type: 'actions', items }];
}

/** Parts of a line, those that are there, with a middle dot between. */
export function line(...parts: (string | null | undefined | false)[]): string {
  return parts.filter((part): part is string => !!part).join(' · ');
}
