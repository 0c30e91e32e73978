import type { Bot, Log } from '../../bot/index.ts';
import type { Sighting } from './act.ts';
import { type Activity, baseConversation } from './activity.ts';
import type { Connector } from './connector.ts';
import type { MessageRef } from './refs.ts';

/** false: the message that was looked at had been posted twice, and is gone now. */
export type Sighted = (activity: Activity, sighting: Sighting) => Promise<boolean>;

/** Somebody looked at a message of ours: the core is told, and one that is too many is taken away. Never rejects. */
export function createSighted(deps: { bot: Bot; connector: Connector; log: Log }): Sighted {
  const { bot, connector, log } = deps;
  return async (activity, { what, key }) => {
    const message = messageOf(activity);
    if (!message) return true;
    try {
      if (await bot.sighted('teams', what, key, message)) return true;
      await connector.remove(message.serviceUrl, message.conversation, message.activity);
      log.warn({ what, key }, 'teams: a message that was posted twice is taken away');
      return false;
    } catch (error) {
      // Looked at again, it is tried again.
      log.warn({ what, key, err: error }, 'teams: a sighting came to nothing');
      return true;
    }
  };
}

function messageOf({ replyToId, conversation, serviceUrl }: Activity): MessageRef | null {
  if (!replyToId) return null;
  return { serviceUrl, conversation: baseConversation(conversation.id), activity: replyToId };
}
