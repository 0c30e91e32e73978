/** Bokmål: what is said under cards, shown elsewhere. */

export const discussionNb = {
  from: (name: string, platform: string) => `${name} i ${platform}`,
  edited: 'redigert',
  deleted: 'slettet',
  rest: (platform: string) => `Resten står i tråden i ${platform}.`,
};

export type DiscussionCatalog = typeof discussionNb;
