import type { Act, Form, FromOutside, Values, View } from '../../bot/index.ts';
import type { AccountOf } from './account.ts';
import { readTapped, readValues } from './act.ts';
import { type Activity, requestIdOf } from './activity.ts';
import type { Ask, Outcome } from './ask.ts';
import { CARD_TYPE, type Card } from './card.ts';
import { type Again, formToCard } from './form-to-card.ts';
import type { Answer } from './sdk.ts';
import { viewToCard } from './view-to-card.ts';
import { cut } from './words.ts';

const LONGEST_TITLE = 60;
/** What is left of Teams' 5 s to show a form again after the core has used its own time. */
const REOPEN_WITHIN_MS = 700;

/** A dialog is wanted, or one of its buttons was pressed. */
export async function onDialog(activity: Activity, ask: Ask, accountOf: AccountOf, withinMs: number): Promise<Answer> {
  const data = (activity.value as { data?: unknown } | null)?.data;
  const tapped = readTapped(data);
  if (tapped?.cancel) return closed();
  if (!tapped?.act) return { status: 400 };
  const { act } = tapped;
  const from = { account: accountOf(activity), requestId: requestIdOf(activity) };
  if (activity.name === 'task/fetch' || tapped.press)
    return dialogOf(await ask({ kind: 'press', act, ...from }, activity.locale, withinMs), activity, tapped.begun);
  const values = readValues(data);
  const outcome = await ask({ kind: 'submit', act, values, ...from }, activity.locale, withinMs);
  if (outcome.kind === 'invalid') {
    const [answer] = await Promise.all([reopened({ errors: outcome.errors, values }, act, from), kept(values)]);
    return answer;
  }
  if (outcome.kind === 'fault') return reopened({ says: outcome.text, values }, act, from);
  return dialogOf(outcome, activity);

  /** Teams does not tell when a form is closed: what was sent back is kept at once, should the person leave it there. */
  async function kept(values: Values): Promise<void> {
    const requestId = `${from.requestId}:left`;
    await ask({ kind: 'leave', act, values, ...from, requestId }, activity.locale, REOPEN_WITHIN_MS);
  }

  /** The form again with what was filled in. What opens it is asked of the core: any replica may be the one to answer. */
  async function reopened(again: Again, act: Act, { account, requestId }: FromOutside): Promise<Answer> {
    const wanted = { kind: 'press', act, again: true, account, requestId: `${requestId}:form` } as const;
    const outcome = await ask(wanted, activity.locale, REOPEN_WITHIN_MS);
    if (outcome.kind === 'form') return formShown(outcome.form, again);
    return said(activity, again.says ?? Object.values(again.errors ?? {}).join(' '));
  }
}

/** What came of asking, as a dialog. `begun`: what the form starts with, if it was asked for with words. */
export function dialogOf(outcome: Outcome, activity: Activity, begun: Values = {}): Answer {
  switch (outcome.kind) {
    case 'form':
      return formShown(outcome.form, { values: begun });
    case 'done':
    case 'refused':
      return outcome.view ? viewShown(outcome.view, outcome.text) : said(activity, outcome.text);
    case 'fault':
      return said(activity, outcome.text);
    case 'invalid':
      return said(activity, Object.values(outcome.errors).join(' '));
    case 'quiet':
      return closed();
    default:
      return outcome satisfies never;
  }
}

function viewShown(view: View, says: string): Answer {
  return shown(cut(view.summary, LONGEST_TITLE), viewToCard(view, { says, surface: 'dialog' }));
}

function formShown(form: Form, again: Again): Answer {
  return shown(form.title, formToCard(form, again), form.fields.length > 2 ? 'large' : 'medium');
}

function shown(title: string, content: Card, height = 'medium'): Answer {
  const value = { title, width: 'medium', height, card: { contentType: CARD_TYPE, content } };
  return { status: 200, body: { task: { type: 'continue', value } } };
}

/** A message is for what a form was sent with; a dialog that is asked for, or a message extension's, shows it as an empty box. */
function said({ name, recipient }: Activity, value: string): Answer {
  if (name === 'task/submit') return { status: 200, body: { task: { type: 'message', value } } };
  const view: View = { summary: value, nodes: [{ type: 'text', text: value }] };
  return shown(recipient.name ?? '', viewToCard(view, { surface: 'dialog' }), 'small');
}

/**
 * Teams closes a dialog when there is no body, one of a message extension too (“No response”: learn.microsoft.com/microsoftteams/platform/
 * messaging-extensions/how-to/action-commands/respond-to-task-module-submit). To a body without a task it says that the app can't be reached.
 */
function closed(): Answer {
  return { status: 200 };
}
