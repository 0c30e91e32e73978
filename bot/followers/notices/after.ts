/** After the decision: reviews, follow-up actions, and the question that took this one's place. */
import type { Collaboration } from '../../collaboration.ts';
import type { EventOf, Question } from '../../domain/index.ts';
import type { QuestionLog } from '../../ports.ts';
import { unseal } from '../../seal.ts';
import { type Draft, type Happening, keyOf, toEach } from './draft.ts';
import { leads } from './experts.ts';

export async function afterwards(
  happening: Happening,
  lists: Collaboration | null,
  log: Pick<QuestionLog, 'read'>,
): Promise<Draft[]> {
  const { q, event } = happening;
  switch (event.type) {
    case 'review-due':
      return toEach(stewards(q), `review:${keyOf(happening)}:${event.n}`, 'review-due', { n: event.n });
    case 'action-reminded':
      return actionReminders(q, event, lists);
    case 'superseded':
      return toEach(await answeredBy(q, log), `superseded:${q.id}`, 'superseded');
    case 'reopened': {
      const checkedBy = q.verification ? [q.verification.person] : [];
      return toEach([...checkedBy, ...leads(q)], `reopened:${q.id}`, 'reopened');
    }
    default:
      return [];
  }
}

/** To who is responsible, as long as they are on the list; else to those who follow it up. */
function actionReminders(q: Question, event: EventOf<'action-reminded'>, lists: Collaboration | null): Draft[] {
  const { n, why, on } = event;
  const responsible = q.followUps.find((action) => action.n === n)?.responsiblePerson ?? null;
  const known = responsible !== null && lists?.people.some(({ id }) => id === responsible);
  const people = known ? [responsible] : stewards(q);
  return toEach(people, `action:${q.id}:${n}:${why}:${on}`, 'action-reminded', { n, why, on });
}

function stewards({ roster }: Question): string[] {
  return [...roster.experts, ...roster.coordinators];
}

/** Everybody who ever answered it, at any level and in any round. */
async function answeredBy(q: Question, log: Pick<QuestionLog, 'read'>): Promise<string[]> {
  const people = (await log.read(q.id)).flatMap(unseal).flatMap((event) => {
    const answers = event.type === 'position-taken' || event.type === 'objection-raised' || event.type === 'preferred';
    return answers ? [event.person] : [];
  });
  return [...new Set(people)].filter((person) => !q.recused.includes(person));
}
