import type { LinkUnfurls } from '@slack/types';
import { brief } from '../bolt-logger.ts';
import { linkSharedPayload } from '../schema.ts';
import { viewToContent } from '../view-to-blocks.ts';
import type { Deps } from './incoming.ts';

/** Addresses in a message: below it stands what each leads to, where the bot tells it. While it is still being written nobody knows who will read it. */
export async function onLinkShared(deps: Deps, body: unknown): Promise<void> {
  const { event_id, event } = linkSharedPayload.parse(body);
  const { channel, user, message_ts: ts, links, source } = event;
  if (source === 'composer') return;
  const unfurls: LinkUnfurls = {};
  for (const [i, { url }] of links.entries()) {
    const reply = await deps.bot.act({
      kind: 'unfurl',
      link: url,
      channel: { platform: 'slack', team: deps.team, channel },
      account: deps.accounts.of(deps.team, user),
      requestId: `${event_id}:${i}`,
    });
    if (!('view' in reply) || !reply.view) continue;
    const { text, blocks } = viewToContent(reply.view);
    unfurls[url] = { fallback: text, blocks };
  }
  if (Object.keys(unfurls).length === 0) return;
  try {
    await deps.client.chat.unfurl({ channel, ts, unfurls });
  } catch (error) {
    deps.log.warn({ channel, error: brief(error) }, 'a shared address could not be shown');
  }
}
