import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Activity } from '../../adapters/teams/activity.ts';
import { createTokenCheck } from '../../adapters/teams/token.ts';

/** Our own check alone: over HTTP the SDK's would hide that one of ours is missing. */
let server: Server;
let base: string;
let key: Awaited<ReturnType<typeof generateKeyPair>>['privateKey'];
let asked: string[] = [];
const SERVICE = 'https://smba.example/teams/';
const activity = (changes = {}) =>
  ({ serviceUrl: SERVICE, conversation: { id: 'a:1', tenantId: 'tenant-1' }, ...changes }) as Activity;

beforeAll(async () => {
  const pair = await generateKeyPair('RS256', { extractable: true });
  key = pair.privateKey;
  const jwk = { ...(await exportJWK(pair.publicKey)), kid: 'k1', use: 'sig' };
  server = createServer((req, res) => {
    asked.push(req.url ?? '');
    res.setHeader('content-type', 'application/json');
    res.end(JSON.stringify(req.url === '/keys' ? { keys: [jwk] } : { jwks_uri: `${base}/keys` }));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

function check() {
  asked = [];
  const authority = { openIdMetadataUrl: `${base}/metadata`, issuer: 'https://issuer.example', loginUrl: base };
  return createTokenCheck({ appId: 'app-1', appPassword: '', tenantId: 'tenant-1', authority });
}

const CLAIMS = { iss: 'https://issuer.example', aud: 'app-1', serviceurl: SERVICE };

async function bearer(claims: Record<string, string>, expiresIn: number | null = 3600, alg = 'RS256', kid = 'k1') {
  const token = new SignJWT(claims).setProtectedHeader({ alg, kid });
  if (expiresIn !== null) token.setExpirationTime(Math.floor(Date.now() / 1000) + expiresIn);
  const secret = alg === 'HS256' ? new TextEncoder().encode('a secret that is long enough for HS256') : key;
  return `Bearer ${await token.sign(secret)}`;
}

test('takes a good token, and asks for the keys once', async () => {
  const verdict = check();
  expect(await verdict(await bearer(CLAIMS), activity())).toBe(200);
  expect(await verdict(await bearer({ ...CLAIMS, jti: '2' }), activity())).toBe(200);
  expect(asked).toEqual(['/metadata', '/keys']);
});

test.each([
  ['another issuer', { ...CLAIMS, iss: 'https://evil.example' }],
  ['another audience', { ...CLAIMS, aud: 'app-2' }],
  ['no issuer', { aud: 'app-1', serviceurl: SERVICE }],
  ['no audience', { iss: CLAIMS.iss, serviceurl: SERVICE }],
  ['no service address', { iss: CLAIMS.iss, aud: 'app-1' }],
])('refuses a token with %s', async (_what, claims) => {
  expect(await check()(await bearer(claims), activity())).toBe(401);
});

test('refuses an expired token, one that never expires, and lets clocks differ by less than five minutes', async () => {
  expect(await check()(await bearer(CLAIMS, -310), activity())).toBe(401);
  expect(await check()(await bearer(CLAIMS, null), activity())).toBe(401);
  expect(await check()(await bearer(CLAIMS, -200), activity())).toBe(200);
});

test('refuses every algorithm but RS256, though the key is the right one', async () => {
  expect(await check()(await bearer(CLAIMS, 3600, 'HS256'), activity())).toBe(401);
  const pss = await crypto.subtle.importKey('jwk', await exportJWK(key), { name: 'RSA-PSS', hash: 'SHA-256' }, false, [
    'sign',
  ]);
  const token = new SignJWT(CLAIMS).setProtectedHeader({ alg: 'PS256', kid: 'k1' }).setExpirationTime('1h');
  expect(await check()(`Bearer ${await token.sign(pss)}`, activity())).toBe(401);
});

test('refuses a key that is not in the set', async () => {
  expect(await check()(await bearer(CLAIMS, 3600, 'RS256', 'k2'), activity())).toBe(401);
});

test('a remembered token ends when it expires', async () => {
  const verdict = check();
  const token = await bearer(CLAIMS, 60);
  expect(await verdict(token, activity())).toBe(200);
  vi.useFakeTimers({ now: Date.now() + 400_000, toFake: ['Date'] });
  expect(await verdict(token, activity())).toBe(401);
  vi.useRealTimers();
});

test('a good token says nothing of another address or tenant', async () => {
  const verdict = check();
  const token = await bearer(CLAIMS);
  expect(await verdict(token, activity({ serviceUrl: 'https://evil.example/' }))).toBe(403);
  expect(await verdict(token, activity({ conversation: { id: 'a:1', tenantId: 'tenant-2' } }))).toBe(403);
});
