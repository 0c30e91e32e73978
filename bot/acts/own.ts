/** What a person chooses for themselves: `språk`, `tider`, and the same from their home tab. */
import { bundleAt } from '../bundle-key.ts';
import type { Language } from '../collaboration.ts';
import type { Account, Reply } from '../face.ts';
import { catalog, languageNamed, timeOfDay } from '../messages/index.ts';
import type { Preference } from '../ports.ts';
import type { Act, Values } from '../view.ts';
import { formFor, languageView, SET_HOURS } from '../views/index.ts';
import { checkValues } from './check-values.ts';
import type { ActDeps, Request } from './deps.ts';
import { one } from './intent-of.ts';
import { isReply, membersOf, type Reader, refusal } from './reader.ts';

/** `språk nynorsk`; without a language that we know, the languages to choose from. */
export async function languageWords(deps: ActDeps, rest: string, request: Request): Promise<Reply> {
  const wanted = languageNamed(rest);
  if (wanted) return await setLanguage(deps, wanted, request.account);
  const members = await membersOf(deps, request.account);
  if (isReply(members)) return members;
  const [{ language }] = members;
  const m = catalog(language).own.language;
  const view = languageView(rest === '' ? m.now(m.name[language]) : m.unknown(rest.slice(0, 40)), language);
  return { kind: rest === '' ? 'done' : 'refused', text: view.summary, view };
}

/** From a button or a list. */
export async function pressLanguage(deps: ActDeps, { arg }: Act, account: Account): Promise<Reply> {
  const wanted = languageNamed(arg ?? '');
  return wanted ? await setLanguage(deps, wanted, account) : refusal('stale-button', 'nb', '');
}

async function setLanguage(deps: ActDeps, language: Language, account: Account): Promise<Reply> {
  const members = await membersOf(deps, account);
  if (isReply(members)) return members;
  await keep(deps, members[0], { language });
  return { kind: 'done', text: catalog(language).own.language.noted };
}

/** The form of when to be written to. */
export async function openHours(deps: ActDeps, account: Account): Promise<Reply> {
  const members = await membersOf(deps, account);
  if (isReply(members)) return members;
  const [reader] = members;
  const form = formFor({ do: SET_HOURS }, null, reader, { hours: reader.person.hours ?? null });
  return form ? { kind: 'form', form } : refusal('stale-button', reader.language, '');
}

export async function submitHours(deps: ActDeps, act: Act, values: Values, { account }: Request): Promise<Reply> {
  const members = await membersOf(deps, account);
  if (isReply(members)) return members;
  const [reader] = members;
  const m = catalog(reader.language).own.hours;
  const form = formFor(act, null, reader, { hours: null });
  const errors = form ? checkValues(form, values, reader.language) : {};
  if (Object.keys(errors).length > 0) return { kind: 'invalid', errors };
  const [from, to] = [one(values, 'from'), one(values, 'to')];
  if (from >= to) return { kind: 'invalid', errors: { to: m.order } };
  await keep(deps, reader, { hours: { from, to } });
  return { kind: 'done', text: m.noted(timeOfDay(from, reader.language), timeOfDay(to, reader.language)) };
}

async function keep(deps: ActDeps, reader: Reader, change: Partial<Preference>): Promise<void> {
  const { directory, notices } = deps.store;
  const { email } = reader.person;
  const known = (await directory.preferences()).find(({ _id }) => _id === email);
  const changedAt = deps.clock();
  await directory.savePreference({ language: null, hours: null, ...known, ...change, _id: email, changedAt });
  // What is said next is said as they want it, and so is the list that they have.
  deps.people.forget();
  const bundle = bundleAt(email, changedAt, reader.collaboration.policy);
  if (bundle) await notices.renew([bundle], changedAt);
  deps.wake();
}
