/** The card that a thread stands under. */
import type { SaidIn } from './face.ts';
import type { CardRecord, Messenger, Platform, Store } from './ports.ts';

/** null: it is no card's thread, as far as can be told. */
export type CardOver = (platform: Platform, said: SaidIn) => Promise<CardRecord | null>;

interface Deps {
  store: { cards: Pick<Store['cards'], 'findByMessage' | 'adopt'>; directory: Pick<Store['directory'], 'linksOf'> };
  messengers: Partial<Record<Platform, Messenger>>;
  /** There may be something to show. */
  wake(): void;
}

/** Threads that people began, by what they stand under: what is said there is asked about once. */
const REMEMBERED = 10_000;

/**
 * A card that was posted and not written down, as when the process was killed between, is known by the platform: it is asked, in channels that
 * are linked.
 */
export function createCardOver({ store, messengers, wake }: Deps): CardOver {
  const others = new Set<string>();

  function remember(thread: string): null {
    if (others.size >= REMEMBERED) others.clear();
    others.add(thread);
    return null;
  }

  return async (platform, { messageKey, channel }) => {
    const known = await store.cards.findByMessage(platform, messageKey);
    const thread = `${platform} ${messageKey}`;
    if (known || !channel || others.has(thread)) return known;
    const [link] = await store.directory.linksOf(platform, channel.team, channel.channel);
    const found = link && (await messengers[platform]?.cardAt?.(link, messageKey));
    if (!found || found === 'unknown') return null;
    if (found === 'others') return remember(thread);
    const card = await store.cards.adopt(found.key, found.message, messageKey);
    wake();
    return card;
  };
}
