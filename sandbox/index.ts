import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createBotClock } from './clock.ts';
import { isRecord, sendJson } from './http.ts';
import { createPage } from './page.ts';
import type { PartDeps } from './parts.ts';
import { createPlayer, type Player } from './play.ts';
import { createSaver } from './save.ts';
import { createSlack, type Slack } from './slack/index.ts';
import { createTeams } from './teams/index.ts';
import type { SandboxOptions } from './types.ts';
import { createUi } from './ui.ts';

export interface Sandbox {
  /** http://127.0.0.1:port, the page's address. */
  url: string;
  slack: Slack;
  teams: ReturnType<typeof createTeams>;
  play: Player;
  close(): Promise<void>;
}

/** Starts a local Slack and a local Teams with a page to use them from. Listens on 127.0.0.1 only. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  let url = '';
  let wake = () => {};
  const clock = createBotClock(options.clockUrl, () => wake());

  function depsFor(platform: 'slack' | 'teams'): PartDeps {
    return {
      options,
      people: options.people.filter((person) => person.on.includes(platform)),
      channels: options.channels.filter((channel) => channel.platform === platform),
      baseUrl: () => url,
      now: Date.now,
      clock: clock.seen,
      changed: () => wake(),
    };
  }

  const slack = createSlack(depsFor('slack'));
  const teams = createTeams(depsFor('teams'));
  const parts = { slack, teams };
  const player = createPlayer({
    steps: options.play ?? [],
    clock,
    hands: (step) => parts[step.platform].as(step.who),
    changed: () => wake(),
    idle: slack.idle,
    ...(options.patienceMs === undefined ? {} : { patienceMs: options.patienceMs }),
  });
  const ui = createUi({ options, parts, clock, player });
  const page = createPage();
  const saver = createSaver(options.file, () => ({
    slack: slack.snapshot(),
    teams: teams.snapshot(),
    play: player.snapshot(),
  }));

  const kept = saver.read();
  if (isRecord(kept)) {
    slack.restore(kept.slack);
    teams.restore(kept.teams);
    if (isRecord(kept.play)) player.restore(kept.play);
  }
  wake = () => {
    saver.changed();
    ui.changed();
  };

  async function route(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const asked = new URL(req.url ?? '/', url);
    const room = asked.pathname.split('/')[1] ?? '';
    if (room === 'ui') return ui.handle(req, res, asked);
    // What the bot posts while its clock is moved bears the time it was posted at.
    if (room === 'slack' || room === 'teams') await clock.read().catch(() => undefined);
    if (room === 'slack' && (await slack.handle(req, res, asked))) return;
    if (room === 'teams' && (await teams.handle(req, res, asked))) return;
    if (await page.handle(res, asked)) return;
    sendJson(res, 404, { error: 'not found' });
  }

  const server = createServer((req, res) => {
    route(req, res).catch((error: unknown) => {
      // Whoever asked has hung up.
      if (res.destroyed || req.socket.destroyed) return;
      console.error('sandbox:', error);
      sendJson(res, 500, { error: 'sandbox fault' });
    });
  });
  server.on('upgrade', (req, socket, head) => {
    const asked = new URL(req.url ?? '/', url);
    if (!slack.upgrade?.(req, socket, head, asked)) socket.destroy();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await clock.read().catch(() => undefined);

  async function close(): Promise<void> {
    await player.pause();
    ui.close();
    await slack.close();
    await teams.close();
    await saver.flush();
    await new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
  }

  return { url, slack, teams, play: player, close };
}
