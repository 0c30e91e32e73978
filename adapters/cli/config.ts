/** Configuration is environment, parsed once. Half a configuration is an error that names what is missing. */
import { createRequire } from 'node:module';
import { z } from 'zod';

/** A line of .env that is left empty sets nothing. */
const set = z
  .string()
  .transform((value) => value.trim() || undefined)
  .optional();
const port = z.string().transform(Number).pipe(z.number('should be a number').int().min(0).max(65_535));
const WORKSPACES = 'should be ids of workspaces (T…) or organisations (E…)';
const workspaces = z
  .string()
  .transform((ids) => ids.split(/[\s,]+/).filter(Boolean))
  .pipe(z.array(z.string().regex(/^[TE][A-Z0-9]+$/, WORKSPACES)).min(1, WORKSPACES));
const logLevel = z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']);

const Environment = z.object({
  MONGODB_URI: set,
  SAMRAD_SQLITE: set,
  SLACK_BOT_TOKEN: set,
  SLACK_SIGNING_SECRET: set,
  SLACK_APP_TOKEN: set,
  SLACK_CLIENT_ID: set,
  SLACK_CLIENT_SECRET: set,
  SLACK_WORKSPACES: set.pipe(workspaces.optional()),
  SLACK_API_URL: set,
  MICROSOFT_APP_ID: set,
  MICROSOFT_APP_PASSWORD: set,
  MICROSOFT_APP_TENANT_ID: set,
  TEAMS_SDK: set.pipe(z.enum(['teams-ai', 'teams-apps']).optional()).transform((given) => given ?? 'teams-ai'),
  PUBLIC_URL: set.pipe(z.url().optional()),
  PORT: set.pipe(port.optional()).transform((given) => given ?? 3000),
  // Not '': that would listen on every address of the machine.
  HOST: set.transform((given) => given ?? '127.0.0.1'),
  LOG_LEVEL: set.pipe(logLevel.optional()).transform((given) => given ?? 'info'),
});

export interface Config {
  store: { kind: 'mongodb'; uri: string } | { kind: 'sqlite'; file: string };
  slack: {
    /** For one workspace. */
    botToken?: string;
    /** For several, which install the bot by themselves. */
    oauth?: { clientId: string; clientSecret: string; workspaces: string[]; redirectUri: string };
    signingSecret?: string;
    appToken?: string;
    apiUrl?: string;
  } | null;
  teams: { appId: string; appPassword: string; tenantId: string } | null;
  /** Which SDK Teams is spoken to with, also the local one. */
  teamsSdk: 'teams-ai' | 'teams-apps';
  /** Where the platforms reach us; shown at start so that it can be entered there. */
  publicUrl: string | null;
  host: string;
  port: number;
  logLevel: string;
}

export class ConfigError extends Error {}

/** What the configuration is to run on. */
export interface Machine {
  /** Version of Node, e.g. 22.12.0. */
  node: string;
  hasPackage(name: string): boolean;
}

const THIS_MACHINE: Machine = {
  node: process.versions.node,
  hasPackage(name) {
    try {
      createRequire(import.meta.url).resolve(name);
      return true;
    } catch {
      return false;
    }
  },
};

