import { randomBytes } from 'node:crypto';
import {
  type Installation,
  type InstallationStore,
  type InstallURLOptions,
  InvalidStateError,
  type StateStore,
} from '@slack/oauth';
import { type Clock, type Installations, NotDelivered } from '../../../bot/index.ts';
import { createSeal } from './seal.ts';

const STATE_MS = 10 * 60_000;
/** An operator's mistake: nothing may be lost while it is mended. */
const MENDING_MS = 60_000;

export interface Kept {
  installations: Installations;
  clock: Clock;
  clientSecret: string;
  /** Ids of the workspaces and organisations that may install. */
  workspaces: string[];
}

/** The one id that an installation is known by: the organisation's where it is for all of it, else the workspace's. */
export function teamOf({ isEnterpriseInstall, enterprise, team }: Installation): string {
  const id = isEnterpriseInstall ? enterprise?.id : team?.id;
  if (!id) throw new Error('Slack did not say whose installation it is');
  return id;
}

export function nameOf(team: string): string {
  return `slack:${team}`;
}

/** A workspace may install by its own name, or by that of the organisation it belongs to. */
export function mayInstall({ workspaces }: Pick<Kept, 'workspaces'>, { team, enterprise }: Installation): boolean {
  return [team?.id, enterprise?.id].some((id) => id !== undefined && workspaces.includes(id));
}

/** Sealed, in the bot's store. What is asked for by `teamId` is the one id. Throws `NotDelivered` where there is none. */
export function createInstallationStore(kept: Kept): InstallationStore {
  const { installations, clock, clientSecret } = kept;
  const { seal, open } = createSeal(clientSecret);

  function opened(name: string, sealed: string): Installation {
    try {
      return JSON.parse(open(name, sealed)) as Installation;
    } catch (error) {
      const fault = { kind: 'later', retryAfterMs: MENDING_MS } as const;
      throw new NotDelivered(fault, 'slack: an installation can’t be opened: is SLACK_CLIENT_SECRET another now?', {
        cause: error,
      });
    }
  }

  return {
    async storeInstallation(installation) {
      const name = nameOf(teamOf(installation));
      await installations.put({ _id: name, sealed: seal(name, JSON.stringify(installation)), at: clock() });
    },
    async fetchInstallation({ teamId = '' }) {
      const name = nameOf(teamId);
      const found = await installations.get(name);
      const installation = found && opened(name, found.sealed);
      if (installation && mayInstall(kept, installation)) return installation;
      throw new NotDelivered({ kind: 'channel-gone' }, 'slack: not installed there');
    },
  };
}

/** A state is good once, for ten minutes. Slack's library ties it to the browser besides. */
export function createStateStore({ installations, clock }: Kept, options: InstallURLOptions): StateStore {
  return {
    async generateStateParam() {
      const state = randomBytes(32).toString('base64url');
      const now = clock();
      await installations.begin(state, now, new Date(Date.parse(now) + STATE_MS).toISOString());
      return state;
    },
    async verifyStateParam(_now, state) {
      if (await installations.complete(state, clock())) return options;
      throw new InvalidStateError('The state is used, too old, or made up');
    },
  };
}
