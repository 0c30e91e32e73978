import { tallyOf } from '../assess.ts';
import { openingDeadline } from '../calendar.ts';
import type { CommandOf, Refusal } from '../commands.ts';
import { isChair } from '../electorate.ts';
import type { QuestionEvent } from '../events.ts';
import type { Question } from '../question.ts';
import { versionsOf } from './clock.ts';
import { deviation } from './deviation.ts';
import { isRefusal, refuse, written } from './gates.ts';

/** The chair of the body that has the question records its decision. */
export function chairDecides(q: Question, c: CommandOf<'decide'>): QuestionEvent[] | Refusal {
  if (q.status !== 'open') return refuse('closed');
  if (!isChair(q, c.by)) return refuse('not-chair');
  const text = written(c.text);
  if (isRefusal(text)) return text;
  const { level, round } = q;
  const local = c.deviation ? deviation(q, c.by, c.at, c.deviation) : null;
  if (local && isRefusal(local)) return local;
  const made = { level, round, how: 'chair' as const, person: c.by, tally: tallyOf(q), versions: versionsOf(q) };
  const outcome = local ? 'local-deviation' : c.outcome;
  return [{ type: 'decided', decision: { ...made, text, outcome } }, ...(local ? [local] : [])];
}

/** Once a question: back to level 1, round 1, as if opened at that moment. */
export function sendBack(q: Question, c: CommandOf<'send-back'>): QuestionEvent[] | Refusal {
  if (q.status !== 'open') return refuse('closed');
  const person = c.by;
  if (person === null || !isChair(q, person)) return refuse('not-chair');
  if (q.sentBack > 0) return refuse('already-sent-back');
  const guidance = written(c.guidance);
  if (isRefusal(guidance)) return guidance;
  const days = q.policy.criticality[q.criticality].deadlineWorkingDays;
  const deadline = openingDeadline(c.at, days, q.vendorDate, q.policy);
  return [{ type: 'sent-back', person, guidance, deadline }];
}
