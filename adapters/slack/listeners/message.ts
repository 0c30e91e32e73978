import type { Messenger, SaidIn } from '../../../bot/index.ts';
import { isDirect } from '../accounts.ts';
import { ask } from '../ask.ts';
import { eventPayload } from '../schema.ts';
import { plainText, withoutMention } from '../text.ts';
import { TryAgain } from '../try-again.ts';
import { answer, offer } from './answer.ts';
import type { Deps } from './incoming.ts';

/** A person's own new words; edits, joins and bots have other subtypes. */
const SAID = [undefined, 'thread_broadcast', 'file_share'];

/** A reply under a card is kept with its question; words in a direct chat are a command. */
export async function onMessage(deps: Deps, messageKey: Messenger['messageKey'], body: unknown): Promise<void> {
  const { event_id, event } = eventPayload.parse(body);
  const { user, channel, thread_ts: thread, subtype, text } = event;
  if (!user || user === deps.botUser || event.bot_id || !SAID.includes(subtype) || !text) return;
  if (isDirect(channel)) return command(deps, event_id, { user, channel }, null, text);
  if (!thread || text.includes(`<@${deps.botUser}`)) return;
  const account = deps.accounts.of(deps.team, user);
  const key = messageKey({ channel, ts: thread });
  try {
    const said = { kind: 'comment' as const, messageKey: key, text: plainText(text), account, requestId: event_id };
    const reply = await deps.bot.act(said);
    deps.watch.asked('answered');
    deps.tasks.track(answer(deps, { reply }, { user, channel, thread }, offer(deps, { user, channel, thread })));
  } catch (error) {
    throw new TryAgain('the comment was not stored', { cause: error });
  }
}

/** The bot's name and words, said in a channel. */
export async function onMention(deps: Deps, messageKey: Messenger['messageKey'], body: unknown): Promise<void> {
  const { event_id, event } = eventPayload.parse(body);
  const { user, channel, ts, thread_ts: thread, text } = event;
  if (!user || event.bot_id || event.subtype) return;
  const where = { platform: 'slack' as const, team: deps.team, channel };
  const keyOf = (of: string) => messageKey({ channel, ts: of });
  const said = ts ? { messageKey: keyOf(thread ?? ts), message: keyOf(ts) } : undefined;
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
  const input = { kind: 'command' as const, words: plainText(words).trim(), channel, said, account, requestId };
  const asked = await ask(deps, input);
  deps.tasks.track(answer(deps, asked, place, offer(deps, place)));
}
