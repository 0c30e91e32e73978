/** Nynorsk: what is gathered: time thieves, proposals for improvement, the glossary. */
import type { GatherCatalog } from './nb.ts';

export const gatherNn: GatherCatalog = {};
