/** What becomes of a decided question: local deviations, follow-up actions, quality gates, and questions that come after it. */
import { dateOf } from './calendar.ts';
import type { EventOf, QuestionEvent } from './events.ts';
import type { Deviation, FollowUp, Instant, Question } from './question.ts';

type Afterwards = Extract<
  QuestionEvent['type'],
  `deviation-${string}` | `action-${string}` | 'review-due' | 'gate-passed' | 'superseded' | 'reopened'
>;

/** The part of `evolve` that comes after the decision. */
export function afterwards(q: Question, event: EventOf<Afterwards>, at: Instant): Partial<Question> {
  switch (event.type) {
    case 'deviation-recorded':
      return { ...withOutcome(q, 'local-deviation'), deviations: [...q.deviations, recordedDeviation(event, at)] };
    case 'review-due':
      return { deviations: withItem(q.deviations, event.n, () => ({ reviewDue: true })) };
    case 'deviation-reviewed':
      return reviewed(q, event, at);
    case 'action-added':
      return { followUps: [...q.followUps, addedAction(q, event, at)] };
    case 'action-reminded':
      return { followUps: withItem(q.followUps, event.n, () => ({ remindedOn: event.on })) };
    case 'action-reported': {
      const { n, person, text, done } = event;
      const report = ({ results, doneAt }: FollowUp) => ({
        results: [...results, { person, at, text }],
        doneAt: done ? at : doneAt,
      });
      return { followUps: withItem(q.followUps, n, report) };
    }
    case 'gate-passed': {
      const { gate, person, text } = event;
      return { gates: [...(q.gates ?? []), { gate, person, at, text }] };
    }
    case 'superseded':
      return { status: 'superseded', supersededBy: { ...event.with, at } };
    case 'reopened':
      return { reopenedAs: { ...event.as, at } };
  }
}

function withOutcome(q: Question, outcome: 'common-solution' | 'local-deviation'): Partial<Question> {
  return { decision: q.decision && { ...q.decision, outcome } };
}

function recordedDeviation(event: EventOf<'deviation-recorded'>, at: Instant): Deviation {
  const { type: _type, ...said } = event;
  return { ...said, at, reviewDue: false, reviews: [], endedAt: null };
}

function reviewed(q: Question, event: EventOf<'deviation-reviewed'>, at: Instant): Partial<Question> {
  const { n, person, text, reviewOn } = event;
  const deviations = withItem(q.deviations, n, (known) => ({
    reviewDue: false,
    reviews: [...known.reviews, { person, at, kept: reviewOn !== null, text }],
    reviewOn: reviewOn ?? known.reviewOn,
    endedAt: reviewOn === null ? at : null,
  }));
  const left = deviations.some(({ endedAt }) => endedAt === null);
  return { deviations, ...withOutcome(q, left ? 'local-deviation' : 'common-solution') };
}

function addedAction(q: Question, event: EventOf<'action-added'>, at: Instant): FollowUp {
  const { type: _type, ...said } = event;
  return { ...said, at, results: [], doneAt: null, remindedOn: dateOf(at, q.policy.timeZone) };
}

function withItem<T extends { n: number }>(items: T[], n: number, patch: (item: T) => Partial<T>): T[] {
  return items.map((item) => (item.n === n ? { ...item, ...patch(item) } : item));
}
