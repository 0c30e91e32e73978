import { byLabel } from '../by-label.ts';
import type { FormOutcome, Hands } from '../parts.ts';
import type { Acts, Outcome } from './act.ts';
import type { SlackContext } from './context.ts';
import type { ActionRef } from './elements.ts';
import { fieldsOf } from './form.ts';
import { edit, post, remove } from './post.ts';
import { readable, typed } from './readable.ts';
import { messageText, pressable, visibleText, words } from './text.ts';
import { topModal, viewJson } from './views.ts';
import { findMessage, type Json, type Message, type View } from './world.ts';

/** A message as a person sees it; `text` is everything readable on it. */
export interface SeenMessage {
  ts: string;
  from: string;
  fromBot: boolean;
  text: string;
  blocks: Json[];
  threadTs?: string;
  ephemeral: boolean;
  edited: boolean;
  files: Json[];
}

export interface SlackHands extends Hands {
  command(where: string, text: string): Promise<Outcome>;
  click(where: string, ts: string, ref: ActionRef): Promise<Outcome>;
  reply(where: string, ts: string, text: string): string;
  /** Changes what the person wrote. */
  edit(where: string, ts: string, text: string): void;
  /** Takes a message away: one's own, or, as who looks after the workspace may, anybody's. */
  remove(where: string, ts: string): void;
  messages(where: string): SeenMessage[];
  /** The open modal, as the bot would get it. */
  modal(): Json | undefined;
  home(): Json | undefined;
  openHome(tab?: 'home' | 'messages'): void;
  shortcut(name: string, where?: string, ts?: string): Promise<Outcome>;
  close(): Promise<void>;
  notes(): string[];
  fill(values: Record<string, string | string[]>): Promise<void>;
  say(where: string, text: string, thread?: string): Promise<string | Outcome>;
}

