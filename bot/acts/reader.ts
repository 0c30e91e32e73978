/** Who is reading, in which collaboration and language. */
import type { Collaboration, Language, Person } from '../collaboration.ts';
import type { PersonId, Question, RefusalCode } from '../domain/index.ts';
import type { Account, Reply } from '../face.ts';
import { refusalText } from '../messages/index.ts';
import { groupOf, isInGroup, languageOf } from '../people.ts';
import type { View } from '../view.ts';
import { type Audience, cardView, contextOf, type Reading, refusalSentence } from '../views/index.ts';
import type { ActDeps } from './deps.ts';

type Refused = Extract<Reply, { text: string }>;

export interface Reader extends Reading {
  person: Person;
}

/** The account's person in the question's collaboration, or the refusal that says what to do. */
export async function readerOf(
  q: Question,
  account: Account,
  { people, clock, publicUrl }: Pick<ActDeps, 'people' | 'clock' | 'publicUrl'>,
): Promise<Reader | Reply> {
  const now = clock();
  const collaboration = await people.collaboration(q.collaboration);
  if (!collaboration) return refusal('unknown-question', 'nb', '');
  const person = await people.personIn(collaboration, account);
  const groups = q.groups.map((id) => groupOf(collaboration, id));
  const own = groups.find((group) => group && person && isIn(collaboration, group.id, person.id));
  const language = languageOf(collaboration, person, own ?? groups[0]);
  if (!person) return refusal('unknown-person', language, '');
  return { person, collaboration, language, now, publicUrl };
}

/** The account's person in each collaboration they are on the list of, at least one; else the refusal that says what to do. Sentences to the person are in the first one's language. */
export async function membersOf(
  { people, clock, publicUrl }: Pick<ActDeps, 'people' | 'clock' | 'publicUrl'>,
  account: Account,
): Promise<[Reader, ...Reader[]] | Reply> {
  const now = clock();
  const all = (await people.membershipsOf(account)).map(({ collaboration, person }) => {
    return { collaboration, person, language: languageOf(collaboration, person), now, publicUrl };
  });
  const [first, ...others] = all;
  if (first) return [first, ...others];
  const [any] = await people.collaborations();
  return refusal('unknown-person', any?.language ?? 'nb', '');
}

export function isReply(value: object): value is Reply {
  return 'kind' in value;
}

export function refusal(code: RefusalCode, language: Language, body: string): Refused {
  return { kind: 'refused', text: refusalText(code, language, body) };
}

/** A refusal about a question, with the card as it stands for that person. */
export function refusalAbout(code: RefusalCode, q: Question, reader: Reader, seenLevel = 1): Refused {
  const refused = { kind: 'refused' as const, text: refusalSentence(code, q, reader) };
  if (code === 'stale-button') return { ...refused, view: ownCard(q, reader, seenLevel) };
  return hasOwn(q, reader, seenLevel) ? { ...refused, own: () => ownCard(q, reader, seenLevel) } : refused;
}

/** Of a question that was lifted only those who decide have their own card; others see the one for all, which turns on where they look. */
export function hasOwn(q: Question, reader: Reader, seenLevel = 1): boolean {
  return q.level === 1 || audienceOf(q, reader, seenLevel) === 'body';
}

/** The card as this person alone sees it. `seenLevel`: the level on the card they tapped. */
export function ownCard(q: Question, reader: Reader, seenLevel = 1): View {
  return cardView(q, contextOf(q, reader), { person: reader.person.id }, audienceOf(q, reader, seenLevel));
}

function audienceOf(q: Question, { person, collaboration }: Reader, seenLevel: number): Audience {
  const body = q.roster.ladder.find((one) => one.level === Math.max(q.level, seenLevel));
  if (body && (body.chair === person.id || body.seats.some((seat) => seat.holder === person.id))) return 'body';
  const inGroup = q.groups.some((group) => isIn(collaboration, group, person.id));
  return !inGroup && q.alsoGroups.some((group) => isIn(collaboration, group, person.id)) ? 'also-group' : 'group';
}

function isIn(collaboration: Collaboration, groupId: string, person: PersonId): boolean {
  const group = groupOf(collaboration, groupId);
  return group !== null && isInGroup(group, person);
}
