/** What an event makes of a question. Total, deterministic, and the only way a state comes about. */

import { afterwards } from './aftermath.ts';
import { addDays } from './calendar.ts';
import { discussed } from './discussion.ts';
import type { EventOf, QuestionEvent } from './events.ts';
import { raised, withdrawnObjection, withObjection } from './objections.ts';
import type { Instant, PersonId, Question } from './question.ts';

/** The state after an event that happened at `at`. `version` is counted by the fold over commits, not here. */
export function evolve(q: Question | null, event: QuestionEvent, at: Instant, id: string): Question {
  if (event.type === 'asked') return opened(event, at, id);
  if (!q) throw new Error(`event ${event.type} before the question was asked`);
  return { ...q, ...change(q, event, at), updatedAt: at };
}

function opened(event: EventOf<'asked'>, at: Instant, id: string): Question {
  return {
    id,
    collaboration: event.collaboration,
    number: event.number,
    group: event.group,
    groups: event.groups ?? [event.group],
    alsoGroups: event.alsoGroups,
    practice: event.practice,
    title: event.title,
    body: event.body,
    context: event.context,
    options: event.options,
    vendorDate: event.vendorDate,
    subject: event.subject ?? null,
    topic: event.topic ?? null,
    lead: event.lead ?? null,
    parties: event.parties ?? [],
    term: event.term ?? null,
    supersedes: event.supersedes ?? null,
    reopens: event.reopens ?? null,
    newInformation: event.newInformation ?? null,
    source: event.source ?? null,
    askedBy: event.person,
    askedAt: at,
    status: 'open',
    policy: event.policy,
    roster: event.roster,
    criticality: event.criticality,
    proposal: event.proposal,
    level: 1,
    round: 1,
    amended: false,
    openedAt: at,
    periodStart: at,
    deadline: event.deadline,
    overdue: false,
    extended: false,
    called: [],
    positions: {},
    formerPositions: {},
    objections: [],
    recused: [],
    absences: event.absences ?? [],
    preferences: {},
    mandateFlags: [],
    comments: [],
    reminders: [],
    expertsNotifiedAt: null,
    escalations: [],
    sentBack: 0,
    guidance: null,
    decision: null,
    withdrawal: null,
    vendorAnswer: null,
    verification: null,
    deviations: [],
    followUps: [],
    gates: event.gates ? [] : null,
    ideas: [],
    supersededBy: null,
    reopenedAs: null,
    version: 0,
    updatedAt: at,
  };
}

