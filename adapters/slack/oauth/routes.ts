import type { IncomingMessage, ServerResponse } from 'node:http';
import { ErrorCode, type Installation, type InstallProvider } from '@slack/oauth';
import type { Log } from '../../../bot/index.ts';
import { brief } from '../bolt-logger.ts';
import type { RequestListener } from '../http-receiver.ts';
import type { Tasks } from '../tasks.ts';
import { slackError } from '../web-client.ts';
import { type Outcome, sendPage } from './page.ts';
import { teamOf } from './stores.ts';

interface RouteDeps {
  provider: InstallProvider;
  mayInstall(installation: Installation): boolean;
  /** What was given is given back. */
  giveBack(installation: Installation): Promise<void>;
  installed(team: string): void;
  tasks: Tasks;
  log: Log;
}

const STALE: string[] = [ErrorCode.MissingStateError, ErrorCode.InvalidStateError, ErrorCode.MissingCodeError];
const STALE_AT_SLACK = ['invalid_code', 'code_already_used'];

/** Where a person begins to install the bot, and where Slack sends them back. */
export function createRoutes(deps: RouteDeps): { begin: RequestListener; complete: RequestListener } {
  const { provider, tasks, log } = deps;

  function ended(req: IncomingMessage, res: ServerResponse, outcome: Outcome): void {
    if (res.headersSent) return;
    sendPage(res, outcome, req.headers['accept-language']);
  }

  function failed(error: Error, req: IncomingMessage, res: ServerResponse): void {
    const outcome = outcomeOf(error);
    if (outcome === 'fault') log.error({ error: brief(error) }, 'the bot could not be installed');
    else log.info({ outcome }, 'the bot was not installed');
    ended(req, res, outcome);
  }

  async function afterInstallation(installation: Installation, _: unknown, req: IncomingMessage, res: ServerResponse) {
    if (deps.mayInstall(installation)) return true;
    log.warn({ team: teamOf(installation) }, 'a workspace that is not in SLACK_WORKSPACES tried to install the bot');
    await deps.giveBack(installation);
    ended(req, res, 'stranger');
    return false;
  }

  async function complete(req: IncomingMessage, res: ServerResponse): Promise<void> {
    await provider.handleCallback(req, res, {
      afterInstallation: (installation, ...rest) => afterInstallation(installation as Installation, ...rest),
      success(installation) {
        const team = teamOf(installation as Installation);
        deps.installed(team);
        log.info({ team }, 'the bot was installed');
        ended(req, res, 'done');
      },
      failure: (error) => failed(error, req, res),
    });
  }

  function route(take: (req: IncomingMessage, res: ServerResponse) => Promise<void>): RequestListener {
    return (req, res) => {
      if (req.method !== 'GET') return void res.writeHead(405, { allow: 'GET' }).end();
      void tasks.track(take(req, res).catch((error: Error) => failed(error, req, res)));
    };
  }

  return { begin: route((req, res) => provider.handleInstallPath(req, res)), complete: route(complete) };
}

function outcomeOf(error: Error): Outcome {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code === ErrorCode.AuthorizationError) return 'cancelled';
  return STALE.includes(code) || STALE_AT_SLACK.includes(slackError(error) ?? '') ? 'stale' : 'fault';
}
