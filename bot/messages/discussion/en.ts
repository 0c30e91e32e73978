/** English: what is said under cards, shown elsewhere. */
import type { DiscussionCatalog } from './nb.ts';

export const discussionEn: DiscussionCatalog = {
  from: (name, platform) => `${name} in ${platform}`,
  edited: 'edited',
  deleted: 'deleted',
  rest: (platform) => `The rest is in the thread in ${platform}.`,
};
