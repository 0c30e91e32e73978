import type { Bot, Log, Watch } from '../../../bot/index.ts';
import type { Tasks } from '../tasks.ts';
import type { Workspace } from '../workspace.ts';

/** The same for all requests. */
export interface Shared {
  bot: Bot;
  log: Log;
  tasks: Tasks;
  /** How long the bot may take before the person is told that nothing was stored. */
  answerWithinMs: number;
}

/** What the listeners work with: where the request is from, and its own watch besides. */
export interface Deps extends Shared, Omit<Workspace, 'messenger' | 'token'> {
  watch: Watch;
}

export type Ack = (answer?: unknown) => Promise<void>;

export function faultText({ bot, accounts }: Deps, user: string): string {
  return bot.faultText(accounts.localeOf(user));
}