/** Throws ConfigError with a sentence for each thing that is missing or malformed. */
export function readConfig(env: NodeJS.ProcessEnv, machine: Machine = THIS_MACHINE): Config {
  const parsed = Environment.safeParse(env);
  if (!parsed.success) {
    throw new ConfigError(parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'));
  }
  const given = parsed.data;
  const faults = [...slackFaults(given), ...teamsFaults(given), ...sdkFaults(given, machine), ...storeFaults(given)];
  if (faults.length > 0) throw new ConfigError(faults.join('\n'));
  const slack = slackOf(given);
  const teams = teamsOf(given);
  // Made-up people and real ones never share a file.
  const file = given.SAMRAD_SQLITE ?? (slack || teams ? 'data/samrad.sqlite' : 'data/demo.sqlite');
  return {
    store: given.MONGODB_URI ? { kind: 'mongodb', uri: given.MONGODB_URI } : { kind: 'sqlite', file },
    slack,
    teams,
    teamsSdk: given.TEAMS_SDK,
    publicUrl: given.PUBLIC_URL ?? null,
    host: given.HOST,
    port: given.PORT,
    logLevel: given.LOG_LEVEL,
  };
}

type Given = z.infer<typeof Environment>;

const OAUTH = ['SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET', 'SLACK_WORKSPACES'] as const;

function slackFaults(given: Given): string[] {
  const { SLACK_BOT_TOKEN, SLACK_SIGNING_SECRET, SLACK_APP_TOKEN, SLACK_CLIENT_ID } = given;
  const oauth = OAUTH.some((name) => given[name]);
  if (SLACK_BOT_TOKEN && oauth) {
    const both = SLACK_CLIENT_ID ? 'SLACK_CLIENT_ID' : OAUTH.find((name) => given[name]);
    return [`SLACK_BOT_TOKEN and ${both} are both set: choose one workspace by its token, or several by OAuth`];
  }
  const missing = oauth ? [...OAUTH, 'PUBLIC_URL' as const].filter((name) => !given[name]) : [];
  if (missing.length > 0) return [`Slack by OAuth is half configured: ${namesMissing(missing)}`];
  const way = SLACK_BOT_TOKEN ? 'SLACK_BOT_TOKEN' : 'SLACK_CLIENT_ID';
  if ((SLACK_BOT_TOKEN || oauth) && !SLACK_SIGNING_SECRET && !SLACK_APP_TOKEN) {
    return [`${way} is set: SLACK_SIGNING_SECRET (HTTP) or SLACK_APP_TOKEN (Socket Mode) is missing`];
  }
  if (!SLACK_BOT_TOKEN && !oauth && (SLACK_SIGNING_SECRET || SLACK_APP_TOKEN))
    return ['Slack is half configured: SLACK_BOT_TOKEN is missing (or SLACK_CLIENT_ID, for several workspaces)'];
  return [];
}

function namesMissing(names: string[]): string {
  return `${names.join(' and ')} ${names.length > 1 ? 'are' : 'is'} missing`;
}

function teamsFaults(given: Given): string[] {
  const names = ['MICROSOFT_APP_ID', 'MICROSOFT_APP_PASSWORD', 'MICROSOFT_APP_TENANT_ID'] as const;
  const missing = names.filter((name) => !given[name]);
  const half = missing.length > 0 && missing.length < names.length;
  return half ? [`Teams is half configured: ${namesMissing(missing)}`] : [];
}

/** Whether @microsoft/teams.apps supports this version of Node: 22.12 or newer. */
export function runsTeamsApps(node: string): boolean {
  const [major = 0, minor = 0] = node.split('.').map(Number);
  return major > 22 || (major === 22 && minor >= 12);
}

function sdkFaults({ TEAMS_SDK }: Given, { node, hasPackage }: Machine): string[] {
  if (TEAMS_SDK !== 'teams-apps') return [];
  if (!runsTeamsApps(node)) {
    return [
      `TEAMS_SDK=teams-apps needs Node 22.12 or newer, and this is ${node}: start with a newer one, or leave TEAMS_SDK empty`,
    ];
  }
  if (hasPackage('@microsoft/teams.apps')) return [];
  return [
    'TEAMS_SDK=teams-apps needs a package that is not installed: npm install --save-prod @microsoft/teams.apps, or leave TEAMS_SDK empty',
  ];
}

function storeFaults({ MONGODB_URI, SAMRAD_SQLITE }: Given): string[] {
  return MONGODB_URI && SAMRAD_SQLITE ? ['MONGODB_URI and SAMRAD_SQLITE are both set: choose one store'] : [];
}

function slackOf(given: Given): Config['slack'] {
  const { SLACK_BOT_TOKEN: botToken, SLACK_SIGNING_SECRET, SLACK_APP_TOKEN, SLACK_API_URL } = given;
  const oauth = oauthOf(given);
  if (!botToken && !oauth) return null;
  return {
    ...(botToken ? { botToken } : {}),
    ...(oauth ? { oauth } : {}),
    ...(SLACK_SIGNING_SECRET ? { signingSecret: SLACK_SIGNING_SECRET } : {}),
    ...(SLACK_APP_TOKEN ? { appToken: SLACK_APP_TOKEN } : {}),
    ...(SLACK_API_URL ? { apiUrl: SLACK_API_URL } : {}),
  };
}

function oauthOf(given: Given) {
  const { SLACK_CLIENT_ID: clientId, SLACK_CLIENT_SECRET: clientSecret, SLACK_WORKSPACES, PUBLIC_URL } = given;
  if (!clientId || !clientSecret || !SLACK_WORKSPACES || !PUBLIC_URL) return null;
  const redirectUri = `${PUBLIC_URL.replace(/\/$/, '')}/slack/oauth_redirect`;
  return { clientId, clientSecret, workspaces: SLACK_WORKSPACES, redirectUri };
}

function teamsOf(given: Given): Config['teams'] {
  const { MICROSOFT_APP_ID: appId, MICROSOFT_APP_PASSWORD: appPassword, MICROSOFT_APP_TENANT_ID: tenantId } = given;
  return appId && appPassword && tenantId ? { appId, appPassword, tenantId } : null;
}
