import type { IdeaKind, Messenger } from '../../../bot/index.ts';
import { ask } from '../ask.ts';
import { type PickedMessage, shortcutPayload } from '../schema.ts';
import { plainText, withoutMention } from '../text.ts';
import { answer, openWith } from './answer.ts';
import type { Ack, Deps } from './incoming.ts';
import { saidAt, threadOf } from './said.ts';

/** Callback ids of the entries in a message's menu, as the manifest has them. */
export const SHORTCUTS = {
  catch_time_thief: 'time-thief',
  catch_improvement: 'improvement',
} as const satisfies Record<string, IdeaKind>;

/** A message picked from its menu. What the bot itself wrote has no words to pick. */
export async function onShortcut(
  deps: Deps,
  messageKey: Messenger['messageKey'],
  idea: IdeaKind,
  body: unknown,
  ack: Ack,
): Promise<void> {
  const { user, channel, message, action_ts, response_url } = shortcutPayload.parse(body);
  const { ts, thread_ts: thread } = message;
  const place = { user: user.id, channel: channel.id, thread: threadOf(ts, thread), responseUrl: response_url };
  const asked = await ask(deps, {
    kind: 'catch',
    idea,
    said: saidAt(deps, messageKey, { channel: channel.id, ts, thread }),
    text: wordsOf(deps, message),
    account: deps.accounts.of(deps.team, user.id, channel.id),
    requestId: ['slack', deps.team, user.id, channel.id, ts, action_ts].join(':'),
  });
  await ack();
  await answer(deps, asked, place, openWith(deps, undefined, place));
}

/** As they were typed; none of the bot's own. */
export function wordsOf({ botUser }: Deps, { user, text }: PickedMessage): string {
  return user === botUser ? '' : plainText(withoutMention(text, botUser)).trim();
}
