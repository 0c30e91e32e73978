/** `vara`: away for a while, with the substitutes answering meanwhile; and back again. */
import type { Collaboration, Person } from '../collaboration.ts';
import { addDays, allSeats, dateOf, type Intent, isDate } from '../domain/index.ts';
import type { Account, Reply } from '../face.ts';
import { catalog, date } from '../messages/index.ts';
import { languageOf } from '../people.ts';
import type { ChannelRef, DeclaredAbsence } from '../ports.ts';
import type { Act, Values } from '../view.ts';
import { absenceReceipt, formFor, type Reading, seatsHeldBy } from '../views/index.ts';
import { startIn } from './ask.ts';
import type { ActDeps, Request } from './deps.ts';
import { one } from './intent-of.ts';
import { isReply, refusal } from './reader.ts';

/** Words after `vara` that mean the person is back. */
const BACK = new Set(['tilbake', 'attende', 'back', 'slutt']);
const A_YEAR = 365;

interface Member {
  collaboration: Collaboration;
  person: Person;
  reading: Reading;
}

/** The form, or straight back: `vara tilbake`. */
export async function substituteWords(
  deps: ActDeps,
  rest: string,
  channel: ChannelRef | null,
  request: Request,
): Promise<Reply> {
  if (BACK.has(rest.toLowerCase().replace(/[.!]$/, ''))) return await back(deps, request);
  const here = await startIn(deps, channel);
  const act: Act = { do: 'absent', ...(here.collaboration === undefined ? {} : { arg: here.collaboration }) };
  return await openAbsence(deps, act, request.account);
}

/** Dates, who stands in, and what is declared already. */
export async function openAbsence(deps: ActDeps, act: Act, account: Account): Promise<Reply> {
  const member = await memberOf(deps, act, account);
  if (isReply(member)) return member;
  const { collaboration, person, reading } = member;
  const known = { me: { person: person.id }, absences: await declaredBy(deps, member) };
  const form = formFor({ do: 'absent', arg: collaboration._id }, null, reading, known);
  return form ? { kind: 'form', form } : refusal('stale-button', reading.language, '');
}

/** Kept in the directory for questions to come, and told to every open one in which the person holds a seat. */
export async function submitAbsence(deps: ActDeps, act: Act, values: Values, request: Request): Promise<Reply> {
  const member = await memberOf(deps, act, request.account);
  if (isReply(member)) return member;
  const { collaboration, person, reading } = member;
  const declared = await declaredBy(deps, member);
  const errors = dateErrors(values, declared, reading);
  if (Object.keys(errors).length > 0) return { kind: 'invalid', errors };
  const [from, to] = [one(values, 'from'), one(values, 'to')];
  const absence = { person: person.id, from, to };
  const _id = [collaboration._id, person.id, from].join(':');
  await deps.store.directory.saveAbsence({
    _id,
    collaboration: collaboration._id,
    ...absence,
    declaredAt: reading.now,
  });
  await tellOpenQuestions(deps, member, { type: 'absent', from, to }, request);
  const held = seatsHeldBy({ person: person.id }, reading);
  return { kind: 'done', text: absenceReceipt(absence, held, reading) };
}

/** Absences end with yesterday, in every collaboration the person is in. */
export async function back(deps: ActDeps, request: Request): Promise<Reply> {
  const members = await membersOf(deps, request.account);
  const [first] = members;
  if (!first) return refusal('unknown-person', 'nb', '');
  const m = catalog(first.reading.language).asking.absence;
  let ended = 0;
  for (const member of members) {
    const declared = await declaredBy(deps, member);
    for (const { _id } of declared) await deps.store.directory.removeAbsence(_id);
    ended += declared.length + (await tellOpenQuestions(deps, member, { type: 'back' }, request));
  }
  return { kind: 'done', text: ended > 0 ? m.backNow : m.notAway };
}

/** One command a question, so that a repeat of the request changes nothing. Returns how many questions it changed. */
async function tellOpenQuestions(
  deps: ActDeps,
  { collaboration, person, reading }: Member,
  intent: Extract<Intent, { type: 'absent' | 'back' }>,
  { requestId }: Request,
): Promise<number> {
  let told = 0;
  for (const { _id } of await deps.store.register.list({ collaboration: collaboration._id, status: 'open' })) {
    const q = await deps.handle.peek(_id);
    if (!q || !allSeats(q).some(({ holder }) => holder === person.id)) continue;
    const base = { question: _id, commandId: `${requestId}:${_id}`, at: reading.now, by: person.id };
    const result = await deps.handle.handle({ ...base, ...intent });
    // Closed meanwhile: nothing is left to answer there.
    if (!('refused' in result) && result.events.length > 0) told += 1;
  }
  return told;
}

/** The person's absences that are not over. */
async function declaredBy(deps: ActDeps, { collaboration, person, reading }: Member): Promise<DeclaredAbsence[]> {
  const today = dateOf(reading.now, collaboration.policy.timeZone);
  const all = await deps.store.directory.absences(collaboration._id, today);
  return all.filter((absence) => absence.person === person.id);
}

function dateErrors(values: Values, declared: DeclaredAbsence[], reading: Reading): Record<string, string> {
  const m = catalog(reading.language).asking.absence;
  const today = dateOf(reading.now, reading.collaboration.policy.timeZone);
  const [from, to] = [one(values, 'from'), one(values, 'to')];
  const fault = (day: string): string | null => {
    if (!isDate(day)) return m.notADate;
    if (day < today) return m.past;
    return day > addDays(today, A_YEAR) ? m.tooLong : null;
  };
  const [first, last] = [fault(from), fault(to)];
  if (first || last) return { ...(first ? { from: first } : {}), ...(last ? { to: last } : {}) };
  if (from > to) return { to: m.order };
  const longer = declared.find((absence) => absence.from === from && absence.to > to);
  return longer ? { to: m.longerAlready(date(longer.to, reading.language)) } : {};
}

async function membersOf(deps: ActDeps, account: Account): Promise<Member[]> {
  const all = await deps.people.membershipsOf(account);
  const now = deps.clock();
  return all.map(({ collaboration, person }) => {
    return { collaboration, person, reading: { collaboration, language: languageOf(collaboration, person), now } };
  });
}

/** In the collaboration the act names, else the first in which the person holds a seat. */
async function memberOf(deps: ActDeps, act: Act, account: Account): Promise<Member | Reply> {
  const members = await membersOf(deps, account);
  const [first] = members;
  if (!first) return refusal('unknown-person', 'nb', '');
  const seated = members.filter(({ person, reading }) => seatsHeldBy({ person: person.id }, reading).length > 0);
  const found = seated.find(({ collaboration }) => collaboration._id === act.arg) ?? seated[0];
  return found ?? { kind: 'refused', text: catalog(first.reading.language).asking.absence.noSeat };
}
