import type { InputBlock, ModalView, PlainTextOption } from '@slack/types';
import type { Field, Form } from '../../bot/index.ts';
import { plain } from './actions-to-blocks.ts';
import { type FormMemory, packMemory } from './form-memory.ts';
import { cut, LIMITS } from './limits.ts';
import { limitBlocks, nodesToBlocks } from './view-to-blocks.ts';

type Of<T extends Field['type']> = Extract<Field, { type: T }>;
type Options = [PlainTextOption, ...PlainTextOption[]];

const FORM_CALLBACK = 'samrad_form';
/** An input's block_id is this and the field's name; its action_id is always FIELD_ACTION. */
export const FIELD_PREFIX = 'field:';
const FIELD_ACTION = 'value';

/** `from`: where the answer shall go when the form comes back. */
export function formToModal(form: Form, from: Omit<FormMemory, 'act'>): ModalView {
  const inputs = form.fields.flatMap(inputOf);
  const room = LIMITS.blocksInModal - inputs.length;
  const intro = limitBlocks(nodesToBlocks(form.intro, 'intro', LIMITS.textInModal), Math.max(room, 1));
  return {
    type: 'modal',
    callback_id: FORM_CALLBACK,
    private_metadata: packMemory({ act: form.act, ...from }),
    title: plain(form.title, LIMITS.title),
    ...(form.submit !== null ? { submit: plain(form.submit, LIMITS.title) } : {}),
    close: plain(form.cancel, LIMITS.title),
    ...(inputs.length > 0 ? { notify_on_close: true } : {}),
    blocks: [...intro, ...inputs].slice(0, LIMITS.blocksInModal),
  };
}

function inputOf(field: Field): InputBlock[] {
  const element = elementOf(field);
  if (!element) return [];
  return [
    {
      type: 'input',
      block_id: `${FIELD_PREFIX}${field.name}`,
      label: plain(field.label, LIMITS.label),
      ...(field.hint ? { hint: plain(field.hint, LIMITS.label) } : {}),
      optional: !field.required,
      element: { ...element, action_id: FIELD_ACTION },
    },
  ];
}

function elementOf(field: Field): InputBlock['element'] | null {
  switch (field.type) {
    case 'text':
    case 'long-text':
      return textInput(field);
    case 'choice':
      return oneOf(field);
    case 'choices':
      return someOf(field);
    case 'date':
      return { type: 'datepicker', ...(field.initial ? { initial_date: field.initial } : {}) };
  }
}

function textInput(field: Of<'text' | 'long-text'>): InputBlock['element'] {
  const longest = Math.min(Math.max(field.maxLength, 1), LIMITS.text);
  return {
    type: 'plain_text_input',
    multiline: field.type === 'long-text',
    max_length: longest,
    ...(field.initial ? { initial_value: cut(field.initial, longest) } : {}),
  };
}

function oneOf(field: Of<'choice' | 'choices'>): InputBlock['element'] | null {
  const options = optionsOf(field);
  if (!options) return null;
  const chosen = options.find((one) => one.value === field.initial?.[0]);
  const initial = chosen ? { initial_option: chosen } : {};
  if (options.length <= LIMITS.shownOptions) return { type: 'radio_buttons', options, ...initial };
  return { type: 'static_select', options, ...initial };
}

function someOf(field: Of<'choice' | 'choices'>): InputBlock['element'] | null {
  const options = optionsOf(field);
  if (!options) return null;
  const [first, ...rest] = options.filter((one) => field.initial?.includes(one.value ?? ''));
  const initial: { initial_options?: Options } = first ? { initial_options: [first, ...rest] } : {};
  if (options.length <= LIMITS.shownOptions) return { type: 'checkboxes', options, ...initial };
  return { type: 'multi_static_select', options, ...initial };
}

/** null: there is nothing to choose from, and Slack refuses an empty list. */
function optionsOf(field: Of<'choice' | 'choices'>): Options | null {
  const [first, ...rest] = field.options.slice(0, LIMITS.options).map((one) => ({
    text: plain(one.label, LIMITS.optionText),
    value: one.value,
  }));
  return first ? [first, ...rest] : null;
}
