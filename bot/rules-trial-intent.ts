/** The inverse of `decide`: which intent a commit's events came of. */
import type { DeviationGiven, EventOf, Intent, QuestionEvent, Said } from './domain/index.ts';

/** A text that was erased was there when it counted, and a required text may not be empty. */
const ERASED = '(erased)';

/**
 * What somebody wanted, from the events of one commit in order, their texts in place. null: the clock's own work, which
 * follows from the rules, or nothing.
 */
export function intentBehind(events: QuestionEvent[]): Intent | null {
  // Whoever takes a position, objects or is recused withdraws their objections in the same breath.
  const acted = events.find(({ type }) => type !== 'objection-withdrawn' && type !== 'decided');
  const [first] = events;
  if (first?.type === 'objection-withdrawn' && acted) return intentOf(acted, events);
  return first ? intentOf(first, events) : null;
}

/** One case an event, so that a new event asks which command it comes of. */
function intentOf(event: QuestionEvent, all: QuestionEvent[]): Intent | null {
  switch (event.type) {
    case 'asked':
      return askBehind(event, all);
    case 'position-taken':
      return event.kind === 'reservation' ? { type: event.kind, text: words(event.text) } : { type: event.kind };
    case 'objection-raised': {
      const { criterion, text, change } = event;
      return { type: 'objection', criterion, text: words(text), change: words(change) };
    }
    case 'objection-withdrawn':
      return { type: 'withdraw-objection', objection: event.n };
    case 'objection-maintained':
      return { type: 'maintain', objection: event.n, text: words(event.text) };
    case 'recused':
      return { type: 'recuse' };
    case 'absence-declared':
      return { type: 'absent', from: event.from, to: event.to };
    case 'absence-ended':
      return { type: 'back' };
    case 'preferred':
      return { type: 'prefer', option: event.option };
    case 'commented':
      return { type: 'comment', text: words(event.text), source: event.source };
    case 'comment-edited':
      return { type: 'edit-comment', text: words(event.text), source: event.source };
    case 'comment-withdrawn':
      return { type: 'withdraw-comment', source: event.source };
    case 'proposed':
    case 'amended': {
      const { option, text } = event.proposal;
      const incorporates = of(all, 'objection-incorporated').map(({ n }) => n);
      return { type: 'amend', proposal: option, text: maybe(text), incorporates };
    }
    // An expert's mark and their confirmation of others' come to the same.
    case 'mandate-flagged':
      return { type: 'flag-mandate', text: maybe(event.text) };
    case 'decided':
      return decisionBehind(event, all);
    case 'reminded':
      return event.person === undefined ? null : { type: 'remind' };
    case 'substitutes-called':
      return { type: 'call-substitutes' };
    case 'experts-notified':
      return { type: 'notify-expert' };
    case 'sent-back':
      return { type: 'send-back', guidance: words(event.guidance) };
    case 'withdrawn':
      return { type: 'withdraw', reason: words(event.reason) };
    case 'vendor-answered':
      return { type: 'answer-vendor', text: words(event.text) };
    case 'build-verified':
      return { type: 'verify', ok: event.ok, text: maybe(event.text) };
    case 'deviation-recorded':
      return { type: 'deviate', ...deviationGiven(event) };
    case 'deviation-reviewed': {
      const { n, text, reviewOn } = event;
      return { type: 'review-deviation', deviation: n, keep: reviewOn !== null, text: words(text), reviewOn };
    }
    case 'action-added': {
      const { responsiblePerson, due, reports } = event;
      const said = { area: words(event.area), responsible: words(event.responsible), measure: words(event.measure) };
      return { type: 'add-action', ...said, responsiblePerson, due, reports };
    }
    case 'action-reported':
      return { type: 'report-action', action: event.n, text: words(event.text), done: event.done };
    case 'gate-passed':
      return { type: 'pass-gate', gate: event.gate, text: maybe(event.text) };
    case 'idea-caught':
      return { type: 'catch-idea', kind: event.kind, text: words(event.text) };
    case 'superseded':
      return { type: 'supersede', with: event.with };
    case 'reopened':
      return { type: 'reopen', as: event.as };
    case 'roster-renewed':
      return { type: 'renew-roster', roster: event.roster };
    case 'objection-incorporated':
    case 'turned-yellow':
    case 'round-opened':
    case 'extended':
    case 'escalated':
    case 'went-overdue':
    case 'review-due':
    case 'action-reminded':
      return null;
  }
}

/** Precedents are not in the log: what was asked stays asked, whatever the rules say of asking again. */
function askBehind(event: EventOf<'asked'>, all: QuestionEvent[]): Intent {
  const { type: _type, person: _person, deadline: _deadline, ...asked } = event;
  return {
    ...asked,
    type: 'ask',
    title: words(event.title),
    body: words(event.body),
    context: maybe(event.context),
    options: event.options.map(({ id, text }) => ({ id, text: words(text) })),
    proposal: event.proposal.option,
    term: event.term && words(event.term),
    newInformation: event.newInformation && words(event.newInformation),
    source: event.source && words(event.source),
    expertAnswer: of(all, 'decided').some(({ decision }) => decision.how === 'expert'),
  };
}

/** By a chair; by the rules it follows from what was done. */
function decisionBehind({ decision }: EventOf<'decided'>, all: QuestionEvent[]): Intent | null {
  if (decision.how !== 'chair') return null;
  const [local] = of(all, 'deviation-recorded');
  const deviation = local && deviationGiven(local);
  return { type: 'decide', text: words(decision.text), outcome: decision.outcome, deviation };
}

function deviationGiven({ whom, why, criticality, reviewOn }: EventOf<'deviation-recorded'>): DeviationGiven {
  return { whom: words(whom), why: words(why), criticality, reviewOn };
}

function of<T extends QuestionEvent['type']>(events: QuestionEvent[], type: T): EventOf<T>[] {
  return events.filter((event): event is EventOf<T> => event.type === type);
}

function words(said: Said | null | undefined): string {
  return said?.said || ERASED;
}

function maybe(said: Said | null): string | null {
  return said && words(said);
}
