/** The register: one entry a question, for lists, search, digests and the clock. */
import type { Collaboration } from '../collaboration.ts';
import { assess, currentBody, type Deviation, type FollowUp, nextStep, type Question } from '../domain/index.ts';
import type { Register, RegisterDeviation, RegisterEntry, RegisterFollowUp } from '../ports.ts';
import { searchWords } from '../search-words.ts';
import type { Work } from './follow.ts';

export interface RegisterDeps {
  register: Register;
  load(question: string): Promise<Question | null>;
  collaboration(id: string): Promise<Collaboration | null>;
}

export function createRegisterWork({ register, load, collaboration }: RegisterDeps): Work {
  return async (question) => {
    const state = await load(question);
    if (state) await register.put(entryOf(state, await collaboration(state.collaboration)));
  };
}

/** `collaboration`: its names of groups and topics are found, too. */
export function entryOf(q: Question, collaboration: Collaboration | null = null): RegisterEntry {
  const { tally, missing } = assess(q);
  const standing = q.decision?.text?.said ?? proposalText(q);
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
    text: standing,
    words: q.practice ? [] : wordsOf(q, standing, collaboration),
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

/** Number, title, the vendor's words and the answer to them, what is proposed or decided, and what it is about. */
function wordsOf(q: Question, standing: string, collaboration: Collaboration | null): string[] {
  const groups = collaboration?.groups.filter(({ id }) => q.groups.includes(id)) ?? [];
  const topics = groups.flatMap((group) => group.topics?.filter(({ id }) => id === q.topic) ?? []);
  const names = [...groups, ...topics].flatMap(({ name }) => [name.nb, name.nn ?? '', name.en ?? '']);
  const said = [q.title, q.body, q.term, q.vendorAnswer?.text ?? null].map((text) => text?.said ?? '');
  // Of an address, what may be the vendor's number for it.
  const numbers = searchWords(q.source?.said ?? '').filter((word) => /\d/.test(word));
  return searchWords([q.number, ...said, standing, q.topic ?? '', ...names, ...numbers].join(' '));
}

/** What stands proposed, in words. */
export function proposalText(q: Question): string {
  if (q.proposal.text) return q.proposal.text.said;
  return q.options.find((option) => option.id === q.proposal.option)?.text.said ?? '';
}
