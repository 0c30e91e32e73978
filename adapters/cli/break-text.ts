/** What the operator is told of a chain that is broken. */
import type { Break } from '../../bot/index.ts';

const WORDS = {
  'other-commit': 'another commit stands in its place',
  missing: 'it is missing, later ones are there',
  hash: 'it does not match its hash',
  prev: 'it does not continue the one before',
  text: 'a text in it does not match its digest',
  end: 'it is missing at the end; the register has seen it',
  unreadable: 'it can not be read',
} satisfies Record<Break['what'], string>;

/** "version 3: it does not match its hash" */
export function breakText({ version, what }: Break): string {
  return `version ${version ?? 'unknown'}: ${WORDS[what]}`;
}
