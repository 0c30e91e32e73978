import type { FormOutcome } from '../parts.ts';
import { cardProblems } from './card-check.ts';
import { actions, isJson, type Json, text } from './card-json.ts';
import { findAction, type Target } from './find-action.ts';
import { actionData, inputErrors, readFilled, startValues } from './inputs.ts';
import { ask, type Dialog, object, type Room, type Session, type Spot, wrong } from './session.ts';

/** `message`: what the bot says at the end. `result`: what a message extension puts into the compose box. */
export type DialogOutcome = FormOutcome & { message?: string; result?: Json[] };

type Opened = { closed: boolean; title: string; message?: string; result?: Json[] };

/** Asks the bot for a dialog and puts it in front of the person. Its answers will be sent as `submit`. */
export async function openDialog(
  room: Room,
  session: Session,
  spot: Spot,
  name: string,
  value: Json,
  submit: string,
  extra: Json,
): Promise<Opened> {
  const from: Dialog['from'] = {
    place: spot.place,
    ...(spot.root === undefined ? {} : { root: spot.root }),
    ...(spot.messageId === undefined ? {} : { messageId: spot.messageId }),
    submit,
    extra,
  };
  session.dialog = undefined;
  const body = await ask(room, session, spot, name, value);
  const opened = show(room, session, from, name, body);
  if (opened.closed && !opened.result) throw wrong(room, `${name}: the answer opens no dialog`);
  return opened;
}

/** Takes {task} or {composeExtension}. No body at all closes the dialog; with another it stays, and the person is told that the app can't be reached. */
function show(room: Room, session: Session, from: Dialog['from'], name: string, body: unknown): Opened {
  if (body === undefined) {
    session.dialog = undefined;
    room.changed();
    return { closed: true, title: '' };
  }
  const answer = object(room, body, name);
  if (isJson(answer.composeExtension)) return composed(session, answer.composeExtension);
  const { task } = answer;
  if (!isJson(task)) throw wrong(room, `${name}: Task or Task Type is missing in Task Module response`);
  if (task.type === 'message') {
    // Only the answer to a form that was sent from a message's dialog is shown so.
    if (name !== 'task/submit') throw wrong(room, `${name}: a message is shown as an empty dialog`);
    session.dialog = undefined;
    room.changed();
    return { closed: true, title: '', message: text(task.value) };
  }
  const value = isJson(task.value) ? task.value : {};
  const card = isJson(value.card) ? value.card.content : undefined;
  const problems = [...cardProblems(card), ...(isJson(card) ? menuProblems(card) : [])];
  if (task.type !== 'continue' || problems.length > 0 || !isJson(card))
    throw wrong(room, `${name}: not a dialog Teams can show: ${problems.join('; ') || String(task.type)}`);
  session.dialog = { title: text(value.title), card, values: startValues([card]), errors: {}, from };
  room.changed();
  return { closed: false, title: text(value.title) };
}

/** https://github.com/microsoft/Teams-AdaptiveCards-Mobile/issues/321 */
function menuProblems(card: Json): string[] {
  const hidden = [...actions(card)].filter(({ action }) => action.mode === 'secondary');
  return hidden.map(({ action }) => `"${text(action.title)}" is behind ⋯, which Android does not open in a dialog`);
}

function composed(session: Session, extension: Json): Opened {
  session.dialog = undefined;
  if (extension.type === 'message') return { closed: true, title: '', message: text(extension.text) };
  const attachments = Array.isArray(extension.attachments) ? extension.attachments.filter(isJson) : [];
  return { closed: true, title: '', result: attachments };
}

export function fillDialog(session: Session, filled: Record<string, string | string[]>): void {
  const dialog = openOne(session);
  Object.assign(dialog.values, readFilled(dialog.card ? [dialog.card] : [], filled));
}

/** Presses the dialog's button with that label, else its first Action.Submit. Throws with what the person would be told. */
export async function submitDialog(room: Room, session: Session, target?: Target): Promise<DialogOutcome> {
  const dialog = openOne(session);
  if (!dialog.card) throw new Error('the dialog has no card to submit');
  const { action, scope } = findAction([dialog.card], target ?? firstSubmit(dialog.card));
  if (action.type !== 'Action.Submit') throw wrong(room, `a dialog can't run ${String(action.type)}`);
  const errors = action.associatedInputs === 'none' ? {} : inputErrors(scope, dialog.values);
  dialog.errors = errors;
  room.changed();
  if (Object.keys(errors).length > 0) return { closed: false, errors };
  const data = actionData(action, scope, dialog.values);
  const { from } = dialog;
  const body = await ask(room, session, from, from.submit, { ...from.extra, data, context: { theme: 'default' } });
  const { title: _, ...outcome } = show(room, session, from, from.submit, body);
  return outcome;
}

function firstSubmit(card: Json): { index: number } {
  return { index: [...actions(card)].findIndex(({ action }) => action.type === 'Action.Submit') };
}

function openOne(session: Session): Dialog {
  if (!session.dialog) throw new Error('no dialog is open');
  return session.dialog;
}
