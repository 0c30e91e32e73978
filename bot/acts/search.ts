/** `søk`: earlier questions and decisions of the collaborations a person is in, by the words in them. */
import type { Account, Hit, Input, Reply } from '../face.ts';
import { catalog } from '../messages/index.ts';
import type { RegisterEntry } from '../ports.ts';
import { searchWords } from '../search-words.ts';
import { hitOf, searchView, sharedView } from '../views/index.ts';
import { numberIn } from './case.ts';
import type { ActDeps } from './deps.ts';
import { isReply, membersOf, type Reader } from './reader.ts';

/** Looked through for those that fit best, and shown. */
const MOST = { found: 50, shown: 10 };
/** More words than that leave nothing to find. */
const MAX_WORDS = 8;

interface Result {
  /** Each with whom it is shown to in its collaboration. */
  found: { entry: RegisterEntry; reader: Reader }[];
  reader: Reader;
}
type Found = Result['found'][number];

/** The answer to `søk`, to the person alone. */
export async function search(deps: ActDeps, said: string, account: Account): Promise<Reply> {
  const result = await find(deps, said, account);
  if (isReply(result)) return result;
  const { found, reader } = result;
  const view = searchView(said, found.slice(0, MOST.shown), found.length, reader.language);
  return { kind: 'done', text: view.summary, view };
}

/** The same, each as a card of its own that can be shown to others. */
export async function searchToShare(deps: ActDeps, input: Extract<Input, { kind: 'search' }>): Promise<Reply> {
  const result = await find(deps, input.words, input.account);
  if (isReply(result)) return result;
  const { found, reader: first } = result;
  const hits: Hit[] = [];
  for (const { entry, reader } of found.slice(0, MOST.shown)) {
    const q = await deps.handle.peek(entry._id);
    if (q) hits.push({ ...hitOf(entry, reader), view: sharedView(q, reader) });
  }
  return { kind: 'done', text: searchView(input.words, [], found.length, first.language).summary, hits };
}

/** What is found, best first: where all words stand in the title or the number, then the latest asked; or what to do instead. */
async function find(deps: ActDeps, said: string, account: Account): Promise<Result | Reply> {
  const members = await membersOf(deps, account);
  if (isReply(members)) return members;
  const [reader] = members;
  const words = searchWords(numberIn(said) ?? said).slice(0, MAX_WORDS);
  const m = catalog(reader.language);
  if (words.length === 0) return { kind: 'refused', text: m.gather.search.noWords(m.command.search.word) };
  const found: Result['found'] = [];
  for (const one of members) {
    const entries = await deps.store.register.search(one.collaboration._id, words, MOST.found);
    found.push(...entries.map((entry) => ({ entry, reader: one })));
  }
  const inHead = ({ entry }: Found) => {
    const head = searchWords(`${entry.number} ${entry.title}`);
    return words.every((word) => head.some((known) => known.startsWith(word)));
  };
  return { found: [...found.filter(inHead), ...found.filter((one) => !inHead(one))], reader };
}
