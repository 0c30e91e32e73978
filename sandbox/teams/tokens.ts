import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type JsonWebKey,
  type KeyObject,
  randomUUID,
} from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';

export const CONNECTOR_AUDIENCE = 'https://api.botframework.com';
const LIFETIME_S = 3600;

/** What a forged or stale token changes; used by tests of what a bot refuses. */
export interface TokenTwist {
  audience?: string;
  issuer?: string;
  serviceUrl?: string;
  /** Seconds from now; negative is expired. */
  expiresIn?: number;
  /** Signs with a key that is not in the key set, under the real key's id. */
  wrongKey?: boolean;
}

export type Tokens = ReturnType<typeof createTokens>;

/** Both directions: what the channel signs for the bot, and what the login gives the bot for the connector. */
export function createTokens(options: { appId: string; issuer: string; serviceUrl(): string; now(): number }) {
  let key = firstKey();

  async function sign(
    claims: Record<string, string>,
    twist: { expiresIn?: number | undefined; with?: KeyObject } = {},
  ) {
    const now = Math.floor(options.now() / 1000);
    return new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: key.kid })
      .setIssuedAt(now)
      .setNotBefore(now + Math.min(0, twist.expiresIn ?? 0))
      .setExpirationTime(now + (twist.expiresIn ?? LIFETIME_S))
      .sign(twist.with ?? key.secret);
  }

  return {
    lifetime: LIFETIME_S,
    /** For a call from the channel to the bot. */
    channel(twist: TokenTwist = {}): Promise<string> {
      const claims = {
        iss: twist.issuer ?? options.issuer,
        aud: twist.audience ?? options.appId,
        serviceurl: twist.serviceUrl ?? options.serviceUrl(),
      };
      return sign(claims, { expiresIn: twist.expiresIn, ...(twist.wrongKey ? { with: strangersKey().secret } : {}) });
    },
    /** For the bot's calls to what is named: the connector, Graph. */
    app(tenant: string, audience: string): Promise<string> {
      const iss = `https://sts.windows.net/${tenant}/`;
      return sign({ iss, aud: audience, appid: options.appId, tid: tenant, ver: '1.0' });
    },
    /** True for a token that `app` gave for the same and that is still good. */
    async accepts(authorization: string | undefined, audience: string): Promise<boolean> {
      const token = /^Bearer (.+)$/.exec(authorization ?? '')?.[1];
      if (token === undefined) return false;
      try {
        const { payload } = await jwtVerify(token, createPublicKey(key.secret), {
          audience,
          algorithms: ['RS256'],
          currentDate: new Date(options.now()),
        });
        return payload.appid === options.appId;
      } catch {
        return false;
      }
    },
    /** The key set with the endorsement that botbuilder demands for the activity's channel. */
    keySet() {
      const jwk = createPublicKey(key.secret).export({ format: 'jwk' });
      return { keys: [{ ...jwk, kid: key.kid, use: 'sig', alg: 'RS256', endorsements: ['msteams'] }] };
    },
    /** The key is kept over a restart: botbuilder caches the key set for a day and asks again at most once an hour. */
    save: () => ({ kid: key.kid, jwk: key.secret.export({ format: 'jwk' }) }),
    load(saved: { kid: string; jwk: JsonWebKey }): void {
      key = { kid: saved.kid, secret: createPrivateKey({ key: saved.jwk, format: 'jwk' }) };
    },
  };
}

/** Made once a process: it takes up to a second, and botbuilder's cache of keys goes by address, which tests use again. */
const firstKey = once(newKey);
const strangersKey = once(newKey);

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

function newKey(): { kid: string; secret: KeyObject } {
  return { kid: randomUUID(), secret: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey };
}
