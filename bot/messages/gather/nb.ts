/** Bokmål: what is gathered: time thieves, proposals for improvement, the glossary. */
export const gatherNb = {};

export type GatherCatalog = typeof gatherNb;
