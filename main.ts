#!/usr/bin/env node
/** Composition root and the `samrad` command: the only file that imports from everywhere. */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { hostname } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import pino from 'pino';
import { type Config, ConfigError, readConfig } from './adapters/cli/config.ts';
import { setUpDemo } from './adapters/cli/demo.ts';
import { readGroups } from './adapters/cli/groups.ts';
import { importCollaboration } from './adapters/cli/import.ts';
import { KEEP_HELP, KEEP_OPTIONS, keep } from './adapters/cli/keep.ts';
import { LOOK_HELP, LOOK_OPTIONS, look } from './adapters/cli/look.ts';
import { MANIFEST_HELP, manifest } from './adapters/cli/manifest.ts';
import { replay } from './adapters/cli/replay.ts';
import { sentenceFor } from './adapters/cli/sentence-for.ts';
import { type Stop, stopOnSignal } from './adapters/cli/stop-on-signal.ts';
import { startCron } from './adapters/cron/index.ts';
import { type SlackConfig, startSlack } from './adapters/slack/index.ts';
import { startTeams, type TeamsConfig } from './adapters/teams/index.ts';
import { showCasePage } from './adapters/web/case-page.ts';
import { startWeb, type Web } from './adapters/web/index.ts';
import { createMetrics } from './adapters/web/metrics.ts';
import {
  type Clock,
  type Core,
  createCore,
  createHandle,
  createSharedClock,
  type Log,
  type Meter,
  type Store,
} from './bot/index.ts';
import { startSandbox } from './sandbox/index.ts';
import { channelAuth } from './sandbox/teams/index.ts';
import type { SandboxPerson } from './sandbox/types.ts';
import { type MongoOptions, openMongoStore } from './store/mongo/index.ts';
import { openSqliteStore } from './store/sqlite/index.ts';

export const COMMAND_NAME = '/samrad';
/** The sample questions played through the rules; the demo plays them too. */
export const SCENARIOS = new URL('./tests/scenarios/', import.meta.url);

const HELP = `samrad start                       run the bot (without tokens: the local sandbox)
samrad import FILE [--dry-run]     read groups, people, channels and rules from a collaboration.yaml
samrad replay FILE...              play scenario files through the ground rules
${LOOK_HELP}
${KEEP_HELP}
${MANIFEST_HELP}`;

export interface ServeDeps {
  store: Store;
  clock: Clock;
  log: Log;
  web: Web;
  slack: Omit<SlackConfig, 'commandName'> | null;
  teams: TeamsConfig | null;
  paceMs?: number;
  meter?: Meter;
  /** Where the web register is reached; absent: nowhere. */
  publicUrl?: string | undefined;
  /** The platforms are stand-ins that take any number of calls. */
  unlimited?: boolean;
}

export interface Served {
  core: Core;
  stop(): Promise<void>;
}

/** Core, platforms and clock, on a store. Platforms that are not configured are not loaded. */
export async function serve({ store, clock, log, web, slack, teams, ...how }: ServeDeps): Promise<Served> {
  const worker = `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`;
  const core = createCore({ store, clock, log, worker, newId: randomUUID, ...how });
  const { meter } = how;
  const stops: (() => Promise<void>)[] = [];
  if (slack) {
    const kept = { installations: store.installations, clock };
    const config = { ...slack, commandName: COMMAND_NAME };
    const started = await startSlack({ bot: core.bot, log, meter, config, kept });
    if (started.requestListener) web.mount('/slack/events', started.requestListener);
    if (started.install) {
      web.mount('/slack/install', started.install.begin);
      web.mount('/slack/oauth_redirect', started.install.complete);
    }
    core.connect(started.messenger);
    stops.push(started.stop);
  }
  if (teams) {
    const started = await startTeams({ bot: core.bot, log, meter, config: teams });
    web.mount('/teams/messages', started.requestListener);
    core.connect(started.messenger);
    stops.push(started.stop);
  }
  web.open();
  const cron = startCron(core.tick, log);
  core.wake();
  return {
    core,
    async stop() {
      await Promise.all([cron.stop(), core.stop(), ...stops.map((stop) => stop())]);
    },
  };
}

/** `mongo`: see MongoOptions. */
export async function openStore(config: Config['store'], mongo: Partial<MongoOptions> = {}): Promise<Store> {
  if (config.kind === 'mongodb') return openMongoStore({ ...mongo, uri: config.uri });
  return openSqliteStore({ file: config.file });
}

