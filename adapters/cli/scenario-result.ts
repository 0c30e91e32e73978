/** What a scenario came to: the replay's output line. Times are ISO 8601 with the policy's zone's offset. */
import {
  type Assessment,
  assess,
  type Counts,
  type GroupTally,
  type Question,
  reduced,
  withOffset,
} from '../../bot/index.ts';

/** A refused command. */
export interface Told {
  by: string;
  do: string;
  reason: string;
}

export function scenarioResult(name: string, q: Question | null, refusals: Told[]) {
  if (!q) return { name, state: null, refusals };
  const assessment = assess(q);
  const zoned = (at: string | null | undefined) => (at ? withOffset(at, q.policy.timeZone) : null);
  return {
    name,
    state: q.status === 'open' && q.level > 1 ? 'escalated' : q.status,
    level: q.level,
    round: q.round,
    reason: q.escalations.at(-1)?.reason ?? null,
    criticality: q.criticality,
    decidedAt: zoned(q.decision?.at),
    deadline: zoned(q.deadline),
    extended: q.extended,
    tally: tallyShown(q, assessment),
    missing: q.status === 'open' ? assessment.missing : [],
    refusals,
    ...besides(q, zoned),
  };
}

/** What only some questions have, and is left out of the others. */
function besides(q: Question, zoned: (at: string | null) => string | null) {
  const { decision, absences, gates, ideas } = q;
  const reminders = q.reminders.map(({ kind, at }) => ({ kind, at: zoned(at) }));
  const preferences: Record<string, number> = {};
  for (const option of Object.values(q.preferences)) preferences[option] = (preferences[option] ?? 0) + 1;
  const deviations = q.deviations.map(({ n, whom, reviewOn, reviewDue, reviews, endedAt }) => {
    return { n, whom: whom.said, reviewOn, reviewDue, reviews: reviews.length, endedAt: zoned(endedAt) };
  });
  const actions = q.followUps.map(({ n, due, remindedOn, results, doneAt }) => {
    return { n, due, remindedOn, results: results.length, doneAt: zoned(doneAt) };
  });
  return {
    ...(q.practice ? { practice: true } : {}),
    ...(decision && decision.how !== 'rules' ? { how: decision.how } : {}),
    ...(decision?.outcome === 'local-deviation' ? { outcome: decision.outcome } : {}),
    ...(Object.keys(preferences).length > 0 ? { preferences } : {}),
    ...(reminders.some(({ kind }) => kind === 'by-coordinator') ? { reminders } : {}),
    ...(absences.length > 0 ? { absences } : {}),
    ...(gates ? { gates: gates.map(({ gate }) => gate) } : {}),
    ...(deviations.length > 0 ? { deviations } : {}),
    ...(actions.length > 0 ? { actions } : {}),
    ...(ideas.length > 0 ? { ideas: ideas.map(({ kind, text }) => ({ kind, text: text.said })) } : {}),
  };
}

/** A body without seats has no tally of its own: what the group said is shown. */
function tallyShown(q: Question, { tally }: Assessment) {
  const shown = q.decision?.tally ?? tally;
  const lifted = q.escalations.findLast((escalation) => escalation.tally.electorate > 0)?.tally;
  const { groups, ...whole } = shown.electorate === 0 && lifted ? lifted : shown;
  return { ...counted(whole), ...(groups ? { groups: mapped(groups, counted) } : {}) };
}

function counted({ blocks, ...total }: GroupTally) {
  return { ...withShare(total), blocks: mapped(blocks, withShare) };
}

function mapped<T, U>(record: Record<string, T>, change: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([id, value]) => [id, change(value)]));
}

function withShare(counts: Counts) {
  const accepts = counts.support + counts.reservation;
  return { ...counts, acceptShare: reduced(accepts, accepts + counts.objection) };
}
