import type { Input, Messenger } from '../../../bot/index.ts';
import { isDirect } from '../accounts.ts';
import type { MessageEvent, SaidMessage } from '../schema.ts';
import { plainText } from '../text.ts';
import { TryAgain } from '../try-again.ts';
import { answer, offer } from './answer.ts';
import type { Deps } from './incoming.ts';
import { saidAt } from './said.ts';

type KeyOf = Messenger['messageKey'];

/** A person's own words; joins and bots have other subtypes. */
const SAID = [undefined, 'thread_broadcast', 'file_share'];
/** Stands where a message was that has replies. */
const TOMBSTONE = 'tombstone';

interface Reply {
  user: string;
  channel: string;
  ts: string;
  thread: string;
}

/** A reply under a card is kept with its question. */
export async function onReply(deps: Deps, keyOf: KeyOf, requestId: string, event: MessageEvent): Promise<void> {
  const reply = event.ts ? replyOf(deps, event.channel, { ...event, ts: event.ts }) : null;
  if (!reply || !isWords(deps, event)) return;
  await keep(deps, reply, { kind: 'comment', text: plainText(event.text), ...about(deps, keyOf, requestId, reply) });
}

/** A message reads otherwise now. Slack tells so also when it only adds a picture of a link, or counts the replies under it. */
export async function onChanged(deps: Deps, keyOf: KeyOf, requestId: string, event: MessageEvent): Promise<void> {
  const { channel, message, previous_message: before } = event;
  if (!message) return;
  if (message.subtype === TOMBSTONE) return await onDeleted(deps, keyOf, requestId, event);
  const reply = replyOf(deps, channel, message);
  if (!reply || !isWords(deps, message) || message.text === before?.text) return;
  const said = about(deps, keyOf, requestId, reply);
  await keep(deps, reply, { kind: 'comment', edited: true, text: plainText(message.text), ...said });
}

/** A message is gone. Slack does not tell who took it away. */
export async function onDeleted(deps: Deps, keyOf: KeyOf, requestId: string, event: MessageEvent): Promise<void> {
  const { channel, previous_message: before } = event;
  if (!before) return;
  if (before.user === deps.botUser) return await ownGone(deps, keyOf({ channel, ts: before.ts }));
  const reply = replyOf(deps, channel, before);
  if (reply) await keep(deps, reply, { kind: 'comment-gone', ...about(deps, keyOf, requestId, reply) });
}

/** What a person said in a channel's thread; null: all else. */
function replyOf({ botUser }: Deps, channel: string, said: SaidMessage): Reply | null {
  const { user, bot_id, subtype, ts, thread_ts: thread } = said;
  const isReply = !isDirect(channel) && thread !== undefined && thread !== ts;
  const isPersons = user !== undefined && user !== botUser && !bot_id && SAID.includes(subtype);
  return isReply && isPersons ? { user, channel, ts, thread } : null;
}

/** What is said to the bot by name is a command. */
function isWords({ botUser }: Deps, { text }: { text: string }): boolean {
  return text !== '' && !text.includes(`<@${botUser}`);
}

function about(deps: Deps, keyOf: KeyOf, requestId: string, reply: Reply) {
  const said = saidAt(deps, keyOf, reply);
  return { said, account: deps.accounts.of(deps.team, reply.user), requestId };
}

async function ownGone({ bot }: Deps, messageKey: string): Promise<void> {
  try {
    await bot.learn({ kind: 'message-gone', platform: 'slack', messageKey });
  } catch (error) {
    throw new TryAgain('that a message is gone was not stored', { cause: error });
  }
}

/** Slack sends it again when it could not be stored. */
async function keep(deps: Deps, { user, channel, thread }: Reply, input: Input): Promise<void> {
  try {
    const reply = await deps.bot.act(input);
    deps.watch.asked('answered');
    const place = { user, channel, thread };
    deps.tasks.track(answer(deps, { reply }, place, offer(deps, place)));
  } catch (error) {
    throw new TryAgain('what was said was not stored', { cause: error });
  }
}
