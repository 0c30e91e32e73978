/** What is asked for more rarely when a question is asked: last in the form, and only what the collaboration has. */
import { MAX_LINK, SUBJECTS } from '../domain/index.ts';
import { capital, catalog, local } from '../messages/index.ts';
import type { Field } from '../view.ts';
import type { Me, Reading } from './context.ts';
import { longText, MAX_OPTION, option } from './form-parts.ts';

export type Options = { value: string; label: string }[];

/** Values of the field `answer`: the group, or the asker alone as an expert. */
const BY_GROUP = 'group';
export const BY_EXPERT = 'expert';
/** The value of `gates` when it is ticked. */
const NEEDS_GATES = 'needed';
const MAX_OPTIONS = 100;
const MAX_NUMBER = 40;

/**
 * Fields, none required: groups, alsoGroups, answer (BY_EXPERT: the asker's own), subject, topic ("<group>/<topic>"), parties, gates,
 * supersedes (a number), newInformation, source (an address). Those without anything to choose from are left out.
 */
export function askRest(ctx: Reading, me: Me | undefined, source?: string): Field[] {
  const m = catalog(ctx.language);
  const words = m.asking.form;
  const all = ctx.collaboration.groups;
  const others = all.length > 1 ? all.map(({ id, name }) => option(id, local(name, ctx.language))) : [];
  const experts = all.some((group) => !me || group.experts.includes(me.person));
  const answers = experts ? [option(BY_GROUP, words.byGroup), option(BY_EXPERT, words.byExpert)] : [];
  const subjects = SUBJECTS.map((subject) => option(subject, m.asking.subject[subject]));
  const fields: Field[] = [
    choices('groups', words.groups, words.groupsHint, others),
    choices('alsoGroups', m.form.ask.alsoGroups, m.form.ask.alsoGroupsHint, others),
    { ...choice('answer', words.answer, words.answerHint, answers), initial: [BY_GROUP] },
    choice('subject', words.subject, words.subjectHint, subjects),
    topicField(ctx, me),
    choices('parties', words.parties, words.partiesHint, partyOptions(ctx)),
    choices('gates', words.gates, words.gatesHint, [option(NEEDS_GATES, words.gatesNeeded)]),
  ];
  return [
    ...fields.filter((field) => !('options' in field) || field.options.length > 0),
    {
      type: 'text',
      name: 'supersedes',
      label: words.supersedes,
      hint: words.supersedesHint,
      required: false,
      maxLength: MAX_NUMBER,
    },
    longText('newInformation', words.newInformation, { hint: words.newInformationHint, required: false }),
    {
      type: 'text',
      name: 'source',
      label: words.source,
      hint: words.sourceHint,
      required: false,
      maxLength: MAX_LINK,
      initial: source,
    },
  ];
}

function choice(name: string, label: string, hint: string, options: Options) {
  return { type: 'choice' as const, name, label, hint, required: false, options: options.slice(0, MAX_OPTIONS) };
}

function choices(name: string, label: string, hint: string, options: Options) {
  return { ...choice(name, label, hint, options), type: 'choices' as const };
}

/** A list, or the name in words where they are too many for one. */
function topicField(ctx: Reading, me: Me | undefined): Field {
  const { topic: label, topicHint, topicTyped: hint } = catalog(ctx.language).asking.form;
  const topics = topicOptions(ctx, me);
  if (topics.length <= MAX_OPTIONS) return choice('topic', label, topicHint, topics);
  return { type: 'text', name: 'topic', label, hint, required: false, maxLength: MAX_OPTION };
}

/** Topics of the groups that the asker may ask for; a form can't wait for the choice of group. */
function topicOptions({ collaboration, language }: Reading, me: Me | undefined): Options {
  const mine = collaboration.groups.filter(
    ({ experts, coordinators }) => !me || [...experts, ...coordinators].includes(me.person),
  );
  return mine.flatMap(({ id, name, topics = [] }) =>
    topics.map((topic) => {
      const of = mine.length > 1 ? ` · ${local(name, language)}` : '';
      const label = local(topic.name, language);
      return option(`${id}/${topic.id}`, `${label.slice(0, MAX_OPTION - of.length)}${of}`);
    }),
  );
}

function partyOptions({ collaboration, language }: Reading): Options {
  return Object.entries(collaboration.parties ?? {}).map(([id, name]) => option(id, capital(local(name, language))));
}
