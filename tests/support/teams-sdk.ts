import type { TeamsConfig } from '../../adapters/teams/index.ts';

/** The Teams SDK that this run of the tests is for; vitest.config.ts runs some of them once for each. */
export const TEAMS_SDK: NonNullable<TeamsConfig['sdk']> =
  process.env.TEAMS_SDK === 'teams-apps' ? 'teams-apps' : 'teams-ai';
