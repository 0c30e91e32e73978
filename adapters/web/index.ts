/** The one HTTP server: Slack's and Teams' requests, and whether we are alive. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { within } from '../../bot/index.ts';

/** As long as Teams waits for an answer; Slack waits less. */
const CLOSE_WITHIN_MS = 5000;

/** Who asks waits a second or two themselves. */
const READY_WITHIN_MS = 2_000;

export type Listener = (req: IncomingMessage, res: ServerResponse) => void;

export interface Web {
  /** http://host:port */
  url: string;
  /** Takes over a path, e.g. /slack/events; with a slash at its end all that is under it. */
  mount(path: string, listener: Listener): void;
  /** All that will be mounted is: ready from then on. Before, requests are told to come again. */
  open(): void;
  /** About to stop: not ready any more, and clients are told to go elsewhere for their next request. This one is still served. */
  drain(): void;
  /** Takes nothing more; what is under way has five seconds. */
  close(): Promise<void>;
}

/** `ready`: whether the store answers. Port 0 picks a free one. */
export async function startWeb(given: { host: string; port: number; ready(): Promise<boolean> }): Promise<Web> {
  const mounted = new Map<string, Listener>();
  const answering = new Set<ServerResponse>();
  let opened = false;
  let draining = false;

  async function route(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const path = (req.url ?? '/').split('?')[0] ?? '/';
    const listener = mounted.get(path) ?? mounted.get(path.slice(0, path.lastIndexOf('/') + 1));
    if (listener) return listener(req, res);
    if (path === '/healthz') return plain(res, 200, 'ok');
    if (draining && path === '/readyz') return plain(res, 503, 'stopping');
    if (!opened) return plain(res, 503, 'starting', { 'retry-after': '1' });
    if (path !== '/readyz') return plain(res, 404, 'not found');
    const ready = await within(given.ready(), READY_WITHIN_MS, () => false).catch(() => false);
    plain(res, ready ? 200 : 503, ready ? 'ready' : 'the store does not answer');
  }

  const server = createServer((req, res) => {
    answering.add(res);
    res.once('close', () => answering.delete(res));
    if (draining) leave(res);
    route(req, res).catch(() => plain(res, 500, 'fault'));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(given.port, given.host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${given.host}:${port}`,
    mount: (path, listener) => void mounted.set(path, listener),
    open() {
      opened = true;
    },
    drain() {
      draining = true;
      for (const res of answering) leave(res);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
        setTimeout(() => server.closeAllConnections(), CLOSE_WITHIN_MS).unref();
      }),
  };
}

/** The connection ends with this answer. */
function leave(res: ServerResponse): void {
  if (!res.headersSent) res.setHeader('connection', 'close');
}

function plain(res: ServerResponse, status: number, text: string, headers: Record<string, string> = {}): void {
  if (res.headersSent) return;
  res.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', ...headers });
  res.end(`${text}\n`);
}
