import { byLabel } from '../by-label.ts';
import { interactive } from './blocks-check.ts';
import type { Directory } from './directory.ts';
import { optionFor, valueFor } from './form.ts';
import { labelsOf, words } from './text.ts';
import { valueField } from './views.ts';
import type { Json } from './world.ts';

/** Which element is meant: by what is visible on it, or by its ids. `value` is the choice where that needs one. */
export type ActionRef = { label: string } | { actionId: string; blockId?: string; value?: string | string[] };

interface Found {
  block: Json;
  element: Json;
}

/** The element that a person means. Throws with what is there when it is not. */
export function findElement(blocks: Json[], ref: ActionRef): Found {
  const all = blocks
    .filter((block) => !('label' in ref) || block.type !== 'input')
    .flatMap((block) => interactive(block).map((element) => ({ block, element })));
  if ('label' in ref) {
    const labels = all.flatMap((one) => labelsOf(one.element).map((label) => ({ ...one, label })));
    const found = byLabel(labels, ref.label, (one) => one.label);
    if (found) return found;
    throw new Error(`nothing labelled "${ref.label}"; there is: ${labels.map((one) => one.label).join(', ')}`);
  }
  const found = all.find(
    ({ block, element }) =>
      element.action_id === ref.actionId && (ref.blockId === undefined || ref.blockId === block.block_id),
  );
  if (!found) throw new Error(`no element ${ref.actionId}`);
  return found;
}

/** The entry of `actions` in a block_actions payload, save its action_ts. */
export function actionOf(directory: Directory, { block, element }: Found, ref: ActionRef): Json {
  const ids = { block_id: block.block_id, action_id: element.action_id, type: element.type };
  if (element.type === 'button') {
    const { text, value, style } = element;
    return { ...ids, text, ...(value === undefined ? {} : { value }), ...(style === undefined ? {} : { style }) };
  }
  const chosen = 'label' in ref ? ref.label : (ref.value ?? '');
  if (element.type === 'overflow') {
    const option = optionFor(element.options as Json[], String(chosen));
    if (!option) throw new Error(`no choice "${chosen}" in the menu`);
    return { ...ids, selected_option: option };
  }
  const label = words(block.text) || String(element.action_id);
  const field = { label, blockId: '', actionId: '', element, optional: true, dispatches: true };
  if (!valueField(element.type)) throw new Error(`a ${element.type} can't be used`);
  return { ...ids, ...valueFor(field, chosen, directory) };
}
