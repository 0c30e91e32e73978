import type { ChannelRef } from '../../bot/index.ts';
import { type Activity, baseConversation, isPersonal, tenantOf } from './activity.ts';
import { placeOf } from './refs.ts';

/** Where something was said or asked for; null in a chat with the bot alone. */
export function channelOf(activity: Activity): ChannelRef | null {
  if (isPersonal(activity)) return null;
  const { id } = activity.conversation;
  return { platform: 'teams', team: tenantOf(activity) ?? '', channel: baseConversation(id), ref: placeOf(activity) };
}
