/** What a scenario came to: the replay's output line. Times are ISO 8601 with the policy's zone's offset. */
import { type Assessment, assess, type Counts, type Question, reduced, withOffset } from '../../bot/index.ts';

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
  };
}

/** A body without seats has no tally of its own: what the group said is shown. */
function tallyShown(q: Question, { tally }: Assessment) {
  const shown = q.decision?.tally ?? tally;
  const lifted = q.escalations.findLast((escalation) => escalation.tally.electorate > 0)?.tally;
  const { blocks, ...total } = shown.electorate === 0 && lifted ? lifted : shown;
  return {
    ...withShare(total),
    blocks: Object.fromEntries(Object.entries(blocks).map(([id, c]) => [id, withShare(c)])),
  };
}

function withShare(counts: Counts) {
  const accepts = counts.support + counts.reservation;
  return { ...counts, acceptShare: reduced(accepts, accepts + counts.objection) };
}
