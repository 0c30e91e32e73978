/** What the local Slack's `view(personId)` holds. */

export type Json = Record<string, unknown>;

export interface SlackMessage {
  ts: string;
  channel: string;
  from: string;
  fromBot: boolean;
  text: string;
  blocks: Json[];
  attachments: Json[];
  files?: { id: string; title: string; name: string; url_private: string }[];
  threadTs?: string;
  edited?: string;
  shownAt?: string;
  ephemeral: boolean;
  reactions: { name: string; users: string[] }[];
}

export interface SlackChannelView {
  id: string;
  name: string;
  messages: SlackMessage[];
}

export interface SlackForm {
  id: string;
  body: Json & { blocks: Json[] };
  values: Record<string, Record<string, Json>>;
  errors: Record<string, string>;
  failed?: string;
}

export interface SlackView {
  team: string;
  bot: string;
  command: string;
  shortcuts: { name: string; callbackId: string; type: 'global' | 'message' }[];
  users: { id: string; name: string }[];
  channels: SlackChannelView[];
  dm: SlackChannelView;
  home?: SlackForm;
  modal?: SlackForm;
  notes: { at: string; text: string }[];
}

/** What the blocks need of where they stand. */
export interface BlockDeps {
  users: { id: string; name: string }[];
  channels: { id: string; name: string }[];
  /** What is filled in, in a form. */
  values?: SlackForm['values'];
  errors?: Record<string, string>;
  /** A press or choice; `value` is the choice. */
  use(blockId: string, actionId: string, value?: string | string[]): Promise<unknown>;
  /** What was typed in an input that is not sent at once. */
  draft?(blockId: string, actionId: string, value: string | string[]): void;
  suggest?(blockId: string, actionId: string, text: string): Promise<Json[]>;
}

export function words(text: unknown): string {
  if (typeof text === 'string') return text;
  return typeof text === 'object' && text !== null && 'text' in text ? words(text.text) : '';
}
