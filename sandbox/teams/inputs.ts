import { byLabel } from '../by-label.ts';
import { inputLabel, inputs, isJson, type Json, list, text } from './card-json.ts';

export type Values = Record<string, string>;

const OWN_WORDS = {
  required: 'Feltet må fylles ut.',
  invalid: 'Verdien er ikke gyldig.',
  long: 'Teksten er for lang.',
};

/** The values the inputs start with, by id. */
export function startValues(scope: Json[]): Values {
  const values: Values = {};
  for (const input of inputs(scope)) {
    const start = input.type === 'Input.Toggle' ? (input.value ?? input.valueOff ?? 'false') : (input.value ?? '');
    values[text(input.id)] = String(start);
  }
  return values;
}

/**
 * Turns what a person fills in, by visible label (a prefix will do) or by input id, into values by id; choices by
 * visible text. `#id` gives an input by its id with the value as the card has it. Throws when a label or choice is not there.
 */
export function readFilled(scope: Json[], filled: Record<string, string | string[]>): Values {
  const values: Values = {};
  for (const [label, value] of Object.entries(filled)) {
    if (label.startsWith('#')) {
      values[label.slice(1)] = String(value);
      continue;
    }
    const input = findInput(scope, label);
    values[text(input.id)] = readValue(input, value);
  }
  return values;
}

function findInput(scope: Json[], label: string): Json {
  const all = inputs(scope);
  const found = byLabel(all, label, inputLabel) ?? all.find((one) => one.id === label);
  if (!found) throw new Error(`no field "${label}"; there are: ${all.map(inputLabel).join(', ')}`);
  return found;
}

function readValue(input: Json, value: string | string[]): string {
  const parts = Array.isArray(value) ? value : [value];
  if (input.type === 'Input.ChoiceSet') return parts.map((part) => choiceValue(input, part)).join(',');
  if (input.type !== 'Input.Toggle') return parts.join(',');
  const on = text(input.valueOn) || 'true';
  const off = text(input.valueOff) || 'false';
  const wanted = parts[0] ?? '';
  return wanted === on ||
    ['true', 'ja', 'yes', 'på', 'on', text(input.title).toLowerCase()].includes(wanted.toLowerCase())
    ? on
    : off;
}

function choiceValue(input: Json, wanted: string): string {
  const choices = list(input.choices);
  const labelled = wanted === '' ? undefined : byLabel(choices, wanted, (one) => text(one.title));
  const found = labelled ?? choices.find((one) => one.value === wanted);
  if (found) return text(found.value);
  if (input.style === 'filtered' && isJson(input['choices.data'])) return wanted;
  throw new Error(
    `no choice "${wanted}" in "${inputLabel(input)}"; there are: ${choices.map((one) => one.title).join(', ')}`,
  );
}

/** What the client would stop before sending, by visible label; hidden inputs are not checked. */
export function inputErrors(scope: Json[], values: Values): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const input of inputs(scope)) {
    const problem = inputProblem(input, values[text(input.id)] ?? '');
    if (problem !== undefined && input.isVisible !== false)
      errors[inputLabel(input)] = text(input.errorMessage) || problem;
  }
  return errors;
}

function inputProblem(input: Json, value: string): string | undefined {
  const empty = input.type === 'Input.Toggle' ? value !== (text(input.valueOn) || 'true') : value === '';
  if (empty) return input.isRequired === true ? OWN_WORDS.required : undefined;
  if (typeof input.maxLength === 'number' && value.length > input.maxLength) return OWN_WORDS.long;
  if (typeof input.regex === 'string' && !new RegExp(input.regex).test(value)) return OWN_WORDS.invalid;
  if (input.type === 'Input.Number') return outside(input, Number(value)) ? OWN_WORDS.invalid : undefined;
  if (input.type === 'Input.Date' || input.type === 'Input.Time')
    return outside(input, value) ? OWN_WORDS.invalid : undefined;
  return undefined;
}

function outside(input: Json, value: number | string): boolean {
  if (Number.isNaN(value)) return true;
  const { min, max } = input as { min?: number | string; max?: number | string };
  return (min !== undefined && value < min) || (max !== undefined && value > max);
}

/** What goes with the action: its own data and the values that are set, all as text. `associatedInputs: none` sends none. */
export function actionData(action: Json, scope: Json[], values: Values): Json {
  const data = isJson(action.data) ? structuredClone(action.data) : {};
  if (action.associatedInputs === 'none') return data;
  for (const input of inputs(scope)) {
    const id = text(input.id);
    const value = values[id];
    if (value !== undefined && value !== '') data[id] = value;
  }
  return data;
}