function change(q: Question, event: Exclude<QuestionEvent, { type: 'asked' }>, at: Instant): Partial<Question> {
  switch (event.type) {
    case 'position-taken': {
      const { seat, person, kind, text } = event;
      return { positions: { ...q.positions, [seat]: { kind, person, at, ...(text ? { text } : {}) } } };
    }
    case 'objection-raised':
      return raised(q, event, at);
    case 'objection-withdrawn':
      return withdrawnObjection(q, event.n);
    case 'objection-incorporated':
      return withdrawnObjection(q, event.n, 'incorporated');
    case 'objection-maintained': {
      const answer = { person: event.person, at, text: event.text };
      return { objections: withObjection(q, event.n, { status: 'maintained', answer }) };
    }
    case 'turned-yellow':
      if (q.level > 1) return { criticality: 'yellow' };
      return { criticality: 'yellow', deadline: event.deadline, periodStart: at, overdue: false };
    case 'recused': {
      const { person, seats } = event;
      const [positions, preferences] = [seats.reduce(without, q.positions), seats.reduce(without, q.preferences)];
      return { recused: [...q.recused, person], positions, preferences };
    }
    case 'absence-declared': {
      const { person, from, to } = event;
      return { absences: [...q.absences, { person, from, to }] };
    }
    case 'absence-ended':
      return { absences: endedOn(q.absences, event.person, event.on) };
    case 'preferred':
      return { preferences: { ...q.preferences, [event.seat]: event.option } };
    case 'commented':
    case 'comment-edited':
    case 'comment-withdrawn':
      return { comments: discussed(q.comments, event, at) };
    case 'proposed': {
      const { proposal, deadline } = event;
      return q.level > 1 ? { proposal } : { proposal, deadline, openedAt: at, periodStart: at, overdue: false };
    }
    case 'amended':
      return { proposal: event.proposal };
    case 'round-opened':
      return roundOpened(q, event, at);
    case 'extended':
      return { extended: true, deadline: event.deadline, called: [...q.called, ...event.called] };
    case 'reminded':
      return { reminders: [...q.reminders, { kind: event.kind, at }] };
    case 'substitutes-called':
      return { called: [...q.called, ...event.seats] };
    case 'experts-notified':
      return { expertsNotifiedAt: at };
    case 'mandate-flagged':
      return { mandateFlags: [...q.mandateFlags, { person: event.person, text: event.text }] };
    case 'escalated':
      return escalated(q, event, at);
    case 'went-overdue':
      return { overdue: true };
    case 'sent-back':
      return sentBack(q, event, at);
    case 'decided':
      return { status: 'decided', deadline: null, decision: { ...event.decision, at } };
    case 'withdrawn':
      return { status: 'withdrawn', deadline: null, withdrawal: { person: event.person, at, reason: event.reason } };
    case 'vendor-answered':
      return { status: 'answered', vendorAnswer: { person: event.person, at, text: event.text } };
    case 'build-verified': {
      const { person, ok, text } = event;
      return { status: ok ? 'verified' : q.status, verification: { person, at, ok, text } };
    }
    case 'deviation-recorded':
    case 'review-due':
    case 'deviation-reviewed':
    case 'action-added':
    case 'action-reminded':
    case 'action-reported':
    case 'gate-passed':
    case 'superseded':
    case 'reopened':
      return afterwards(q, event, at);
    case 'idea-caught':
      return { ideas: [...q.ideas, { kind: event.kind, person: event.person, at, text: event.text }] };
    case 'roster-renewed':
      return { roster: event.roster };
  }
}

function roundOpened(q: Question, event: EventOf<'round-opened'>, at: Instant): Partial<Question> {
  const opened = { round: event.round, deadline: event.deadline, periodStart: at, overdue: false };
  if (event.positions === 'kept') return { ...opened, amended: false };
  const standing = Object.entries(q.positions).filter(([, position]) => position.kind === 'objection');
  return { ...opened, amended: true, positions: Object.fromEntries(standing), formerPositions: q.positions };
}

function escalated(q: Question, event: EventOf<'escalated'>, at: Instant): Partial<Question> {
  const { to, reason, tally, missing } = event;
  return {
    level: to,
    deadline: event.deadline,
    periodStart: at,
    overdue: false,
    escalations: [...q.escalations, { at, to, reason, tally, missing }],
  };
}

function sentBack(q: Question, event: EventOf<'sent-back'>, at: Instant): Partial<Question> {
  return {
    level: 1,
    round: 1,
    amended: false,
    openedAt: at,
    periodStart: at,
    deadline: event.deadline,
    overdue: false,
    called: [],
    positions: {},
    formerPositions: {},
    mandateFlags: [],
    objections: q.objections.map((o) =>
      o.status === 'open' || o.status === 'maintained' ? { ...o, status: 'set-aside' } : o,
    ),
    sentBack: q.sentBack + 1,
    guidance: { person: event.person, at, text: event.guidance },
  };
}

/** The absences left when a person is back on a date: those after it never come, those before it stay. */
function endedOn(absences: Question['absences'], person: PersonId, on: string): Question['absences'] {
  return absences
    .filter((a) => a.person !== person || a.from < on)
    .map((a) => (a.person === person && a.to >= on ? { ...a, to: addDays(on, -1) } : a));
}

function without<T>(record: Record<string, T>, key: string): Record<string, T> {
  const { [key]: _gone, ...rest } = record;
  return rest;
}
