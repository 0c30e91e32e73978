import { addMonths, dateOf, isDate } from '../calendar.ts';
import type { CommandOf, DeviationGiven, Refusal } from '../commands.ts';
import type { EventOf, QuestionEvent } from '../events.ts';
import { mayFollowUp } from '../follow-through.ts';
import type { Instant, PersonId, Question } from '../question.ts';
import { isRefusal, refuse, written } from './gates.ts';

/** After the decision: for whom it is different, why, how serious, and when that is looked at again. */
export function deviate(q: Question, c: CommandOf<'deviate'>): QuestionEvent[] | Refusal {
  if (!q.decision) return refuse(q.status === 'open' ? 'not-decided' : 'closed');
  if (q.status === 'superseded') return refuse('closed');
  const person = c.by;
  if (person === null || !mayFollowUp(q, person)) return refuse('not-expert');
  const recorded = deviation(q, person, c.at, c);
  return isRefusal(recorded) ? recorded : [recorded];
}

export function deviation(
  q: Question,
  person: PersonId | null,
  at: Instant,
  given: DeviationGiven,
): EventOf<'deviation-recorded'> | Refusal {
  if (person === null) return refuse('not-expert');
  const whom = written(given.whom);
  if (isRefusal(whom)) return whom;
  const why = written(given.why);
  if (isRefusal(why)) return why;
  const reviewOn = reviewDate(q, given.reviewOn, at);
  if (isRefusal(reviewOn)) return reviewOn;
  const { criticality } = given;
  const n = q.deviations.length + 1;
  return { type: 'deviation-recorded', n, person, whom, why, criticality, ...reviewOn };
}

/** It is kept for a while yet, or it ends and the common solution holds for all. */
export function reviewDeviation(q: Question, c: CommandOf<'review-deviation'>): QuestionEvent[] | Refusal {
  const known = q.deviations.find(({ n }) => n === c.deviation);
  if (!known) return refuse('unknown-deviation');
  if (known.endedAt !== null || q.status === 'superseded') return refuse('closed');
  const person = c.by;
  if (person === null || !mayFollowUp(q, person)) return refuse('not-expert');
  const text = written(c.text);
  if (isRefusal(text)) return text;
  const next = c.keep ? reviewDate(q, c.reviewOn, c.at) : { reviewOn: null };
  if (isRefusal(next)) return next;
  return [{ type: 'deviation-reviewed', n: c.deviation, person, text, ...next }];
}

/** The date given, which must be to come, or after the policy's months. */
function reviewDate(q: Question, wanted: string | null, at: Instant): { reviewOn: string } | Refusal {
  const today = dateOf(at, q.policy.timeZone);
  if (wanted === null) return { reviewOn: addMonths(today, q.policy.localDeviation.reviewAfterMonths) };
  return isDate(wanted) && wanted > today ? { reviewOn: wanted } : refuse('bad-date', 'reviewOn');
}
