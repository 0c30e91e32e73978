/** One bot, two Slack workspaces that have installed it: each sees its own, a group in both counts as one, and one may leave. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startWeb } from '../../adapters/web/index.ts';
import { addDays, DEFAULT_POLICY, dateOf, instantOf, isWorkingDay } from '../../bot/index.ts';
import { COMMAND_NAME, type Served, serve } from '../../main.ts';
import { type Sandbox, startSandbox } from '../../sandbox/index.ts';
import { type Slacks, startSlacks } from '../../sandbox/slacks.ts';
import { openSqliteStore } from '../../store/sqlite/index.ts';
import { demoOn } from '../support/demo.ts';
import { askFields, beginAsking, does, eventually, heard, m, type Someone } from '../support/doings.ts';
import { install } from '../support/installing.ts';
import { recordingLog } from '../support/log.ts';

const HT = 'hjemmetjenester';
const INST = 'institusjon';
/** In both workspaces. */
const LV = 'legevakt';

const stops: (() => Promise<unknown>)[] = [];
const log = recordingLog();
let first: Sandbox;
let second: Sandbox;
let slacks: Slacks;
let served: Served;

const coordinator = (group: string) => `${group}.coordinator-1`;
const member = (group: string, n: number): Someone => ({
  who: `${group}.trondheim-${n}`,
  platform: 'slack',
  where: group,
});

beforeAll(async () => {
  const store = await openSqliteStore({ file: ':memory:' });
  const demo = await demoOn(store);
  stops.push(store.close, demo.close);
  const people = demo.sandbox.people.map((person) => ({ ...person, on: ['slack' as const] }));
  const local = await Promise.all(
    ['Trondheim', 'Orkland'].map(async (teamName) => {
      const options = { ...demo.sandbox.slack, teamName, botToken: `xoxb-${teamName}` };
      const { clockUrl: _, ...rest } = demo.sandbox;
      const sandbox = await startSandbox({ ...rest, people, slack: options, port: 0 });
      stops.push(sandbox.close);
      return { sandbox, slack: sandbox.slack, options };
    }),
  );
  // The one that leaves is where people would be written to first.
  const byId = local.sort((a, b) => (a.slack.ids.team < b.slack.ids.team ? -1 : 1)).map(({ sandbox }) => sandbox);
  [first, second] = byId as [Sandbox, Sandbox];
  const app = { clientId: 'client', clientSecret: 'secret' };
  slacks = await startSlacks({ ...app, slacks: local });
  const web = await startWeb({ host: '127.0.0.1', port: 0, ready: async () => true });
  const slack = {
    oauth: {
      ...app,
      workspaces: local.map((one) => one.slack.ids.team),
      redirectUri: `${web.url}/slack/oauth_redirect`,
    },
    signingSecret: demo.slack.signingSecret,
    apiUrl: slacks.apiUrl,
  };
  const clock = workingHours();
  served = await serve({ store, clock, log, web, slack, teams: null, paceMs: 50, unlimited: true });
  stops.push(slacks.close, web.close, served.stop);
  for (const one of local) {
    await one.slack.connect({ requestUrl: `${web.url}/slack/events` });
    expect((await install(web.url, one.slack.ids.team)).status).toBe(200);
  }
  await links(first, HT);
  await links(second, INST);
  for (const one of [first, second]) await links(one, LV);
}, 120_000);
afterAll(async () => {
  for (const stop of stops.reverse()) await stop();
});

/** A forenoon before today's: people are not written to at night, and Slack's own clock is the real one. */
function workingHours(): () => string {
  const zone = 'Europe/Oslo';
  let day = addDays(dateOf(new Date().toISOString(), zone), -1);
  while (!isWorkingDay(day, DEFAULT_POLICY)) day = addDays(day, -1);
  const since = Date.now();
  const from = Date.parse(instantOf(day, '10:00', zone));
  return () => new Date(from + Date.now() - since).toISOString();
}

async function links(sandbox: Sandbox, group: string): Promise<void> {
  await sandbox.slack.as(coordinator(group)).say(group, `${COMMAND_NAME} koble ${group}`);
}

async function asked(sandbox: Sandbox, person: Someone, title: string): Promise<void> {
  await beginAsking({ sandbox }, person);
  await does({ sandbox }, person, { fill: askFields({ title }) });
}

function cards(sandbox: Sandbox, group: string, title: string): string[] {
  const seen = sandbox.slack.as(coordinator(group)).messages(group);
  return seen
    .filter(({ text, threadTs, ephemeral }) => text.includes(title) && !threadTs && !ephemeral)
    .map(({ text }) => text.replaceAll('\u00a0', ' '));
}

async function shows(sandbox: Sandbox, group: string, title: string, words = title): Promise<void> {
  await eventually(
    async () => {
      await served.core.settle();
      return cards(sandbox, group, title).some((text) => text.includes(words));
    },
    () => `no «${words}» but: ${cards(sandbox, group, title).join(' | ')}`,
  );
}

test('a question is asked and answered in each, and the other sees nothing of it', async () => {
  for (const [sandbox, other, group] of [
    [first, second, HT],
    [second, first, INST],
  ] as const) {
    const title = `Hos ${group}?`;
    await asked(sandbox, member(group, 1), title);
    await shows(sandbox, group, title);
    await does({ sandbox }, member(group, 2), { card: title, press: m.button.support });
    await shows(sandbox, group, title, 'Støtter 1');
    expect(cards(other, group, title)).toEqual([]);
  }
});

test('of a group in both, the answers count as one', async () => {
  const title = 'Hos begge?';
  await asked(first, member(LV, 1), title);
  await shows(second, LV, title);
  await does({ sandbox: first }, member(LV, 2), { card: title, press: m.button.support });
  await does({ sandbox: second }, member(LV, 3), { card: title, press: m.button.support });
  for (const sandbox of [first, second]) await shows(sandbox, LV, title, 'Støtter 2');
});

test('when one puts the bot out, its coordinators are told where they still are, once, and the other goes on', async () => {
  const told = () => heard({ sandbox: second }, { who: coordinator(HT), platform: 'slack', where: 'dm' });
  const lost = 'Samråd er ikke med i kanalen til Hjemmetjenester i Slack';
  await second.slack.as(coordinator(HT)).say('dm', 'hjelp');
  slacks.uninstall(first.slack.ids.team);
  await first.slack.idle();
  await eventually(
    async () => {
      await served.core.settle();
      return told().some((text) => text.includes(lost));
    },
    () => `not told but: ${told().join(' | ')}`,
  );
  const title = 'Hos begge?';
  await does({ sandbox: second }, member(LV, 4), { card: title, press: m.button.support });
  await shows(second, LV, title, 'Støtter 3');
  expect(told().filter((text) => text.includes(lost))).toHaveLength(1);
});

test('no call went with another’s token, and nothing was a fault of ours', () => {
  expect(slacks.calls.filter(({ error }) => error)).toEqual([]);
  expect(log.lines.filter(({ level }) => level === 'error')).toEqual([]);
});
