/** What the adapter needs of an SDK. Each one that there is has a file in sdk/, which alone imports it. */
import type { Watch } from '../../bot/index.ts';
import type { Activity } from './activity.ts';
import type { TeamsConfig } from './config.ts';
import type { Connector } from './connector.ts';

/** What to answer over HTTP. */
export interface Answer {
  status: number;
  body?: unknown;
}

export interface Sdk {
  /** Takes an activity that passed the guard through the SDK, which checks its token once more and routes it. */
  receive(activity: Activity, authorization: string, watch: Watch): Promise<Answer>;
  connector: Connector;
}

/** Hears every message and every tap; what it returns answers an invoke. Faults of its own go to `onFault`. */
export interface Handlers {
  onActivity(activity: Activity, watch: Watch): Promise<Answer | undefined>;
  onFault(activity: Activity, error: unknown): void;
}

/** Loads the one that is chosen, and only that. */
export async function createSdk(config: TeamsConfig, handlers: Handlers): Promise<Sdk> {
  const sdk = config.sdk === 'teams-apps' ? import('./sdk/teams-apps.ts') : import('./sdk/teams-ai.ts');
  return (await sdk).createSdk(config, handlers);
}
