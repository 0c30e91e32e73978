/** What the entries in the platforms' menus are called, as their manifests have it: one name for all languages. */
import type { IdeaKind } from '../domain/index.ts';

/** In a message's menu. */
export const IDEA_SHORTCUTS: Record<IdeaKind, string> = {
  'time-thief': 'Tidstyv',
  improvement: 'Forbedringsforslag',
};

/** They open the form for a question: anywhere, and on a message. */
export const ASK_SHORTCUTS = { anywhere: 'Spør gruppa', message: 'Gjør til spørsmål' } as const;
