import type { Bot, ChannelRef } from '../../bot/index.ts';
import type { AccountOf } from './account.ts';
import { type Activity, baseConversation, isPersonal, requestIdOf, teamOf, tenantOf } from './activity.ts';
import { type AnswerDeps, tryToAnswer } from './answer.ts';
import type { Ask } from './ask.ts';
import { PlaceRef } from './refs.ts';

/** Teams waits 15 s for the answer. */
const WITHIN_MS = 10_000;
/** Types of activities that tell of places, and the events in `channelData` that close one or open it again. */
export const PLACE_ACTIVITIES = ['conversationUpdate', 'installationUpdate'] as const;
const LOST = new Set(['channelDeleted', 'teamDeleted', 'teamHardDeleted', 'teamArchived']);
const FOUND = new Set(['channelRestored', 'teamRestored', 'teamUnarchived']);

export interface PlaceDeps extends AnswerDeps {
  bot: Pick<Bot, 'learn'>;
  ask: Ask;
  accountOf: AccountOf;
}

/**
 * The bot is installed or removed, a channel or team is closed or opened again. New names and people who come and go are nothing to
 * us: channels are known by id, people by the lists.
 */
export async function onPlace(activity: Activity, deps: PlaceDeps): Promise<void> {
  if (isPersonal(activity)) return await inOwnChat(activity, deps);
  const event = activity.channelData?.eventType ?? '';
  if (isRemoved(activity) || LOST.has(event))
    return await deps.bot.learn({ kind: 'place-lost', ...placesOf(activity) });
  if (FOUND.has(event)) return await deps.bot.learn({ kind: 'place-found', ...placesOf(activity) });
  if (!isInstalled(activity)) return;
  const from = { account: deps.accountOf(activity), requestId: requestIdOf(activity) };
  const outcome = await deps.ask({ kind: 'added', ...placesOf(activity), ...from }, activity.locale, WITHIN_MS);
  // An upgrade is nobody's doing.
  if (activity.action === 'add') await tryToAnswer(activity, outcome, deps);
}

/** Nobody is greeted: it may be installed for everybody, at night. What waits for them comes by itself; who takes it away is called in the channel. */
async function inOwnChat(activity: Activity, { bot, accountOf }: PlaceDeps): Promise<void> {
  if (isInstalled(activity)) await bot.learn({ kind: 'account-met', account: accountOf(activity) });
}

function isInstalled({ type, action }: Activity): boolean {
  return type === 'installationUpdate' && (action?.startsWith('add') ?? false);
}

function isRemoved({ type, action, membersRemoved, recipient }: Activity): boolean {
  if (type === 'installationUpdate') return action?.startsWith('remove') ?? false;
  return membersRemoved?.some(({ id }) => id === recipient.id) ?? false;
}

/** The channel it tells of, all of the team's, or the chat it came in; they are reached from now on as it came. */
function placesOf(activity: Activity) {
  const { channelData, conversation, serviceUrl, recipient } = activity;
  const tenant = tenantOf(activity) ?? '';
  const team = teamOf(activity);
  const channel = channelData?.eventType?.startsWith('channel') ? channelData.channel?.id : undefined;
  const isThere = ({ channel: one, ref }: ChannelRef): boolean => {
    if (channel) return one === channel;
    if (team === undefined) return one === baseConversation(conversation.id);
    return one === team || PlaceRef.safeParse(ref).data?.team === team;
  };
  return {
    platform: 'teams' as const,
    is: (one: ChannelRef) => one.team === tenant && isThere(one),
    renewed({ ref }: ChannelRef) {
      const known = PlaceRef.safeParse(ref).data;
      return known ? { ...known, serviceUrl, bot: recipient.id, ...(team ? { team } : {}) } : ref;
    },
  };
}
