import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parse } from 'yaml';
import { ConfigError } from '../../adapters/cli/config.ts';
import { manifest } from '../../adapters/cli/manifest.ts';
import { sentenceFor } from '../../adapters/cli/sentence-for.ts';
import { REMOVAL_EVENTS } from '../../adapters/slack/oauth/removal.ts';

const ENV = {
  PUBLIC_URL: 'https://samrad.kommune.no/',
  MICROSOFT_APP_ID: '7b5c8a52-8f4e-4a6b-9a3e-0d2c6f1e5b77',
  PRIVACY_URL: 'https://kommune.no/personvern',
  TERMS_URL: 'https://kommune.no/vilkaar',
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'samrad-manifest-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function run(words: string[], env: NodeJS.ProcessEnv = ENV): Promise<string> {
  const lines: string[] = [];
  const work = manifest(['manifest', ...words], { env, out: (line) => lines.push(line) });
  expect(await work?.()).toBe(0);
  return lines.join('\n');
}

test('Slack’s has the operator’s address wherever the example’s was', async () => {
  const yaml = await run(['slack']);
  expect(yaml).not.toContain('samrad.example');
  expect(parse(yaml)).toMatchObject({
    features: {
      unfurl_domains: ['samrad.kommune.no'],
      slash_commands: [{ url: 'https://samrad.kommune.no/slack/events' }],
    },
    settings: {
      event_subscriptions: { request_url: 'https://samrad.kommune.no/slack/events' },
      interactivity: { request_url: 'https://samrad.kommune.no/slack/events' },
      socket_mode_enabled: false,
    },
  });
});

test('Slack’s is for Socket Mode where an app token is set', async () => {
  expect(parse(await run(['slack'], { ...ENV, SLACK_APP_TOKEN: 'xapp-1' })).settings.socket_mode_enabled).toBe(true);
  expect(parse(await run(['slack'], { ...ENV, SLACK_APP_TOKEN: ' ' })).settings.socket_mode_enabled).toBe(false);
});

test('Slack’s is for several workspaces where they are named, and only there', async () => {
  const [one, several] = [parse(await run(['slack'])), parse(await run(['slack'], { ...ENV, SLACK_WORKSPACES: 'T1' }))];
  expect(one).toEqual(
    parse(readFileSync('manifests/slack.yaml', 'utf8').replaceAll('samrad.example', 'samrad.kommune.no')),
  );
  expect(several).toEqual({
    ...one,
    oauth_config: { ...one.oauth_config, redirect_urls: ['https://samrad.kommune.no/slack/oauth_redirect'] },
    settings: {
      ...one.settings,
      event_subscriptions: {
        ...one.settings.event_subscriptions,
        bot_events: [...one.settings.event_subscriptions.bot_events, ...REMOVAL_EVENTS],
      },
      org_deploy_enabled: true,
      token_rotation_enabled: true,
    },
  });
});

test('the Teams package has the manifest, its translations and the icons, all as Teams wants them', async () => {
  const [file, again] = [join(folder, 'app.zip'), join(folder, 'again.zip')];
  expect(await run(['teams', file])).toContain('5 files');
  await run(['teams', again]);
  expect(readFileSync(again).equals(readFileSync(file))).toBe(true);
  const files = unzipSync(readFileSync(file));
  expect(Object.keys(files).sort()).toEqual(['color.png', 'en.json', 'manifest.json', 'nn-no.json', 'outline.png']);
  expect(files['color.png']).toEqual(new Uint8Array(readFileSync('manifests/teams/color.png')));
  const json = strFromU8(files['manifest.json'] ?? new Uint8Array());
  expect(json).not.toContain('${{');
  const made = JSON.parse(json);
  expect([made.id, made.bots[0].botId, made.composeExtensions[0].botId, made.webApplicationInfo.id]).toEqual(
    Array(4).fill(ENV.MICROSOFT_APP_ID),
  );
  expect(made.developer).toMatchObject({
    websiteUrl: 'https://samrad.kommune.no',
    privacyUrl: ENV.PRIVACY_URL,
    termsOfUseUrl: ENV.TERMS_URL,
  });
});

test('a folder that is not there is told in one sentence', async () => {
  const fault = await run(['teams', join(folder, 'none', 'app.zip')]).catch((error: unknown) => error);
  expect(sentenceFor(fault, '')).toMatch(/^ENOENT: .*none.app\.zip'$/);
});

test.each([
  [['slack'], {}, 'PUBLIC_URL is not set'],
  [['slack'], { PUBLIC_URL: 'http://samrad.kommune.no' }, 'PUBLIC_URL is not an https:// address'],
  [
    ['teams', 'x'],
    { PUBLIC_URL: ENV.PUBLIC_URL },
    'MICROSOFT_APP_ID is not set\nPRIVACY_URL is not set\nTERMS_URL is not set',
  ],
  [['teams', 'x'], { ...ENV, MICROSOFT_APP_ID: 'samrad' }, 'MICROSOFT_APP_ID is not an application id'],
])('%j with %j says what is wrong, and writes nothing', async (words, env, sentence) => {
  const into = words.map((word) => (word === 'x' ? join(folder, 'app.zip') : word));
  await expect(run(into, env)).rejects.toThrow(new ConfigError(sentence));
  expect(readdirSync(folder)).toEqual([]);
});

test.each([['manifest'], ['manifest', 'teams'], ['manifest', 'discord'], ['start']])(
  '%s %s asks for no manifest',
  (...words) => {
    expect(manifest(words, { env: ENV, out: () => undefined })).toBeNull();
  },
);
