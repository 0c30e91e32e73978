import { createRemoteJWKSet, errors, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { type Activity, tenantOf } from './activity.ts';
import { BOT_FRAMEWORK, type TeamsConfig } from './config.ts';

/** As the SDK allows. */
const CLOCK_SKEW_S = 300;
/** The channel uses one token for an hour, so a handful is in use at a time. */
const REMEMBERED = 50;
const KEYS_KEPT_MS = 24 * 60 * 60 * 1000;

/** 401: not a token of the channel for this bot. 403: a good token for something else. 503: the keys can't be had now. */
export type Verdict = 200 | 401 | 403 | 503;

/**
 * Checks the bearer token of an incoming activity: signature (RS256 only), issuer, audience, times, its `serviceurl`
 * claim (the SDK skips that one when the activity has none) and the tenant.
 */
export function createTokenCheck(config: TeamsConfig): (authorization: string, activity: Activity) => Promise<Verdict> {
  const authority = config.authority ?? BOT_FRAMEWORK;
  const good = new Map<string, { until: number; serviceUrl: unknown }>();
  let keys: Promise<JWTVerifyGetKey> | undefined;

  async function findKeys(): Promise<JWTVerifyGetKey> {
    const response = await fetch(authority.openIdMetadataUrl, { signal: AbortSignal.timeout(5_000) });
    if (!response.ok) throw new Error(`the OpenID metadata answered ${response.status}`);
    const metadata = (await response.json()) as { jwks_uri?: unknown };
    return createRemoteJWKSet(new URL(String(metadata.jwks_uri)), { cacheMaxAge: KEYS_KEPT_MS });
  }

  async function verify(token: string) {
    keys ??= findKeys();
    const found = await keys.catch((error: unknown) => {
      keys = undefined;
      throw error;
    });
    const { payload } = await jwtVerify(token, found, {
      issuer: authority.issuer,
      audience: config.appId,
      algorithms: ['RS256'],
      clockTolerance: CLOCK_SKEW_S,
      requiredClaims: ['exp', 'serviceurl'],
    });
    const known = { until: ((payload.exp ?? 0) + CLOCK_SKEW_S) * 1000, serviceUrl: payload.serviceurl };
    if (good.size >= REMEMBERED) good.clear();
    good.set(token, known);
    return known;
  }

  return async (authorization, activity) => {
    const token = authorization.slice('Bearer '.length);
    try {
      const remembered = good.get(token);
      const claims = remembered && remembered.until > Date.now() ? remembered : await verify(token);
      if (claims.serviceUrl !== activity.serviceUrl) return 403;
      return tenantOf(activity) === config.tenantId ? 200 : 403;
    } catch (error) {
      return isRefusal(error) ? 401 : 503;
    }
  };
}

/** A generic or time-out error of jose is about fetching the keys, not about the token. */
function isRefusal(error: unknown): boolean {
  return (
    error instanceof errors.JOSEError && error.code !== 'ERR_JOSE_GENERIC' && !(error instanceof errors.JWKSTimeout)
  );
}
