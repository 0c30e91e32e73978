/** The glossary: what groups have decided or are voting on, then the product's own terms. */
import { plainWords } from '../domain/index.ts';
import type { RegisterEntry } from '../ports.ts';
import type { TermHit } from '../views/index.ts';
import { TERMS } from './terms.ts';

type TermEntry = Pick<
  RegisterEntry,
  '_id' | 'number' | 'group' | 'practice' | 'status' | 'term' | 'text' | 'decidedAt' | 'supersededBy'
>;

/** Shorter words match at the beginning of a term only. */
const ANYWHERE_FROM = 3;

/**
 * Terms in English or Norwegian that the words name: those that are the word itself, else those that contain it, those that
 * begin with it first. `entries`: the collaboration's register. Practice, what was withdrawn and what a later decision replaced are left out.
 */
export function lookUp(words: string, entries: TermEntry[]): TermHit[] {
  const wanted = plainWords(words);
  if (wanted === '') return [];
  const ranked = [...termsIn(entries), ...TERMS.map((term): TermHit => ({ kind: 'built-in', ...term }))].flatMap(
    (hit) => {
      const ranks = keysOf(hit).flatMap((key) => rankOf(key, wanted) ?? []);
      return ranks.length > 0 ? [{ hit, rank: Math.min(...ranks) }] : [];
    },
  );
  ranked.sort((a, b) => a.rank - b.rank);
  const exact = ranked.filter(({ rank }) => rank === 0);
  return (exact.length > 0 ? exact : ranked).map(({ hit }) => hit);
}

/** What the collaboration has decided on a term, or is voting on; the latest decision first. */
export function settled(term: string, entries: TermEntry[]): QuestionHit[] {
  return termsIn(entries).filter((hit) => plainWords(hit.term) === plainWords(term));
}

type QuestionHit = Exclude<TermHit, { kind: 'built-in' }>;

/** What is decided, the latest first, then what is voted on. */
function termsIn(entries: TermEntry[]): QuestionHit[] {
  const when = (hit: QuestionHit) => (hit.kind === 'decided' ? hit.decidedAt : '');
  return entries.flatMap((entry) => hitIn(entry) ?? []).sort((a, b) => when(b).localeCompare(when(a)));
}

function hitIn(entry: TermEntry): QuestionHit | null {
  const { _id: question, number, group, practice, status, term, text, decidedAt, supersededBy } = entry;
  if (term === null || practice || supersededBy !== null || status === 'withdrawn') return null;
  const about = { question, number, group, term, text };
  if (decidedAt !== null) return { kind: 'decided', ...about, decidedAt };
  return status === 'open' ? { kind: 'open', ...about } : null;
}

function keysOf(hit: TermHit): string[] {
  const names = hit.kind === 'built-in' ? [hit.en, hit.nb, hit.nn] : [hit.term, hit.text];
  // "vote (noun)" is looked up as "vote".
  return names.flatMap((name) => [plainWords(name), plainWords(name.replace(/\s*\([^)]*\)/g, ''))]);
}

/** 0: it is the word, 1: begins with it, 2: has it somewhere. */
function rankOf(key: string, wanted: string): number | null {
  if (key === wanted) return 0;
  if (key.startsWith(wanted)) return 1;
  return wanted.length >= ANYWHERE_FROM && key.includes(wanted) ? 2 : null;
}
