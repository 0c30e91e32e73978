/** Bokmål: asking and answering: preferences, several groups, absence, an expert answering alone. */
export const askingNb = {};

export type AskingCatalog = typeof askingNb;
