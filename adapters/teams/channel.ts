import type { ChannelRef, SaidIn } from '../../bot/index.ts';
import { type Activity, baseConversation, isPersonal, tenantOf } from './activity.ts';
import { placeOf } from './refs.ts';

/** Where something was said or asked for; null in a chat with the bot alone. */
export function channelOf(activity: Activity): ChannelRef | null {
  if (isPersonal(activity)) return null;
  const { id } = activity.conversation;
  return { platform: 'teams', team: tenantOf(activity) ?? '', channel: baseConversation(id), ref: placeOf(activity) };
}

/** Where a message stands: `root` is its thread's first message; undefined: it begins one, or stands in a chat. */
export function saidAt(activity: Activity, message: string, root: string | undefined): SaidIn {
  const keyOf = (id: string) => `${baseConversation(activity.conversation.id)};messageid=${id}`;
  return { messageKey: keyOf(root ?? message), message: keyOf(message), channel: channelOf(activity) };
}
