import { expect, test } from 'vitest';
import { ConfigError, readConfig } from '../../adapters/cli/config.ts';

const DEMO = {
  store: { kind: 'sqlite', file: 'data/demo.sqlite' },
  slack: null,
  teams: null,
  teamsSdk: 'teams-ai',
  publicUrl: null,
  host: '127.0.0.1',
  port: 3000,
  logLevel: 'info',
};

test('without settings: the demo on SQLite, this machine only', () => {
  expect(readConfig({})).toEqual(DEMO);
});

test('a setting that is left empty sets nothing', () => {
  const names = [
    ...['MONGODB_URI', 'SAMRAD_SQLITE', 'SLACK_BOT_TOKEN', 'SLACK_SIGNING_SECRET', 'SLACK_APP_TOKEN', 'SLACK_API_URL'],
    ...['MICROSOFT_APP_ID', 'MICROSOFT_APP_PASSWORD', 'MICROSOFT_APP_TENANT_ID', 'TEAMS_SDK'],
    ...['SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET', 'SLACK_WORKSPACES'],
    ...['PUBLIC_URL', 'PORT', 'HOST', 'LOG_LEVEL'],
  ];
  for (const empty of ['', '  ']) {
    expect(readConfig(Object.fromEntries(names.map((name) => [name, empty])))).toEqual(DEMO);
  }
});

test('what is set is used', () => {
  const set = { PORT: '8080', HOST: '0.0.0.0', LOG_LEVEL: 'warn', PUBLIC_URL: 'https://samrad.example.no' };
  expect(readConfig(set)).toEqual({
    ...DEMO,
    port: 8080,
    host: '0.0.0.0',
    logLevel: 'warn',
    publicUrl: 'https://samrad.example.no',
  });
});

const OAUTH = {
  ...{ SLACK_CLIENT_ID: '1.2', SLACK_CLIENT_SECRET: 's', SLACK_WORKSPACES: 'T0TRONDHEIM, E0KOMMUNE' },
  ...{ PUBLIC_URL: 'https://samrad.example.no/', SLACK_SIGNING_SECRET: 'x' },
};
const without = (name: keyof typeof OAUTH) => ({ ...OAUTH, [name]: ' ' });

test('several Slack workspaces by OAuth', () => {
  expect(readConfig(OAUTH).slack).toEqual({
    oauth: {
      clientId: '1.2',
      clientSecret: 's',
      workspaces: ['T0TRONDHEIM', 'E0KOMMUNE'],
      redirectUri: 'https://samrad.example.no/slack/oauth_redirect',
    },
    signingSecret: 'x',
  });
  expect(readConfig(OAUTH).store).toEqual({ kind: 'sqlite', file: 'data/samrad.sqlite' });
});

test.each([
  [{ PORT: 'abc' }, /^PORT: should be a number$/],
  [{ PORT: '70000' }, /^PORT: /],
  [{ PORT: '-1' }, /^PORT: /],
  [{ PORT: '80.5' }, /^PORT: /],
  [{ LOG_LEVEL: 'loud' }, /^LOG_LEVEL: /],
  [{ PUBLIC_URL: 'samrad' }, /^PUBLIC_URL: /],
  [{ TEAMS_SDK: 'bolt' }, /^TEAMS_SDK: .*teams-ai.*teams-apps/],
  [{ SLACK_BOT_TOKEN: 'x' }, /SLACK_SIGNING_SECRET .* or SLACK_APP_TOKEN/],
  [{ SLACK_SIGNING_SECRET: 'x' }, /SLACK_BOT_TOKEN is missing/],
  [{ SLACK_APP_TOKEN: 'x' }, /SLACK_BOT_TOKEN is missing/],
  [without('SLACK_CLIENT_ID'), /^Slack by OAuth is half configured: SLACK_CLIENT_ID is missing$/],
  [without('SLACK_CLIENT_SECRET'), /^Slack by OAuth is half configured: SLACK_CLIENT_SECRET is missing$/],
  [without('SLACK_WORKSPACES'), /^Slack by OAuth is half configured: SLACK_WORKSPACES is missing$/],
  [without('PUBLIC_URL'), /^Slack by OAuth is half configured: PUBLIC_URL is missing$/],
  [{ SLACK_CLIENT_ID: '1' }, /SLACK_CLIENT_SECRET and SLACK_WORKSPACES and PUBLIC_URL are missing$/],
  [without('SLACK_SIGNING_SECRET'), /^SLACK_CLIENT_ID is set: SLACK_SIGNING_SECRET .* or SLACK_APP_TOKEN/],
  [{ ...OAUTH, SLACK_WORKSPACES: 'trondheim' }, /^SLACK_WORKSPACES.*: should be ids of workspaces/],
  [{ ...OAUTH, SLACK_WORKSPACES: ',' }, /^SLACK_WORKSPACES: should be ids of workspaces/],
  [{ ...OAUTH, SLACK_BOT_TOKEN: 'x' }, /^SLACK_BOT_TOKEN and SLACK_CLIENT_ID are both set: choose/],
  [{ SLACK_BOT_TOKEN: 'x', SLACK_CLIENT_SECRET: 'x' }, /^SLACK_BOT_TOKEN and SLACK_CLIENT_SECRET are both set/],
  [{ MICROSOFT_APP_ID: 'x' }, /MICROSOFT_APP_PASSWORD and MICROSOFT_APP_TENANT_ID are missing/],
  [{ MICROSOFT_APP_ID: 'x', MICROSOFT_APP_PASSWORD: 'x' }, /MICROSOFT_APP_TENANT_ID is missing/],
  [{ MONGODB_URI: 'mongodb://x', SAMRAD_SQLITE: 'x' }, /choose one store/],
])('%j is refused, and says what is wrong', (env, message) => {
  expect(() => readConfig(env)).toThrow(ConfigError);
  expect(() => readConfig(env)).toThrow(message);
});

const chosen = { TEAMS_SDK: 'teams-apps' };
const machine = (node: string, has = true) => ({
  node,
  hasPackage: (name: string) => has && name === '@microsoft/teams.apps',
});

test.each(['22.12.0', '22.20.1', '24.0.0'])('the newer Teams SDK is taken on Node %s', (node) => {
  expect(readConfig(chosen, machine(node)).teamsSdk).toBe('teams-apps');
});

test.each(['20.20.2', '22.11.0', '18.0.0'])(
  'the newer Teams SDK is refused on Node %s, and the older is not',
  (node) => {
    expect(() => readConfig(chosen, machine(node))).toThrow(ConfigError);
    expect(() => readConfig(chosen, machine(node))).toThrow(/needs Node 22\.12 or newer, and this is \d/);
    expect(readConfig({}, machine(node)).teamsSdk).toBe('teams-ai');
  },
);

test('the newer Teams SDK is refused when it is not installed, and the sentence says how to', () => {
  expect(() => readConfig(chosen, machine('22.12.0', false))).toThrow(ConfigError);
  expect(() => readConfig(chosen, machine('22.12.0', false))).toThrow('npm install --save-prod @microsoft/teams.apps');
});
