/** What another question does to this one. By the system alone. */
import type { CommandOf, Refusal } from '../commands.ts';
import type { QuestionEvent } from '../events.ts';
import type { Question } from '../question.ts';
import { refuse } from './gates.ts';

/** A later decision takes this one's place. */
export function supersede(q: Question, c: CommandOf<'supersede'>): QuestionEvent[] | Refusal {
  if (c.by !== null) return refuse('not-expert');
  if (!q.decision) return refuse(q.status === 'open' ? 'not-decided' : 'closed');
  return q.supersededBy ? [] : [{ type: 'superseded', with: c.with }];
}

/** What was not built as decided is asked anew. */
export function reopen(q: Question, c: CommandOf<'reopen'>): QuestionEvent[] | Refusal {
  if (c.by !== null) return refuse('not-expert');
  if (!q.verification || q.verification.ok) return refuse('not-decided');
  return q.reopenedAs ? [] : [{ type: 'reopened', as: c.as }];
}
