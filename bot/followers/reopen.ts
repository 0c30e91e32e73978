/** The question that a mismatch opens: the same thing asked again, with what was decided as the proposal. */
import type { Collaboration } from '../collaboration.ts';
import { type CommandOf, MAX_TEXT, type Option, type Question, type Roster } from '../domain/index.ts';
import { catalog, date, shorten } from '../messages/index.ts';
import { absencesOf, claimNumber } from '../new-question.ts';
import { groupOf } from '../people.ts';
import type { Clock, Directory, QuestionLog } from '../ports.ts';
import { rosterOf } from '../roster.ts';

export interface ReopenDeps {
  directory: Pick<Directory, 'collaboration' | 'claimNumber' | 'absences'>;
  commits: Pick<QuestionLog, 'findCommand'>;
  newId(): string;
  clock: Clock;
}

/**
 * The command that asks it, for whoever checked; where they are neither expert nor coordinator any more, for the groups' first expert.
 * `key` makes it the same command each time. null: the group or its experts are gone.
 */
export async function reopened(deps: ReopenDeps, q: Question, key: string): Promise<CommandOf<'ask'> | null> {
  const collaboration = await deps.directory.collaboration(q.collaboration);
  const groups = q.groups.filter((id) => collaboration && groupOf(collaboration, id));
  const [group] = groups;
  const code = collaboration && group && groupOf(collaboration, group)?.code;
  if (!collaboration || !group || !code) return null;
  const roster = rosterOf(collaboration, groups);
  const by = askerIn(roster, q.verification?.person ?? null);
  if (!by) return null;
  const at = deps.clock();
  const { options, proposal } = optionsOf(q);
  return {
    type: 'ask',
    question: (await deps.commits.findCommand(key))?.question ?? deps.newId(),
    commandId: key,
    at,
    by,
    collaboration: collaboration._id,
    number: await claimNumber(deps.directory, collaboration, { code, practice: q.practice, now: at }, key),
    group,
    groups,
    alsoGroups: q.alsoGroups.filter((id) => groupOf(collaboration, id)),
    practice: q.practice,
    title: q.title.said || q.number,
    body: q.body.said || q.number,
    context: contextOf(q, collaboration, group),
    options,
    proposal,
    criticality: q.criticality,
    vendorDate: null,
    policy: collaboration.policy,
    roster,
    absences: await absencesOf(deps.directory, collaboration, roster, at),
    subject: q.subject,
    topic: q.topic,
    lead: q.lead !== null && roster.experts.includes(q.lead) ? q.lead : null,
    parties: q.parties,
    term: q.term?.said || null,
    gates: q.gates !== null,
    reopens: { question: q.id, number: q.number },
  };
}

function askerIn({ experts, coordinators }: Roster, person: string | null): string | null {
  if (person !== null && [...experts, ...coordinators].includes(person)) return person;
  return experts[0] ?? coordinators[0] ?? null;
}

/** The old options, and what was decided as the proposal: one of them, or an option of its own. A text that was erased is left out. */
function optionsOf(q: Question): { options: { id: string; text: string }[]; proposal: string | null } {
  const kept = q.options.filter(({ text }) => text.said !== '');
  const options = kept.map(({ id, text }) => ({ id, text: text.said }));
  const decided = (q.decision?.text ?? q.proposal.text ?? optionNamed(kept, q.proposal.option))?.said ?? '';
  const known = options.find(({ text }) => text === decided);
  if (known) return { options, proposal: known.id };
  if (decided === '') return { options, proposal: options[0]?.id ?? null };
  const id = freeId(options.map((option) => option.id));
  return { options: [...options, { id, text: decided }], proposal: id };
}

/** The next letter, as those who ask get them. */
function freeId(taken: string[]): string {
  for (let i = taken.length; ; i++) {
    const id = i < 26 ? String.fromCharCode(97 + i) : `o${i}`;
    if (!taken.includes(id)) return id;
  }
}

function optionNamed(options: Option[], id: string | null) {
  return options.find((option) => option.id === id)?.text ?? null;
}

/** In the group's language: which question it was, and what differs. */
function contextOf(q: Question, collaboration: Collaboration, group: string): string {
  const language = groupOf(collaboration, group)?.language ?? collaboration.language;
  const m = catalog(language).after.reopening;
  const when = date(q.verification?.at ?? q.updatedAt, language);
  const differs = q.verification?.text?.said;
  return shorten([m.context(q.number, when), ...(differs ? [m.differs(differs)] : [])].join('\n'), MAX_TEXT);
}
