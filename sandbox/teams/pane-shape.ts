import { z } from 'zod';
import type { Json } from './card-json.ts';

/** A message as one person sees it. */
export interface SeenMessage {
  id: string;
  /** Name of who wrote it. */
  from: string;
  bot: boolean;
  /** Written by the person who looks. */
  mine: boolean;
  text: string;
  /** The first card: the person's own view where there is one. */
  card?: Json;
  /** All cards; attachments of other kinds are left out. */
  cards: Json[];
  /** True when the first card is the person's own view. */
  own: boolean;
  /** First message of the thread, for a reply. */
  thread?: string;
  edited: boolean;
  version: number;
  /** ISO 8601, on the bot's clock where there is one. */
  at: string;
}

/** A command of the message extension, as the app manifest has it. */
export interface Command {
  id: string;
  title: string;
  type?: 'query' | 'action';
  /** Where it is offered: 'message' is the menu of a message. */
  context?: string[];
  parameters?: { name: string; title?: string }[] | undefined;
}

/** What the page shows a person of Teams. */
export interface TeamsView {
  team: string;
  bot: string;
  places: { where: string; name: string; messages: SeenMessage[] }[];
  dialog?: { title: string; card?: Json; values: Record<string, string>; errors: Record<string, string> };
  /** What the bot said in passing to what they did last. */
  told?: string;
  commands: Command[];
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
