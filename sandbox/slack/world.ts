/** Everything a local Slack remembers: plain JSON. */

export type Json = Record<string, unknown>;

export interface Message {
  ts: string;
  channel: string;
  user: string;
  fromBot: boolean;
  text: string;
  blocks: Json[];
  attachments: Json[];
  /** As Slack tells of them in a message. */
  files?: Json[];
  threadTs?: string;
  metadata?: Json;
  edited?: string;
  /** Stands where a message with replies was. */
  tombstone?: true;
  /** Only this user sees it; such messages are not in any history. */
  onlyFor?: string;
  reactions: { name: string; users: string[] }[];
  /** The bot's clock when it came, ISO 8601. */
  shownAt?: string;
}

/** An open modal, or a person's home tab. */
export interface View {
  id: string;
  user: string;
  /** As the bot gave it: type, title, blocks … with block and action ids filled in. */
  body: Json;
  hash: string;
  rootId: string;
  previousId: string | null;
  /** What the person has filled in: block_id -> action_id -> value. */
  values: Record<string, Record<string, Json>>;
  /** What the person is told at the fields (by block_id), or in the foot of the form. */
  errors: Record<string, string>;
  failed?: string;
}

/** A file of the bot's. */
export interface UploadedFile {
  id: string;
  name: string;
  title: string;
  /** Bytes, as they were announced. */
  length: number;
  /** Base64; null: not sent yet. */
  data: string | null;
  isShared: boolean;
}

export interface World {
  counter: number;
  lastTs: number;
  /** By channel id, oldest first. */
  messages: Record<string, Message[]>;
  views: Record<string, View>;
  /** By user id, the one showing last. */
  modals: Record<string, string[]>;
  homes: Record<string, string>;
  /** Channels the bot is in. */
  botIn: string[];
  /** Channels that are archived. */
  archived: string[];
  /** With which workspaces of other organisations a channel is shared (Slack Connect), by channel id. */
  shared: Record<string, string[]>;
  /** People whose accounts are closed, by user id. */
  closed: string[];
  /** By id. */
  files: Record<string, UploadedFile>;
  /** What a person was told outside any message, by user id, newest last (at most 20). */
  notes: Record<string, { at: string; text: string }[]>;
}

export function emptyWorld(botIn: string[]): World {
  return {
    counter: 0,
    lastTs: 0,
    messages: {},
    views: {},
    modals: {},
    homes: {},
    botIn,
    archived: [],
    shared: {},
    closed: [],
    files: {},
    notes: {},
  };
}

/** A fresh number, for ids. */
export function nextNumber(world: World): number {
  world.counter += 1;
  return world.counter;
}

/** A fresh message or action timestamp (`seconds.micros`), always later than the one before. */
export function nextTs(world: World, nowMs: number): string {
  const micros = Math.max(nowMs * 1000, world.lastTs + 1);
  world.lastTs = micros;
  return `${Math.floor(micros / 1_000_000)}.${String(micros % 1_000_000).padStart(6, '0')}`;
}

export function findMessage(world: World, channel: string, ts: string): Message | undefined {
  return world.messages[channel]?.findLast((message) => message.ts === ts);
}

export function addMessage(world: World, message: Message): Message {
  const list = world.messages[message.channel] ?? [];
  list.push(message);
  world.messages[message.channel] = list;
  return message;
}

/** A channel has another id from now on: all that is in it is reached by that alone. */
export function renameChannel(world: World, from: string, to: string): void {
  const list = world.messages[from] ?? [];
  delete world.messages[from];
  world.messages[to] = list.map((message) => ({ ...message, channel: to }));
  const renamed = (ids: string[]) => ids.map((id) => (id === from ? to : id));
  world.botIn = renamed(world.botIn);
  world.archived = renamed(world.archived);
}

export function removeMessage(world: World, message: Message): void {
  const list = world.messages[message.channel] ?? [];
  world.messages[message.channel] = list.filter((one) => one !== message);
}
