import type { App } from '@slack/bolt';
import type { Bot, Installations, Log } from '../../../bot/index.ts';
import { removalPayload } from '../schema.ts';
import { TryAgain } from '../try-again.ts';
import { nameOf } from './stores.ts';
import type { Workspaces } from './workspaces.ts';

/** In the manifest by the same names, where workspaces install by themselves. */
export const REMOVAL_EVENTS = ['app_uninstalled', 'tokens_revoked'] as const;

interface RemovalDeps {
  bot: Bot;
  installations: Installations;
  workspaces: Workspaces;
  log: Log;
}

/** A workspace has put the bot out: what it gave is erased, and whoever looks after its channels hears of it. Slack tells twice. */
export function listenForRemoval(app: App, deps: RemovalDeps): void {
  for (const name of REMOVAL_EVENTS) {
    app.event(name, async ({ body, context }) => {
      const { teamId, enterpriseId, isEnterpriseInstall } = context;
      const team = isEnterpriseInstall ? enterpriseId : (teamId ?? enterpriseId);
      if (team) await removed(deps, team, body);
    });
  }
}

async function removed({ bot, installations, workspaces, log }: RemovalDeps, team: string, body: unknown) {
  const { event, event_time } = removalPayload.parse(body);
  if (event.type === 'tokens_revoked' && !event.tokens?.bot?.length) return;
  try {
    const installation = await installations.get(nameOf(team));
    // Told late: it has been installed anew since.
    if (installation && Math.floor(Date.parse(installation.at) / 1000) > event_time) return;
    await installations.remove(nameOf(team));
    workspaces.forget(team);
    await bot.learn({ kind: 'place-lost', platform: 'slack', is: (channel) => channel.team === team });
    log.info({ team }, 'the bot was uninstalled');
  } catch (error) {
    throw new TryAgain('that the bot was uninstalled was not stored', { cause: error });
  }
}
