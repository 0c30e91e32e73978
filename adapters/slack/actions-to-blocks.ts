import type { ActionsBlock, Button, Overflow, PlainTextElement, PlainTextOption, StaticSelect } from '@slack/types';
import type { Act, Action } from '../../bot/index.ts';
import { encodeAct } from './act-codec.ts';
import { cut, LIMITS } from './limits.ts';

type Element = Button | Overflow | StaticSelect;
type Menu = Extract<Action, { type: 'menu' }>;

/** Plain text as Slack wants it: never empty, never turning `:words:` into pictures. */
export function plain(text: string, longest: number): PlainTextElement {
  return { type: 'plain_text', text: text.trim() ? cut(text, longest) : '…', emoji: false };
}

/** The buttons and menus of one node, 25 to a block. Action ids are unique in the message because `id` is. */
export function actionsToBlocks(actions: Action[], id: string): ActionsBlock[] {
  const elements = actions.flatMap(elementsOf).map((element, at) => ({ ...element, action_id: `press:${id}:${at}` }));
  const blocks: ActionsBlock[] = [];
  for (let from = 0; from < elements.length; from += LIMITS.elements) {
    const part = elements.slice(from, from + LIMITS.elements);
    blocks.push({ type: 'actions', block_id: from === 0 ? id : `${id}-${from}`, elements: part });
  }
  return blocks;
}

function elementsOf(action: Action): Element[] {
  switch (action.type) {
    case 'button':
      return [button(action.label, action.act, action.style)];
    case 'menu':
      return menu(action);
    case 'select':
      return [select(action)];
  }
}

function button(label: string, act: Act, style?: 'primary' | 'danger'): Button {
  const value = encodeAct(act);
  return {
    type: 'button',
    text: plain(label, LIMITS.button),
    value: value.length <= LIMITS.buttonValue ? value : encodeAct({ do: 'unknown' }),
    ...(style ? { style } : {}),
  };
}

/**
 * Up to five choices behind each ⋯, which is all that Slack takes there. A list would hold them all, but it tells nobody
 * when the same choice is made again, as after a form that was cancelled. Where an act is too long for a choice, plain
 * buttons carry it.
 */
function menu({ items }: Menu): Element[] {
  const options = items.map(option);
  if (options.some((one) => one.value.length > LIMITS.optionValue)) {
    return items.map((item) => button(item.label, item.act));
  }
  const menus: Overflow[] = [];
  for (let from = 0; from < options.length; from += LIMITS.overflowOptions) {
    menus.push({
      type: 'overflow',
      options: options.slice(from, from + LIMITS.overflowOptions) as Overflow['options'],
    });
  }
  return menus;
}

/** A list that shows what holds now; it tells only of another choice, which is what is wanted here. */
function select({ label, options, chosen }: Extract<Action, { type: 'select' }>): StaticSelect {
  const all = options.map(option);
  const initial = all[chosen];
  const placeholder = plain(label, LIMITS.placeholder);
  return { type: 'static_select', placeholder, options: all, ...(initial ? { initial_option: initial } : {}) };
}

function option(item: { label: string; act: Act }): PlainTextOption & { value: string } {
  return { text: plain(item.label, LIMITS.optionText), value: encodeAct(item.act) };
}
