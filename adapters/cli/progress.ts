import type { Kind } from '../../bot/index.ts';
import type { Item } from './kept.ts';

/** Where somebody watches: a line that is written over ('' takes it away), or, without one, lines that stay. */
export interface Watch {
  status?: ((text: string) => void) | undefined;
  err(line: string): void;
}

const EVERY = 500;

/** The same items; who watches sees how many of a kind have gone by. Counts only. */
export async function* watched(items: AsyncIterable<Item>, doing: string, watch: Watch): AsyncGenerator<Item> {
  let [kind, n]: [Kind | null, number] = [null, 0];
  const told = () => kind !== null && !watch.status && watch.err(`${doing}: ${kind} ${n}`);
  for await (const item of items) {
    if (item.kind !== kind) {
      told();
      [kind, n] = [item.kind, 0];
    }
    n += 1;
    if (n % EVERY === 1) watch.status?.(`${doing}: ${kind} ${n} …`);
    yield item;
  }
  told();
  watch.status?.('');
}
