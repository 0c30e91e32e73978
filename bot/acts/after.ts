/** What forms after the decision need besides their fields one by one. */
import type { Collaboration, Language } from '../collaboration.ts';
import type { Intent, PersonId, Refusal } from '../domain/index.ts';
import { catalog } from '../messages/index.ts';
import type { Act, Form, Values } from '../view.ts';
import { OWN_TEXT } from '../views/index.ts';
import { one } from './intent-of.ts';

/** Fields that must be filled in because of what another one says, each with its sentence; empty: none is missing. */
export function missingTogether(act: Act, values: Values, language: Language): Record<string, string> {
  const empty = needed(act, values).filter((name) => one(values, name) === '');
  return Object.fromEntries(empty.map((name) => [name, catalog(language).reply.emptyField]));
}

function needed(act: Act, values: Values): string[] {
  if (act.do === 'decide' && one(values, 'outcome') === 'local-deviation') return ['whom', 'why'];
  return act.do === 'amend' && one(values, 'proposal') === OWN_TEXT ? ['text'] : [];
}

/** A date that the core refuses, at the field it was written in; null: not a date, or not in this form. */
export function dateFaultIn(
  { fields }: Form,
  { refused, field }: Refusal,
  language: Language,
): Record<string, string> | null {
  const faults: Record<string, string> = catalog(language).after.form.dateFault;
  // The day of yearly reports is one field in the form, and the whole cycle in the core.
  const name = field === 'reports' ? 'reportOn' : field;
  const fault = name === undefined ? undefined : faults[name];
  if (refused !== 'bad-date' || !fault || !name) return null;
  return fields.some((one) => one.name === name) ? { [name]: fault } : null;
}

/** Who was written as responsible, where that is somebody on the list: reminders of the action go to them. */
export function withResponsible(intent: Intent, { people }: Collaboration): Intent {
  if (intent.type !== 'add-action') return intent;
  return { ...intent, responsiblePerson: personNamed(intent.responsible, people) };
}

/** By name or e-mail address, whatever the case; null: nobody, or more than one. */
function personNamed(written: string, people: Collaboration['people']): PersonId | null {
  const key = written.trim().toLowerCase();
  const named = people.filter(({ name, email }) => name.toLowerCase() === key || email.toLowerCase() === key);
  const [only, second] = named;
  return only && !second ? only.id : null;
}
