import { type Json, words } from './slack-types.ts';

/** Asks first where the bot wants a confirmation. */
export function confirmed(element: Json): boolean {
  const ask = element.confirm as Json | undefined;
  return !ask || window.confirm(`${words(ask.title)}\n\n${words(ask.text)}`);
}
