import type { Log } from '../../bot/index.ts';
import { brief } from './bolt-logger.ts';
import type { Workspace } from './workspace.ts';

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

/** Whether others than those of trusted workspaces read in a channel, or are about to. Never rejects: what can't be told is logged. */
export async function hasOutsiders(
  { client, trusted, log }: Pick<Workspace, 'client' | 'trusted'> & { log: Log },
  channel: string,
): Promise<boolean> {
  try {
    const { channel: found } = await client.conversations.info({ channel });
    const { is_ext_shared, is_pending_ext_shared, shared_team_ids: readers } = found ?? {};
    if (is_pending_ext_shared) return true;
    return is_ext_shared === true && !readers?.every((id) => trusted.includes(id));
  } catch (error) {
    log.warn({ channel, error: brief(error) }, 'whether a channel is shared is not known');
    return false;
  }
}
