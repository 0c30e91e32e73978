import type { Content } from './compose.ts';
import { messageJson, type SlackContext } from './context.ts';
import { addMessage, type Json, type Message, nextTs, removeMessage } from './world.ts';

/** Puts a message in a channel and tells the bot of it, unless only one person sees it. */
export function post(
  context: SlackContext,
  channel: string,
  from: { user: string; fromBot: boolean },
  content: Content,
  more: { threadTs?: string; onlyFor?: string } = {},
): Message {
  const { deps } = context;
  const shownAt = deps.clock?.();
  const message = addMessage(context.world(), {
    ts: nextTs(context.world(), deps.now()),
    channel,
    ...from,
    ...content,
    ...more,
    reactions: [],
    ...(shownAt ? { shownAt } : {}),
  });
  deps.changed();
  if (!message.onlyFor) announce(context, channel, messageJson(context, message, true), message.ts);
  if (!message.onlyFor && !message.fromBot) announceLinks(context, message);
  return message;
}

/** Replaces a message's content and tells the bot. */
export function edit(context: SlackContext, message: Message, content: Content): void {
  const before = messageJson(context, message);
  Object.assign(message, content);
  message.edited = nextTs(context.world(), context.deps.now());
  context.deps.changed();
  if (message.onlyFor) return;
  const change = { subtype: 'message_changed', message: messageJson(context, message, true), previous_message: before };
  announce(context, message.channel, { type: 'message', hidden: true, ...change, ts: message.edited }, message.edited);
}

/** Takes a message away and tells the bot. Of one with replies a gravestone stays, which is nobody's to change. */
export function remove(context: SlackContext, message: Message): void {
  if (hasReplies(context, message)) bury(context, message);
  else vanish(context, message);
}

function vanish(context: SlackContext, message: Message): void {
  removeMessage(context.world(), message);
  context.deps.changed();
  if (message.onlyFor) return;
  const ts = nextTs(context.world(), context.deps.now());
  const change = {
    subtype: 'message_deleted',
    deleted_ts: message.ts,
    previous_message: messageJson(context, message),
  };
  announce(context, message.channel, { type: 'message', hidden: true, ...change, ts }, ts);
}

function hasReplies(context: SlackContext, { channel, ts }: Message): boolean {
  return (context.world().messages[channel] ?? []).some((one) => one.threadTs === ts && one.ts !== ts);
}

function bury(context: SlackContext, message: Message): void {
  const before = messageJson(context, message);
  const { metadata: _metadata, edited: _edited, ...kept } = message;
  const grave = { ...kept, user: 'USLACKBOT', fromBot: false, text: 'This message was deleted.' };
  const stone = { ...grave, blocks: [], attachments: [], reactions: [], tombstone: true as const };
  const list = context.world().messages[message.channel] ?? [];
  list[list.indexOf(message)] = stone;
  context.deps.changed();
  const ts = nextTs(context.world(), context.deps.now());
  const now = { ...messageJson(context, stone), thread_ts: message.ts };
  const change = { subtype: 'message_changed', message: now, previous_message: before };
  announce(context, message.channel, { type: 'message', hidden: true, ...change, ts }, ts);
}

function announce(context: SlackContext, channelId: string, message: Json, eventTs: string): void {
  const channel = context.directory.channel(channelId);
  if (!channel || (!channel.dmWith && !context.world().botIn.includes(channelId))) return;
  const event = { ...message, channel: channelId, event_ts: eventTs, channel_type: channel.dmWith ? 'im' : 'channel' };
  context.emit(event);
  const mentioned = typeof message.text === 'string' && message.text.includes(`<@${context.directory.bot.userId}>`);
  if (mentioned && !channel.dmWith && !message.bot_id) context.emit({ ...event, type: 'app_mention' });
}

/** An address out of a message's text. */
function readableUrl(written: string): string {
  return written.replaceAll('&amp;', '&');
}

/** Addresses on the app's hosts, or on hosts below them, in what a person wrote. */
function announceLinks(context: SlackContext, { channel, user, ts, threadTs, text }: Message): void {
  const { unfurlDomains = [] } = context.deps.options.slack;
  const urls = [...text.matchAll(/<(https?:[^|>]+)/g)].map(([, url = '']) => readableUrl(url));
  const links = urls.flatMap((url) => {
    const hostname = URL.canParse(url) ? new URL(url).hostname : '';
    const domain = unfurlDomains.find((one) => hostname === one || hostname.endsWith(`.${one}`));
    return domain ? [{ domain, url }] : [];
  });
  if (links.length === 0) return;
  const is_bot_user_member = context.world().botIn.includes(channel);
  const about = { source: 'conversations_history', unfurl_id: `C${ts}`, is_bot_user_member };
  const thread = threadTs ? { thread_ts: threadTs } : {};
  context.emit({ type: 'link_shared', channel, user, message_ts: ts, ...thread, links, ...about });
}
