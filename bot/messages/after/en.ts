/** English: after the decision: local deviations, follow-up actions, quality gates, what comes of a decision. */
import type { AfterCatalog } from './nb.ts';

export const afterEn: AfterCatalog = {};
