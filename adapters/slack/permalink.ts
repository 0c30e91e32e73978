import type { WebClient } from '@slack/web-api';
import { type Log, within } from '../../bot/index.ts';
import { brief } from './bolt-logger.ts';

/** A form is waiting for it, and its trigger lives three seconds. */
const WITHIN_MS = 700;

/** A message's address; null when Slack does not tell it (the bot is not in the channel), or not in time. Never rejects. */
export async function permalinkOf(
  client: WebClient,
  log: Log,
  message: { channel: string; ts: string },
): Promise<string | null> {
  const asked = client.chat.getPermalink({ channel: message.channel, message_ts: message.ts }).then(
    ({ permalink }) => permalink ?? null,
    (error: unknown) => {
      log.info({ channel: message.channel, error: brief(error) }, 'a message has no address that the bot may know');
      return null;
    },
  );
  return await within(asked, WITHIN_MS, () => null);
}
