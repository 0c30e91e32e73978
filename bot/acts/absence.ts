/** `vara`: away for a while, with the substitutes answering meanwhile; and back again. */
import { absenceFaults, allSeats, dateOf, type Intent } from '../domain/index.ts';
import type { Account, Reply } from '../face.ts';
import { catalog, date } from '../messages/index.ts';
import type { ChannelRef, DeclaredAbsence } from '../ports.ts';
import type { Act, Values } from '../view.ts';
import { absenceReceipt, formFor, type Reading, seatsHeldBy } from '../views/index.ts';
import { startIn } from './ask.ts';
import type { ActDeps, Request } from './deps.ts';
import { one } from './intent-of.ts';
import { isReply, membersOf, type Reader, refusal } from './reader.ts';

/** Words after `vara` that mean the person is back. */
const BACK = new Set(['tilbake', 'attende', 'back', 'slutt']);

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
  const reading = await memberOf(deps, act, account);
  if (isReply(reading)) return reading;
  const { collaboration, person } = reading;
  const known = { me: { person: person.id }, absences: await declaredBy(deps, reading) };
  const form = formFor({ do: 'absent', arg: collaboration._id }, null, reading, known);
  return form ? { kind: 'form', form } : refusal('stale-button', reading.language, '');
}

/** Kept in the directory for questions to come, and told to every open one in which the person holds a seat. */
export async function submitAbsence(deps: ActDeps, act: Act, values: Values, request: Request): Promise<Reply> {
  const reading = await memberOf(deps, act, request.account);
  if (isReply(reading)) return reading;
  const { collaboration, person, now } = reading;
  const declared = await declaredBy(deps, reading);
  const errors = dateErrors(values, declared, reading);
  if (Object.keys(errors).length > 0) return { kind: 'invalid', errors };
  const [from, to] = [one(values, 'from'), one(values, 'to')];
  const absence = { person: person.id, from, to };
  const _id = [collaboration._id, person.id, from].join(':');
  await deps.store.directory.saveAbsence({
    _id,
    collaboration: collaboration._id,
    ...absence,
    declaredAt: now,
  });
  await tellOpenQuestions(deps, reading, { type: 'absent', from, to }, request);
  const held = seatsHeldBy({ person: person.id }, reading);
  return { kind: 'done', text: absenceReceipt(absence, held, reading) };
}

/** Absences end with yesterday, in every collaboration the person is in. */
export async function back(deps: ActDeps, request: Request): Promise<Reply> {
  const members = await membersOf(deps, request.account);
  if (isReply(members)) return members;
  const m = catalog(members[0].language).asking.absence;
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
  { collaboration, person, now }: Reader,
  intent: Extract<Intent, { type: 'absent' | 'back' }>,
  { requestId }: Request,
): Promise<number> {
  let told = 0;
  for (const { _id } of await deps.store.register.list({ collaboration: collaboration._id, status: 'open' })) {
    const q = await deps.handle.peek(_id);
    if (!q || !allSeats(q).some(({ holder }) => holder === person.id)) continue;
    const base = { question: _id, commandId: `${requestId}:${_id}`, at: now, by: person.id };
    const result = await deps.handle.handle({ ...base, ...intent });
    // Closed meanwhile: nothing is left to answer there.
    if (!('refused' in result) && result.events.length > 0) told += 1;
  }
  return told;
}

/** The person's absences that are not over. */
async function declaredBy(deps: ActDeps, { collaboration, person, now }: Reader): Promise<DeclaredAbsence[]> {
  const today = dateOf(now, collaboration.policy.timeZone);
  const all = await deps.store.directory.absences(collaboration._id, today);
  return all.filter((absence) => absence.person === person.id);
}

function dateErrors(values: Values, declared: DeclaredAbsence[], reading: Reading): Record<string, string> {
  const m = catalog(reading.language).asking.absence;
  const today = dateOf(reading.now, reading.collaboration.policy.timeZone);
  const [from, to] = [one(values, 'from'), one(values, 'to')];
  const faults = Object.entries(absenceFaults(from, to, today));
  if (faults.length > 0) return Object.fromEntries(faults.map(([field, fault]) => [field, m.fault[fault]]));
  const longer = declared.find((absence) => absence.from === from && absence.to > to);
  return longer ? { to: m.longerAlready(date(longer.to, reading.language)) } : {};
}

/** In the collaboration the act names, else the first in which the person holds a seat. */
async function memberOf(deps: ActDeps, act: Act, account: Account): Promise<Reader | Reply> {
  const members = await membersOf(deps, account);
  if (isReply(members)) return members;
  const seated = members.filter((reader) => seatsHeldBy({ person: reader.person.id }, reader).length > 0);
  const found = seated.find(({ collaboration }) => collaboration._id === act.arg) ?? seated[0];
  return found ?? { kind: 'refused', text: catalog(members[0].language).asking.absence.noSeat };
}
