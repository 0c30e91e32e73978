import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Faults, heldOff } from '../faults.ts';
import { isRecord, readBody, sendJson } from '../http.ts';
import { answerCall } from './connector.ts';
import type { Directory } from './directory.ts';
import { answerGraph, GRAPH_AUDIENCE } from './graph.ts';
import { answerLogin, openIdMetadata } from './login.ts';
import { type Answer, refuse, UNAUTHORIZED } from './refusals.ts';
import type { RequestLog } from './request-log.ts';
import { CONNECTOR_AUDIENCE, type Tokens } from './tokens.ts';
import type { World } from './world.ts';

export interface ServerParts {
  directory: Directory;
  world: World;
  tokens: Tokens;
  /** For the connector, and for login and Graph apart: a fault that doesn't name them must not hit them. */
  faults: Faults;
  loginFaults: Faults;
  graphFaults: Faults;
  /** The team consented to ChannelMessage.Read.Group. */
  rsc: boolean;
  log: RequestLog;
  app: { appId: string; appPassword: string; tenantId: string };
  baseUrl(): string;
  /** Real time, milliseconds. */
  now(): number;
  changed(): void;
}

/** Answers what a bot asks under /teams: login, keys, the connector and Graph. False for a path that is none of these. */
export async function serve(parts: ServerParts, req: IncomingMessage, res: ServerResponse, url: URL): Promise<boolean> {
  const path = url.pathname.replace(/^\/teams/, '');
  if (path.startsWith('/login/')) {
    const body = await readBody(req);
    const fault = await parts.loginFaults.play(`POST ${path}`, res, { error: 'temporarily_unavailable' });
    if (fault === 'answered') return true;
    const answer = await answerLogin(parts.tokens, parts.app, path, body);
    if (fault === 'lost') res.socket?.destroy();
    else sendJson(res, answer.status, answer.body);
    return true;
  }
  if (path === '/openid/.well-known/openidconfiguration') {
    sendJson(res, 200, openIdMetadata(parts.baseUrl()));
    return true;
  }
  if (path === '/openid/.well-known/keys') {
    sendJson(res, 200, parts.tokens.keySet());
    return true;
  }
  if (path.startsWith('/graph/v1.0/')) {
    await graphCall(parts, req, res, url, path);
    return true;
  }
  if (!/^\/+v3\//.test(path)) return false;
  await connectorCall(parts, req, res, url, path.replace(/^\/+v3\//, ''));
  return true;
}

async function graphCall(parts: ServerParts, req: IncomingMessage, res: ServerResponse, url: URL, path: string) {
  const method = req.method ?? 'GET';
  const fault = await parts.graphFaults.play(`${method} ${path}`, res, refuse(429, 'TooManyRequests', 'Later.').body);
  if (fault === 'answered') return;
  const allowed = await parts.tokens.accepts(req.headers.authorization, GRAPH_AUDIENCE);
  const segments = path.split('/').slice(3).map(decodeURIComponent);
  const answer = allowed ? answerGraph(parts, segments, url.searchParams) : UNAUTHORIZED;
  if (fault === 'lost') res.socket?.destroy();
  else sendJson(res, answer.status, answer.body);
}

async function connectorCall(parts: ServerParts, req: IncomingMessage, res: ServerResponse, url: URL, rest: string) {
  const method = req.method ?? 'GET';
  // The service takes the names of its operations in any case, and the SDKs differ in theirs (`pagedMembers`).
  const segments = rest
    .split('/')
    .filter(Boolean)
    .map((segment, at) => (at % 2 === 0 ? segment.toLowerCase() : decodeURIComponent(segment)));
  const raw = await readBody(req);
  const path = `/v3/${segments.join('/')}`;
  const entry = parts.log.start(method, path, segments[1] ?? channelIn(parse(raw)), raw);
  const busy = refuse(429, 'Throttled', 'Too many requests, or the service is not well.').body;
  const fault = await parts.faults.play(`${method} ${path}`, res, busy);
  entry.answeredAt = parts.now();
  if (fault === 'answered') {
    entry.status = res.headersSent ? res.statusCode : 0;
    entry.retryAfter = heldOff(res);
    return;
  }
  const answer = await authorised();
  entry.status = answer.status;
  if (method !== 'GET' && answer.status < 300) parts.changed();
  if (fault === 'lost') {
    res.socket?.destroy();
    return;
  }
  if (answer.body === undefined) res.writeHead(answer.status).end();
  else sendJson(res, answer.status, answer.body);

  async function authorised(): Promise<Answer> {
    if (!(await parts.tokens.accepts(req.headers.authorization, CONNECTOR_AUDIENCE))) return UNAUTHORIZED;
    const body = parse(raw);
    if (body === undefined && raw !== '') return refuse(400, 'BadSyntax', 'The body is not JSON');
    const call = { method, parts: segments, query: url.searchParams, body };
    return answerCall(parts, call) ?? refuse(405, 'MethodNotAllowed', `${method} is not answered here.`);
  }
}

/** The channel that a new thread is for. */
function channelIn(body: unknown): string | undefined {
  const data = isRecord(body) && isRecord(body.channelData) ? body.channelData : {};
  return isRecord(data.channel) && typeof data.channel.id === 'string' ? data.channel.id : undefined;
}

function parse(raw: string): unknown {
  try {
    return JSON.parse(raw);
  } catch {
    return undefined;
  }
}