async function start(config: Config, log: Log): Promise<void> {
  const store = await openStore(config.store, {
    warn: (sentence) => log.warn({}, sentence),
    replaced: () => log.warn({}, 'the connection to the database was stuck and has been made anew'),
  });
  const live = config.slack || config.teams;
  const stop = live ? await startLive(config, store, log) : await startDemo(config, store, log);
  stopOnSignal({ stop, closeStore: store.close, out: say, exit: (code) => process.exit(code) });
}

/** How long requests are still served after the signal: those who look at /readyz do so every second or two. */
const DRAIN_MS = 2_500;

async function startLive(config: Config, store: Store, log: Log): Promise<Stop> {
  const ready = async () => (await store.register.get('')) === null;
  const web = await startWeb({ host: config.host, port: config.port, ready });
  const { clock, close } = await createSharedClock({
    ask: async () => (await store.facts()).clock,
    local: Date.now,
    log,
  });
  const metrics = createMetrics({ backlog: () => store.backlog(clock()), now: () => Date.parse(clock()) });
  web.mount('/metrics', metrics.listener);
  web.mount('/sak/', showCasePage);
  const { meter } = metrics;
  const publicUrl = config.publicUrl ?? undefined;
  const teams = config.teams && { ...config.teams, sdk: config.teamsSdk };
  const served = await serve({ store, clock, log, web, slack: config.slack, teams, meter, publicUrl });
  const address = config.publicUrl ?? web.url;
  say(`Samråd runs on ${storeName(config)}.`);
  if (config.slack) {
    say(
      config.slack.appToken
        ? 'Slack: connected by Socket Mode.'
        : `Slack: connected. Request URL: ${address}/slack/events`,
    );
  }
  if (config.slack?.oauth) say(`Slack: workspaces install the bot at ${address}/slack/install`);
  if (config.teams) say(`Teams: connected. Messaging endpoint: ${address}/teams/messages`);
  if ((await store.directory.collaborations()).length === 0) {
    say('No groups yet: samrad import collaboration.yaml, then /samrad koble in their channels.');
  }
  return async (signal) => {
    web.drain();
    // Whoever spreads the requests among replicas is to see that this one is not ready any more. At a terminal nobody does.
    if (signal === 'SIGTERM') await setTimeout(DRAIN_MS);
    await Promise.all([web.close(), served.stop()]);
    metrics.close();
    close();
  };
}

export interface DemoOptions {
  store: Store;
  log: Log;
  /** Of the page; 0 picks a free one. */
  port: number;
  /** Folder for the clock and the platforms' world; null: memory only. */
  folder: string | null;
  paceMs?: number;
  publicUrl?: string;
  /** Keep the platforms' published rates, though the stand-ins take any number of calls. Absent: no. */
  limited?: boolean;
  teamsSdk?: TeamsConfig['sdk'];
  /** Changes who has an account where. */
  accounts?: (people: SandboxPerson[]) => SandboxPerson[];
}

/** The product against a local Slack and a local Teams, with the demo's groups, questions and clock. */
export async function serveDemo({
  store,
  log,
  port,
  folder,
  accounts,
  teamsSdk,
  limited = false,
  ...how
}: DemoOptions) {
  const web = await startWeb({ host: '127.0.0.1', port: 0, ready: async () => true });
  const demo = await setUpDemo({ store, newId: randomUUID, commandName: COMMAND_NAME, scenarios: SCENARIOS, folder });
  const people = accounts?.(demo.sandbox.people) ?? demo.sandbox.people;
  const sandbox = await startSandbox({ ...demo.sandbox, people, port });
  const slack = { ...demo.slack, apiUrl: sandbox.slack.apiUrl() };
  const teams = { ...teamsIn(sandbox.url, demo.sandbox.teams), sdk: teamsSdk };
  const served = await serve({ store, clock: demo.clock, log, web, slack, teams, unlimited: !limited, ...how });
  demo.drive(served.core);
  await sandbox.slack.connect({ requestUrl: `${web.url}/slack/events` });
  await sandbox.teams.connect({ messagingUrl: `${web.url}/teams/messages`, commands: demo.commands });
  await demo.linkChannels((platform, person) => sandbox[platform].as(person));
  return {
    sandbox,
    demo,
    web,
    core: served.core,
    async stop(): Promise<void> {
      demo.halt();
      await sandbox.close();
      await web.close();
      await served.stop();
      await demo.close();
    },
  };
}

