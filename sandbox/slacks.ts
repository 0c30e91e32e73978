/** Several local Slacks behind one address, where an app is installed by OAuth. Listens on 127.0.0.1 only. */
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readBody, sendJson } from './http.ts';
import type { Slack } from './slack/index.ts';
import type { SandboxSlackOptions } from './types.ts';

export interface LocalSlack {
  slack: Slack;
  /** As it was started. */
  options: SandboxSlackOptions;
}

interface Options {
  clientId: string;
  clientSecret: string;
  slacks: LocalSlack[];
  /** How long a token lives; absent: for ever, as without token rotation. */
  expiresIn?: number;
}

/** One call of the bot's: with which token, and whose it is. */
export interface Call {
  method: string;
  token: string;
  team: string;
  error?: string;
}

interface Token {
  of: LocalSlack;
  until: number;
}

export type Slacks = Awaited<ReturnType<typeof startSlacks>>;

/** An app-level token opens the socket of the first that has it. People choose the workspace on the page that asks them: here `team` in its address does; `deny` there says no. */
export async function startSlacks({ clientId, clientSecret, slacks, expiresIn }: Options) {
  const codes = new Map<string, { of: LocalSlack; redirectUri: string }>();
  const tokens = new Map<string, Token>();
  const refreshTokens = new Map<string, LocalSlack>();
  const calls: Call[] = [];

  /** The page where a person lets the app in. */
  function ask(res: ServerResponse, { searchParams: asked }: URL): void {
    const of = slacks.find(({ slack }) => slack.ids.team === asked.get('team'));
    const back = new URL(asked.get('redirect_uri') ?? '');
    if (asked.get('client_id') !== clientId || !asked.get('scope') || !of)
      return void sendJson(res, 400, { ok: false });
    back.searchParams.set('state', asked.get('state') ?? '');
    const code = randomBytes(8).toString('hex');
    if (asked.has('deny')) back.searchParams.set('error', 'access_denied');
    else {
      codes.set(code, { of, redirectUri: asked.get('redirect_uri') ?? '' });
      back.searchParams.set('code', code);
    }
    res.writeHead(302, { location: back.href }).end();
  }

  function granted(of: LocalSlack, scope: string) {
    const access_token = `xoxb-${randomBytes(8).toString('hex')}`;
    tokens.set(access_token, { of, until: expiresIn ? Date.now() + expiresIn * 1000 : Number.POSITIVE_INFINITY });
    const refresh_token = `xoxe-1-${randomBytes(8).toString('hex')}`;
    if (expiresIn) refreshTokens.set(refresh_token, of);
    const { ids } = of.slack;
    const { enterprise, teamName } = of.options;
    return {
      ok: true,
      access_token,
      token_type: 'bot',
      scope,
      bot_user_id: ids.bot,
      app_id: 'A1',
      team: enterprise ? null : { id: ids.team, name: teamName },
      enterprise: enterprise ?? null,
      is_enterprise_install: Boolean(enterprise),
      authed_user: { id: 'U1' },
      ...(expiresIn ? { refresh_token, expires_in: expiresIn } : {}),
    };
  }

  function access(args: URLSearchParams) {
    const given = (name: string) => args.get(name) ?? '';
    if (given('client_id') !== clientId) return { ok: false, error: 'invalid_client_id' };
    if (given('client_secret') !== clientSecret) return { ok: false, error: 'bad_client_secret' };
    if (given('grant_type') === 'refresh_token') {
      const of = refreshTokens.get(given('refresh_token'));
      refreshTokens.delete(given('refresh_token'));
      return of ? granted(of, 'renewed') : { ok: false, error: 'invalid_refresh_token' };
    }
    const code = codes.get(given('code'));
    codes.delete(given('code'));
    if (!code) return { ok: false, error: 'invalid_code' };
    return code.redirectUri === given('redirect_uri')
      ? granted(code.of, 'all')
      : { ok: false, error: 'bad_redirect_uri' };
  }

  /** By the token alone it is known whose call it is. */
  async function call(req: IncomingMessage, res: ServerResponse, url: URL, method: string): Promise<unknown> {
    const token = req.headers.authorization?.replace(/^Bearer /, '') ?? '';
    const socket = slacks.find(({ options }) => method === 'apps.connections.open' && options.appToken === token);
    if (socket) return await socket.slack.handle(req, res, url);
    const found = tokens.get(token);
    const team = found?.of.slack.ids.team ?? '';
    const error = !found ? 'invalid_auth' : found.until < Date.now() ? 'token_expired' : undefined;
    calls.push({ method, token, team, ...(error ? { error } : {}) });
    if (error || !found) return sendJson(res, 200, { ok: false, error });
    if (method === 'auth.revoke') {
      tokens.delete(token);
      return sendJson(res, 200, { ok: true, revoked: true });
    }
    req.headers.authorization = `Bearer ${found.of.options.botToken}`;
    return await found.of.slack.handle(req, res, url);
  }

  async function route(req: IncomingMessage, res: ServerResponse): Promise<unknown> {
    const asked = new URL(req.url ?? '/', url);
    if (asked.pathname === '/slack/oauth/v2/authorize') return ask(res, asked);
    const method = asked.pathname.replace('/slack/api/', '');
    if (method !== 'oauth.v2.access') return await call(req, res, asked, method);
    const args = new URLSearchParams(await readBody(req));
    calls.push({ method, token: '', team: '' });
    sendJson(res, 200, access(args));
  }

  const server = createServer((req, res) => {
    route(req, res).catch(() => sendJson(res, 500, { error: 'sandbox fault' }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    apiUrl: `${url}/slack/api/`,
    calls,
    /** Every token that opens this workspace now. */
    tokensOf: (team: string) => [...tokens].filter(([, { of }]) => of.slack.ids.team === team).map(([token]) => token),
    /** Puts the app out of a workspace, and tells it so. */
    uninstall(team: string): void {
      for (const [token, { of }] of tokens) {
        if (of.slack.ids.team !== team) continue;
        tokens.delete(token);
        of.slack.emit({ type: 'tokens_revoked', tokens: { oauth: [], bot: [of.slack.ids.bot] } });
        of.slack.emit({ type: 'app_uninstalled' });
      }
    },
    async close(): Promise<void> {
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
    },
  };
}
