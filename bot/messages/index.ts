/** Every word a person reads, in bokmål, nynorsk and English. */
import type { Language, LocalText } from '../collaboration.ts';
import type { RefusalCode } from '../domain/index.ts';
import { en } from './en.ts';
import { type Catalog, nb } from './nb.ts';
import { nn } from './nn.ts';

export type { CommandName } from './commands.ts';
export { COMMANDS, closestCommand, commandOf, languageNamed, withoutCall } from './commands.ts';
export * from './format.ts';
export { ASK_SHORTCUTS, IDEA_SHORTCUTS } from './menus.ts';
export type { Catalog } from './nb.ts';
export { type PlatformId, platformName } from './platforms.ts';
export type { Coordinating, ReceiptOf } from './receipt.ts';

const CATALOGS: Record<Language, Catalog> = { nb, nn, en };

export function catalog(language: Language): Catalog {
  return CATALOGS[language];
}

/** Of a locale, or of what a browser asks for: nb for everything that is neither nynorsk nor English. */
export function languageFrom(locale: string | undefined): Language {
  const tag = locale?.toLowerCase() ?? '';
  if (tag.startsWith('nn')) return 'nn';
  return tag.startsWith('en') ? 'en' : 'nb';
}

/** A name in the reader's language, else in bokmål. */
export function local(text: LocalText, language: Language): string {
  return text[language] ?? text.nb;
}

/** What a refused person is told. `body`: the name of whoever has the question now, for the refusals that say it. */
export function refusalText(code: RefusalCode, language: Language, body: string): string {
  const sentence = catalog(language).refusal[code];
  return typeof sentence === 'string' ? sentence : sentence(body);
}