export function createHands(context: SlackContext, acts: Acts, user: string): SlackHands {
  const { directory } = context;
  const { commandName, shortcuts = [] } = context.deps.options.slack;

  function channelOf(where: string): string {
    const channel = where === 'dm' ? directory.dmOf(user) : (directory.byName(where) ?? directory.channel(where));
    if (!channel) throw new Error(`no channel "${where}"`);
    return channel.id;
  }

  function seen(where: string): Message[] {
    return (context.world().messages[channelOf(where)] ?? []).filter((one) => !one.onlyFor || one.onlyFor === user);
  }

  function messageOf(where: string, ts: string): Message {
    const message = findMessage(context.world(), channelOf(where), ts);
    if (!message || (message.onlyFor && message.onlyFor !== user)) throw new Error(`no message ${ts} in ${where}`);
    return message;
  }

  function homeView(): View | undefined {
    return context.world().views[context.world().homes[user] ?? ''];
  }

  function modalOrThrow(): View {
    const view = topModal(context, user);
    if (!view) throw new Error('no form is open');
    return view;
  }

  function labelsOf(message: Message): string[] {
    const attached = message.attachments.flatMap((one) => (one.blocks as Json[] | undefined) ?? []);
    const names = shortcuts.filter((one) => one.type === 'message').map((one) => one.name);
    return [...pressable([...message.blocks, ...attached]), ...names];
  }

  function say(where: string, text: string, thread?: string): string {
    const content = { text: typed(text, directory), blocks: [], attachments: [] };
    const more = thread ? { threadTs: messageOf(where, thread).threadTs ?? thread } : {};
    return post(context, channelOf(where), { user, fromBot: false }, content, more).ts;
  }

  function shortcut(name: string, where?: string, ts?: string): Promise<Outcome> {
    const type = ts ? 'message' : 'global';
    const found = shortcuts.find((one) => one.type === type && (one.name === name || one.callbackId === name));
    if (!found) throw new Error(`no shortcut "${name}"`);
    return acts.shortcut(user, found.callbackId, ts && where ? messageOf(where, ts) : undefined);
  }

  async function press(where: string, cardId: string, label: string): Promise<Outcome> {
    const modal = topModal(context, user);
    const home = homeView();
    let outcome: Outcome;
    if (where === 'home' && home) outcome = await acts.clickView(home, { label });
    else if (cardId !== '') {
      const onMessage = shortcuts.some((one) => one.type === 'message' && one.name === label);
      const message = messageOf(where, cardId);
      outcome = onMessage ? await shortcut(label, where, cardId) : await acts.clickMessage(user, message, { label });
    } else outcome = modal ? await acts.clickView(modal, { label }) : await shortcut(label);
    if (!outcome.ok) throw new Error(outcome.error);
    return outcome;
  }

  async function fill(values: Record<string, string | string[]>): Promise<void> {
    for (const [label, given] of Object.entries(values)) {
      const view = modalOrThrow();
      const field = byLabel(fieldsOf(view), label, (one) => one.label);
      if (!field) {
        throw new Error(
          `no field "${label}"; there is: ${fieldsOf(view)
            .map((one) => one.label)
            .join(', ')}`,
        );
      }
      const outcome = await acts.setField(view, field.blockId, field.actionId, given);
      if (!outcome.ok) throw new Error(outcome.error);
    }
  }

  async function submit(): Promise<FormOutcome> {
    const view = modalOrThrow();
    const labels = new Map(
      (view.body.blocks as Json[]).map((one) => [one.block_id, words(one.label) || String(one.block_id)]),
    );
    await acts.submit(view);
    const errors = Object.entries(view.errors).map(([id, text]) => [labels.get(id) ?? id, text]);
    if (view.failed) return { closed: false, errors: { '': view.failed } };
    if (errors.length > 0) return { closed: false, errors: Object.fromEntries(errors) };
    return { closed: topModal(context, user) === undefined };
  }

  function findCard(where: string, containedText: string): { id: string; text: string; labels: string[] } | undefined {
    const home = homeView();
    if (where === 'home') {
      const blocks = (home?.body.blocks as Json[] | undefined) ?? [];
      const text = readable(visibleText(blocks), directory);
      return home && text.includes(containedText) ? { id: home.id, text, labels: pressable(blocks) } : undefined;
    }
    for (const message of seen(where).toReversed()) {
      const text = readable(messageText(message), directory);
      if (text.includes(containedText)) return { id: message.ts, text, labels: labelsOf(message) };
    }
    return undefined;
  }

  return {
    command: (where, text) => acts.command(user, channelOf(where), commandName, text),
    say: async (where, text, thread) => {
      const name = text.split(' ')[0] ?? '';
      if (name !== commandName) return say(where, text, thread);
      return acts.command(user, channelOf(where), commandName, text.slice(name.length).trim());
    },
    reply: (where, ts, text) => say(where, text, ts),
    edit: (where, ts, text) => {
      const message = messageOf(where, ts);
      if (message.user !== user) throw new Error('only who wrote it can change it');
      edit(context, message, { text: typed(text, directory), blocks: [], attachments: [] });
    },
    remove: (where, ts) => remove(context, messageOf(where, ts)),
    click: (where, ts, ref) => {
      const view = where === 'home' ? homeView() : where === 'modal' ? topModal(context, user) : undefined;
      return view ? acts.clickView(view, ref) : acts.clickMessage(user, messageOf(where, ts), ref);
    },
    messages: (where) =>
      seen(where).map((one) => ({
        ts: one.ts,
        from: directory.nameOf(one.user),
        fromBot: one.fromBot,
        text: readable(messageText(one), directory),
        blocks: one.blocks,
        ...(one.threadTs ? { threadTs: one.threadTs } : {}),
        ephemeral: one.onlyFor !== undefined,
        edited: one.edited !== undefined,
        files: one.files ?? [],
      })),
    findCard,
    press,
    modal: () => {
      const view = topModal(context, user);
      return view && viewJson(context, view);
    },
    form: () => {
      const view = topModal(context, user);
      if (!view) return undefined;
      const labels = [...fieldsOf(view).map((one) => one.label), ...pressable(view.body.blocks as Json[])];
      return { title: words(view.body.title), labels };
    },
    home: () => {
      const view = homeView();
      return view && viewJson(context, view);
    },
    openHome: (tab = 'home') => {
      const view = homeView();
      const event = { type: 'app_home_opened', user, channel: directory.dmOf(user)?.id, tab };
      context.emit(view && tab === 'home' ? { ...event, view: viewJson(context, view) } : event);
    },
    shortcut,
    fill,
    submit,
    close: async () => {
      const view = topModal(context, user);
      if (view) await acts.close(view, false);
    },
    notes: () => (context.world().notes[user] ?? []).map((one) => one.text),
  };
}
