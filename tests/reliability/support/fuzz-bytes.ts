/** Requests that no platform sends: bytes, headers, signatures and tokens in every wrong form. */
import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { oddString, oddValue, textOf } from './fuzz-odd.ts';
import type { Bytes } from './fuzz-wire.ts';

export interface Shot extends Bytes {
  /** How it may be answered; 0: hung up on. */
  allowed: number[];
  /** Carries a signature or token that the platform would give it. */
  good: boolean;
}

/** As a report shows it. */
function shown(shot: Shot): Shot {
  const { method, path, headers, body } = shot;
  const text = () => `${method} ${path} ${JSON.stringify(headers).slice(0, 500)} ${body.toString().slice(0, 500)}`;
  return Object.assign(shot, { [fc.toStringMethod]: text });
}

const SLACK_LARGEST = 1_000_000;
const TEAMS_LARGEST = 256 * 1024;
/** Node's own limit for all headers together is 16 KB. */
const HUGE = 20_000;

export const FORM = 'application/x-www-form-urlencoded';
export const JSON_TYPE = 'application/json';
const TYPES = [
  FORM,
  JSON_TYPE,
  `${FORM}; charset=utf-8`,
  `${JSON_TYPE};charset=utf-16`,
  'text/plain',
  'multipart/form-data',
];
const METHODS = ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND', 'TRACE'];

const type = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(FORM, JSON_TYPE) },
  fc.constantFrom(...TYPES, '', ';', 'x'),
);
const method = fc.oneof({ weight: 12, arbitrary: fc.constant('POST') }, fc.constantFrom(...METHODS));
/** A header's own characters: others the client would not send. */
const headerText = (text: string) => text.replace(/[^\x20-\x7e\xa0-\xff]/g, '?');
const extra = fc.oneof(
  { weight: 20, arbitrary: fc.constant({}) },
  { weight: 3, arbitrary: oddString.map((odd) => ({ 'x-odd': headerText(odd).slice(0, 4_000) })) },
  { weight: 1, arbitrary: fc.constant({ 'x-huge': 'h'.repeat(HUGE) }) },
  { weight: 1, arbitrary: fc.constant({ 'x-slack-retry-num': '-1', cookie: '='.repeat(3_000), forwarded: '"' }) },
);

/** Whole bodies, as the platform sends them. With a good signature or token only those of who has no right are sent, mostly cut. */
export interface Bodies {
  theirs: string[];
  strangers: string[];
}

/** `real`: of people without rights. */
function anyBody(real: string[], largest: number): fc.Arbitrary<Buffer> {
  const cut = fc.record({ text: fc.constantFrom(...real), at: fc.double({ min: 0, max: 0.999, noNaN: true }) });
  const text = fc.oneof(
    oddString,
    oddValue.map(textOf),
    oddString.map((odd) => `{"type":"${odd}`),
    oddValue.map((odd) => `payload=${encodeURIComponent(textOf(odd))}`),
    fc.constantFrom(
      'payload',
      'payload=',
      'payload=%7B',
      'payload=%',
      'payload=%E0%A4%A',
      'payload=null',
      'ssl_check=1',
    ),
    fc.constantFrom('payload={}&payload={}', '__proto__=1&constructor=2&command=/samrad', '&'.repeat(3_000), '=&='),
    fc.constantFrom('command=%2Fsamrad', 'command=/samrad&command=/samrad&user_id=U1&channel_id=C1&trigger_id=1'),
    fc.constantFrom('{', '[', '"', '{"type":', '[]', 'null', '7', '{"foo":1}', '{"type":"message"}', '\ufeff{}'),
    fc.constantFrom(1_000, 40_000).map((depth) => '['.repeat(depth) + ']'.repeat(depth)),
    fc.constantFrom(1_000, 20_000).map((depth) => `${'{"a":'.repeat(depth)}7${'}'.repeat(depth)}`),
    cut.map(({ text, at }) => text.slice(0, Math.floor(text.length * at))),
    fc.constantFrom(...real),
    cut.map(
      ({ text, at }) => `${text.slice(0, Math.floor(text.length * at))}%${text.slice(Math.ceil(text.length * at))}`,
    ),
  );
  return fc.oneof(
    { weight: 300, arbitrary: text.map((said) => Buffer.from(said)) },
    { weight: 100, arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)) },
    { weight: 1, arbitrary: fc.constantFrom(-1, 0, 1, 2_000).map((over) => Buffer.alloc(largest + over, 'x')) },
  );
}

const hugeIn = (headers: Record<string, unknown>) => 'x-huge' in headers;

const SIGNED = ['right', 'none', 'empty', 'another secret', 'another version', 'garbage', 'of another body'] as const;
const TIMES = ['now', 'late', 'long ago', 'ahead', 'far ahead', 'no time', 'a fraction', 'before time', 'hex'] as const;

