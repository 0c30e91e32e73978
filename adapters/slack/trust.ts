import type { ConversationsInfoResponse } from '@slack/web-api';
import type { ChannelNow, Log } from '../../bot/index.ts';
import { brief } from './bolt-logger.ts';
import { slackError } from './web-client.ts';
import type { Workspace } from './workspace.ts';

type Sharing = NonNullable<ConversationsInfoResponse['channel']>;

/** Where an account is at home, as Slack tells it. */
interface Origin {
  team_id?: string | undefined;
  enterprise_user?: { enterprise_id?: string | undefined } | undefined;
}

/**
 * Whether these workspaces and organisations vouch for an account. A channel that is shared (Slack Connect) has people whose own workspace
 * decides which e-mail they have: it could be anybody's.
 */
export function isVouchedFor(trusted: string[], { team_id, enterprise_user }: Origin): boolean {
  return [team_id, enterprise_user?.enterprise_id].some((id) => id !== undefined && trusted.includes(id));
}

/** Who is in a channel, as far as it matters. Never rejects: what can't be told is logged, and nothing is said of it. */
export async function channelNow(
  { client, trusted, log }: Pick<Workspace, 'client' | 'trusted'> & { log: Log },
  channel: string,
): Promise<ChannelNow> {
  try {
    const { channel: found } = await client.conversations.info({ channel });
    return { isShared: hasOutsiders(trusted, found ?? {}), hasBot: found?.is_member !== false };
  } catch (error) {
    log.warn({ channel, error: brief(error) }, 'who is in a channel is not known');
    // So it is with a private one that the bot is not in.
    return { isShared: false, hasBot: slackError(error) !== 'channel_not_found' };
  }
}

/** Whether others than those of trusted workspaces read there, or are about to. */
function hasOutsiders(trusted: string[], channel: Sharing): boolean {
  const { is_ext_shared, is_pending_ext_shared, shared_team_ids: readers } = channel;
  if (is_pending_ext_shared) return true;
  return is_ext_shared === true && !readers?.every((id) => trusted.includes(id));
}
