import type { Act, Action, Form, Values, View } from '../../bot/index.ts';
import { VERB } from './act.ts';
import { type Card, card, type Json } from './card.ts';
import { cut, plain } from './words.ts';

/** Teams shows six buttons in a row set; the rest go behind ⋯. */
const MOST_BUTTONS = 6;
const LONGEST_LABEL = 80;
/** Characters of what a form starts with that a button may carry. */
const LONGEST_START = 4_000;

/**
 * A dialog takes only Action.Submit; a message takes Action.Execute, and a Submit to open a dialog. `question`: a message about one
 * question, in whose place the presser's own card may come.
 */
export type Surface = 'message' | 'question' | 'dialog';

interface Button {
  label: string;
  act: Act;
  opensForm: boolean;
  style?: 'primary' | 'danger' | undefined;
}

/** The buttons, and what is behind ⋯ (`mode: secondary`; Teams names that menu itself, for screen readers too). */
export function actionSets(items: Action[], surface: Surface): Json[] {
  const shown: Button[] = items.flatMap(shownOf);
  const hidden: Button[] = items.flatMap((item) => (item.type === 'menu' ? item.items : []));
  if (surface === 'dialog') return rows([...shown, ...hidden].map((one) => button(one, surface)));
  const buttons = [
    ...shown.slice(0, MOST_BUTTONS).map((one) => button(one, surface)),
    ...[...shown.slice(MOST_BUTTONS), ...hidden].map((one) => ({ ...button(one, surface), mode: 'secondary' })),
  ];
  return buttons.length === 0 ? [] : [{ type: 'ActionSet', actions: buttons }];
}

/** In a dialog ⋯ does nothing on Android: github.com/microsoft/Teams-AdaptiveCards-Mobile/issues/321. */
function rows(buttons: Json[]): Json[] {
  const count = Math.ceil(buttons.length / MOST_BUTTONS);
  const row = (n: number) => buttons.slice(n * MOST_BUTTONS, (n + 1) * MOST_BUTTONS);
  return Array.from({ length: count }, (_, n) => ({ type: 'ActionSet', actions: row(n) }));
}

/** Of several that one holds of, a button each: a list would need a button beside it. */
function shownOf(item: Action): Button[] {
  if (item.type === 'button') return [item];
  if (item.type === 'menu') return [];
  const style = (at: number) => (at === item.chosen ? ('primary' as const) : undefined);
  return item.options.map(({ label, act }, at) => ({ label, act, opensForm: false, style: style(at) }));
}

function button({ label, act, opensForm, style }: Button, surface: Surface): Json {
  const look = style === undefined ? {} : { style: style === 'primary' ? 'positive' : 'destructive' };
  const title = plain(cut(label, LONGEST_LABEL));
  if (surface === 'dialog')
    return { type: 'Action.Submit', title, ...look, associatedInputs: 'none', data: { act, press: true } };
  if (opensForm) return { type: 'Action.Submit', title, ...look, data: { msteams: { type: 'task/fetch' }, act } };
  const data = surface === 'question' || act.within !== undefined ? { act, own: true } : { act };
  return { type: 'Action.Execute', title, ...look, verb: VERB, data };
}

/** A message can't open a dialog; a button on it can. What the form starts with rides along, for the core to be asked again. */
export function openerCard(form: Form): Card {
  const open = button({ label: form.title, act: form.act, opensForm: true, style: 'primary' }, 'message');
  const begun = begunIn(form);
  const data = { ...(open.data as Json), ...(JSON.stringify(begun).length <= LONGEST_START ? { begun } : {}) };
  return card([{ type: 'ActionSet', actions: [{ ...open, data }] }], form.title);
}

function begunIn(form: Form): Values {
  return Object.fromEntries(
    form.fields.flatMap(({ name, initial }) => (initial === undefined ? [] : [[name, initial]])),
  );
}

/**
 * What Teams asks for to show a viewer their own card: only where all buttons are about one question.
 */
export function lookAction(view: View): Json | undefined {
  const acts = actsIn(view);
  const [first] = acts;
  if (
    first?.question === undefined ||
    first.within !== undefined ||
    acts.some(({ question }) => question !== first.question)
  )
    return undefined;
  const { question, level } = first;
  return { type: 'Action.Execute', verb: VERB, data: { look: { do: 'look', question, level } } };
}

/** For a list of what waits for a person, as long as it has something to press: the list as it is when they look. */
export function lookAtList(view: View): Json | undefined {
  if (!actsIn(view).some(({ within }) => within !== undefined)) return undefined;
  return { type: 'Action.Execute', verb: VERB, data: { look: { do: 'mine' } } };
}

function actsIn(view: View): Act[] {
  return view.nodes.flatMap((node) => (node.type === 'actions' ? node.items : [])).flatMap(actsOf);
}

function actsOf(item: Action): Act[] {
  if (item.type === 'button') return [item.act];
  return (item.type === 'menu' ? item.items : item.options).map(({ act }) => act);
}
