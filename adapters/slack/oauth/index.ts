import { type Installation, InstallProvider } from '@slack/oauth';
import { NotDelivered } from '../../../bot/index.ts';
import { type Access, authorization } from '../access.ts';
import { brief } from '../bolt-logger.ts';
import { createMessengers } from '../messengers.ts';
import type { Tasks } from '../tasks.ts';
import { TryAgain } from '../try-again.ts';
import { createWebClient, TIMEOUT_MS } from '../web-client.ts';
import { createWorkspace, type WorkspaceDeps } from '../workspace.ts';
import { listenForRemoval } from './removal.ts';
import { createRoutes } from './routes.ts';
import { SCOPES } from './scopes.ts';
import { createInstallationStore, createStateStore, type Kept, mayInstall } from './stores.ts';
import { createWorkspaces } from './workspaces.ts';

export interface OAuthSettings {
  clientId: string;
  clientSecret: string;
  /** Ids of the workspaces and organisations that may install. */
  workspaces: string[];
  /** Where Slack sends people back to. */
  redirectUri: string;
}

const SLACK_API = 'https://slack.com/api/';

interface OAuthDeps extends WorkspaceDeps {
  kept: Omit<Kept, 'clientSecret' | 'workspaces'>;
  tasks: Tasks;
}

/** Into every workspace that has let the bot in by itself. */
export function accessByOAuth(deps: OAuthDeps, settings: OAuthSettings): Access {
  const { bot, log, logger, apiUrl = SLACK_API, tasks } = deps;
  const kept: Kept = { ...deps.kept, ...settings };
  const options = { scopes: SCOPES, redirectUri: settings.redirectUri };
  const provider = new InstallProvider({
    clientId: settings.clientId,
    clientSecret: settings.clientSecret,
    installUrlOptions: options,
    // Slack's own page says what the bot asks for: none of ours before it.
    directInstall: true,
    authorizationUrl: new URL('../oauth/v2/authorize', apiUrl).href,
    installationStore: createInstallationStore(kept),
    stateStore: createStateStore(kept, options),
    // What people do wrong is no fault of ours; what is, the routes log.
    logger: { ...logger, error: logger.warn },
    clientOptions: { slackApiUrl: apiUrl, timeout: TIMEOUT_MS.asked, retryConfig: { retries: 0 } },
  });
  const workspaces = createWorkspaces(provider, (grant) =>
    createWorkspace(deps, { ...grant, trusted: [grant.team, ...settings.workspaces] }),
  );

  async function giveBack({ bot: given }: Installation): Promise<void> {
    const client = createWebClient(given?.token ?? '', apiUrl, logger);
    await client.auth.revoke().catch((error: unknown) => log.warn({ error: brief(error) }, 'a token was not revoked'));
  }

  const routes = createRoutes({
    provider,
    mayInstall: (installation) => mayInstall(kept, installation),
    giveBack,
    installed: workspaces.forget,
    tasks,
    log,
  });

  return {
    async authorize({ isEnterpriseInstall, enterpriseId, teamId }) {
      try {
        const workspace = await workspaces.of((isEnterpriseInstall ? enterpriseId : teamId) ?? '');
        return authorization(workspace);
      } catch (error) {
        if (error instanceof NotDelivered && error.fault.kind === 'channel-gone') throw error;
        throw new TryAgain('whose workspace it is could not be read', { cause: error });
      }
    },
    messenger: createMessengers(workspaces.of),
    oauth: {
      ...routes,
      listen: (app) => listenForRemoval(app, { bot, installations: kept.installations, workspaces, log }),
    },
  };
}
