import type { IncomingMessage } from 'node:http';
import { Activity } from './activity.ts';

/** Teams' own activities stay far below; a dialog carries some 30 KB at most. */
const LARGEST_BODY = 256 * 1024;
const DEEPEST = 32;

export type Guarded = { activity: Activity; authorization: string } | { status: 400 | 401 | 405 | 413 | 415 };

/**
 * Reads what claims to be an activity, before the SDK sees any of it (which throws on `{"foo":1}` before it
 * authenticates). Says nothing about whether the sender is who it claims to be: see token.ts.
 */
export async function guard(req: IncomingMessage): Promise<Guarded> {
  if (req.method !== 'POST') return { status: 405 };
  if (!/^application\/json\s*(;|$)/i.test(req.headers['content-type'] ?? '')) return { status: 415 };
  const body = await read(req);
  if (body === undefined) return { status: 413 };
  const activity = parse(body);
  if (!activity) return { status: 400 };
  const { authorization } = req.headers;
  if (!authorization || !/^Bearer \S+$/.test(authorization)) return { status: 401 };
  return { activity, authorization };
}

async function read(req: IncomingMessage): Promise<string | undefined> {
  if (Number(req.headers['content-length'] ?? 0) > LARGEST_BODY) return undefined;
  const parts: Buffer[] = [];
  let size = 0;
  // A `for await` that is left early destroys the request, and with it the chance to answer 413.
  return new Promise((resolve) => {
    // Hung up half-way: nothing is there to read, and nobody to be alarmed.
    req.on('error', () => resolve(''));
    req.on('end', () => resolve(Buffer.concat(parts).toString('utf8')));
    req.on('data', (part: Buffer) => {
      size += part.length;
      if (size > LARGEST_BODY) resolve(undefined);
      else parts.push(part);
    });
  });
}

function parse(body: string): Activity | undefined {
  try {
    const json: unknown = JSON.parse(body);
    if (deeperThan(DEEPEST, json)) return undefined;
    const parsed = Activity.safeParse(json);
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

/** Level by level, not by recursion: the nesting is the sender's. */
function deeperThan(limit: number, json: unknown): boolean {
  let level: unknown[] = [json];
  for (let depth = 0; depth <= limit; depth += 1) {
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []));
    if (level.length === 0) return false;
  }
  return true;
}
