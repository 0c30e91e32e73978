/** One-off messages in the making: what is said to whom; when it may go out is added last. */
import type { Collaboration } from '../../collaboration.ts';
import { type Instant, nextSendTime, type Question, type QuestionEvent } from '../../domain/index.ts';
import { askedGroupsOf } from '../../people.ts';
import { nextSendTimeIn } from '../../period.ts';
import type { Commit, Notice } from '../../ports.ts';

/** What happened, and the question as it stands now. */
export interface Happening {
  q: Question;
  commit: Commit;
  event: QuestionEvent;
}

/** `notBefore`: when it is for a later time than what happened. */
export type Draft = Pick<Notice, '_id' | 'kind' | 'to' | 'changes'> & {
  data?: Notice['data'];
  notBefore?: Instant | undefined;
};

/** Of a notice that nobody has tried to send. */
export const UNTRIED = {
  attempts: 0,
  status: 'waiting',
  lockedBy: null,
  lockedUntil: null,
  unsure: false,
  message: null,
  again: false,
} as const;

/** Somebody is called on to do something, or a body has it on its table. Reminders can wait for these. */
const PRESSING = new Set(['called-in', 'objection', 'objections-wait', 'mandate', 'packet']);

/** Unique to what happened: the question and its version. */
export function keyOf({ q, commit }: Happening): string {
  return `${q.id}:${commit.version}`;
}

/** The same to each of these people, once each. */
export function toEach(people: string[], prefix: string, kind: string, data: Notice['data'] = {}): Draft[] {
  return [...new Set(people)].map((person) => ({ _id: `${prefix}:${person}`, kind, to: { person }, data }));
}

/** null: its reader's group has no period to come, and nobody is written to outside of them. */
export function complete({ q, commit }: Happening, draft: Draft, lists: Collaboration | null): Notice | null {
  const from = draft.notBefore ?? commit.at;
  const notBefore = 'person' in draft.to ? timeFor(draft.to.person, from, q, lists) : nextSendTime(from, q.policy);
  if (notBefore === null) return null;
  return {
    collaboration: q.collaboration,
    question: q.id,
    data: {},
    createdAt: commit.at,
    priority: PRESSING.has(draft.kind) ? 0 : 1,
    share: q.group,
    // What is told under a card is read as a story.
    lane: 'thread' in draft.to ? `thread:${q.id}:${draft.to.thread._id}` : null,
    order: commit.version,
    ...UNTRIED,
    ...draft,
    notBefore,
  };
}

/** In a period of a group that was asked and that the person is in; who is in none of them (a body's chair) is always reached. */
function timeFor(person: string, from: Instant, q: Question, lists: Collaboration | null): Instant | null {
  const theirs = askedGroupsOf(person, q.groups, lists?.groups ?? []);
  if (theirs.length === 0) return nextSendTime(from, q.policy);
  const times = theirs.map(({ periods }) => nextSendTimeIn(from, q.policy, periods)).filter((time) => time !== null);
  return times.sort()[0] ?? null;
}
