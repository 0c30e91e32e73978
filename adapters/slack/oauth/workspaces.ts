import type { InstallProvider } from '@slack/oauth';
import { unwrapped } from '../hand-over.ts';
import type { Grant, Workspace } from '../workspace.ts';

/** How long another replica may have renewed a token, or heard that it is gone, before this one looks. */
const KEPT_MS = 60_000;

export interface Workspaces {
  /** As the token stands now. Throws `NotDelivered` where the bot is not installed. */
  of(team: string): Promise<Workspace>;
  /** What is known of it is not true any more. */
  forget(team: string): void;
}

/** `provider` reads an installation and renews its token in time: once for all who ask meanwhile, since that uses the old one up. */
export function createWorkspaces(
  provider: Pick<InstallProvider, 'authorize'>,
  create: (grant: Omit<Grant, 'trusted'>) => Workspace,
  now: () => number = Date.now,
): Workspaces {
  const kept = new Map<string, { workspace: Promise<Workspace>; until: number }>();

  async function look(team: string, before: Promise<Workspace> | undefined) {
    const source = { teamId: team, enterpriseId: undefined, isEnterpriseInstall: false };
    const found = await provider.authorize(source).catch((error: Error) => {
      throw unwrapped(error);
    });
    const { botToken: token, botId, botUserId: botUser, botTokenExpiresAt } = found;
    if (!token || !botId || !botUser) throw new Error('slack: an installation without a bot');
    const expires = botTokenExpiresAt === undefined ? Number.POSITIVE_INFINITY : botTokenExpiresAt * 1000;
    const known = await before?.catch(() => undefined);
    const workspace = known?.token === token ? known : create({ token, team, botId, botUser });
    return { workspace, until: Math.min(now() + KEPT_MS, expires) };
  }

  return {
    of(team) {
      const known = kept.get(team);
      if (known && known.until > now()) return known.workspace;
      const looked = look(team, known?.workspace);
      const entry = { workspace: looked.then(({ workspace }) => workspace), until: Number.POSITIVE_INFINITY };
      kept.set(team, entry);
      looked.then(
        ({ until }) => {
          entry.until = until;
        },
        () => kept.get(team) === entry && kept.delete(team),
      );
      return entry.workspace;
    },
    forget: (team) => void kept.delete(team),
  };
}
