import { byLabel, same } from '../by-label.ts';
import { interactive } from './blocks-check.ts';
import type { Directory } from './directory.ts';
import { optionsOf, words } from './text.ts';
import { valueField } from './views.ts';
import type { Json, View } from './world.ts';

/** A place in a form that can be filled in. */
export interface Field {
  label: string;
  blockId: string;
  actionId: string;
  element: Json;
  optional: boolean;
  /** The bot is told at once of a change. */
  dispatches: boolean;
}

export function fieldsOf(view: View): Field[] {
  return (view.body.blocks as Json[]).flatMap((block) =>
    interactive(block)
      .filter((element) => valueField(element.type) !== undefined)
      .map((element) => ({
        label: words(block.label) || words(block.text) || words(element.placeholder) || String(element.action_id),
        blockId: String(block.block_id),
        actionId: String(element.action_id),
        element,
        optional: block.type !== 'input' || block.optional === true,
        dispatches: block.type !== 'input' || block.dispatch_action === true,
      })),
  );
}

/** The option whose text is this, else whose value is, else whose text begins so. */
export function optionFor(options: Json[], given: string): Json | undefined {
  const exact = options.find((one) => same(words(one.text), given)) ?? options.find((one) => one.value === given);
  return exact ?? byLabel(options, given, (one) => words(one.text));
}

/** What stands in `view.state.values` after a person filled the field so. Throws when a choice is not there. */
export function valueFor(field: Field, given: string | string[], directory: Directory, suggested: Json[] = []): Json {
  const type = String(field.element.type);
  const name = valueField(type) as string;
  const many = [given].flat().filter((one) => one !== '');
  const isMany = name.endsWith('s');
  const found = many.map((one) => single(field, type, one, directory, suggested));
  return { type, [name]: isMany ? found : (found[0] ?? null) };
}

function single(field: Field, type: string, given: string, directory: Directory, suggested: Json[]): unknown {
  if (type.includes('users_select')) {
    const userId = byLabel(directory.userIds(), given, directory.nameOf) ?? (directory.personOf(given) && given);
    if (userId) return userId;
  } else if (type.includes('channels_select') || type.includes('conversations_select')) {
    const channel = directory.byName(given) ?? directory.channel(given);
    if (channel) return channel.id;
  } else if (type === 'datetimepicker') {
    return /^\d+$/.test(given) ? Number(given) : Math.floor(Date.parse(given) / 1000);
  } else if (type === 'rich_text_input') {
    const section = { type: 'rich_text_section', elements: [{ type: 'text', text: given }] };
    return { type: 'rich_text', elements: [section] };
  } else if (type.includes('select') || type === 'radio_buttons' || type === 'checkboxes') {
    const options = [...optionsOf(field.element), ...suggested];
    const option = optionFor(options, given);
    if (option) return option;
  } else {
    return given;
  }
  throw new Error(`no choice "${given}" under "${field.label}"`);
}

/** What Slack itself says before it sends a form: by block_id. */
export function clientErrors(view: View): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const field of fieldsOf(view)) {
    const held = view.values[field.blockId]?.[field.actionId] ?? {};
    const value = held[valueField(field.element.type) ?? ''];
    const empty = value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
    if (empty && !field.optional) errors[field.blockId] = 'Please complete this required field.';
    if (empty || typeof value !== 'string') continue;
    const { min_length: least, max_length: most } = field.element;
    const longest = typeof most === 'number' ? most : 3000;
    if (typeof least === 'number' && value.length < least) errors[field.blockId] = `At least ${least} characters.`;
    if (field.element.type === 'plain_text_input' && value.length > longest) {
      errors[field.blockId] = `No more than ${longest} characters.`;
    }
    if (field.element.type === 'email_text_input' && !/^\S+@\S+$/.test(value)) errors[field.blockId] = 'Not an email.';
    if (field.element.type === 'number_input' && Number.isNaN(Number(value.replace(',', '.')))) {
      errors[field.blockId] = 'Not a number.';
    }
  }
  return errors;
}
