import type { IncomingMessage, ServerResponse } from 'node:http';
import type { BotClock } from './clock.ts';
import { isRecord, readBody, sendJson } from './http.ts';
import type { Part } from './parts.ts';
import type { Player } from './play.ts';
import type { Fault, SandboxOptions } from './types.ts';

const GATHER_MS = 60;

export interface UiDeps {
  options: SandboxOptions;
  parts: Record<'slack' | 'teams', Part>;
  clock: BotClock;
  player: Player;
}

/** The page's own API: state for a person, gestures, clock, play and faults; and a stream that says "look again". */
export function createUi({ options, parts, clock, player }: UiDeps) {
  const streams = new Set<ServerResponse>();
  let version = 0;
  let timer: NodeJS.Timeout | undefined;

  function changed(): void {
    version += 1;
    timer ??= setTimeout(() => {
      timer = undefined;
      for (const stream of streams) stream.write(`data: ${version}\n\n`);
    }, GATHER_MS);
  }

  function openStream(res: ServerResponse): void {
    res.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    res.write(`data: ${version}\n\n`);
    streams.add(res);
    res.on('close', () => streams.delete(res));
  }

  function viewOf(platform: 'slack' | 'teams', personId: string): unknown {
    const person = options.people.find((one) => one.id === personId);
    return person?.on.includes(platform) ? parts[platform].view(personId) : null;
  }

  function state(personId: string): unknown {
    const people = options.people.map(({ id, name, on }) => ({ id, name, on }));
    const shown = { slack: viewOf('slack', personId), teams: viewOf('teams', personId) };
    const { failed, ...progress } = player.progress();
    const playing = options.play?.length ? { ...progress, failed: failed.slice(-5), failures: failed.length } : null;
    return { version, people, ...shown, clock: options.clockUrl ? (clock.seen() ?? null) : null, play: playing };
  }

  async function post(path: string, body: Record<string, unknown>): Promise<unknown> {
    const platform = body.platform === 'teams' ? 'teams' : 'slack';
    if (path === '/ui/act') return parts[platform].act(String(body.as), body.action);
    if (path === '/ui/fault') {
      if (isRecord(body.fault)) parts[platform].fault(body.fault as unknown as Fault);
      else parts[platform].clearFaults();
      return undefined;
    }
    if (path === '/ui/clock') return body.next === true ? clock.next() : clock.moveTo(String(body.to));
    if (path === '/ui/play') {
      if (body.do === 'pause') void player.pause();
      else void (body.do === 'step' ? player.step() : player.go());
      return undefined;
    }
    throw new Error(`unknown ${path}`);
  }

  async function handle(req: IncomingMessage, res: ServerResponse, url: URL): Promise<void> {
    if (url.pathname === '/ui/events') return openStream(res);
    if (url.pathname === '/ui/state') {
      await clock.read().catch(() => undefined);
      return sendJson(res, 200, state(url.searchParams.get('as') ?? ''));
    }
    const body: unknown = JSON.parse((await readBody(req)) || '{}');
    try {
      const result = await post(url.pathname, isRecord(body) ? body : {});
      sendJson(res, 200, { result: result ?? null });
    } catch (error) {
      sendJson(res, 400, { error: error instanceof Error ? error.message : String(error) });
    }
  }

  function close(): void {
    clearTimeout(timer);
    for (const stream of streams) stream.end();
  }

  return { handle, changed, close };
}
