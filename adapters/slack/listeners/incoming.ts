import type { WebClient } from '@slack/web-api';
import type { Bot, Log, Watch } from '../../../bot/index.ts';
import type { Accounts } from '../accounts.ts';
import type { Homes } from '../homes.ts';
import type { Tasks } from '../tasks.ts';
import type { Tell } from '../tell.ts';

/** What the listeners work with. */
export interface Deps {
  bot: Bot;
  log: Log;
  client: WebClient;
  accounts: Accounts;
  tell: Tell;
  homes: Homes;
  tasks: Tasks;
  /** The workspace the app is installed in, and the bot's own user. */
  team: string;
  botUser: string;
  /** How long the bot may take before the person is told that nothing was stored. */
  answerWithinMs: number;
  /** Of this request. */
  watch: Watch;
}

/** The same for all requests. */
export type Shared = Omit<Deps, 'watch'>;

export type Ack = (answer?: unknown) => Promise<void>;

export function faultText({ bot, accounts }: Deps, user: string): string {
  return bot.faultText(accounts.localeOf(user));
}
