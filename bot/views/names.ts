/** Names as the collaboration has them, with words for what it does not know. A name that begins a line is capitalised there. */
import { hasProposal, type PersonId, type Question, type Said } from '../domain/index.ts';
import { catalog, list, local } from '../messages/index.ts';
import type { Reading } from './context.ts';

export function personName(id: PersonId, { collaboration, language }: Reading): string {
  return collaboration.people.find((person) => person.id === id)?.name ?? catalog(language).unknownPerson;
}

export function groupName(
  id: string,
  { collaboration, language }: Pick<Reading, 'collaboration' | 'language'>,
): string {
  const group = collaboration.groups.find((g) => g.id === id);
  return group ? local(group.name, language) : id;
}

/** How many groups are named before the rest are counted. */
const MAX_GROUPS = 4;

/** "Institusjon" of "Institusjon (langtidsopphold/avlastningsopphold)": beside other groups, what tells it from them. */
export function shortGroupName(id: string, ctx: Pick<Reading, 'collaboration' | 'language'>): string {
  const name = groupName(id, ctx);
  return name.replace(/\s*\([^)]*\)$/, '') || name;
}

/** "Hjemmetjenester og Legevakt", "Hjemmetjenester, Legevakt, … og to grupper til". */
export function groupNames(ids: string[], ctx: Pick<Reading, 'collaboration' | 'language'>): string {
  const names = ids.length === 1 ? ids.map((id) => groupName(id, ctx)) : ids.map((id) => shortGroupName(id, ctx));
  const more = names.length - MAX_GROUPS;
  const shown = more > 0 ? [...names.slice(0, MAX_GROUPS), catalog(ctx.language).asking.moreGroups(more)] : names;
  return list(shown, ctx.language);
}

/** Others that questions may concern, who sit in no group. */
export function partyNames(ids: string[], { collaboration, language }: Reading): string {
  const names = ids.map((id) => {
    const name = collaboration.parties?.[id];
    return name ? local(name, language) : id;
  });
  return list(names, language);
}

/** The question's topic, as the group it belongs to calls it; null: none. */
export function topicName(q: Question, { collaboration, language }: Reading): string | null {
  if (q.topic === null) return null;
  const topics = collaboration.groups.filter(({ id }) => q.groups.includes(id)).flatMap(({ topics }) => topics ?? []);
  const topic = topics.find(({ id }) => id === q.topic);
  return topic ? local(topic.name, language) : q.topic;
}

export function blockName(id: string, { collaboration, language }: Reading): string {
  const name = collaboration.blocks[id];
  return name ? local(name, language) : id;
}

/** The body at a level; at level 1 the question's groups. */
export function bodyName(level: number, q: Question | null, { collaboration, language }: Reading): string {
  if (level === 1 && q) return groupNames(q.groups, { collaboration, language });
  const body = collaboration.ladder.find((b) => b.level === level);
  return body ? local(body.name, language) : catalog(language).nextLevel;
}

/** Of a group or a body, by its id. */
export function placeName(target: string, ctx: Pick<Reading, 'collaboration' | 'language'>): string {
  const body = ctx.collaboration.ladder.find(({ id }) => id === target);
  return body ? local(body.name, ctx.language) : groupName(target, ctx);
}

/** What somebody wrote; a text that was erased says so. */
export function words(said: Said | null | undefined, { language }: Pick<Reading, 'language'>): string {
  return said?.said || catalog(language).erased;
}

/** The standing proposal in words, or that there is none yet. */
export function proposalText(q: Question, reading: Reading): string {
  if (!hasProposal(q)) return catalog(reading.language).asking.prefer.noProposal;
  return words(q.proposal.text ?? q.options.find((option) => option.id === q.proposal.option)?.text, reading);
}

/** An option as part of a sentence: without the full stop at its end. */
export function optionText(q: Question, id: string, reading: Reading): string {
  return words(q.options.find((option) => option.id === id)?.text, reading).replace(/\.$/, '');
}
