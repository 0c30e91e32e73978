import type { Act, Action, Form, View } from '../../bot/index.ts';
import { VERB } from './act.ts';
import type { Json } from './card.ts';
import { cut, plain } from './words.ts';

/** Teams shows six buttons in a row set; the rest go behind ⋯. */
const MOST_BUTTONS = 6;
const LONGEST_LABEL = 80;

/** A dialog takes only Action.Submit; a message takes Action.Execute, and a Submit to open a dialog. */
export type Surface = 'message' | 'dialog';

interface Button {
  label: string;
  act: Act;
  opensForm: boolean;
  style?: 'primary' | 'danger' | undefined;
}

/** The buttons, and what is behind ⋯ (`mode: secondary`; Teams names that menu itself, for screen readers too). */
export function actionSet(items: Action[], surface: Surface): Json[] {
  const shown: Button[] = items.flatMap((item) => (item.type === 'button' ? [item] : []));
  const hidden: Button[] = items.flatMap((item) => (item.type === 'menu' ? item.items : []));
  const buttons = [
    ...shown.slice(0, MOST_BUTTONS).map((one) => button(one, surface)),
    ...[...shown.slice(MOST_BUTTONS), ...hidden].map((one) => ({ ...button(one, surface), mode: 'secondary' })),
  ];
  return buttons.length === 0 ? [] : [{ type: 'ActionSet', actions: buttons }];
}

function button({ label, act, opensForm, style }: Button, surface: Surface): Json {
  const look = style === undefined ? {} : { style: style === 'primary' ? 'positive' : 'destructive' };
  const title = plain(cut(label, LONGEST_LABEL));
  if (surface === 'dialog')
    return { type: 'Action.Submit', title, ...look, associatedInputs: 'none', data: { act, press: true } };
  if (opensForm) return { type: 'Action.Submit', title, ...look, data: { msteams: { type: 'task/fetch' }, act } };
  return { type: 'Action.Execute', title, ...look, verb: VERB, data: { act } };
}

/** A message can't open a dialog; a button on it can. */
export function opener(form: Form): View {
  const open: Action = { type: 'button', label: form.title, act: form.act, style: 'primary', opensForm: true };
  return { summary: form.title, nodes: [{ type: 'actions', items: [open] }] };
}

/**
 * What Teams asks for to show a viewer their own card: only where all buttons are about one question. No user list: up to
 * 60 members Teams then does it for all, above that only for those who ask.
 */
export function lookAction(view: View): Json | undefined {
  const acts = view.nodes.flatMap((node) => (node.type === 'actions' ? node.items : [])).flatMap(actsOf);
  const questions = new Set(acts.map((act) => act.question));
  const [question] = questions;
  if (questions.size !== 1 || question === undefined) return undefined;
  return { type: 'Action.Execute', verb: VERB, data: { look: { do: 'look', question } } };
}

function actsOf(item: Action): Act[] {
  return item.type === 'button' ? [item.act] : item.items.map(({ act }) => act);
}
