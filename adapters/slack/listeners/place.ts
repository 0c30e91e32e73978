import type { ChannelRef, MessageRef, Messenger, News } from '../../../bot/index.ts';
import { channelPayload, joinedPayload, movedPayload, sharedPayload, userPayload } from '../schema.ts';
import { isVouchedFor } from '../trust.ts';
import { TryAgain } from '../try-again.ts';
import { answer, offer } from './answer.ts';
import type { Deps } from './incoming.ts';

/** The bot is put out, or the channel is closed to all. In the manifest by the same names. */
export const LOST_EVENTS = [
  'channel_left',
  'group_left',
  'channel_archive',
  'group_archive',
  'channel_deleted',
  'group_deleted',
] as const;
export const FOUND_EVENTS = ['channel_unarchive', 'group_unarchive'] as const;

export const SHARED_EVENTS = ['channel_shared', 'channel_unshared'] as const;

export async function onPlace(deps: Deps, kind: 'place-lost' | 'place-found', body: unknown): Promise<void> {
  const { channel } = channelPayload.parse(body).event;
  await tell(deps, { kind, ...only(deps, channel) });
}

/** A private channel has another id once it is shared with another organisation. */
export async function onMoved(deps: Deps, messageKey: Messenger['messageKey'], body: unknown): Promise<void> {
  const { old_channel_id: from, new_channel_id: to } = movedPayload.parse(body).event;
  const renewed = (message: MessageRef) => {
    const now = { ...message, channel: to };
    return { message: now, key: messageKey(now) };
  };
  await tell(deps, { kind: 'place-moved', to, renewed, ...only(deps, from) });
}

/** Those who look after the channel hear who else reads there; of trusted workspaces there is nothing to say. */
export async function onShared(deps: Deps, body: unknown): Promise<void> {
  const { event_id: requestId, event } = sharedPayload.parse(body);
  const { type, channel, connected_team_id: by = '', is_ext_shared } = event;
  const isShared = type === 'channel_shared';
  if (isShared ? deps.trusted.includes(by) : is_ext_shared) return;
  await tell(deps, { kind: 'place-shared', isShared, requestId, ...only(deps, channel) });
}

/** Who comes and goes is told nobody; the bot itself is in the channel, and whoever invited it hears how to go on. */
export async function onJoined(deps: Deps, body: unknown): Promise<void> {
  const { event_id: requestId, event } = joinedPayload.parse(body);
  if (event.user !== deps.botUser) return;
  const user = event.inviter ?? event.user;
  const account = deps.accounts.of(deps.team, user);
  const reply = await stored(() => deps.bot.act({ kind: 'added', ...only(deps, event.channel), account, requestId }));
  const place = { user, channel: event.channel };
  deps.tasks.track(answer(deps, { reply }, place, offer(deps, place)));
}

/** Slack tells of every change to everybody; of use is that an account is closed. */
export async function onUser(deps: Deps, body: unknown): Promise<void> {
  const account = userPayload.parse(body).event.user;
  const { id: user, deleted, profile } = account;
  const email = profile?.email ?? null;
  if (deleted && isVouchedFor(deps.trusted, account))
    await tell(deps, { kind: 'account-closed', platform: 'slack', team: deps.team, user, email });
}

function only({ team }: Deps, channel: string) {
  return { platform: 'slack' as const, is: (one: ChannelRef) => one.team === team && one.channel === channel };
}

async function tell({ bot }: Deps, news: News): Promise<void> {
  await stored(() => bot.learn(news));
}

/** Slack sends it again when it could not be stored. */
async function stored<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new TryAgain('what was told was not stored', { cause: error });
  }
}
