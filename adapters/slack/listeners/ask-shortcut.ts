import { isDirect } from '../accounts.ts';
import { ask } from '../ask.ts';
import { permalinkOf } from '../permalink.ts';
import { anywherePayload, shortcutPayload } from '../schema.ts';
import { answer, openWith } from './answer.ts';
import type { Ack, Deps } from './incoming.ts';
import { threadOf } from './said.ts';
import { wordsOf } from './shortcut.ts';

/** Callback ids of the entries that open the form for a question, as the manifest has them. */
export const ASK_CALLBACKS = { anywhere: 'ask_group', message: 'make_question' } as const;

/** From the menu of shortcuts, wherever the person is: Slack does not say where. */
export async function onAskAnywhere(deps: Deps, body: unknown, ack: Ack): Promise<void> {
  const { user, action_ts, trigger_id } = anywherePayload.parse(body);
  await ack();
  const asked = await ask(deps, {
    kind: 'ask',
    channel: null,
    account: deps.accounts.of(deps.team, user.id),
    requestId: ['slack', deps.team, user.id, action_ts].join(':'),
  });
  await answer(deps, asked, { user: user.id }, openWith(deps, trigger_id, { user: user.id }));
}

/** From a message's menu: its words and its address go into the form. Nothing is stored yet, so it is acknowledged first. */
export async function onAskAbout(deps: Deps, body: unknown, ack: Ack): Promise<void> {
  const { user, channel, message, action_ts, trigger_id, response_url } = shortcutPayload.parse(body);
  await ack();
  const thread = threadOf(message.ts, message.thread_ts);
  const place = { user: user.id, channel: channel.id, thread, responseUrl: response_url };
  const asked = await ask(deps, {
    kind: 'ask',
    channel: isDirect(channel.id) ? null : { platform: 'slack', team: deps.team, channel: channel.id },
    message: {
      text: wordsOf(deps, message),
      link: await permalinkOf(deps.client, deps.log, { channel: channel.id, ts: message.ts }),
    },
    account: deps.accounts.of(deps.team, user.id, channel.id),
    requestId: ['slack', deps.team, user.id, channel.id, message.ts, action_ts].join(':'),
  });
  await answer(deps, asked, place, openWith(deps, trigger_id, place));
}
