/** `samrad start` with a platform's tokens, as an operator runs it: health, metrics, and a stop that drops nothing. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { COMMAND_NAME } from '../../main.ts';
import { type Sandbox, startSandbox } from '../../sandbox/index.ts';
import { openSqliteStore } from '../../store/sqlite/index.ts';
import { type Child, freePort, startChild } from '../support/child.ts';
import { demoOn } from '../support/demo.ts';
import { eventually } from '../support/doings.ts';

const MAIN = new URL('../../main.ts', import.meta.url);
const GROUP = 'hjemmetjenester';
const COORDINATOR = `${GROUP}.coordinator-1`;
const MEMBER = `${GROUP}.trondheim-3`;

let folder: string;
let sandbox: Sandbox;
let closeDemo: () => Promise<void>;
let bot: Child;
let url: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'samrad-live-'));
  const file = join(folder, 'samrad.sqlite');
  const store = await openSqliteStore({ file });
  const demo = await demoOn(store);
  await store.close();
  closeDemo = demo.close;
  sandbox = await startSandbox({ ...demo.sandbox, port: 0 });
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  bot = startChild(MAIN, ['start'], {
    cwd: folder,
    env: {
      PORT: `${port}`,
      LOG_LEVEL: 'warn',
      SAMRAD_SQLITE: file,
      SLACK_BOT_TOKEN: demo.slack.botToken,
      SLACK_SIGNING_SECRET: demo.slack.signingSecret,
      SLACK_API_URL: sandbox.slack.apiUrl(),
    },
  });
  await bot.says(/Slack: connected/, 90_000);
  await sandbox.slack.connect({ requestUrl: `${url}/slack/events` });
}, 120_000);
afterAll(async () => {
  bot.kill('SIGKILL');
  await bot.ended;
  await sandbox.close();
  await closeDemo();
  await rm(folder, { recursive: true, force: true });
});

async function metric(name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const line = text.split('\n').find((one) => one.startsWith(name));
  return Number(line?.split(' ').at(-1) ?? Number.NaN);
}

const status = async (path: string) => (await fetch(`${url}${path}`)).status;
const told = (who: string) =>
  sandbox.slack
    .as(who)
    .messages(GROUP)
    .filter(({ ephemeral }) => ephemeral);

test('it says how it is, and counts what it does', async () => {
  expect([await status('/healthz'), await status('/readyz'), await status('/metrics')]).toEqual([200, 200, 200]);
  expect(await metric('samrad_store_up')).toBe(1);
  await sandbox.slack.as(COORDINATOR).say(GROUP, `${COMMAND_NAME} koble ${GROUP}`);
  await eventually(() => told(COORDINATOR).length > 0, bot.said);
  expect(await metric('samrad_answer_seconds_count{platform="slack",outcome="answered"}')).toBe(1);
  expect(await metric('samrad_set_aside{kind="notices"}')).toBe(0);
});

test('told to stop, it is not ready any more, still serves, and ends in time', { timeout: 30_000 }, async () => {
  const since = Date.now();
  bot.kill('SIGTERM');
  await eventually(async () => (await status('/readyz')) === 503, bot.said, 2_000);
  expect(await status('/healthz')).toBe(200);
  const before = told(MEMBER).length;
  await sandbox.slack.as(MEMBER).say(GROUP, `${COMMAND_NAME} hjelp`);
  await eventually(() => told(MEMBER).length > before, bot.said, 2_000);
  expect(await bot.ended, bot.said()).toBe(0);
  expect(Date.now() - since).toBeLessThan(10_000);
  expect(bot.said()).toContain('Nothing is lost');
  expect(bot.said()).not.toMatch(/"level":[4-6]0/);
});
