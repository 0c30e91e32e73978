import { type SlackContext, SlackRefusal } from './context.ts';
import type { Ack, Delivery } from './deliver.ts';
import { type ActionRef, actionOf, findElement } from './elements.ts';
import { clientErrors, fieldsOf, valueFor } from './form.ts';
import { told } from './notes.ts';
import {
  closedPayload,
  commandPayload,
  messageActionPayload,
  shortcutPayload,
  submissionPayload,
  suggestionPayload,
  viewActionPayload,
} from './payloads.ts';
import { applyResponse } from './response-url.ts';
import { optionsOf } from './text.ts';
import { closeModals, openModal, updateView } from './views.ts';
import type { Json, Message, View } from './world.ts';

const NO_CONTACT = 'We had some trouble connecting. Try again?';

/** What a gesture led to, as the person sees it at once. */
export type Outcome = { ok: true } | { ok: false; error: string };

export type Acts = ReturnType<typeof createActs>;

/** A person's gestures, each turned into what Slack would send to the bot, and the answer into what the person sees. */
export function createActs(context: SlackContext, delivery: Delivery) {
  function failed(user: string, ack: Ack, sentence: (error: string) => string): Outcome {
    if (ack.ok) return { ok: true };
    told(context, user, sentence(ack.error));
    return { ok: false, error: ack.error };
  }

  async function command(user: string, channel: string, name: string, text: string): Promise<Outcome> {
    const ack = await delivery.send('slash_commands', commandPayload(context, user, channel, name, text));
    const body = ack.ok && typeof ack.body === 'string' ? { text: ack.body } : ack.ok ? ack.body : undefined;
    if (body && typeof body === 'object' && ('text' in body || 'blocks' in body)) {
      tryApply(user, () => applyResponse(context, { user, channel }, body as Json));
    }
    return failed(user, ack, (error) => `${name} failed with the error "${error}"`);
  }

  /** A bot's answer that Slack can't use is shown to the person as an error, and is never thrown at them. */
  function tryApply(user: string, work: () => void): boolean {
    try {
      work();
      return true;
    } catch (error) {
      if (!(error instanceof SlackRefusal)) throw error;
      told(context, user, `${error.message} ${JSON.stringify(error.details)}`);
      return false;
    }
  }

  async function clickMessage(user: string, message: Message, ref: ActionRef): Promise<Outcome> {
    const attached = message.attachments.flatMap((one) => (one.blocks as Json[] | undefined) ?? []);
    const found = findElement([...message.blocks, ...attached], ref);
    const action = actionOf(context.directory, found, ref);
    const ack = await delivery.send('interactive', messageActionPayload(context, user, message, action));
    return failed(user, ack, (error) => `The app did not answer (${error})`);
  }

  async function clickView(view: View, ref: ActionRef): Promise<Outcome> {
    const found = findElement(view.body.blocks as Json[], ref);
    const action = actionOf(context.directory, found, ref);
    const ack = await delivery.send('interactive', viewActionPayload(context, view, action));
    return failed(view.user, ack, (error) => `The app did not answer (${error})`);
  }

  /** Options of an external select for what is typed. */
  async function suggest(view: View, blockId: string, actionId: string, typed: string): Promise<Json[]> {
    const ack = await delivery.send('interactive', suggestionPayload(context, view, blockId, actionId, typed));
    return ack.ok && typeof ack.body === 'object' && ack.body ? optionsOf(ack.body as Json) : [];
  }

  /** Fills one field in; tells the bot at once where the form asks for it. */
  async function setField(view: View, blockId: string, actionId: string, given: string | string[]): Promise<Outcome> {
    const field = fieldsOf(view).find((one) => one.blockId === blockId && one.actionId === actionId);
    if (!field) throw new Error(`no field ${blockId}/${actionId} in the form`);
    const isExternal = String(field.element.type).includes('external_select');
    const suggested = isExternal ? await suggest(view, blockId, actionId, [given].flat()[0] ?? '') : [];
    const value = valueFor(field, given, context.directory, suggested);
    view.values[blockId] = { ...view.values[blockId], [actionId]: value };
    delete view.errors[blockId];
    context.deps.changed();
    if (!field.dispatches) return { ok: true };
    const action = { ...value, block_id: blockId, action_id: actionId };
    const ack = await delivery.send('interactive', viewActionPayload(context, view, action));
    return failed(view.user, ack, (error) => `The app did not answer (${error})`);
  }

  function takeErrors(view: View, given: unknown): void {
    const inputs = (view.body.blocks as Json[]).filter((one) => one.type === 'input');
    const known = new Set(inputs.map((one) => one.block_id));
    const errors = (given ?? {}) as Record<string, string>;
    if (Object.keys(errors).length === 0 || !Object.keys(errors).every((one) => known.has(one))) {
      throw new SlackRefusal('invalid_errors', Object.keys(errors));
    }
    view.errors = errors;
    context.deps.changed();
  }

  function takeSubmission(view: View, body: Json): void {
    if (body.response_action === 'clear') closeModals(context, view.user, true);
    else if (body.response_action === 'update') updateView(context, view, body.view);
    else if (body.response_action === 'push') openModal(context, view.user, body.view);
    else if (body.response_action === 'errors') takeErrors(view, body.errors);
    else closeModals(context, view.user, false);
  }

  /** Sends the form. The view itself then says what is wrong, if anything. */
  async function submit(view: View): Promise<void> {
    delete view.failed;
    view.errors = clientErrors(view);
    context.deps.changed();
    if (Object.keys(view.errors).length > 0) return;
    const ack = await delivery.send('interactive', submissionPayload(context, view));
    const body = ack.ok && ack.body && typeof ack.body === 'object' ? (ack.body as Json) : {};
    if (ack.ok && tryApply(view.user, () => takeSubmission(view, body))) return;
    view.failed = NO_CONTACT;
    context.deps.changed();
  }

  async function close(view: View, all: boolean): Promise<void> {
    const cleared = all || view.body.clear_on_close === true;
    closeModals(context, view.user, cleared);
    if (view.body.notify_on_close === true) await delivery.send('interactive', closedPayload(context, view, cleared));
  }

  async function shortcut(user: string, callbackId: string, message?: Message): Promise<Outcome> {
    const ack = await delivery.send('interactive', shortcutPayload(context, user, callbackId, message));
    return failed(user, ack, (error) => `The app did not answer (${error})`);
  }

  return { command, clickMessage, clickView, suggest, setField, submit, close, shortcut };
}
