/** A part of Les mer: a head, some of its items, and how many there are besides. */
import { capital, catalog } from '../messages/index.ts';
import type { Node } from '../view.ts';
import type { Reading } from './context.ts';
import { text } from './nodes.ts';

/** What is shown of so many. */
export interface Shown<T> {
  items: T[];
  of: number;
}

/** Empty where there are no items. */
export function section<T>(head: string, { items, of }: Shown<T>, ctx: Reading, node: (item: T) => Node): Node[] {
  if (items.length === 0) return [];
  const more = of - items.length;
  const rest = more > 0 ? [text(capital(catalog(ctx.language).details.more(more)), 'subtle')] : [];
  return [text(head, 'strong'), ...items.map(node), ...rest];
}
