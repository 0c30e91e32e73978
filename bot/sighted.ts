/** Messages of ours that turn up: after a crash between post and record the one that nobody knew of is kept, or is one too many. */
import type { Bot } from './face.ts';
import type { Messenger, Platform, Store } from './ports.ts';

export interface SightedDeps {
  store: Pick<Store, 'cards' | 'notices'>;
  messengers: Partial<Record<Platform, Messenger>>;
  /** There may be something to show. */
  wake(): void;
}

export function createSighted({ store, messengers, wake }: SightedDeps): Bot['sighted'] {
  return async (platform, what, key, message) => {
    const keyOf = messengers[platform]?.messageKey;
    if (!keyOf) return true;
    const seen = keyOf(message);
    if (what === 'card' && (await store.cards.findByMessage(platform, seen))) return true;
    const record =
      what === 'card'
        ? await store.cards.adopt(key, message, seen)
        : await store.notices.adopt(key, { ...message, platform });
    wake();
    // One that no record is kept of any more is left alone.
    return !record?.message || keyOf(record.message) === seen;
  };
}
