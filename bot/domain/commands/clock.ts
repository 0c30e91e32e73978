/** What the clock does to a question: close it, extend it, open round 2, lift it. */
import { accepting, assess, tallyParts } from '../assess.ts';
import { addWorkingDays, dateOf, deadlineAfter, instantOf } from '../calendar.ts';
import { nextBody, silentSeats } from '../electorate.ts';
import type { EventOf, QuestionEvent } from '../events.ts';
import { reaches } from '../fraction.ts';
import type { Decision, EscalationReason, Instant, Question, ReminderKind } from '../question.ts';

/** From then on a question may close early: deadline time on the first working day after the day of opening. */
export function earlyCloseFrom(q: Question): Instant {
  return deadlineAfter(q.openedAt, q.policy.earlyClose.afterWorkingDays, q.policy);
}

/** Passes, nothing open, and so many accept actively that waiting would change nothing. */
export function mayCloseEarly(q: Question): boolean {
  const { criticality, activeShare } = q.policy.earlyClose;
  if (!criticality.includes(q.criticality)) return false;
  const { tally, passes } = assess(q);
  return passes && tallyParts(tally).every(({ tally: own }) => reaches(accepting(own), own.electorate, activeShare));
}

/** Whether what just happened settles the question at that instant. */
export function closesAt(q: Question, at: Instant): boolean {
  const { tally, passes } = assess(q);
  if (!passes) return false;
  return tally.answered === tally.electorate || (at >= earlyCloseFrom(q) && mayCloseEarly(q));
}

export function decidedByRules(q: Question): QuestionEvent {
  const { level, round } = q;
  const decision: Omit<Decision, 'at'> = {
    level,
    round,
    how: 'rules',
    person: null,
    text: null,
    outcome: 'common-solution',
    tally: assess(q).tally,
    versions: versionsOf(q),
  };
  return { type: 'decided', decision };
}

/** Which rules and which ladder a decision is made under. */
export function versionsOf({ policy, roster }: Question): Decision['versions'] {
  return { rules: policy.version, ladder: roster.version ?? 0 };
}

/** To the next level of the ladder; at the last level it stays, overdue. */
export function lift(q: Question, reason: EscalationReason, at: Instant): QuestionEvent {
  const body = nextBody(q);
  if (!body) return { type: 'went-overdue' };
  const { tally, missing } = assess(q);
  const deadline = body.workingDays === null ? null : deadlineAfter(at, body.workingDays, q.policy);
  return { type: 'escalated', to: body.level, reason, deadline, tally, missing };
}

/** What happens when the deadline is there. */
export function atDeadline(q: Question, at: Instant): QuestionEvent[] {
  const { passes, quorum } = assess(q);
  if (passes) return [decidedByRules(q)];
  if (q.level > 1) return [lift(q, 'timeout', at)];
  if (!quorum) return q.extended || q.policy.extension.times < 1 ? [lift(q, 'quorum', at)] : [extend(q, at)];
  if (q.alsoGroups.length > 0 || q.groups.length > 1) return [lift(q, 'cross-cutting', at)];
  if (q.round >= q.policy.rounds) return [lift(q, 'disagreement', at)];
  const deadline = deadlineAfter(at, q.policy.secondRoundWorkingDays, q.policy);
  return [{ type: 'round-opened', round: q.round + 1, deadline, positions: 'kept' }];
}

function extend(q: Question, at: Instant): EventOf<'extended'> {
  const { workingDays, callSubstitutes } = q.policy.extension;
  const silent = silentSeats(q).filter(({ id, substitute }) => substitute !== null && !q.called.includes(id));
  const called = callSubstitutes ? silent.map((seat) => seat.id) : [];
  return { type: 'extended', deadline: deadlineAfter(at, workingDays, q.policy), called };
}

/** To those who have said nothing yet: no position, or no preference where nothing is proposed. */
export function remind(q: Question, kind: ReminderKind): QuestionEvent[] {
  return [{ type: 'reminded', kind, seats: silentSeats(q).map(({ id }) => id) }];
}

/** One working day before the deadline, at the deadline's time of day. */
export function oneWorkingDayBefore(deadline: Instant, q: Question): Instant {
  const { timeZone, deadlineTime } = q.policy;
  return instantOf(addWorkingDays(dateOf(deadline, timeZone), -1, q.policy), deadlineTime, timeZone);
}
