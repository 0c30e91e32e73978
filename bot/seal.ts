/** A commit's texts and its hash. The hash covers salted digests of texts, so erasing a text leaves the chain whole. */
import { createHash, randomBytes } from 'node:crypto';
import type { Instant, PersonId, QuestionEvent } from './domain/index.ts';
import type { Commit, Follower, Texts } from './ports.ts';

export const FOLLOWERS: Follower[] = ['register', 'cards', 'notices', 'chain'];

interface Unsealed {
  question: string;
  version: number;
  commandId: string;
  at: Instant;
  by: PersonId | null;
  events: QuestionEvent[];
}

/** Moves what people wrote out of the events, and chains the commit to the one before (`prev`: its hash, '' for the first). */
export function seal(unsealed: Unsealed, prev: string): Commit {
  const texts: Texts = {};
  const events = mapSaid(unsealed.events, (said) => {
    const name = `t${Object.keys(texts).length + 1}`;
    const salt = randomBytes(16).toString('hex');
    texts[name] = { salt, text: said, digest: digestOf(salt, said) };
    return name;
  });
  const body = { ...unsealed, events, texts, prev };
  return { _id: `${unsealed.question}:${unsealed.version}`, ...body, hash: hashOf(body), pending: [...FOLLOWERS] };
}

/** The commit's events with what people wrote in its place; an erased text reads as an empty one. */
export function unseal(commit: Commit): QuestionEvent[] {
  return mapSaid(commit.events, (name) => commit.texts[name]?.text ?? '');
}

/** What stands for a text in the hash: it tells nothing of the text, and stays when the text is erased. */
export function digestOf(salt: string, text: string): string {
  return sha256(`${salt}${text}`);
}

/** sha256 over the chain and the canonical commit, with texts as digests. */
export function hashOf(commit: Omit<Commit, '_id' | 'hash' | 'pending'>): string {
  const { question, version, commandId, at, by, events, texts, prev } = commit;
  const digests = Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, text.digest]));
  return sha256(prev + canonical({ question, version, commandId, at, by, events, texts: digests }));
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** JSON with sorted keys (as RFC 8785 for the values we use). */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, v]) => v !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([k, v]) => `${JSON.stringify(k)}:${canonical(v)}`).join(',')}}`;
}

/** A copy in which every `{ said }` is what `change` makes of it. */
function mapSaid<T>(value: T, change: (said: string) => string): T {
  if (Array.isArray(value)) return value.map((item) => mapSaid(item, change)) as T;
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value);
  if (entries.length === 1 && 'said' in value && typeof value.said === 'string')
    return { said: change(value.said) } as T;
  return Object.fromEntries(entries.map(([key, item]) => [key, mapSaid(item, change)])) as T;
}
