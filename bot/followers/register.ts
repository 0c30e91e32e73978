/** The register: one entry a question, for lists, search, digests and the clock. */
import { assess, currentBody, nextStep, type Question } from '../domain/index.ts';
import type { Register, RegisterEntry } from '../ports.ts';
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
  const { how, person, text, outcome, level, round, at } = q.decision ?? {};
  return {
    _id: q.id,
    collaboration: q.collaboration,
    number: q.number,
    group: q.group,
    alsoGroups: q.alsoGroups,
    body: currentBody(q)?.id ?? null,
    practice: q.practice,
    status: q.status,
    criticality: q.criticality,
    level: q.level,
    round: q.round,
    title: q.title.said,
    text: q.decision?.text?.said ?? proposalText(q),
    deadline: q.deadline,
    overdue: q.overdue,
    decidedAt: at ?? null,
    decision: q.decision ? { how, person, text: text?.said ?? null, outcome, level, round } : null,
    tally: { ...(q.decision?.tally ?? tally) },
    missing: q.status === 'open' ? missing : [],
    nextAt: nextStep(q)?.at ?? null,
    updatedAt: q.updatedAt,
    version: q.version,
  };
}

/** What stands proposed, in words. */
export function proposalText(q: Question): string {
  if (q.proposal.text) return q.proposal.text.said;
  return q.options.find((option) => option.id === q.proposal.option)?.text.said ?? '';
}
