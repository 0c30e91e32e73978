import type { PartDeps } from '../parts.ts';
import type { Directory } from './directory.ts';
import type { Tickets } from './tickets.ts';
import type { Json, Message, World } from './world.ts';

/** What every piece of the local Slack works with. */
export interface SlackContext {
  deps: PartDeps;
  directory: Directory;
  tickets: Tickets;
  world(): World;
  /** Tells the bot of something (Events API); returns at once. */
  emit(event: Json): void;
  /** Address of the web socket for the next Socket Mode connection. */
  socketUrl(): string;
}

/** Something Slack answers with `ok: false`. */
export class SlackRefusal extends Error {
  readonly details: Json;
  constructor(error: string, messages: string[] = [], details: Json = {}) {
    super(error);
    this.details = messages.length > 0 ? { ...details, response_metadata: { messages } } : details;
  }
}

/** A web API method: arguments in, the answer's fields (besides ok) out; throws SlackRefusal. */
export type Method = (context: SlackContext, args: Json) => Json;

export function stringArg(args: Json, name: string): string | undefined {
  const value = args[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function flag(args: Json, name: string): boolean {
  return args[name] === true || args[name] === 'true' || args[name] === '1';
}

/** An argument that is JSON, or JSON in a string as in form posts. */
export function jsonArg(args: Json, name: string, refusal: string): unknown {
  const value = args[name];
  if (typeof value !== 'string') return value ?? undefined;
  if (value === '') return undefined;
  try {
    return JSON.parse(value);
  } catch {
    throw new SlackRefusal(refusal);
  }
}

/** A message in the form the API and events give it. */
export function messageJson(context: SlackContext, message: Message, withMetadata = false): Json {
  const { bot, teamOf } = context.directory;
  const team = teamOf(message.user);
  const replies = (context.world().messages[message.channel] ?? []).filter(
    (one) => one.threadTs === message.ts && one.ts !== message.ts && !one.onlyFor,
  );
  return {
    type: 'message',
    user: message.user,
    ts: message.ts,
    team,
    ...(team === bot.teamId ? {} : { user_team: team, source_team: team }),
    text: message.text,
    ...(message.tombstone ? { subtype: 'tombstone', hidden: true } : {}),
    ...(message.fromBot ? { bot_id: bot.botId, app_id: bot.appId } : { client_msg_id: `client-${message.ts}` }),
    ...(message.blocks.length > 0 ? { blocks: message.blocks } : {}),
    ...(message.files ? { subtype: 'file_share', files: message.files, upload: true } : {}),
    ...(message.attachments.length > 0 ? { attachments: message.attachments } : {}),
    ...(message.threadTs ? { thread_ts: message.threadTs } : {}),
    ...(replies.length > 0 ? { reply_count: replies.length, thread_ts: message.ts } : {}),
    ...(message.edited ? { edited: { user: message.user, ts: message.edited } } : {}),
    ...(message.reactions.length > 0
      ? { reactions: message.reactions.map((one) => ({ ...one, count: one.users.length })) }
      : {}),
    ...(message.metadata && withMetadata ? { metadata: message.metadata } : {}),
  };
}
