import { type Authority, BOT_FRAMEWORK, type TeamsConfig } from './config.ts';

const RENEWED_BEFORE_MS = 60_000;

/** Tokens for the Bot Connector from a login over plain http, which the SDK's own client (MSAL) refuses to talk to. */
export function createLogin(config: TeamsConfig, { loginUrl, scope }: Authority): () => Promise<string> {
  return createTokens(config, { loginUrl, scope: scope ?? BOT_FRAMEWORK.scope });
}

/** A token for `scope` (an address, without `/.default`) as the app itself, kept until it is nearly out. Throws when the login does not give one. */
export function createTokens(
  config: Pick<TeamsConfig, 'appId' | 'appPassword'>,
  { loginUrl, scope }: { loginUrl: string; scope: string },
): () => Promise<string> {
  let held: { token: string; until: number } | undefined;
  return async () => {
    if (held && held.until > Date.now()) return held.token;
    const response = await fetch(`${loginUrl}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: config.appId,
        client_secret: config.appPassword,
        scope: `${scope}/.default`,
      }),
      signal: AbortSignal.timeout(10_000),
    });
    if (!response.ok) throw new Error(`the login answered ${response.status}`);
    const given = (await response.json()) as { access_token: string; expires_in: number };
    held = { token: given.access_token, until: Date.now() + given.expires_in * 1000 - RENEWED_BEFORE_MS };
    return held.token;
  };
}
