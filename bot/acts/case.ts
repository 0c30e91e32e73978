/** `sak HT-2027-014`, or the number alone: the question as it stands, to the person alone. */
import type { Account, Reply } from '../face.ts';
import { catalog } from '../messages/index.ts';
import { caseView } from '../views/index.ts';
import type { ActDeps } from './deps.ts';
import { isReply, membersOf, ownCard } from './reader.ts';

/** HT-2027-014, HT-2027-P-014; people also leave out the noughts and the dashes. */
const NUMBER = /^([a-zæøå]+)[-/ ]?(\d{4})[-/ ](?:(p)[-/ ]?)?(\d{1,6})$/i;

/** The number as the register has it; null: these words are no number. */
export function numberIn(words: string): string | null {
  const [, code, year, practice, n] = NUMBER.exec(words.trim()) ?? [];
  if (!code || !year || !n) return null;
  const series = `${code.toUpperCase()}-${year}${practice ? '-P' : ''}`;
  return `${series}-${n.replace(/^0+(?=\d)/, '').padStart(3, '0')}`;
}

/** Only for people on the collaboration's list: who sits nowhere sees it, and has no acts. */
export async function showCase(deps: ActDeps, words: string, account: Account): Promise<Reply> {
  const members = await membersOf(deps, account);
  if (isReply(members)) return members;
  const m = catalog(members[0].language).after.case;
  const number = numberIn(words);
  if (!number) return { kind: 'refused', text: words.trim() === '' ? m.which : m.unknown(words.trim().slice(0, 40)) };
  for (const reader of members) {
    const [entry] = await deps.store.register.list({ collaboration: reader.collaboration._id, number });
    const q = entry && (await deps.handle.load(entry._id));
    if (!q) continue;
    const view = caseView(q, ownCard(q, reader), reader, { person: reader.person.id });
    return { kind: 'done', text: view.summary, view };
  }
  return { kind: 'refused', text: m.unknown(number) };
}