/** With a right signature it is read, and must be understood as nothing: the bodies are no genuine requests of anybody with a right. */
export function slackShots({ theirs, strangers }: Bodies, secret: string): fc.Arbitrary<Shot> {
  const how = fc.record({
    method,
    type,
    extra,
    body: anyBody(strangers, SLACK_LARGEST),
    whole: fc.option(fc.constantFrom(...theirs)),
    signed: fc.oneof({ weight: 3, arbitrary: fc.constant('right' as const) }, fc.constantFrom(...SIGNED)),
    time: fc.oneof({ weight: 9, arbitrary: fc.constant('now' as const) }, fc.constantFrom(...TIMES)),
  });
  return how.map(({ method, type, extra, body: odd, whole: real, signed, time }) => {
    const at = timeOf(time);
    const right = signed === 'right' && time === 'now';
    const body = real === null || right ? odd : Buffer.from(real);
    const headers = { ...(type ? { 'content-type': type } : {}), ...extra, ...signature(signed, at, body, secret) };
    const whole = body.equals(Buffer.from(body.toString('utf8')));
    return shown({ method, path: '/slack/events', headers, body, allowed: allowed(), good: right });

    function allowed(): number[] {
      if (hugeIn(extra)) return [431, 0];
      if (method !== 'POST') return [405];
      if (body.length > SLACK_LARGEST) return [413];
      if (!right) return [401];
      return whole ? [200, 400] : [400, 401];
    }
  });
}

/** Signed as Slack signs. */
export function signature(
  how: (typeof SIGNED)[number],
  at: string,
  body: Buffer,
  secret: string,
): Record<string, string> {
  const sign = (key: string, of: Buffer) => createHmac('sha256', key).update(`v0:${at}:`).update(of).digest('hex');
  const signatures = {
    right: () => `v0=${sign(secret, body)}`,
    none: () => undefined,
    empty: () => '',
    'another secret': () => `v0=${sign('another', body)}`,
    'another version': () => `v1=${sign(secret, body)}`,
    garbage: () => 'v0=zz',
    'of another body': () => `v0=${sign(secret, Buffer.concat([body, Buffer.from('x')]))}`,
  };
  const value = signatures[how]();
  return { 'x-slack-request-timestamp': at, ...(value === undefined ? {} : { 'x-slack-signature': value }) };
}

function timeOf(time: (typeof TIMES)[number]): string {
  const now = Math.floor(Date.now() / 1000);
  const off = { now: 0, late: -310, 'long ago': -1e9, ahead: 330, 'far ahead': 1e12 };
  if (time in off) return String(now + off[time as keyof typeof off]);
  const others = { 'no time': 'now', 'a fraction': `${now}.5`, 'before time': '-1', hex: `0x${now.toString(16)}z` };
  return others[time as keyof typeof others];
}

export interface Token {
  authorization: string;
  good: boolean;
}

export function teamsShots({ theirs, strangers }: Bodies, tokens: Token[]): fc.Arbitrary<Shot> {
  const how = fc.record({
    method,
    type,
    extra,
    body: anyBody(strangers, TEAMS_LARGEST),
    whole: fc.option(fc.constantFrom(...theirs)),
    token: fc.constantFrom(...tokens),
  });
  return how.map(({ method, type, extra, body: odd, whole, token }) => {
    const real = token.good ? null : whole;
    const body = real === null ? odd : Buffer.from(real);
    const authorization: Record<string, string> = token.authorization ? { authorization: token.authorization } : {};
    const headers = { ...(type ? { 'content-type': type } : {}), ...extra, ...authorization };
    return shown({ method, path: '/teams/messages', headers, body, allowed: allowed(), good: token.good });

    function allowed(): number[] {
      if (hugeIn(extra)) return [431, 0];
      if (method !== 'POST') return [405];
      if (!/^application\/json(;|$)/.test(type)) return [415];
      if (body.length > TEAMS_LARGEST) return [413, 0];
      if (real !== null) return [401, 403];
      return token.good ? [200, 400, 403] : [400, 401, 403];
    }
  });
}

const PATHS = [
  ...['/', '/healthz', '/readyz', '/metrics', '/healthz/', '//healthz', '/healthz?x=1', '/HEALTHZ', '/readyz#x', '/?'],
  ...['/slack', '/slack/events/', '/slack/events?x=1', '/slack//events', '/SLACK/events', '/teams', '/teams/messages/'],
  ...[
    '/teams/messages?%',
    '/%',
    '/%00',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/../../etc/passwd',
    '/.env',
    '/%ff',
    '/constructor',
  ],
  ...[
    '/__proto__',
    '/toString',
    '*',
    '/[',
    '//[',
    '/\\',
    '/healthz;x',
    `/${'a'.repeat(4_000)}`,
    '/?x=__proto__',
    '/ui',
    '/api',
  ],
];

