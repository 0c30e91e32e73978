/** Microsoft Teams: activities to the bot's input, its views to Adaptive Cards, and a messenger. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Bot, Log, Messenger, Meter } from '../../bot/index.ts';
import type { TeamsConfig } from './config.ts';

export type { TeamsConfig } from './config.ts';

export interface StartTeams {
  bot: Bot;
  log: Log;
  /** Told of each answer; absent: nobody counts. */
  meter?: Meter | undefined;
  config: TeamsConfig;
}

export interface Teams {
  messenger: Messenger;
  /** For POST /teams/messages, the bot's messaging endpoint. */
  requestListener(req: IncomingMessage, res: ServerResponse): void;
  /** Refuses new activities (503) and waits up to five seconds for those under way. */
  stop(): Promise<void>;
}

/** Loads the SDK only now: it takes a second, which an installation without Teams should not pay. */
export async function startTeams(options: StartTeams): Promise<Teams> {
  const { start } = await import('./start.ts');
  return start(options);
}
