import { isRecord } from '../../http.ts';
import { checkMessageBlocks } from '../blocks-check.ts';
import { changedContent, contentOf } from '../compose.ts';
import { jsonArg, type Method, messageJson, type SlackContext, SlackRefusal, stringArg } from '../context.ts';
import type { SlackChannel } from '../directory.ts';
import { edit, post, remove } from '../post.ts';
import { findMessage, type Json, type Message } from '../world.ts';

/** The channel of an argument: an id, a #name or a person's id (their chat with the bot). */
function channelArg(context: SlackContext, args: Json): SlackChannel {
  const { directory } = context;
  const given = stringArg(args, 'channel');
  if (!given) throw new SlackRefusal('channel_not_found');
  const channel = directory.channel(given) ?? directory.dmOf(given) ?? directory.byName(given);
  if (!channel) throw new SlackRefusal('channel_not_found');
  return channel;
}

function writable(context: SlackContext, args: Json): SlackChannel {
  const channel = channelArg(context, args);
  if (!channel.dmWith && !context.world().botIn.includes(channel.id)) throw new SlackRefusal('not_in_channel');
  if (context.world().archived.includes(channel.id)) throw new SlackRefusal('is_archived');
  if (channel.dmWith && context.world().closed.includes(channel.dmWith)) throw new SlackRefusal('user_disabled');
  return channel;
}

function fromBot(context: SlackContext) {
  return { user: context.directory.bot.userId, fromBot: true };
}

function threadArg(context: SlackContext, channel: string, args: Json): { threadTs?: string } {
  const given = stringArg(args, 'thread_ts');
  if (!given) return {};
  const parent = findMessage(context.world(), channel, given);
  if (!parent) throw new SlackRefusal('thread_not_found');
  return { threadTs: parent.threadTs ?? parent.ts };
}

const postMessage: Method = (context, args) => {
  const channel = writable(context, args);
  const content = contentOf(context, args);
  const message = post(context, channel.id, fromBot(context), content, threadArg(context, channel.id, args));
  return { channel: channel.id, ts: message.ts, message: messageJson(context, message, true) };
};

const postEphemeral: Method = (context, args) => {
  const channel = writable(context, args);
  const user = stringArg(args, 'user');
  if (!user || !context.directory.personOf(user)) throw new SlackRefusal('user_not_found');
  if (!context.directory.members(channel, context.world().shared[channel.id]).includes(user))
    throw new SlackRefusal('user_not_in_channel');
  const thread = threadArg(context, channel.id, args);
  const message = post(context, channel.id, fromBot(context), contentOf(context, args), { ...thread, onlyFor: user });
  return { message_ts: message.ts };
};

/** A message of the bot's own that all can see. */
function ownMessage(context: SlackContext, args: Json, refusal: string): Message {
  const channel = channelArg(context, args);
  const message = findMessage(context.world(), channel.id, stringArg(args, 'ts') ?? '');
  if (!message || message.onlyFor) throw new SlackRefusal('message_not_found');
  if (!message.fromBot) throw new SlackRefusal(refusal);
  return message;
}

const update: Method = (context, args) => {
  const message = ownMessage(context, args, 'cant_update_message');
  edit(context, message, changedContent(context, args, message));
  const { channel, ts, text } = message;
  return { channel, ts, text, message: messageJson(context, message, true) };
};

const del: Method = (context, args) => {
  const message = ownMessage(context, args, 'cant_delete_message');
  remove(context, message);
  return { channel: message.channel, ts: message.ts };
};

const getPermalink: Method = (context, args) => {
  const channel = channelArg(context, args);
  const ts = stringArg(args, 'message_ts') ?? '';
  if (!findMessage(context.world(), channel.id, ts)) throw new SlackRefusal('message_not_found');
  const permalink = `${context.deps.baseUrl()}/slack/archives/${channel.id}/p${ts.replace('.', '')}`;
  return { channel: channel.id, permalink };
};

/** Puts what an app knows of the addresses in a message below it. Only of those that are there, on the app's own hosts. */
const unfurl: Method = (context, args) => {
  const channel = channelArg(context, args);
  const ts = stringArg(args, 'ts');
  if (!ts) throw new SlackRefusal('missing_ts');
  const unfurls = jsonArg(args, 'unfurls', 'invalid_unfurls_format');
  if (unfurls === undefined) throw new SlackRefusal('missing_unfurls');
  if (!isRecord(unfurls)) throw new SlackRefusal('invalid_unfurls_format');
  const message = findMessage(context.world(), channel.id, ts);
  if (!message || message.onlyFor) throw new SlackRefusal('cannot_find_message');
  const { unfurlDomains = [] } = context.deps.options.slack;
  const attachments = Object.entries(unfurls).map(([url, given]) => {
    const isOurs = URL.canParse(url) && unfurlDomains.some((one) => new URL(url).hostname.endsWith(one));
    if (!isOurs || !message.text.includes(`<${url.replaceAll('&', '&amp;')}`))
      throw new SlackRefusal('cannot_unfurl_url');
    if (!isRecord(given)) throw new SlackRefusal('cannot_parse_attachment');
    const faults = checkMessageBlocks(given.blocks ?? []);
    if (faults.length > 0) throw new SlackRefusal('invalid_blocks', faults);
    return { ...given, from_url: url, is_app_unfurl: true };
  });
  const others = message.attachments.filter(({ from_url }) => !attachments.some((one) => one.from_url === from_url));
  message.attachments = [...others, ...attachments];
  context.deps.changed();
  return {};
};

const addReaction: Method = (context, args) => {
  const channel = channelArg(context, args);
  const message = findMessage(context.world(), channel.id, stringArg(args, 'timestamp') ?? '');
  if (!message) throw new SlackRefusal('message_not_found');
  const name = stringArg(args, 'name');
  if (!name) throw new SlackRefusal('invalid_name');
  const reaction = message.reactions.find((one) => one.name === name) ?? { name, users: [] };
  if (reaction.users.includes(context.directory.bot.userId)) throw new SlackRefusal('already_reacted');
  if (reaction.users.length === 0) message.reactions.push(reaction);
  reaction.users.push(context.directory.bot.userId);
  context.deps.changed();
  return {};
};

export const chatMethods: Record<string, Method> = {
  'chat.postMessage': postMessage,
  'chat.postEphemeral': postEphemeral,
  'chat.update': update,
  'chat.delete': del,
  'chat.getPermalink': getPermalink,
  'chat.unfurl': unfurl,
  'reactions.add': addReaction,
};