export const webShots: fc.Arbitrary<Shot> = fc
  .record({
    method: fc.oneof(fc.constantFrom('GET', 'POST'), method),
    path: fc.oneof(
      fc.constantFrom(...PATHS),
      oddString.map((odd) => `/${encodeURIComponent(odd.toWellFormed()).slice(0, 4_000)}`),
    ),
    extra,
    body: fc.oneof(
      fc.constant(Buffer.alloc(0)),
      oddString.map((odd) => Buffer.from(odd)),
    ),
  })
  .map(({ method, path, extra, body }) => {
    const allowed = hugeIn(extra) ? [431, 0] : [200, 400, 401, 404, 405, 413, 415];
    return shown({ method, path, headers: extra, body, allowed, good: false });
  });

const LINES = [
  ...['POST /slack/events HTTP/1.1', 'POST /teams/messages HTTP/1.1', 'GET /healthz HTTP/1.1', 'GET /metrics HTTP/1.1'],
  ...[
    'POST http://elsewhere.example/slack/events HTTP/1.1',
    'GET // HTTP/1.1',
    'GET //[ HTTP/1.1',
    'GET http:// HTTP/1.1',
  ],
  ...[
    'OPTIONS * HTTP/1.1',
    'GET * HTTP/1.1',
    'GET healthz HTTP/1.1',
    'GET  HTTP/1.1',
    'GET /%zz HTTP/1.1',
    'GET /\\ HTTP/1.1',
  ],
  ...[
    'CONNECT elsewhere.example:443 HTTP/1.1',
    'GET /healthz HTTP/1.0',
    'GET /healthz HTTP/9.9',
    'GET /healthz',
    'PRI * HTTP/2.0',
  ],
  ...['get /healthz HTTP/1.1', 'HELLO /slack/events HTTP/1.1', '\u0000', '\u0016\u0003\u0001\u0002\u0000\u0001', ''],
];
const HEADERS = [
  ...[
    'content-length: 5',
    'content-length: 5\r\ncontent-length: 6',
    'content-length: -1',
    'content-length: x',
    'content-length: 99999',
  ],
  ...[
    'content-length: 99999999999999999999',
    'transfer-encoding: chunked',
    'transfer-encoding: chunked\r\ncontent-length: 5',
  ],
  ...['transfer-encoding: gzip', 'expect: 100-continue', 'expect: 200-ok', 'upgrade: websocket\r\nconnection: upgrade'],
  ...[
    'upgrade: h2c\r\nconnection: upgrade, http2-settings',
    ': nothing',
    'x y: z',
    'x-null: a\u0000b',
    ' folded: a',
    'connection: close',
  ],
  ...[
    'content-type: application/json',
    `content-type: ${FORM}`,
    'authorization: Bearer a.b.c',
    'x-slack-request-timestamp: 1',
  ],
  ...[
    `x-huge: ${'h'.repeat(HUGE)}`,
    'cookie: a=b',
    'content-encoding: gzip',
    'content-type: application/json\r\ncontent-type: x',
  ],
];
const ENDS = [
  '',
  'hello',
  '{"type":',
  '5\r\nhello\r\n0\r\n\r\n',
  '5\r\nhello\r\n',
  'zz\r\n',
  'ffffffffff\r\nx',
  '0\r\n\r\nGET /healthz HTTP/1.1\r\n',
];

/** Whole up to the body, of which a part comes. */
const hungUp = fc
  .record({
    path: fc.constantFrom('/slack/events', '/teams/messages'),
    type: fc.constantFrom(JSON_TYPE, FORM),
    end: fc.constantFrom(...ENDS),
  })
  .map(({ path, type, end }) =>
    [`POST ${path} HTTP/1.1`, 'host: x', `content-type: ${type}`, 'content-length: 500', '', end].join('\r\n'),
  );

/** Not even HTTP, or nearly; a character a byte. The server may answer as it likes below 500, or hang up. */
export const rawShots: fc.Arbitrary<string> = fc.oneof(
  { weight: 1, arbitrary: hungUp },
  {
    weight: 9,
    arbitrary: fc
      .record({
        line: fc.constantFrom(...LINES),
        host: fc.constantFrom('host: x\r\n', 'host: x\r\n', 'host: x\r\n', '', 'host: a\r\nhost: b\r\n'),
        headers: fc.array(fc.constantFrom(...HEADERS), { maxLength: 3 }),
        end: fc.constantFrom(...ENDS),
        ending: fc.constantFrom('\r\n', '\r\n', '\r\n', '\n', '\r'),
      })
      .map(({ line, host, headers, end, ending }) => {
        const head = `${line}\r\n${host}${headers.map((header) => `${header}\r\n`).join('')}\r\n`;
        return head.replaceAll('\r\n', ending) + end;
      }),
  },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes).toString('latin1')) },
);