async function startDemo(config: Config, store: Store, log: Log): Promise<Stop> {
  const { sandbox, stop } = await serveDemo({
    store,
    log,
    port: config.port,
    folder: 'data',
    teamsSdk: config.teamsSdk,
  });
  say(`Samråd runs on ${storeName(config)}, with a local Slack and a local Teams.`);
  say(`Open ${sandbox.url} and press «Spill av» to see the twelve groups answer.`);
  return stop;
}

/** How a bot trusts the sandbox's Teams and signs in there. */
export function teamsIn(sandboxUrl: string, app: { appId: string; appPassword: string; tenantId: string }) {
  const auth = channelAuth(sandboxUrl, app.tenantId);
  return {
    appId: app.appId,
    appPassword: app.appPassword,
    tenantId: app.tenantId,
    authority: {
      openIdMetadataUrl: auth.ToBotFromChannelOpenIdMetadataUrl,
      issuer: auth.ToBotFromChannelTokenIssuer,
      loginUrl: auth.ToChannelFromBotLoginUrl,
      scope: auth.ToChannelFromBotOAuthScope,
      graphUrl: `${sandboxUrl}/teams/graph/v1.0`,
    },
  };
}

function storeName({ store }: Config): string {
  return store.kind === 'mongodb' ? 'MongoDB' : `SQLite (${store.file})`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function complain(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Runs one command; returns the exit code, or null when it goes on running. */
async function run(argv: string[]): Promise<number | null> {
  const { positionals, values } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      'dry-run': { type: 'boolean' },
      ...LOOK_OPTIONS,
      ...KEEP_OPTIONS,
      help: { type: 'boolean', short: 'h' },
    },
  });
  const [command, ...rest] = positionals;
  if (values.help || command === 'help') {
    say(HELP);
    return 0;
  }
  if (command === 'replay' && rest.length > 0) return await replay(rest, await replayDeps());
  if (existsSync('.env')) process.loadEnvFile('.env');
  const status = process.stderr.isTTY ? (text: string) => process.stderr.write(`\r\x1b[K${text}`) : undefined;
  const words = { out: say, err: complain, status };
  const looking = look(positionals, values, {
    ...words,
    openStore: () => openStore(readConfig(process.env).store),
    now: () => new Date().toISOString(),
  });
  if (looking) return await looking();
  const keeping = keep(positionals, values, {
    ...words,
    place: () => readConfig(process.env).store,
    openStore: (place) => openStore(place, { patient: true }),
    now: Date.now,
  });
  if (keeping) return await keeping();
  const printing = manifest(positionals, { env: process.env, out: say });
  if (printing) return await printing();
  const config = readConfig(process.env);
  const log = pino({ level: config.logLevel }, pino.destination({ dest: 2, sync: false }));
  if (command === 'start') {
    await start(config, log);
    return null;
  }
  if (command !== 'import') return wrong(command);
  const [file] = rest;
  if (!file) return wrong('import without a file');
  const store = await openStore(config.store);
  try {
    say(`Store: ${storeName(config)}`);
    const handle = createHandle({ log: store.log });
    return await importCollaboration({
      file,
      dryRun: values['dry-run'] ?? false,
      store,
      handle,
      newId: randomUUID,
      now: new Date().toISOString(),
      out: say,
    });
  } finally {
    await store.close();
  }
}

function wrong(command: string | undefined): number {
  if (command) complain(`samrad: ${command}?`);
  complain(HELP);
  return 2;
}

async function replayDeps() {
  const openHandle = async () => {
    const store = await openSqliteStore({ file: ':memory:' });
    return { handle: createHandle({ log: store.log }), close: store.close };
  };
  return { groups: await readGroups(), openHandle, out: say, err: complain };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0); // `| head` has seen enough.
    throw error;
  });
  run(process.argv.slice(2)).then(
    (code) => {
      if (code !== null) process.exitCode = code;
    },
    (error: unknown) => {
      complain(`samrad: ${sentenceFor(error, HELP)}`);
      // What was opened before the fault must not keep the process: a server that half runs looks alive.
      process.exit(error instanceof ConfigError ? 2 : 1);
    },
  );
}
