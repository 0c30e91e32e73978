/** `samrad start` as people run it: it ends when told to, and goes on where it was. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { unseal } from '../../bot/seal.ts';
import { openSqliteStore } from '../../store/sqlite/index.ts';
import { type Child, freePort, startChild } from '../support/child.ts';
import { eventually } from '../support/doings.ts';

const MAIN = new URL('../../main.ts', import.meta.url);
const GROUP = 'hjemmetjenester';
const COORDINATOR = `${GROUP}.coordinator-1`;
const ENDS_WITHIN_MS = 10_000;

const Element = z.object({ action_id: z.string().optional(), value: z.string().optional() });
const Block = z.object({ block_id: z.string().optional(), elements: z.array(Element).optional() });
const SlackMessage = z.object({ ts: z.string(), text: z.string(), blocks: z.array(Block) });
const TeamsMessage = z.object({ id: z.string(), text: z.string(), cards: z.array(z.unknown()) });

/** What the page is shown for a person who is on both platforms. */
const Page = z.object({
  clock: z.string(),
  slack: z.object({
    channels: z.array(z.object({ id: z.string(), name: z.string(), messages: z.array(SlackMessage) })),
  }),
  teams: z.object({ places: z.array(z.object({ where: z.string(), messages: z.array(TeamsMessage) })) }),
  play: z.object({ done: z.number(), failures: z.number() }),
});

let folder: string;
let port: number;
let child: Child;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'samrad-start-'));
  port = await freePort();
});
afterAll(async () => {
  child.kill('SIGKILL');
  await child.ended;
  await rm(folder, { recursive: true, force: true });
});

/** In an empty folder, as after an install; what it keeps goes below it. */
async function start(): Promise<string> {
  child = startChild(MAIN, ['start'], { cwd: folder, env: { PORT: String(port), LOG_LEVEL: 'warn' } });
  const [, url = ''] = await child.says(/Open (http:\S+)/, 90_000);
  return url;
}

async function end(): Promise<void> {
  const told = Date.now();
  child.kill('SIGTERM');
  expect(await child.ended, child.said()).toBe(0);
  expect(Date.now() - told).toBeLessThan(ENDS_WITHIN_MS);
  expect(child.said()).toContain('Nothing is lost');
}

async function page(url: string, as = COORDINATOR) {
  const answer = await fetch(`${url}/ui/state?as=${as}`);
  return Page.parse(await answer.json());
}

/** One step of the sample questions: somebody asks, or answers. */
async function plays(url: string, steps: number): Promise<void> {
  const { play } = await page(url);
  for (let n = 1; n <= steps; n++) {
    await fetch(`${url}/ui/play`, { method: 'POST', body: JSON.stringify({ do: 'step' }) });
    await eventually(
      async () => (await page(url)).play.done >= play.done + n,
      () => `step ${n} was not played: ${child.said()}`,
      20_000,
    );
  }
  expect((await page(url)).play.failures).toBe(0);
}

/** Both platforms show a card of each question: then the register and the cards are up to date as well. */
async function shows(url: string, ...numbers: string[]): Promise<void> {
  await eventually(
    async () => {
      const { slack, teams } = await page(url);
      const shown = [slack, teams].map((platform) => JSON.stringify(platform));
      return numbers.every((number) => shown.every((text) => text.includes(number)));
    },
    () => `no cards of ${numbers}: ${child.said()}`,
    20_000,
  );
}

/** The register and the log as they stand in the file. */
async function stored() {
  const store = await openSqliteStore({ file: join(folder, 'data/demo.sqlite') });
  const register = await store.register.list({});
  const logs = await Promise.all(register.map(({ _id }) => store.log.read(_id)));
  const messages = (await Promise.all(register.map(({ _id }) => store.cards.of(_id))))
    .flat()
    .map((card) => card.message);
  await store.close();
  const positions = logs
    .flat()
    .flatMap(unseal)
    .filter((event) => event.type === 'position-taken');
  return { register, log: logs.flat().map(({ _id, hash }) => [_id, hash]), messages, positions };
}

/** Who is not in the group asks in its channel what is open there: that the channel is linked is still known. */
async function knowsTheChannel(url: string): Promise<void> {
  const chair = 'chair-2';
  const says = { platform: 'teams', as: chair, action: { do: 'say', where: GROUP, text: '@Samråd status' } };
  await fetch(`${url}/ui/act`, { method: 'POST', body: JSON.stringify(says) });
  await eventually(
    async () => JSON.stringify((await page(url, chair)).teams.places.at(-1)).includes('HT-2027-001'),
    () => 'nothing is known to be open in the channel',
  );
}

/** Somebody who has answered nothing taps a card that was posted before the restart, on each platform. */
async function answersOldCard(url: string): Promise<void> {
  const tap = async (platform: 'slack' | 'teams', as: string, action: object) => {
    const answer = await fetch(`${url}/ui/act`, { method: 'POST', body: JSON.stringify({ platform, as, action }) });
    expect(answer.status, await answer.text()).toBe(200);
  };
  const { slack, teams } = await page(url);
  const channel = slack.channels.find(({ name }) => name === GROUP);
  const buttons = (channel?.messages ?? []).flatMap(({ ts, blocks }) =>
    blocks.flatMap(({ block_id, elements = [] }) => elements.map((one) => ({ ts, blockId: block_id, ...one }))),
  );
  const support = buttons.find(({ value }) => value?.includes('support'));
  const { ts, blockId, action_id: actionId, value } = support ?? {};
  await tap('slack', `${GROUP}.trondheim-3`, { do: 'click', channel: channel?.id, ts, blockId, actionId, value });
  const inTeams = teams.places.find(({ where }) => where === GROUP)?.messages.find(({ cards }) => cards.length > 0);
  await tap('teams', `${GROUP}.trondheim-2`, { do: 'press', where: GROUP, id: inTeams?.id, index: 0, inputs: {} });
}

test('SIGTERM ends it cleanly; started again it goes on where it was', { timeout: 300_000 }, async () => {
  const url = await start();
  await plays(url, 3);
  await shows(url, 'SB-2027-001', 'HT-2027-001');
  const before = await page(url);
  await end();
  const kept = await stored();
  expect(kept.register.map(({ number }) => number)).toEqual(['HT-2027-001', 'SB-2027-001']);

  expect(await start()).toBe(url);
  const after = await page(url);
  expect(after.slack).toEqual(before.slack);
  expect(after.teams).toEqual(before.teams);
  expect(after.play).toEqual(before.play);
  expect(Date.parse(after.clock)).toBeGreaterThanOrEqual(Date.parse(before.clock));

  await plays(url, 3);
  await shows(url, 'TFU-2027-001', 'INST-2027-001');
  await answersOldCard(url);
  await knowsTheChannel(url);
  await end();
  const further = await stored();
  expect(further.log.length).toBeGreaterThan(kept.log.length);
  expect(further.log).toEqual(expect.arrayContaining(kept.log));
  expect(further.positions.map(({ person }) => person)).toEqual([`${GROUP}.trondheim-3`, `${GROUP}.trondheim-2`]);
  expect(further.messages).toEqual(expect.arrayContaining(kept.messages));
  expect(child.said()).not.toMatch(/"level":[4-6]0/);
});
