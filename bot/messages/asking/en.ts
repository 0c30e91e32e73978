/** English: asking and answering: preferences, several groups, absence, an expert answering alone. */
import type { AskingCatalog } from './nb.ts';

export const askingEn: AskingCatalog = {};
