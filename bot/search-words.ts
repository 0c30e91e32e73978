/** Words as they are looked up: whoever types them, on whatever keyboard. */
import { plainWords } from './domain/index.ts';

/** Written in one way: æ and ä as ae, ø, ö and oe as o, å and aa as a; other accents are left out. */
const LETTERS: [RegExp, string][] = [
  [/[æä]/g, 'ae'],
  [/[øö]|oe/g, 'o'],
  [/å|aa/g, 'a'],
];

/** The words of a text, each once, in the order they come. "Måling på sengepost" and "maling paa SENGEPOST" have the same. */
export function searchWords(text: string): string[] {
  return [...new Set(plainWords(text).split(' ').map(folded))].filter((word) => word !== '');
}

function folded(word: string): string {
  const norwegian = LETTERS.reduce((said, [letters, plain]) => said.replace(letters, plain), word.normalize('NFC'));
  return norwegian.normalize('NFKD').replace(/\p{M}/gu, '');
}
