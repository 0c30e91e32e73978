import { z } from 'zod';
import type { Acts } from './act.ts';
import type { SlackContext } from './context.ts';
import type { SlackHands } from './hands.ts';
import { topModal } from './views.ts';
import { findMessage, type Json, type Message, type View } from './world.ts';

const value = z.union([z.string(), z.array(z.string())]);
const ref = { blockId: z.string(), actionId: z.string(), value: value.optional() };

/** What the page can ask for. */
const paneAction = z.discriminatedUnion('do', [
  z.object({ do: z.literal('say'), channel: z.string(), text: z.string().min(1), thread: z.string().optional() }),
  z.object({ do: z.literal('click'), channel: z.string(), ts: z.string(), ...ref }),
  z.object({ do: z.literal('clickView'), view: z.string(), ...ref }),
  z.object({ do: z.literal('set'), view: z.string(), blockId: z.string(), actionId: z.string(), value }),
  z.object({ do: z.literal('suggest'), view: z.string(), blockId: z.string(), actionId: z.string(), text: z.string() }),
  z.object({ do: z.literal('submit') }),
  z.object({ do: z.literal('close') }),
  z.object({ do: z.literal('home') }),
  z.object({ do: z.literal('shortcut'), name: z.string(), channel: z.string().optional(), ts: z.string().optional() }),
]);

/** What the Slack pane of the page shows, and does. */
export function createPane(context: SlackContext, acts: Acts) {
  const { directory } = context;

  function message(one: Message): Json {
    const { user, onlyFor, ...rest } = one;
    return {
      ...rest,
      from: directory.nameOf(user),
      ephemeral: onlyFor !== undefined,
    };
  }

  function channel(id: string, name: string, user: string): Json {
    const all = (context.world().messages[id] ?? []).filter((one) => !one.onlyFor || one.onlyFor === user);
    return { id, name, messages: all.slice(-200).map(message) };
  }

  function form(view: View | undefined): Json | undefined {
    if (!view) return undefined;
    const { id, body, values, errors, failed } = view;
    return { id, body, values, errors, ...(failed ? { failed } : {}) };
  }

  function channelsOf(user: string) {
    return directory.channels().filter((one) => directory.members(one, context.world().shared[one.id]).includes(user));
  }

  function view(_hands: SlackHands, user: string): Json {
    const dm = directory.dmOf(user);
    const { commandName, shortcuts = [], teamName } = context.deps.options.slack;
    const users = [directory.bot.userId, ...directory.userIds()].map((id) => ({ id, name: directory.nameOf(id) }));
    return {
      team: teamName,
      bot: directory.bot.name,
      command: commandName,
      shortcuts,
      users,
      channels: channelsOf(user).map((one) => channel(one.id, one.name, user)),
      dm: channel(dm?.id ?? '', 'dm', user),
      home: form(context.world().views[context.world().homes[user] ?? '']),
      modal: form(topModal(context, user)),
      notes: context.world().notes[user] ?? [],
    };
  }

  function ownView(user: string, id: string): View {
    const found = context.world().views[id];
    if (found?.user !== user) throw new Error('the form is no longer open');
    return found;
  }

  async function act(hands: SlackHands, user: string, asked: unknown): Promise<unknown> {
    const action = paneAction.parse(asked);
    const chosen = 'actionId' in action ? { blockId: action.blockId, actionId: action.actionId } : undefined;
    const withValue = 'value' in action && action.value !== undefined ? { value: action.value } : {};
    switch (action.do) {
      case 'say':
        return hands.say(action.channel, action.text, action.thread);
      case 'click': {
        const found = findMessage(context.world(), action.channel, action.ts);
        if (!found || !chosen) throw new Error('the message is gone');
        return acts.clickMessage(user, found, { ...chosen, ...withValue });
      }
      case 'clickView':
        return acts.clickView(ownView(user, action.view), {
          actionId: action.actionId,
          blockId: action.blockId,
          ...withValue,
        });
      case 'set':
        return acts.setField(ownView(user, action.view), action.blockId, action.actionId, action.value);
      case 'suggest':
        return acts.suggest(ownView(user, action.view), action.blockId, action.actionId, action.text);
      case 'submit':
        return hands.submit();
      case 'close':
        return hands.close();
      case 'home':
        return hands.openHome();
      case 'shortcut':
        return hands.shortcut(action.name, action.channel, action.ts);
    }
  }

  return { view, act };
}
