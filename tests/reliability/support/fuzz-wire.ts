/** Requests as bytes, over connections that are kept: what fetch would not send. */
import { Agent, request } from 'node:http';
import { connect } from 'node:net';

export interface Bytes {
  method: string;
  path: string;
  headers: Record<string, string | string[]>;
  body: Buffer;
}

/** `status` 0: hung up on without an answer. */
export interface Answered {
  status: number;
  body: string;
}

export interface Wire {
  send(bytes: Bytes): Promise<Answered>;
  /** The bytes themselves on a connection of their own; then no more is said. The status of each answer. */
  sendRaw(bytes: Buffer): Promise<number[]>;
  close(): void;
}

/** Longer than anything may take: who waits so long has no answer coming. */
const PATIENCE_MS = 30_000;
const CONNECTIONS = 40;

export function createWire(base: string): Wire {
  const { hostname: host, port } = new URL(base);
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });

  function once({ method, path, headers, body }: Bytes): Promise<Answered & { stale: boolean }> {
    return new Promise((resolve, reject) => {
      const length = { 'content-length': body.length };
      const sent = request({ agent, host, port, method, path, headers: { ...length, ...headers } }, (answer) => {
        const parts: Buffer[] = [];
        const done = () =>
          resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(parts).toString('utf8'), stale: false });
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('end', done);
        answer.on('error', done);
      });
      sent.setTimeout(PATIENCE_MS, () => {
        reject(new Error(`no answer to ${method} ${path}`));
        sent.destroy();
      });
      // The server may have closed a kept connection at the very moment that it was used again.
      sent.on('error', () => resolve({ status: 0, body: '', stale: sent.reusedSocket }));
      sent.end(body);
    });
  }

  return {
    async send(bytes) {
      const { stale, ...answered } = await once(bytes);
      return stale ? once({ ...bytes, headers: { ...bytes.headers, connection: 'close' } }) : answered;
    },
    sendRaw: (bytes) =>
      new Promise((resolve, reject) => {
        let heard = '';
        const socket = connect(Number(port), host, () => socket.end(bytes));
        socket.setTimeout(PATIENCE_MS, () => {
          reject(new Error(`the connection stays open after ${bytes.toString('latin1').slice(0, 200)}`));
          socket.destroy();
        });
        socket.on('data', (part) => {
          heard += part.toString('latin1');
        });
        socket.on('error', () => undefined);
        socket.on('close', () => {
          resolve([...heard.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) => Number(status)));
        });
      }),
    close: () => agent.destroy(),
  };
}
