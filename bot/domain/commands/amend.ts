import { deadlineAfter, openingDeadline } from '../calendar.ts';
import type { CommandOf, Refusal } from '../commands.ts';
import { hasProposal, isExpert } from '../electorate.ts';
import type { QuestionEvent } from '../events.ts';
import type { PersonId, Proposal, Question } from '../question.ts';
import { isRefusal, refuse, written } from './gates.ts';
import { standingHere } from './objection.ts';

/** An expert changes the proposal in round 1, naming the objections it incorporates. That opens round 2 with positions cleared. */
export function amend(q: Question, c: CommandOf<'amend'>): QuestionEvent[] | Refusal {
  if (q.status !== 'open') return refuse('closed');
  const person = c.by;
  if (person === null || !isExpert(q, person)) return refuse('not-expert');
  if (!hasProposal(q)) return propose(q, c, person);
  if (q.level > 1 || q.round >= q.policy.rounds) return refuse('wrong-round');
  const proposal = amended(q, c);
  if (isRefusal(proposal)) return proposal;
  const standing = new Set(standingHere(q).map((o) => o.n));
  const incorporates = [...new Set(c.incorporates)];
  if (incorporates.some((n) => !standing.has(n))) return refuse('unknown-objection');
  const deadline = deadlineAfter(c.at, q.policy.secondRoundWorkingDays, q.policy);
  return [
    { type: 'amended', person, proposal },
    ...incorporates.map((n): QuestionEvent => ({ type: 'objection-incorporated', n })),
    { type: 'round-opened', round: q.round + 1, deadline, positions: 'cleared' },
  ];
}

/** Members have said what they prefer; the group's time begins with the proposal. */
function propose(q: Question, c: CommandOf<'amend'>, person: PersonId): QuestionEvent[] | Refusal {
  if (c.incorporates.length > 0) return refuse('unknown-objection');
  const proposal = amended(q, c);
  if (isRefusal(proposal)) return proposal;
  const days = q.policy.criticality[q.criticality].deadlineWorkingDays;
  const deadline = q.level === 1 ? openingDeadline(c.at, days, q.vendorDate, q.policy) : q.deadline;
  return [{ type: 'proposed', person, proposal, deadline }];
}

function amended(q: Question, c: CommandOf<'amend'>): Proposal | Refusal {
  if (c.proposal !== null && !q.options.some((option) => option.id === c.proposal)) return refuse('unknown-option');
  const text = c.text?.trim() ? written(c.text) : null;
  if (text && isRefusal(text)) return text;
  const nothingNew = text === null && (c.proposal === null || (c.proposal === q.proposal.option && !q.proposal.text));
  return nothingNew ? refuse('text-required') : { option: c.proposal, text };
}
