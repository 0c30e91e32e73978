/** Names as the collaboration has them, with words for what it does not know. A name that begins a line is capitalised there. */
import type { PersonId, Question, Said } from '../domain/index.ts';
import { catalog, local } from '../messages/index.ts';
import type { Reading } from './context.ts';

export function personName(id: PersonId, { collaboration, language }: Reading): string {
  return collaboration.people.find((person) => person.id === id)?.name ?? catalog(language).unknownPerson;
}

export function groupName(id: string, { collaboration, language }: Reading): string {
  const group = collaboration.groups.find((g) => g.id === id);
  return group ? local(group.name, language) : id;
}

export function blockName(id: string, { collaboration, language }: Reading): string {
  const name = collaboration.blocks[id];
  return name ? local(name, language) : id;
}

/** The body at a level; at level 1 the question's group. */
export function bodyName(level: number, q: Question | null, { collaboration, language }: Reading): string {
  if (level === 1 && q) return groupName(q.group, { collaboration, language, now: '' });
  const body = collaboration.ladder.find((b) => b.level === level);
  return body ? local(body.name, language) : catalog(language).nextLevel;
}

/** What somebody wrote; a text that was erased says so. */
export function words(said: Said | null | undefined, { language }: Reading): string {
  return said?.said || catalog(language).erased;
}

/** The standing proposal in words. */
export function proposalText(q: Question, reading: Reading): string {
  return words(q.proposal.text ?? q.options.find((option) => option.id === q.proposal.option)?.text, reading);
}
