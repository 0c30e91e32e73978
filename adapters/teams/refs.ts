import { z } from 'zod';
import { type Activity, baseConversation, isPersonal, rootOf, teamOf, tenantOf } from './activity.ts';
import type { Json } from './card.ts';

/** What the core keeps for us, opaque to it. Read back through these schemas, as an older version may have written it. */

/** `ChannelRef.ref`: a channel or chat. */
export const PlaceRef = z.object({
  serviceUrl: z.string(),
  bot: z.string(),
  kind: z.enum(['channel', 'chat']),
  /** The team that the channel is in; absent: a chat, or kept before it was asked for. */
  team: z.string().optional(),
});
export type PlaceRef = z.infer<typeof PlaceRef>;

/** `Account.ref`: how to reach a person alone. `user` is the 29: id; `chat` is known once they wrote to the bot. */
export const PersonRef = z.object({
  serviceUrl: z.string(),
  bot: z.string(),
  tenant: z.string(),
  user: z.string(),
  chat: z.string().optional(),
});
export type PersonRef = z.infer<typeof PersonRef>;

/** A message reference. */
export const MessageRef = z.object({ serviceUrl: z.string(), conversation: z.string(), activity: z.string() });
export type MessageRef = z.infer<typeof MessageRef>;

export function placeOf(activity: Activity): PlaceRef {
  const kind = rootOf(activity.conversation.id) === undefined ? 'chat' : 'channel';
  const team = teamOf(activity);
  return { serviceUrl: activity.serviceUrl, bot: activity.recipient.id, kind, ...(team ? { team } : {}) };
}

export function personOf(activity: Activity): PersonRef {
  return {
    serviceUrl: activity.serviceUrl,
    bot: activity.recipient.id,
    tenant: tenantOf(activity) ?? '',
    user: activity.from.id,
    ...(isWithBot(activity) ? { chat: activity.conversation.id } : {}),
  };
}

/** A message extension is used in chats between two people too, which Teams calls personal as well: 19:…, where a bot's own is a:…. */
function isWithBot(activity: Activity): boolean {
  return isPersonal(activity) && !activity.conversation.id.startsWith('19:');
}

/** What opens the person's chat with the bot, or gives it if it is open. */
export function openingChat({ bot, user, tenant }: PersonRef): Json {
  return {
    isGroup: false,
    bot: { id: bot },
    members: [{ id: user }],
    tenantId: tenant,
    channelData: { tenant: { id: tenant } },
  };
}

/** The id of the thread under a message, as Teams has it in the conversation id of what is said there. */
export function threadUnder(message: MessageRef): string {
  return `${baseConversation(message.conversation)};messageid=${message.activity}`;
}
