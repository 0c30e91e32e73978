/** Whether two texts ask the same thing, and which questions still answer it. */
import type { Status } from './question.ts';

/** The words alone, whatever the case, spaces and punctuation. */
export function plainWords(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** Title or the vendor's words alike. */
export function asksTheSame(a: { title: string; body: string }, b: { title: string; body: string }): boolean {
  return isSame(a.title, b.title) || isSame(a.body, b.body);
}

function isSame(a: string, b: string): boolean {
  const words = plainWords(a);
  return words !== '' && words === plainWords(b);
}

/** It is decided, and no newer decision has taken its place. */
export function isDecided(status: Status): boolean {
  return status === 'decided' || status === 'answered' || status === 'verified';
}
