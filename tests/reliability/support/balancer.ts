/** What stands before replicas in operation: requests go in turn to those whose /readyz answers 200. */
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

const LOOK_EVERY_MS = 200;
/** A replica that is held still takes connections and says nothing. */
const LOOK_WITHIN_MS = 1_000;

export interface Balancer {
  url: string;
  /** The replicas' addresses from now on. */
  use(backends: string[]): void;
  ready(): string[];
  /** Requests that one replica refused and another one took; that got no answer. */
  figures: { turnedAway: number; unanswered: number };
  close(): Promise<void>;
}

export async function startBalancer(): Promise<Balancer> {
  const looks = new Map<string, { ready: boolean; stop: AbortController }>();
  const figures = { turnedAway: 0, unanswered: 0 };
  let turn = 0;

  async function look(backend: string, state: { ready: boolean; stop: AbortController }): Promise<void> {
    const { signal } = state.stop;
    while (!signal.aborted) {
      const within = AbortSignal.any([signal, AbortSignal.timeout(LOOK_WITHIN_MS)]);
      state.ready = await fetch(`${backend}/readyz`, { signal: within }).then(
        async (response) => {
          await response.arrayBuffer();
          return response.status === 200;
        },
        () => false,
      );
      await wait(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  function use(backends: string[]): void {
    for (const [backend, { stop }] of looks) {
      if (backends.includes(backend)) continue;
      stop.abort();
      looks.delete(backend);
    }
    for (const backend of backends) {
      if (looks.has(backend)) continue;
      const state = { ready: false, stop: new AbortController() };
      looks.set(backend, state);
      void look(backend, state);
    }
  }

  const ready = () => [...looks].flatMap(([backend, state]) => (state.ready ? [backend] : []));

  async function pass(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const body = await bytesOf(req);
    const all = ready();
    turn += 1;
    for (const i of all.keys()) {
      const backend = all[(turn + i) % all.length];
      if (backend && (await forward(backend, req, body, res)) !== 'refused') return;
      figures.turnedAway += 1;
    }
    figures.unanswered += 1;
    res.writeHead(503).end();
  }

  /** 'refused': nothing was sent, so another one can be asked. */
  function forward(
    backend: string,
    req: IncomingMessage,
    body: Buffer,
    res: ServerResponse,
  ): Promise<'refused' | 'done'> {
    return new Promise((resolve) => {
      const headers = { ...req.headers, connection: 'close' };
      const upstream = request(`${backend}${req.url}`, { method: req.method, headers, agent: false }, (answer) => {
        res.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(res);
        answer.on('close', () => resolve('done'));
      });
      upstream.on('error', (error: NodeJS.ErrnoException) => {
        if (error.code === 'ECONNREFUSED') return resolve('refused');
        if (!res.destroyed) figures.unanswered += 1;
        if (!res.headersSent) res.writeHead(502).end();
        else res.destroy();
        resolve('done');
      });
      res.on('close', () => upstream.destroy());
      upstream.end(body);
    });
  }

  const server = createServer((req, res) => {
    pass(req, res).catch(() => res.destroy());
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    use,
    ready,
    figures,
    async close() {
      use([]);
      await new Promise((done) => {
        server.close(done);
        server.closeAllConnections();
      });
    },
  };
}

async function bytesOf(req: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of req as AsyncIterable<Buffer>) parts.push(part);
  return Buffer.concat(parts);
}
