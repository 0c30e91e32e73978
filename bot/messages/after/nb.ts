/** Bokmål: after the decision: local deviations, follow-up actions, quality gates, what comes of a decision. */
export const afterNb = {};

export type AfterCatalog = typeof afterNb;
