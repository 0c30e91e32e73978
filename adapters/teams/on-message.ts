import type { Bot, Input, SaidIn } from '../../bot/index.ts';
import type { AccountOf } from './account.ts';
import { type Activity, hasCard, isPersonal, mentionsBot, requestIdOf, rootOf, wordsOf } from './activity.ts';
import { type AnswerDeps, tryToAnswer } from './answer.ts';
import type { Ask } from './ask.ts';
import { channelOf, saidAt } from './channel.ts';

/** Types of activities that tell what people say, and what becomes of it. */
export const MESSAGE_ACTIVITIES = ['message', 'messageUpdate', 'messageDelete'] as const;
/** Teams waits 15 s for the answer to a message. */
const WITHIN_MS = 10_000;

export interface MessageDeps extends AnswerDeps {
  bot: Pick<Bot, 'learn'>;
  ask: Ask;
  accountOf: AccountOf;
}

/** What was said to the bot or under a card; all else in a channel is left unread. */
export async function onMessage(activity: Activity, deps: MessageDeps): Promise<void> {
  if (activity.type === 'messageDelete' && !replyIn(activity)) return await gone(activity, deps);
  const said = saidIn(activity);
  if (!said) return;
  const from = { account: deps.accountOf(activity), requestId: requestIdOf(activity) };
  const outcome = await deps.ask({ ...said, ...from }, activity.locale, WITHIN_MS);
  await tryToAnswer(activity, outcome, deps);
}

/** What begins a thread is gone: a card of ours, perhaps. */
async function gone(activity: Activity, { bot }: MessageDeps): Promise<void> {
  const { messageKey } = saidAt(activity, activity.id, undefined);
  await bot.learn({ kind: 'message-gone', platform: 'teams', messageKey });
}

type Said =
  | Pick<Input & { kind: 'command' }, 'kind' | 'words' | 'channel' | 'said'>
  | Pick<Input & { kind: 'comment' }, 'kind' | 'said' | 'text' | 'edited' | 'toBot'>
  | Pick<Input & { kind: 'comment-gone' }, 'kind' | 'said'>;

function saidIn(activity: Activity): Said | null {
  if (activity.from.role === 'bot' || activity.from.id === activity.recipient.id) return null;
  if (activity.type !== 'message') return changeIn(activity);
  const words = wordsOf(activity);
  // A card's button that opens nothing is sent as a message without words; ours all open or execute.
  if (words === '' && (activity.value != null || hasCard(activity))) return null;
  if (isPersonal(activity)) return { kind: 'command', words, channel: null };
  const { id } = activity.conversation;
  if (mentionsBot(activity)) {
    return { kind: 'command', words, channel: channelOf(activity), said: saidAt(activity, activity.id, rootOf(id)) };
  }
  const said = replyIn(activity);
  return said && words !== '' ? { kind: 'comment', said, text: words } : null;
}

/** A reply that was edited, taken away or put back (Teams: editMessage, softDeleteMessage, undeleteMessage). */
function changeIn(activity: Activity): Said | null {
  const said = replyIn(activity);
  if (!said) return null;
  if (activity.type === 'messageDelete') return { kind: 'comment-gone', said };
  const words = wordsOf(activity);
  if (words === '') return null;
  return { kind: 'comment', edited: true, said, text: words, ...(mentionsBot(activity) ? { toBot: true } : {}) };
}

/** Where it stands, said in a thread and not its beginning. */
function replyIn(activity: Activity): SaidIn | null {
  const { conversation, id } = activity;
  const root = rootOf(conversation.id);
  return root === undefined || root === id ? null : saidAt(activity, id, root);
}
