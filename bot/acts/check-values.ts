/** What is wrong with a form's fields, in words, before the core is asked. */
import type { Language } from '../collaboration.ts';
import { hasNationalId } from '../domain/index.ts';
import { catalog } from '../messages/index.ts';
import type { Field, Form, Values } from '../view.ts';

/** A sentence for each field at fault; empty: none. */
export function checkValues(form: Form, values: Values, language: Language): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const field of form.fields) {
    const error = fault(field, [values[field.name] ?? []].flat(), language);
    if (error) errors[field.name] = error;
  }
  return errors;
}

function fault(field: Field, given: string[], language: Language): string | null {
  const { reply, refusal } = catalog(language);
  const text = given.join('\n').trim();
  if (text === '') return field.required ? ('options' in field ? reply.chooseOne : reply.emptyField) : null;
  if (field.type === 'choice' || field.type === 'choices')
    return given.every((value) => field.options.some((o) => o.value === value)) ? null : reply.chooseOne;
  if ('maxLength' in field && text.length > field.maxLength) return reply.tooLong(field.maxLength);
  return hasNationalId([text]) ? refusal['patient-data'] : null;
}
