import type { Language } from '../collaboration.ts';

/** The words after /samrad, in all three languages at once: people mix them. */
export const COMMANDS = [
  'ask',
  'mine',
  'case',
  'search',
  'status',
  'substitute',
  'actions',
  'minutes',
  'time-thief',
  'improvement',
  'term',
  'link',
  'language',
  'hours',
  'help',
] as const;
export type CommandName = (typeof COMMANDS)[number];

const WORDS = new Map<string, CommandName>([
  ['spør', 'ask'],
  ['spørr', 'ask'],
  ['spor', 'ask'],
  ['ask', 'ask'],
  ['mine', 'mine'],
  ['my', 'mine'],
  ['søk', 'search'],
  ['sok', 'search'],
  ['search', 'search'],
  ['finn', 'search'],
  ['find', 'search'],
  ['leit', 'search'],
  ['status', 'status'],
  ['vara', 'substitute'],
  ['substitute', 'substitute'],
  ['fravær', 'substitute'],
  ['fråvær', 'substitute'],
  ['fravaer', 'substitute'],
  ['borte', 'substitute'],
  ['absence', 'substitute'],
  ['away', 'substitute'],
  ['sak', 'case'],
  ['vis', 'case'],
  ['case', 'case'],
  ['show', 'case'],
  ['tiltak', 'actions'],
  ['actions', 'actions'],
  ['referat', 'minutes'],
  ['minutes', 'minutes'],
  ['møtereferat', 'minutes'],
  ['tidstyv', 'time-thief'],
  ['tidstjuv', 'time-thief'],
  ['timethief', 'time-thief'],
  ['forbedring', 'improvement'],
  ['forbetring', 'improvement'],
  ['improvement', 'improvement'],
  ['begrep', 'term'],
  ['omgrep', 'term'],
  ['term', 'term'],
  ['koble', 'link'],
  ['kople', 'link'],
  ['link', 'link'],
  ['språk', 'language'],
  ['sprak', 'language'],
  ['language', 'language'],
  ['tider', 'hours'],
  ['tid', 'hours'],
  ['times', 'hours'],
  ['hours', 'hours'],
  ['hjelp', 'help'],
  ['help', 'help'],
]);

/** The words without what calls the bot elsewhere: /samrad in Slack, or its name where that did not become a mention. */
export function withoutCall(text: string): string {
  return text.trim().replace(/^[/@]?samr[aå]d(?:\s+|$)/i, '');
}

/** The command and the words after it; null when the first word is not one. No words at all ask for help. */
export function commandOf(text: string): { command: CommandName; rest: string } | null {
  const [, first = '', rest = ''] = /^(\S*)\s*([\s\S]*)$/.exec(withoutCall(text)) ?? [];
  if (first === '') return { command: 'help', rest: '' };
  // A full stop within what is said begins a new sentence: that was no command.
  const command = WORDS.get(rest ? first.toLowerCase().replace(/:$/, '') : bare(first));
  return command ? { command, rest: rest.trim() } : null;
}

/** A phone ends what is said with a full stop, and people put a question mark after what they ask for. */
function bare(word: string): string {
  return word.toLowerCase().replace(/[.,:;!?]+$/, '');
}

/** What people call the languages, in all three of them. */
const LANGUAGES = new Map<string, Language>([
  ['bokmål', 'nb'],
  ['bokmal', 'nb'],
  ['norsk', 'nb'],
  ['norwegian', 'nb'],
  ['nb', 'nb'],
  ['nynorsk', 'nn'],
  ['nn', 'nn'],
  ['engelsk', 'en'],
  ['english', 'en'],
  ['en', 'en'],
]);

/** The language that somebody names; null when it is none of ours. */
export function languageNamed(word: string): Language | null {
  return LANGUAGES.get(bare(word.trim())) ?? null;
}

/** The command that a misspelt word most likely meant, at most two letters away; null when none is near. */
export function closestCommand(word: string): CommandName | null {
  let best: { command: CommandName; distance: number } | null = null;
  for (const [known, command] of WORDS) {
    // Each letter more is a letter away; and a word may be as long as a message.
    if (Math.abs(word.length - known.length) > 2) continue;
    const distance = lettersBetween(bare(word), known);
    if (distance <= 2 && distance < known.length / 2 && (!best || distance < best.distance))
      best = { command, distance };
  }
  return best?.command ?? null;
}

/** Levenshtein's distance, where two letters that changed places are one letter wrong: so people mistype (optimal string alignment). */
function lettersBetween(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 0; i < a.length; i += 1) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j += 1) {
      const replaced = (row[j] ?? 0) + (a[i] === b[j] ? 0 : 1);
      const least = Math.min((row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1, replaced);
      const isSwapped = i > 0 && j > 0 && a[i] === b[j - 1] && a[i - 1] === b[j];
      next.push(isSwapped ? Math.min(least, (before[j - 1] ?? 0) + 1) : least);
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}
