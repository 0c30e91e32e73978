import { isDirect } from '../accounts.ts';
import { ask } from '../ask.ts';
import { commandPayload } from '../schema.ts';
import { unescapeText } from '../text.ts';
import { channelNow } from '../trust.ts';
import { sentenceToContent } from '../view-to-blocks.ts';
import { answer, openWith } from './answer.ts';
import type { Ack, Deps } from './incoming.ts';

/** /samrad and words. An answer that is ready goes with the acknowledgement. */
export async function onCommand(deps: Deps, body: unknown, ack: Ack): Promise<void> {
  const { user_id: user, channel_id: channel, text, trigger_id, response_url } = commandPayload.parse(body);
  const place = { user, channel, responseUrl: response_url };
  const asked = await ask(deps, {
    kind: 'command',
    words: unescapeText(text).trim(),
    channel: isDirect(channel) ? null : { platform: 'slack', team: deps.team, channel },
    account: deps.accounts.of(deps.team, user, channel),
    channelNow: () => channelNow(deps, channel),
    requestId: ['slack', deps.team, user, trigger_id].join(':'),
  });
  const ready = 'reply' in asked && (asked.reply.kind === 'done' || asked.reply.kind === 'refused') && asked.reply;
  if (ready && !ready.paper) {
    const { text: sentence, view } = ready;
    return ack({ response_type: 'ephemeral', ...sentenceToContent(sentence, view) });
  }
  await ack();
  await answer(deps, asked, place, openWith(deps, trigger_id, place));
}
