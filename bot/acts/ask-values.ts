/** From a filled-in form to what a new question says, with what the lists and the register know of it. */
import { type Ask, isDecided, type QuestionRef, SUBJECTS } from '../domain/index.ts';
import { catalog, local } from '../messages/index.ts';
import { groupOf } from '../people.ts';
import type { Act, Values } from '../view.ts';
import { BY_EXPERT, PRACTICE, type Reading } from '../views/index.ts';
import type { NewQuestion } from './ask.ts';
import { numberIn } from './case.ts';
import type { ActDeps } from './deps.ts';
import { one } from './intent-of.ts';
import { topicGiven } from './topic-given.ts';

type Errors = Record<string, string>;

/** What the form asks; or what is wrong, at the field it is wrong in. */
export async function questionIn(
  deps: ActDeps,
  act: Act,
  values: Values,
  reading: Reading,
): Promise<{ given: NewQuestion } | { errors: Errors }> {
  const groups = groupsIn(values);
  const earlier = await replacedBy(deps, one(values, 'supersedes'), reading);
  const errors = { ...fieldErrors(values, groups, reading), ...(earlier.errors ?? {}) };
  if (Object.keys(errors).length > 0) return { errors };
  const options = optionsOf(values);
  const given: NewQuestion = {
    group: groups[0] ?? '',
    groups,
    alsoGroups: many(values, 'alsoGroups'),
    practice: act.arg?.endsWith(PRACTICE) ?? false,
    title: one(values, 'title'),
    body: one(values, 'question'),
    context: one(values, 'context') || null,
    options,
    proposal: one(values, 'proposal') === '' ? null : (options[0]?.id ?? null),
    criticality: one(values, 'criticality') as Ask['criticality'],
    vendorDate: one(values, 'vendorDate') || null,
    subject: SUBJECTS.find((subject) => subject === one(values, 'subject')) ?? null,
    ...topicIn(values, groups, reading),
    parties: many(values, 'parties'),
    gates: many(values, 'gates').length > 0,
    expertAnswer: one(values, 'answer') === BY_EXPERT,
    supersedes: earlier.ref,
    newInformation: one(values, 'newInformation') || null,
    source: one(values, 'source') || null,
  };
  return { given };
}

/** Fields proposal and options: the proposal first, then the other options, one a line; a line that repeats another is left out. */
export function optionsOf(values: Values): { id: string; text: string }[] {
  const lines = [one(values, 'proposal'), ...one(values, 'options').split('\n')].map((line) => line.trim());
  const texts = [...new Set(lines.filter((line) => line !== ''))].slice(0, 26);
  return texts.map((text, i) => ({ id: String.fromCharCode(97 + i), text }));
}

/** The first choice first; a group that is chosen twice answers once. */
function groupsIn(values: Values): string[] {
  return [...new Set([one(values, 'group'), ...many(values, 'groups')])];
}

function many(values: Values, name: string): string[] {
  return [values[name] ?? []].flat().filter((value) => value !== '');
}

/** A group answers or is told, not both; a topic belongs to one that answers; a source can be opened. */
function fieldErrors(values: Values, groups: string[], reading: Reading): Errors {
  const { collaboration, language } = reading;
  const m = catalog(language).asking.form;
  const nameOf = (id: string) => {
    const group = groupOf(collaboration, id);
    return group ? local(group.name, language) : id;
  };
  const twice = many(values, 'alsoGroups').find((group) => groups.includes(group));
  const topic = topicGiven(one(values, 'topic'), groups, reading);
  return {
    ...(twice === undefined ? {} : { alsoGroups: m.chosenTwice(nameOf(twice)) }),
    ...(topic && 'error' in topic ? { topic: topic.error } : {}),
    ...(topic && 'group' in topic && !groups.includes(topic.group)
      ? { topic: m.topicElsewhere(nameOf(topic.group)) }
      : {}),
    ...(isAddress(one(values, 'source')) ? {} : { source: m.notAnAddress }),
  };
}

/** Of the web, or none at all. */
function isAddress(source: string): boolean {
  return source === '' || (/^https?:\/\/\S+$/.test(source) && URL.canParse(source));
}

/** Its lead goes along: questions about the topic go to them first. */
function topicIn(values: Values, groups: string[], reading: Reading): Pick<Ask, 'topic' | 'lead'> {
  const given = topicGiven(one(values, 'topic'), groups, reading);
  return given && 'topic' in given ? { topic: given.topic.id, lead: given.topic.lead } : {};
}

/** The decision that this is to replace, by its number. */
async function replacedBy(
  { store }: ActDeps,
  wanted: string,
  { collaboration, language }: Reading,
): Promise<{ ref: QuestionRef | null; errors?: Errors }> {
  if (wanted === '') return { ref: null };
  const number = numberIn(wanted);
  const [found] = number === null ? [] : await store.register.list({ collaboration: collaboration._id, number });
  if (found && isDecided(found.status)) return { ref: { question: found._id, number: found.number } };
  return { ref: null, errors: { supersedes: catalog(language).asking.form.unknownDecision(wanted) } };
}
