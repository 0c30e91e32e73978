import type { Logger, WebClient } from '@slack/web-api';
import type { Bot, Log, Messenger } from '../../bot/index.ts';
import { type Accounts, createAccounts } from './accounts.ts';
import { createHomes, type Homes } from './homes.ts';
import { createMessenger } from './messenger.ts';
import { createSendPaper, type SendPaper } from './paper/send.ts';
import { createTell, type Tell } from './tell.ts';
import { createWebClient, TIMEOUT_MS } from './web-client.ts';

/** What lets the bot into one workspace, or into a whole organisation. */
export interface Grant {
  token: string;
  /** Id of the workspace; of the organisation where the bot is installed for all of it. */
  team: string;
  botUser: string;
  botId: string;
  /** Ids of the workspaces and organisations whose word for a person's e-mail counts, its own among them. */
  trusted: string[];
}

/** The bot in one workspace. All that it does there goes by this token. */
export interface Workspace extends Grant {
  client: WebClient;
  accounts: Accounts;
  tell: Tell;
  homes: Homes;
  sendPaper: SendPaper;
  messenger: Messenger;
}

export interface WorkspaceDeps {
  bot: Bot;
  log: Log;
  logger: Logger;
  apiUrl: string | undefined;
}

export function createWorkspace({ bot, log, logger, apiUrl }: WorkspaceDeps, grant: Grant): Workspace {
  const { token, team, trusted } = grant;
  const client = createWebClient(token, apiUrl, logger);
  const accounts = createAccounts(client, trusted);
  const homes = createHomes({ bot, client, accounts, log, team });
  const sender = createWebClient(token, apiUrl, logger, TIMEOUT_MS.sending);
  return {
    ...grant,
    client,
    accounts,
    homes,
    tell: createTell(client, log),
    sendPaper: createSendPaper(sender),
    messenger: createMessenger(sender, grant),
  };
}
