/** A new question: the form, and what comes of it. */
import type { Collaboration, Group, Person } from '../collaboration.ts';
import { type Ask, type Command, decide, isRefusal, MAX_TEXT, type RefusalCode } from '../domain/index.ts';
import type { Account, Input, Reply } from '../face.ts';
import { catalog, shorten } from '../messages/index.ts';
import { absencesOf, claimNumber } from '../new-question.ts';
import { groupOf } from '../people.ts';
import type { ChannelRef } from '../ports.ts';
import { rosterOf } from '../roster.ts';
import type { Act, Values } from '../view.ts';
import { type AskStart, askedText, earlierText, formFor, PRACTICE, type Reading } from '../views/index.ts';
import { questionIn } from './ask-values.ts';
import { checkValues } from './check-values.ts';
import type { ActDeps, Request } from './deps.ts';
import { one } from './intent-of.ts';
import { type Precedent, precedentsOf } from './precedents.ts';
import { isReply, membersOf, refusal } from './reader.ts';

export interface Asker {
  collaboration: Collaboration;
  person: Person;
  reading: Reading;
}

/** The form, with the channel's group chosen. */
export async function openAsk(deps: ActDeps, act: Act, account: Account, start: AskStart = {}): Promise<Reply> {
  const asker = await askerOf(deps, act, account);
  if (isReply(asker)) return asker;
  const named = askAct(asker.collaboration._id, act.arg?.endsWith(PRACTICE) ?? false);
  const form = formFor(named, null, asker.reading, { ask: start, me: { person: asker.person.id } });
  return form ? { kind: 'form', form } : refusal('unknown-group', asker.reading.language, '');
}

/** The form in a channel, its group chosen, with what is known. */
export async function askIn(
  deps: ActDeps,
  channel: ChannelRef | null,
  account: Account,
  known: Omit<AskStart, 'group'>,
): Promise<Reply> {
  const { collaboration, ...start } = await startIn(deps, channel);
  return await openAsk(deps, askAct(collaboration, false), account, { ...start, ...known });
}

/** About a message: its words are the question, its address the source. */
export async function askAbout(deps: ActDeps, input: Extract<Input, { kind: 'ask' }>): Promise<Reply> {
  const { channel, account, message } = input;
  const question = message && shorten(message.text.trim(), MAX_TEXT);
  return await askIn(deps, channel, account, { question: question || undefined, source: message?.link ?? undefined });
}

/** The act of asking in a channel: `question` carries nothing yet; `arg` the collaboration. */
export function askAct(collaboration: string | undefined, practice: boolean): Act {
  const arg = [collaboration ?? '', practice ? PRACTICE : ''].join('/');
  return { do: 'ask', arg };
}

/** Sends the question, or says at each field what must be mended. */
export async function submitAsk(deps: ActDeps, act: Act, values: Values, request: Request): Promise<Reply> {
  const asker = await askerOf(deps, act, request.account);
  if (isReply(asker)) return asker;
  const { collaboration, person, reading } = asker;
  const form = formFor(act, null, reading, { me: { person: person.id } });
  const errors = form ? checkValues(form, values, reading.language) : {};
  if (Object.keys(errors).length > 0) return { kind: 'invalid', errors };
  const group = groupOf(collaboration, one(values, 'group'));
  if (!group) return refusal('unknown-group', reading.language, '');
  const read = await questionIn(deps, act, values, reading);
  if ('errors' in read) return { kind: 'invalid', errors: read.errors };
  const earlier = await deps.store.log.findCommand(request.requestId);
  const asked = { ...read.given, collaboration: collaboration._id };
  const precedents = await precedentsOf(deps.store.register, asked, earlier?.question);
  const given = { ...read.given, precedents: precedents.map(({ title: _title, text: _text, ...ref }) => ref) };
  const reply = (code: RefusalCode) => refusedAsk(code, precedents[0], given, asker);
  return await putQuestion(deps, asker, group, given, request, reply);
}

/** At the field that mends it, where one does. */
function refusedAsk(code: RefusalCode, before: Precedent | undefined, given: NewQuestion, asker: Asker): Reply {
  const { person, collaboration, reading } = asker;
  const m = catalog(reading.language).asking.form;
  const mayAsk = (given.groups ?? []).some((id) => groupOf(collaboration, id)?.coordinators.includes(person.id));
  const fields: Partial<Record<RefusalCode, Record<string, string>>> = {
    'unknown-option': { proposal: m.proposalOrOptions },
    'no-proposal': { proposal: m.proposalOfYourOwn },
    'not-green': { criticality: m.greenOnly },
    'bad-date': { vendorDate: catalog(reading.language).refusal['bad-date'] },
    ...(before ? { 'already-asked': { newInformation: earlierText(before, reading) } } : {}),
    ...(given.expertAnswer && mayAsk ? { 'not-expert': { answer: m.expertsOnly } } : {}),
  };
  const errors = fields[code];
  return errors ? { kind: 'invalid', errors } : refusal(code, reading.language, '');
}

/** What a new question says. Its number, rules and lists are the collaboration's. */
export type NewQuestion = Omit<Ask, 'type' | 'collaboration' | 'number' | 'policy' | 'roster'>;

/** Asks it, once a request. Answers with its number, or with why not: `refused`, where a form can say it better. */
export async function putQuestion(
  deps: ActDeps,
  { collaboration, person, reading }: Asker,
  group: Group,
  given: NewQuestion,
  request: Request,
  refused = (code: RefusalCode): Reply => refusal(code, reading.language, ''),
): Promise<Reply> {
  const { directory, log } = deps.store;
  const earlier = await log.findCommand(request.requestId);
  const question = earlier?.question ?? deps.newId();
  const roster = rosterOf(collaboration, given.groups ?? group.id);
  const draft: Command = {
    ...given,
    type: 'ask',
    question,
    commandId: request.requestId,
    at: reading.now,
    by: person.id,
    collaboration: collaboration._id,
    number: '',
    policy: collaboration.policy,
    roster,
    absences: await absencesOf(directory, collaboration, roster, reading.now),
  };
  const tried = decide(null, draft);
  if (isRefusal(tried)) return refused(tried.refused);
  const numbering = { code: group.code, practice: given.practice, now: reading.now };
  const number = earlier ? '' : await claimNumber(directory, collaboration, numbering, request.requestId);
  const result = await deps.handle.handle({ ...draft, number }, request.signal);
  if ('refused' in result) return refused(result.refused);
  return { kind: 'done', text: askedText(result.state, reading) };
}

/** In the collaboration that the act names, else the person's first. Only experts and coordinators ask. */
export async function askerOf(deps: ActDeps, act: Act, account: Account): Promise<Asker | Reply> {
  const wanted = act.arg?.split('/')[0];
  const members = await membersOf(deps, account);
  if (isReply(members)) return members;
  const reading = members.find(({ collaboration }) => collaboration._id === wanted) ?? members[0];
  const { collaboration, person, language } = reading;
  const mayAsk = collaboration.groups.some((g) => [...g.experts, ...g.coordinators].includes(person.id));
  return mayAsk ? { collaboration, person, reading } : { kind: 'refused', text: catalog(language).reply.notSteward };
}

/** The group or body a channel is linked to, for the form's first field. */
export async function startIn(
  deps: ActDeps,
  channel: ChannelRef | null,
): Promise<AskStart & { collaboration?: string }> {
  if (!channel) return {};
  const [link] = await deps.store.directory.linksOf(channel.platform, channel.team, channel.channel);
  return link ? { group: link.target, collaboration: link.collaboration } : {};
}
