/** Stands between a platform and the bot: keeps what went through, so that the very bytes can be sent again. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Answer {
  status: number;
  body: string;
}
export interface Passed {
  path: string;
  headers: Record<string, string>;
  body: string;
  answer: Answer;
}

export interface Relay {
  url: string;
  passed: Passed[];
  /** How often each request is delivered, all at once; the platform hears the first answer. */
  copies: number;
  /** The newest that went through with all of these words in its body. */
  newest(...words: string[]): Passed;
  /** The same bytes and headers once more, with `extra` headers. */
  again(request: Passed, extra?: Record<string, string>): Promise<Answer>;
  close(): Promise<void>;
}

/** What belongs to one connection and not to the request. */
const OF_THE_CONNECTION = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'accept-encoding']);

export async function startRelay(target: string): Promise<Relay> {
  const passed: Passed[] = [];

  async function deliver({ path, headers, body }: Omit<Passed, 'answer'>): Promise<Answer> {
    const response = await fetch(`${target}${path}`, { method: 'POST', headers, body });
    return { status: response.status, body: await response.text() };
  }

  async function pass(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const request = { path: req.url ?? '/', headers: headersOf(req), body: await textOf(req) };
    const answers = await Promise.all(Array.from({ length: relay.copies }, () => deliver(request)));
    const [answer = { status: 502, body: '' }] = answers;
    passed.push(...answers.map((one) => ({ ...request, answer: one })));
    const type = answer.body.startsWith('{') ? { 'content-type': 'application/json' } : {};
    res.writeHead(answer.status, type).end(answer.body);
  }

  const server = createServer((req, res) => {
    pass(req, res).catch(() => res.destroy());
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const relay: Relay = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    passed,
    copies: 1,
    newest(...words) {
      const found = passed.findLast(({ body }) => words.every((word) => decoded(body).includes(word)));
      if (!found) throw new Error(`nothing went through with ${words.join(' and ')}`);
      return found;
    },
    again: (request, extra = {}) => deliver({ ...request, headers: { ...request.headers, ...extra } }),
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
  return relay;
}

/** A form post with its JSON readable; JSON as it is. */
function decoded(body: string): string {
  return body.startsWith('{') ? body : decodeURIComponent(body.replaceAll('+', ' '));
}

function headersOf(req: IncomingMessage): Record<string, string> {
  const all = Object.entries(req.headers).filter(([name]) => !OF_THE_CONNECTION.has(name));
  return Object.fromEntries(all.map(([name, value]) => [name, String(value)]));
}

async function textOf(req: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of req as AsyncIterable<Buffer>) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
}
