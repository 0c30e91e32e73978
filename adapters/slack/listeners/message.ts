import type { Messenger, SaidIn } from '../../../bot/index.ts';
import { isDirect } from '../accounts.ts';
import { ask } from '../ask.ts';
import { eventPayload } from '../schema.ts';
import { plainText, withoutMention } from '../text.ts';
import { channelNow } from '../trust.ts';
import { answer, offer } from './answer.ts';
import { onChanged, onDeleted, onReply } from './comment.ts';
import type { Deps } from './incoming.ts';
import { saidAt } from './said.ts';

/** A person's own new words. */
const TYPED = [undefined, 'file_share'];

/** A reply under a card is kept with its question, and what becomes of it; words in a direct chat are a command. */
export async function onMessage(deps: Deps, messageKey: Messenger['messageKey'], body: unknown): Promise<void> {
  const { event_id, event } = eventPayload.parse(body);
  const { user, channel, subtype, text, thread_ts: thread } = event;
  if (subtype === 'message_changed') return onChanged(deps, messageKey, event_id, event);
  if (subtype === 'message_deleted') return onDeleted(deps, messageKey, event_id, event);
  if (!isDirect(channel)) return onReply(deps, messageKey, event_id, event);
  if (!user || user === deps.botUser || event.bot_id || !TYPED.includes(subtype) || !text) return;
  await command(deps, event_id, { user, channel, thread }, null, text);
}

/** The bot's name and words, said in a channel. */
export async function onMention(deps: Deps, messageKey: Messenger['messageKey'], body: unknown): Promise<void> {
  const { event_id, event } = eventPayload.parse(body);
  const { user, channel, ts, thread_ts: thread, text } = event;
  if (!user || event.bot_id || event.subtype) return;
  const where = { platform: 'slack' as const, team: deps.team, channel };
  const said = ts ? saidAt(deps, messageKey, { channel, ts, thread }) : undefined;
  const words = withoutMention(text ?? '', deps.botUser);
  await command(deps, event_id, { user, channel, thread }, where, words, said);
}

type Where = { user: string; channel: string; thread?: string | undefined };
type Channel = { platform: 'slack'; team: string; channel: string } | null;

async function command(
  deps: Deps,
  requestId: string,
  place: Where,
  channel: Channel,
  words: string,
  said?: SaidIn,
): Promise<void> {
  const account = deps.accounts.of(deps.team, place.user, place.channel);
  const about = { channel, said, channelNow: () => channelNow(deps, place.channel) };
  const input = { kind: 'command' as const, words: plainText(words).trim(), ...about, account, requestId };
  const asked = await ask(deps, input);
  deps.tasks.track(answer(deps, asked, place, offer(deps, place)));
}
