/** What is said under a card, and what becomes of it. Kept also after the question closed: what was said is said. */
import type { CommandOf, Refusal } from '../commands.ts';
import { commentIn } from '../discussion.ts';
import type { QuestionEvent } from '../events.ts';
import type { Question } from '../question.ts';
import { isRefusal, refuse, written } from './gates.ts';

/** Slack's longest message. */
const LONGEST = 40_000;

/** A message becomes a comment once. */
export function comment(q: Question, c: CommandOf<'comment'>): QuestionEvent[] | Refusal {
  if (c.by === null) return refuse('not-a-member');
  const { source } = c;
  if (source && commentIn(q.comments, source)) return [];
  const text = written(c.text, LONGEST);
  return isRefusal(text) ? text : [{ type: 'commented', person: c.by, text, ...(source ? { source } : {}) }];
}

/** By who wrote it. What was refused before (it held patient data, say) is kept now that it may be. */
export function editComment(q: Question, c: CommandOf<'edit-comment'>): QuestionEvent[] | Refusal {
  const { by: person, source } = c;
  if (person === null) return refuse('not-a-member');
  const known = commentIn(q.comments, source);
  if (known && known.person !== person) return refuse('not-yours');
  const text = written(c.text, LONGEST);
  if (isRefusal(text)) return text;
  if (!known) return [{ type: 'commented', person, text, source }];
  const same = known.text.said === text.said && !known.withdrawnAt;
  return same ? [] : [{ type: 'comment-edited', person, text, source }];
}

/** By anybody whom the platform lets: the message is gone there already. */
export function withdrawComment(q: Question, c: CommandOf<'withdraw-comment'>): QuestionEvent[] | Refusal {
  const { by: person, source } = c;
  const known = commentIn(q.comments, source);
  return known && !known.withdrawnAt ? [{ type: 'comment-withdrawn', person, source }] : [];
}
