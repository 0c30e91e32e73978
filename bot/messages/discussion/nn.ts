/** Nynorsk: what is said under cards, shown elsewhere. */
import type { DiscussionCatalog } from './nb.ts';

export const discussionNn: DiscussionCatalog = {
  from: (name, platform) => `${name} i ${platform}`,
  edited: 'redigert',
  deleted: 'sletta',
  rest: (platform) => `Resten står i tråden i ${platform}.`,
};
