import type { App, Authorize } from '@slack/bolt';
import type { Messenger } from '../../bot/index.ts';
import type { RequestListener } from './http-receiver.ts';
import { createWebClient } from './web-client.ts';
import { createWorkspace, type Workspace, type WorkspaceDeps } from './workspace.ts';

/** How the bot gets into workspaces. */
export interface Access {
  /** Whose workspace a request is from; the listeners find it in their context. */
  authorize: Authorize<boolean>;
  messenger: Messenger;
  /** Where a workspace may let the bot in, and take it out again, by itself. */
  oauth?: { begin: RequestListener; complete: RequestListener; listen(app: App): void };
}

/** Into the one workspace that the token is for. Rejects when Slack does not accept it. */
export async function accessByToken(deps: WorkspaceDeps, token: string): Promise<Access> {
  const { team_id, enterprise_id, user_id, bot_id } = await createWebClient(
    token,
    deps.apiUrl,
    deps.logger,
  ).auth.test();
  if (!team_id || !user_id || !bot_id) throw new Error('Slack: this token is not a bot’s');
  const trusted = [team_id, ...(enterprise_id ? [enterprise_id] : [])];
  const workspace = createWorkspace(deps, { token, team: team_id, botUser: user_id, botId: bot_id, trusted });
  const authorized = authorization(workspace);
  return { authorize: async () => authorized, messenger: workspace.messenger };
}

/** What Bolt is told of a request’s workspace. */
export function authorization(workspace: Workspace) {
  const { token, botId, botUser } = workspace;
  return { botToken: token, botId, botUserId: botUser, workspace };
}
