import { flag, type Method, messageJson, type SlackContext, SlackRefusal, stringArg } from '../context.ts';
import type { SlackChannel } from '../directory.ts';
import type { Json, Message } from '../world.ts';

function channelJson(context: SlackContext, channel: SlackChannel): Json {
  const { bot } = context.directory;
  if (channel.dmWith) return { id: channel.id, is_im: true, is_channel: false, user: channel.dmWith, is_open: true };
  const known = { id: channel.id, name: channel.name, name_normalized: channel.name, context_team_id: bot.teamId };
  const kind = { is_channel: true, is_group: false, is_im: false, is_private: false };
  const is_archived = context.world().archived.includes(channel.id);
  const isMember = context.world().botIn.includes(channel.id);
  const readers = context.world().shared[channel.id] ?? [];
  const is_ext_shared = readers.length > 0;
  const sharing = {
    is_shared: is_ext_shared,
    is_ext_shared,
    is_org_shared: false,
    is_pending_ext_shared: false,
    pending_shared: [],
    shared_team_ids: [bot.teamId, ...readers],
  };
  return {
    ...known,
    ...kind,
    ...sharing,
    is_archived,
    is_member: isMember,
    num_members: context.directory.userIds().length,
  };
}

function channelArg(context: SlackContext, args: Json): SlackChannel {
  const channel = context.directory.channel(stringArg(args, 'channel') ?? '');
  if (!channel) throw new SlackRefusal('channel_not_found');
  return channel;
}

function readable(context: SlackContext, args: Json): SlackChannel {
  const channel = channelArg(context, args);
  if (!channel.dmWith && !context.world().botIn.includes(channel.id)) throw new SlackRefusal('not_in_channel');
  return channel;
}

/** A page of a list by Slack's cursor, which here is a plain number. */
function paged<T>(args: Json, all: T[], usual: number): { page: T[]; more: boolean; metadata: Json } {
  const start = Number(stringArg(args, 'cursor') ?? 0) || 0;
  const size = Math.min(Number(args.limit ?? usual) || usual, 1000);
  const more = start + size < all.length;
  return { page: all.slice(start, start + size), more, metadata: { next_cursor: more ? String(start + size) : '' } };
}

function within(args: Json, message: Message): boolean {
  const inclusive = flag(args, 'inclusive');
  const oldest = stringArg(args, 'oldest');
  const latest = stringArg(args, 'latest');
  const ts = Number(message.ts);
  if (oldest && (inclusive ? ts < Number(oldest) : ts <= Number(oldest))) return false;
  return !(latest && (inclusive ? ts > Number(latest) : ts >= Number(latest)));
}

const history: Method = (context, args) => {
  const channel = readable(context, args);
  const all = (context.world().messages[channel.id] ?? []).filter(
    (one) => !one.onlyFor && (!one.threadTs || one.threadTs === one.ts) && within(args, one),
  );
  const { page, more, metadata } = paged(args, all.reverse(), 100);
  const messages = page.map((one) => messageJson(context, one, flag(args, 'include_all_metadata')));
  return { messages, has_more: more, response_metadata: metadata };
};

const replies: Method = (context, args) => {
  const channel = readable(context, args);
  const ts = stringArg(args, 'ts');
  const all = (context.world().messages[channel.id] ?? []).filter(
    (one) => !one.onlyFor && (one.ts === ts || one.threadTs === ts),
  );
  if (all.length === 0) throw new SlackRefusal('thread_not_found');
  const { page, more, metadata } = paged(
    args,
    all.filter((one) => one.ts === ts || within(args, one)),
    1000,
  );
  const messages = page.map((one) => messageJson(context, one, flag(args, 'include_all_metadata')));
  return { messages, has_more: more, response_metadata: metadata };
};

const open: Method = (context, args) => {
  const given = stringArg(args, 'channel');
  const users = stringArg(args, 'users')?.split(',') ?? [];
  if (!given && users.length === 0) throw new SlackRefusal('users_list_not_supplied');
  if (users.length > 1) throw new SlackRefusal('method_not_supported_for_channel_type');
  const channel = given ? context.directory.channel(given) : context.directory.dmOf(users[0] ?? '');
  if (!channel) throw new SlackRefusal(given ? 'channel_not_found' : 'user_not_found');
  // A bot opens no chat with people of other organisations.
  if (channel.dmWith && context.directory.personOf(channel.dmWith)?.slackTeam)
    throw new SlackRefusal('user_not_visible');
  return { channel: flag(args, 'return_im') ? channelJson(context, channel) : { id: channel.id } };
};

const join: Method = (context, args) => {
  const channel = channelArg(context, args);
  if (channel.dmWith) throw new SlackRefusal('method_not_supported_for_channel_type');
  const { botIn } = context.world();
  if (!botIn.includes(channel.id)) botIn.push(channel.id);
  context.deps.changed();
  return { channel: channelJson(context, channel) };
};

const list: Method = (context, args) => {
  const { page, metadata } = paged(args, context.directory.channels(), 100);
  return { channels: page.map((one) => channelJson(context, one)), response_metadata: metadata };
};

const members: Method = (context, args) => {
  const channel = channelArg(context, args);
  const ids = context.directory.members(channel, context.world().shared[channel.id]);
  const inIt = context.world().botIn.includes(channel.id) && !channel.dmWith;
  const { page, metadata } = paged(args, inIt ? [...ids, context.directory.bot.userId] : ids, 100);
  return { members: page, response_metadata: metadata };
};

export const conversationMethods: Record<string, Method> = {
  'conversations.open': open,
  'conversations.info': (context, args) => ({ channel: channelJson(context, channelArg(context, args)) }),
  'conversations.members': members,
  'conversations.history': history,
  'conversations.replies': replies,
  'conversations.join': join,
  'conversations.list': list,
};
