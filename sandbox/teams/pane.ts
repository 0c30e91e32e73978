import { z } from 'zod';
import type { Json } from './card-json.ts';
import type { TeamsHands } from './hands.ts';
import { type SeenMessage, seenIn } from './seen.ts';
import type { Room, Session } from './session.ts';

/** A command of the message extension, as the app manifest has it. */
export interface Command {
  id: string;
  title: string;
  type?: 'query' | 'action';
  /** Where it is offered: 'message' is the menu of a message. */
  context?: string[];
  parameters?: { name: string; title?: string }[];
}

/** What the page shows a person of Teams. */
export interface TeamsView {
  team: string;
  bot: string;
  places: { where: string; name: string; messages: SeenMessage[] }[];
  dialog?: { title: string; card?: Json; values: Record<string, string>; errors: Record<string, string> };
  commands: Command[];
}

export function viewFor(room: Room, session: Session, commands: Command[]): TeamsView {
  const { directory } = room.teller;
  const { dialog } = session;
  const channels = directory.channels.map((place) => ({
    where: place.name,
    name: place.name,
    messages: seenIn(room, session, place),
  }));
  const chat = {
    where: 'dm',
    name: directory.bot.name,
    messages: seenIn(room, session, directory.where(session.user, 'dm')),
  };
  const { title, card, values, errors } = dialog ?? {};
  return {
    team: directory.team.name,
    bot: directory.bot.name,
    places: [...channels, chat],
    ...(dialog
      ? { dialog: { title: title ?? '', values: values ?? {}, errors: errors ?? {}, ...(card ? { card } : {}) } }
      : {}),
    commands,
  };
}

const filled = z.record(z.string(), z.union([z.string(), z.array(z.string())]));
/** What the page asks for; `index` counts the actions of a card as `actions()` in card-json.ts gives them. */
export const PaneAction = z.discriminatedUnion('do', [
  z.object({ do: z.literal('say'), where: z.string(), text: z.string(), thread: z.string().optional() }),
  z.object({ do: z.literal('open'), where: z.string() }),
  z.object({ do: z.literal('refresh'), where: z.string(), id: z.string() }),
  z.object({ do: z.literal('press'), where: z.string(), id: z.string(), index: z.number(), inputs: filled }),
  z.object({ do: z.literal('submit'), index: z.number(), inputs: filled }),
  z.object({ do: z.literal('close') }),
  z.object({
    do: z.literal('search'),
    where: z.string(),
    command: z.string(),
    words: z.string(),
    parameter: z.string(),
  }),
  z.object({ do: z.literal('command'), where: z.string(), command: z.string(), id: z.string().optional() }),
  z.object({ do: z.literal('share'), where: z.string(), attachment: z.record(z.string(), z.unknown()) }),
]);
export type PaneAction = z.infer<typeof PaneAction>;

export async function actFor(hands: TeamsHands, input: unknown): Promise<unknown> {
  const action = PaneAction.parse(input);
  switch (action.do) {
    case 'say':
      return hands.say(action.where, action.text, action.thread);
    case 'open':
      await hands.open(action.where);
      return {};
    case 'refresh':
      await hands.view(action.where, action.id, true);
      return {};
    case 'press':
      return hands.press(action.where, action.id, { index: action.index }, action.inputs);
    case 'submit':
      hands.fill(action.inputs);
      return hands.submit({ index: action.index });
    case 'close':
      hands.closeDialog();
      return {};
    case 'search':
      return hands.search(action.where, action.command, action.words, action.parameter);
    case 'command':
      return hands.openCommand(action.where, action.command, action.id);
    case 'share':
      return { id: hands.share(action.where, action.attachment) };
  }
}
