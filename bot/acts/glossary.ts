/** `begrep`: looks a term up, and asks a group what it shall be called in Norwegian. */
import type { Collaboration, Group, Person } from '../collaboration.ts';
import type { Account, Reply } from '../face.ts';
import { lookUp, settled } from '../glossary/look-up.ts';
import { groupOf } from '../people.ts';
import type { ChannelRef } from '../ports.ts';
import type { Act, Form, Values } from '../view.ts';
import {
  formFor,
  glossaryHelpView,
  glossaryView,
  PROPOSE_TERM,
  type TermHit,
  termTakenText,
  termTitle,
} from '../views/index.ts';
import { type Asker, askerOf, putQuestion, startIn } from './ask.ts';
import { optionsOf } from './ask-values.ts';
import { checkValues } from './check-values.ts';
import type { ActDeps, Request } from './deps.ts';
import { one } from './intent-of.ts';
import { isReply, membersOf, refusal } from './reader.ts';

/** What the collaboration of the channel, else the person's first, calls it; who may ask a group also gets the button for that. */
export async function lookUpTerm(
  deps: ActDeps,
  words: string,
  channel: ChannelRef | null,
  account: Account,
): Promise<Reply> {
  const members = await membersOf(deps, account);
  if (isReply(members)) return members;
  const here = await startIn(deps, channel);
  const reading = members.find(({ collaboration }) => collaboration._id === here.collaboration) ?? members[0];
  const { collaboration, person } = reading;
  const mayPropose = askedBy(collaboration, person).length > 0;
  const propose = mayPropose ? proposeAct(collaboration._id, here.group ?? '', words) : null;
  if (words === '') return shown(glossaryHelpView(propose, reading));
  const entries = await deps.store.register.list({ collaboration: collaboration._id });
  return shown(glossaryView(words, lookUp(words, entries), propose, reading));
}

function shown(view: ReturnType<typeof glossaryView>): Reply {
  return { kind: 'done', text: view.summary, view };
}

/** A button carries at most 300 characters: a longer term is left for the form. */
function proposeAct(collaboration: string, group: string, words: string): Act {
  return { do: PROPOSE_TERM, arg: [collaboration, group, words.length > 100 ? '' : words].join('/') };
}

export async function openTerm(deps: ActDeps, act: Act, account: Account): Promise<Reply> {
  const asker = await askerOf(deps, act, account);
  if (isReply(asker)) return asker;
  const form = formOf(act, asker);
  return form ? { kind: 'form', form } : refusal('unknown-group', asker.reading.language, '');
}

/** Asks the group as any question is asked: what it decides is in the glossary, since the register knows which term it is about. */
export async function submitTerm(deps: ActDeps, act: Act, values: Values, request: Request): Promise<Reply> {
  const asker = await askerOf(deps, act, request.account);
  if (isReply(asker)) return asker;
  const { collaboration, reading } = asker;
  const form = formOf(act, asker);
  const group = groupOf(collaboration, one(values, 'group'));
  if (!form || !group) return refusal('unknown-group', reading.language, '');
  const errors = checkValues(form, values, reading.language);
  if (Object.keys(errors).length > 0) return { kind: 'invalid', errors };
  const [term, why] = [one(values, 'term'), one(values, 'why')];
  const repeated = await deps.store.log.findCommand(request.requestId);
  const [before] = repeated ? [] : await takenIn(deps, collaboration, term);
  if (before?.kind === 'open') return { kind: 'invalid', errors: { term: termTakenText(before, reading.language) } };
  if (before && why === '') return { kind: 'invalid', errors: { why: termTakenText(before, reading.language) } };
  return await putQuestion(
    deps,
    asker,
    group,
    { ...question(term, why, values, group, asker), ...after(before, why) },
    request,
  );
}

function question(term: string, why: string, values: Values, group: Group, { collaboration }: Asker) {
  return {
    group: group.id,
    alsoGroups: [],
    practice: false,
    title: termTitle(term, group.language ?? collaboration.language),
    // The vendor's own words are the term; a question's body is in English.
    body: termTitle(term, 'en'),
    context: why || null,
    options: optionsOf({ proposal: one(values, 'translation'), options: one(values, 'options') }),
    proposal: 'a',
    criticality: 'green' as const,
    vendorDate: null,
    subject: 'workflow' as const,
    term,
  };
}

/** A word that was decided is asked for again with what is new, and the new decision takes the old one's place. */
function after(before: Awaited<ReturnType<typeof takenIn>>[number] | undefined, why: string) {
  if (before?.kind !== 'decided') return {};
  const { question, number, decidedAt } = before;
  return { precedents: [{ question, number, decidedAt }], supersedes: { question, number }, newInformation: why };
}

/** Open ones first. */
async function takenIn(deps: ActDeps, { _id }: Collaboration, term: string) {
  const hits = settled(term, await deps.store.register.list({ collaboration: _id }));
  const rank = ({ kind }: Pick<TermHit, 'kind'>) => (kind === 'open' ? 0 : 1);
  return hits.sort((a, b) => rank(a) - rank(b));
}

function formOf(act: Act, { collaboration, person, reading }: Asker): Form | null {
  const [, group = '', ...term] = (act.arg ?? '').split('/');
  const groups = askedBy(collaboration, person).map(({ id }) => id);
  return formFor(act, null, reading, { term: { term: term.join('/'), group, groups } });
}

/** The groups that this person may ask. */
function askedBy({ groups }: Collaboration, { id }: Person): Group[] {
  return groups.filter(({ experts, coordinators }) => [...experts, ...coordinators].includes(id));
}
