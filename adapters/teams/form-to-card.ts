import type { Field, Form, Values } from '../../bot/index.ts';
import { choiceValue, inputId } from './act.ts';
import { type Card, card, fitted, type Json } from './card.ts';
import { elements } from './view-to-card.ts';
import { plain } from './words.ts';

/** Up to so many choices are all shown; more fold into a list. */
const MOST_SHOWN_CHOICES = 6;

/** Fields that are seen without scrolling, about. */
const MOST_SEEN_FIELDS = 5;

/** What was filled in before and is shown again. */
export interface Again {
  /** A sentence at each field, by name. */
  errors?: Record<string, string>;
  values?: Values;
  /** A sentence about the whole form. */
  says?: string;
}

/**
 * The form as the card of a dialog. Only what is read above the fields gives way: a form without a field or its button is none, and what
 * was filled in is not cut. What a dialog may hold is not documented; the limit of a message is kept wherever that can be.
 */
export function formToCard(form: Form, again: Again = {}): Card {
  const errors = again.errors ?? {};
  const general = inOrder(form, errors).flatMap(([name, sentence]) => inGeneral(form, name, sentence));
  if (again.says !== undefined) general.push(again.says);
  const asked = form.fields.flatMap((field) => fieldElements(field, errors[field.name], again.values));
  // Shown again, a form opens at its top in one client and where the person was, at its end, in another.
  const atEnd = isLong(form) ? general.map(fault) : [];
  const filledIn = [...asked, ...atEnd, { type: 'ActionSet', actions: [...submit(form), cancel(form)] }];
  return fitted((textLimit) => {
    const read = elements(form.intro, { textLimit, surface: 'dialog' });
    return card([...general.map(fault), ...read, ...filledIn], form.title);
  }, filledIn.length);
}

/** As the fields stand; first those of none. */
function inOrder({ fields }: Form, errors: Record<string, string>): [string, string][] {
  const at = (name: string) => fields.findIndex((one) => one.name === name);
  return Object.entries(errors).toSorted(([one], [other]) => at(one) - at(other));
}

/** Of a field the form lacks; in a long form, of every field: it may be far from what is seen. */
function inGeneral(form: Form, name: string, sentence: string): string[] {
  const field = form.fields.find((one) => one.name === name);
  if (!field) return [sentence];
  const { label } = field;
  return isLong(form) ? [`${label}${/[?:.]$/.test(label) ? '' : ':'} ${sentence}`] : [];
}

function isLong({ fields }: Form): boolean {
  return fields.length > MOST_SEEN_FIELDS;
}

/** A card can't arrive with an error already showing at an input, so the sentence stands right above it. */
function fieldElements(field: Field, error: string | undefined, values: Values | undefined): Json[] {
  const hint = field.hint === undefined ? [] : [run(field.hint, { isSubtle: true, size: 'Small' })];
  return [...(error === undefined ? [] : [fault(error)]), input(field, error, values), ...hint];
}

function input(field: Field, error: string | undefined, values: Values | undefined): Json {
  const many = field.type === 'choices';
  const shared = {
    id: inputId(field.name, many),
    label: plain(field.label),
    isRequired: field.required,
    ...(field.required || error !== undefined
      ? { errorMessage: plain(error ?? field.whenEmpty ?? field.hint ?? field.label) }
      : {}),
  };
  switch (field.type) {
    case 'text':
    case 'long-text':
      return {
        type: 'Input.Text',
        ...shared,
        isMultiline: field.type === 'long-text',
        maxLength: field.maxLength,
        ...value(one(values?.[field.name] ?? field.initial)),
      };
    case 'choice':
    case 'choices':
      return {
        type: 'Input.ChoiceSet',
        ...shared,
        isMultiSelect: many,
        style: field.options.length <= MOST_SHOWN_CHOICES ? 'expanded' : 'compact',
        wrap: true,
        choices: field.options.map((option) => ({
          title: plain(option.label),
          value: choiceValue(option.value, many),
        })),
        ...value(chosen(values?.[field.name] ?? field.initial, many)),
      };
    case 'date':
      return { type: 'Input.Date', ...shared, ...value(one(values?.[field.name] ?? field.initial)) };
    default:
      return field satisfies never;
  }
}

function value(start: string | undefined): Json {
  return start === undefined || start === '' ? {} : { value: start };
}

function one(start: string | string[] | undefined): string | undefined {
  return Array.isArray(start) ? start[0] : start;
}

function chosen(start: string | string[] | undefined, many: boolean): string | undefined {
  if (!many) return one(start);
  const list = Array.isArray(start) ? start : (start ?? '').split(',').filter(Boolean);
  return list.map((each) => choiceValue(each, true)).join(',');
}

function fault(sentence: string): Json {
  return run(sentence, { color: 'Attention', weight: 'Bolder' });
}

function run(words: string, look: Json): Json {
  return { type: 'RichTextBlock', spacing: 'Small', inlines: [{ type: 'TextRun', text: plain(words), ...look }] };
}

function submit({ submit: title, act }: Form): Json[] {
  return title === null ? [] : [{ type: 'Action.Submit', title: plain(title), style: 'positive', data: { act } }];
}

function cancel(form: Form): Json {
  return { type: 'Action.Submit', title: plain(form.cancel), associatedInputs: 'none', data: { cancel: true } };
}
