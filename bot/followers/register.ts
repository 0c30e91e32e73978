/** The register: one entry a question, for lists, search, digests and the clock. */
import { assess, currentBody, type Deviation, type FollowUp, nextStep, type Question } from '../domain/index.ts';
import type { Register, RegisterDeviation, RegisterEntry, RegisterFollowUp } from '../ports.ts';
import type { Work } from './follow.ts';

export interface RegisterDeps {
  register: Register;
  load(question: string): Promise<Question | null>;
}

export function createRegisterWork({ register, load }: RegisterDeps): Work {
  return async (question) => {
    const state = await load(question);
    if (state) await register.put(entryOf(state));
  };
}

export function entryOf(q: Question): RegisterEntry {
  const { tally, missing } = assess(q);
  const { how, person, text, outcome, level, round, at, versions } = q.decision ?? {};
  return {
    _id: q.id,
    collaboration: q.collaboration,
    number: q.number,
    group: q.group,
    groups: q.groups,
    alsoGroups: q.alsoGroups,
    body: currentBody(q)?.id ?? null,
    practice: q.practice,
    status: q.status,
    criticality: q.criticality,
    level: q.level,
    round: q.round,
    title: q.title.said,
    asks: q.body.said,
    text: q.decision?.text?.said ?? proposalText(q),
    subject: q.subject,
    topic: q.topic,
    term: q.term?.said ?? null,
    askedAt: q.askedAt,
    vendorAnswer: q.vendorAnswer?.text.said ?? null,
    supersededBy: q.supersededBy && { question: q.supersededBy.question, number: q.supersededBy.number },
    deviations: q.deviations.map(deviationOf),
    followUps: q.followUps.map(followUpOf),
    ideas: q.ideas.map((idea) => ({ ...idea, text: idea.text.said })),
    deadline: q.deadline,
    overdue: q.overdue,
    decidedAt: at ?? null,
    decision: q.decision ? { how, person, text: text?.said ?? null, outcome, level, round, versions } : null,
    tally: { ...(q.decision?.tally ?? tally) },
    missing: q.status === 'open' ? missing : [],
    nextAt: nextStep(q)?.at ?? null,
    updatedAt: q.updatedAt,
    version: q.version,
  };
}

function deviationOf({ n, whom, why, criticality, reviewOn, endedAt }: Deviation): RegisterDeviation {
  return { n, whom: whom.said, why: why.said, criticality, reviewOn, endedAt };
}

function followUpOf(action: FollowUp): RegisterFollowUp {
  const { n, due, reports, doneAt } = action;
  const results = action.results.map(({ at, text }) => ({ at, text: text.said }));
  const words = { area: action.area.said, responsible: action.responsible.said, measure: action.measure.said };
  return { n, ...words, due, reports, results, doneAt };
}

/** What stands proposed, in words. */
export function proposalText(q: Question): string {
  if (q.proposal.text) return q.proposal.text.said;
  return q.options.find((option) => option.id === q.proposal.option)?.text.said ?? '';
}
