import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { type SlackConfig, startSlack } from '../../adapters/slack/index.ts';
import { startWeb } from '../../adapters/web/index.ts';
import { type ChannelRef, catalog, type Input, NotDelivered } from '../../bot/index.ts';
import { startSandbox } from '../../sandbox/index.ts';
import { startSlacks } from '../../sandbox/slacks.ts';
import type { SandboxSlackOptions } from '../../sandbox/types.ts';
import { openSqliteStore } from '../../store/sqlite/index.ts';
import { beginAt, comeBack, consent, install } from '../support/installing.ts';
import { card, fakeBot, fakeLog } from './slack-trial.ts';

const SECRET = 'shh-its-only-a-sandbox';
const WHERE = 'hjemmetjenester';
const { install: words } = catalog('nb').places;

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

interface TrialOptions {
  teams?: string[];
  expiresIn?: number;
  enterprise?: NonNullable<SandboxSlackOptions['enterprise']>;
  /** Who may install, if not all of them. */
  allowed?: (teams: string[]) => string[];
}

/** Workspaces of these names, and a bot that none of them has let in yet. */
async function startTrial({ teams = ['Trondheim'], expiresIn, enterprise, allowed = (all) => all }: TrialOptions = {}) {
  const slacks = await Promise.all(teams.map((teamName) => local(teamName, enterprise)));
  const app = { clientId: 'client', clientSecret: 'secret' };
  const front = await startSlacks({ ...app, slacks, ...(expiresIn ? { expiresIn } : {}) });
  stops.push(front.close);
  const store = await openSqliteStore({ file: ':memory:' });
  stops.push(store.close);
  const bot = fakeBot();
  const log = fakeLog();
  const time = { now: Date.now() };
  const clock = () => new Date(time.now).toISOString();
  const web = await startWeb({ host: '127.0.0.1', port: 0, ready: async () => true });
  stops.push(web.close);
  const ids = slacks.map(({ slack }) => slack.ids.team);
  const config: SlackConfig = {
    oauth: { ...app, workspaces: allowed(ids), redirectUri: `${web.url}/slack/oauth_redirect` },
    signingSecret: SECRET,
    apiUrl: front.apiUrl,
    commandName: '/samrad',
  };
  async function start(more: Partial<SlackConfig> = {}) {
    const kept = { installations: store.installations, clock };
    const slack = await startSlack({ bot, log, kept, config: { ...config, ...more } });
    stops.push(slack.stop);
    return slack;
  }
  const slack = await start();
  if (slack.requestListener) web.mount('/slack/events', slack.requestListener);
  if (slack.install) {
    web.mount('/slack/install', slack.install.begin);
    web.mount('/slack/oauth_redirect', slack.install.complete);
  }
  web.open();
  for (const one of slacks) await one.slack.connect({ requestUrl: `${web.url}/slack/events` });
  const [team = ''] = ids;
  const [{ slack: sandbox } = slacks[0] as (typeof slacks)[number]] = slacks;
  return { slacks, front, store, bot, log, time, web, slack, start, config, ids, team, sandbox };
}

async function local(teamName: string, enterprise: TrialOptions['enterprise']) {
  const options: SandboxSlackOptions = {
    ...{ teamName, signingSecret: SECRET, botToken: `xoxb-${teamName}`, commandName: '/samrad' },
    ...(enterprise ? { enterprise } : {}),
    appToken: 'xapp-1',
    retryDelaysMs: [10, 10, 10],
  };
  const sandbox = await startSandbox({
    port: 0,
    people: [
      { id: 'kari', name: 'Kari', email: `kari@${teamName}.example`, on: ['slack'], locale: 'nb-NO' },
      {
        id: 'nils',
        name: 'Nils',
        email: 'nils@nabo.example',
        on: ['slack'],
        locale: 'nb-NO',
        slackTeam: 'T0NEIGHBOUR',
      },
    ],
    channels: [{ name: WHERE, platform: 'slack' }],
    slack: options,
    teams: { appId: '', appPassword: '', tenantId: '', teamName: '' },
  });
  stops.push(sandbox.close);
  return { slack: sandbox.slack, options };
}

type OAuthTrial = Awaited<ReturnType<typeof startTrial>>;

function channelIn(slack: OAuthTrial['sandbox'], team = slack.ids.team): ChannelRef {
  return { platform: 'slack', team, channel: slack.ids.channel(WHERE) };
}

async function faultOf(work: Promise<unknown>): Promise<unknown> {
  const error = await work.then(
    () => new Error('went through'),
    (reason: unknown) => reason,
  );
  return error instanceof NotDelivered ? error.fault : error;
}

/** The last request once more, for the status that Slack gets. */
async function again(sandbox: OAuthTrial['sandbox']) {
  const last = sandbox.lastRequest();
  return last && (await sandbox.resend(last));
}

const NOT_THERE = { kind: 'channel-gone' };

/** Everybody's calls but those of the installing itself, as [workspace, whether with one of its own tokens]. */
function callsOf({ front, ids }: OAuthTrial, method: string) {
  return front.calls
    .filter((call) => call.method === method)
    .map(({ team, token, error }) => ({ team: ids.indexOf(team), own: front.tokensOf(team).includes(token), error }));
}

test('in two workspaces, each is written to, looked up in and heard by its own token', async () => {
  const trial = await startTrial({ teams: ['Trondheim', 'Orkland'] });
  const { ids, slacks, slack, bot, front } = trial;
  for (const team of ids) {
    const page = await install(trial.web.url, team);
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining(words.done)]);
  }
  for (const [i, { slack: sandbox }] of slacks.entries()) {
    const message = await slack.messenger.postCard(channelIn(sandbox), card, `q${i}@link`);
    await slack.messenger.updateCard(message, { summary: `Besluttet ${i}`, nodes: [{ type: 'text', text: 'x' }] });
    const seen = sandbox.as('kari').messages(WHERE);
    expect(seen.map(({ ts, edited }) => [ts, edited])).toEqual([[message.ts, true]]);
    await sandbox.as('kari').command(WHERE, 'status');
    const account = await slack.messenger.accountOf(
      channelIn(sandbox),
      `kari@${sandbox === slacks[0]?.slack ? 'Trondheim' : 'Orkland'}.example`,
    );
    expect(account?.team).toBe(ids[i]);
  }
  const heard = bot.heard.map((input) => ('channel' in input && input.channel ? input.channel.team : null));
  expect(heard).toEqual(ids);
  expect(await Promise.all(bot.heard.map(({ account }) => account.profile()))).toMatchObject([
    { email: 'kari@Trondheim.example' },
    { email: 'kari@Orkland.example' },
  ]);
  for (const method of ['chat.postMessage', 'chat.update', 'users.lookupByEmail', 'users.info'])
    expect([method, callsOf(trial, method)]).toEqual([method, [0, 1].map((team) => ({ team, own: true }))]);
  expect(front.calls.filter(({ error }) => error)).toEqual([]);
  expect(
    ids.map((team) => slack.messenger.lanes({ card: { platform: 'slack', team, channel: 'C1' } })[0]?.key),
  ).toEqual(ids.map((team) => `slack:${team}:chat.update`));
});

test('the same request again from the other workspace is that workspace’s', async () => {
  const { ids, slacks, web, bot } = await startTrial({ teams: ['Trondheim', 'Orkland'] });
  for (const team of ids) await install(web.url, team);
  await Promise.all([0, 1, 0, 1].map((i) => slacks[i]?.slack.as('kari').command(WHERE, ids[i] ?? '')));
  const said = bot.heard.map((input: Input) => (input.kind === 'command' ? [input.words, input.account.team] : []));
  expect(said.sort()).toEqual([ids[0], ids[0], ids[1], ids[1]].map((id) => [id, id]).sort());
});

test('what a workspace gave is not readable in the store, nor under another secret', async () => {
  const { front, store, team, web, start, config, sandbox, log } = await startTrial();
  await install(web.url, team);
  const kept = await store.installations.get(`slack:${team}`);
  const [token = ''] = front.tokensOf(team);
  expect(kept?.sealed.length).toBeGreaterThan(100);
  expect(Buffer.from(kept?.sealed ?? '', 'base64url').includes(token)).toBe(false);
  const oauth = config.oauth && { ...config.oauth, clientSecret: 'another' };
  const other = await start({ oauth });
  expect(await faultOf(other.messenger.postCard(channelIn(sandbox), card, 'q'))).toEqual({
    kind: 'later',
    retryAfterMs: 60_000,
  });
  await store.installations.put({ _id: 'slack:T2', sealed: kept?.sealed ?? '', at: '' });
  const moved = await start({ oauth: config.oauth && { ...config.oauth, workspaces: [team, 'T2'] } });
  expect(await faultOf(moved.messenger.postCard(channelIn(sandbox, 'T2'), card, 'q'))).toMatchObject({ kind: 'later' });
  expect(JSON.stringify(log.lines)).not.toContain(token);
});

test('the pages are whole, in the reader’s language, and run nothing', async () => {
  const { team, web } = await startTrial();
  const begun = await beginAt(web.url);
  const page = await comeBack(await consent(begun, team), begun, 'nn-NO,nn;q=0.9');
  const html = await page.text();
  expect(html).toMatch(
    /^<!doctype html>\n<html lang="nn">[\s\S]*<title>Samråd er lagt til<\/title>[\s\S]*<h1>Samråd er/,
  );
  expect(html).toContain(catalog('nn').places.install.next);
  expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none';/);
  expect(page.headers.get('referrer-policy')).toBe('no-referrer');
  expect((await fetch(`${web.url}/slack/install`, { method: 'POST' })).status).toBe(405);
});

test.each<[string, (back: string, trial: OAuthTrial) => string | Promise<string>, number]>([
  ['made up', (back) => back.replace(/state=[^&]+/, 'state=made-up'), 400],
  ['left out', (back) => back.replace(/state=[^&]+&?/, ''), 400],
  [
    'older than ten minutes',
    (back, { time }) => {
      time.now += 600_000;
      return back;
    },
    400,
  ],
])('a state that is %s installs nothing', async (_, change, status) => {
  const trial = await startTrial();
  const begun = await beginAt(trial.web.url);
  const back = await change(await consent(begun, trial.team), trial);
  // The browser vouches for whatever state it comes with.
  const cookie = `slack-app-oauth-state=${new URL(back).searchParams.get('state') ?? ''}`;
  const page = await comeBack(back, { ...begun, cookie });
  expect([page.status, await page.text()]).toEqual([status, expect.stringContaining(words.stale)]);
  expect(await trial.store.installations.get(`slack:${trial.team}`)).toBeNull();
  expect(trial.front.calls).toEqual([]);
});

test('a state is good just before ten minutes, once', async () => {
  const { team, time, web, store, front } = await startTrial();
  const begun = await beginAt(web.url);
  const back = await consent(begun, team);
  time.now += 599_999;
  expect((await comeBack(back, begun)).status).toBe(200);
  await store.installations.remove(`slack:${team}`);
  const calls = front.calls.length;
  expect((await comeBack(back, begun)).status).toBe(400);
  expect(await store.installations.get(`slack:${team}`)).toBeNull();
  expect(front.calls).toHaveLength(calls);
});

test('another browser than the one that began installs nothing', async () => {
  const { team, web, store } = await startTrial();
  const [mine, theirs] = [await beginAt(web.url), await beginAt(web.url)];
  const back = await consent(mine, team);
  for (const cookie of [theirs.cookie, '']) expect((await comeBack(back, { ...mine, cookie })).status).toBe(400);
  expect(await store.installations.get(`slack:${team}`)).toBeNull();
});

test('a code that Slack does not know, and a person who says no, install nothing', async () => {
  const { team, web, store, log } = await startTrial();
  const begun = await beginAt(web.url);
  const wrong = (await consent(begun, team)).replace(/code=[^&]+/, 'code=wrong');
  const pages = [await comeBack(wrong, begun)];
  const again = await beginAt(web.url);
  pages.push(await comeBack(await consent(again, team, 'no'), again));
  expect(pages.map(({ status }) => status)).toEqual([400, 400]);
  expect(await pages[1]?.text()).toContain(words.cancelled);
  expect(await store.installations.get(`slack:${team}`)).toBeNull();
  expect(log.lines.filter(({ level }) => level === 'error')).toEqual([]);
});

test('a workspace that is not among those that may is turned away, and what it gave is given back', async () => {
  const { ids, web, store, front } = await startTrial({
    teams: ['Trondheim', 'Fremmed'],
    allowed: ([first = '']) => [first],
  });
  const page = await install(web.url, ids[1] ?? '');
  expect([page.status, await page.text()]).toEqual([403, expect.stringContaining(words.stranger)]);
  expect(await store.installations.get(`slack:${ids[1]}`)).toBeNull();
  expect(front.tokensOf(ids[1] ?? '')).toEqual([]);
});

test.each([
  ['named', ['T0NEIGHBOUR'], { email: 'nils@nabo.example', locale: 'nb-NO' }],
  ['not named', [], null],
])('in a shared channel the e-mail of somebody from a workspace that is %s counts so', async (_, more, profile) => {
  const { team, web, sandbox, slack, bot } = await startTrial({ allowed: (ids) => [...ids, ...more] });
  await install(web.url, team);
  sandbox.setShared(WHERE, 'T0NEIGHBOUR', true);
  await sandbox.idle();
  expect(bot.news.map(({ kind }) => kind)).toEqual(profile ? [] : ['place-shared']);
  const { ts } = await slack.messenger.postCard(channelIn(sandbox), card, 'q1');
  await sandbox.as('nils').press(WHERE, String(ts), 'Støtter');
  expect(await bot.heard.at(-1)?.account.profile()).toEqual(profile);
});

test('one that may not any more is neither written to nor heard', async () => {
  const { team, web, start, config, sandbox, slack } = await startTrial();
  await install(web.url, team);
  const other = await start({ oauth: config.oauth && { ...config.oauth, workspaces: ['T0'] } });
  expect(await faultOf(other.messenger.postCard(channelIn(sandbox), card, 'q'))).toEqual(NOT_THERE);
  expect([await other.messenger.serves?.(team), await slack.messenger.serves?.(team)]).toEqual([false, true]);
});

test('a workspace that has not installed is neither written to nor heard', async () => {
  const { sandbox, slack, bot } = await startTrial();
  expect(await faultOf(slack.messenger.postCard(channelIn(sandbox), card, 'q'))).toEqual(NOT_THERE);
  await sandbox.as('kari').command(WHERE, 'status');
  expect(await again(sandbox)).toMatchObject({ ok: false, status: 400 });
  expect(bot.heard).toEqual([]);
});

test('a token that has run out is renewed before it is used, once for all who want it', async () => {
  const trial = await startTrial({ expiresIn: 1 });
  const { team, web, slack, sandbox, front, store } = trial;
  await install(web.url, team);
  await wait(1100);
  const posts = [1, 2, 3].map((n) => slack.messenger.postCard(channelIn(sandbox), card, `q${n}`));
  await Promise.all(posts);
  expect(sandbox.as('kari').messages(WHERE)).toHaveLength(3);
  expect(front.calls.filter(({ method }) => method === 'oauth.v2.access')).toHaveLength(2);
  expect(front.calls.filter(({ error }) => error)).toEqual([]);
  // The old refresh token is used up: what came with the renewal was kept.
  await wait(1100);
  await slack.messenger.postCard(channelIn(sandbox), card, 'q4');
  expect(front.calls.filter(({ error }) => error)).toEqual([]);
  expect((await store.installations.get(`slack:${team}`))?.sealed).toBeTruthy();
});

test('a token that another replica renewed is taken from the store', async () => {
  const { team, web, slack, sandbox, front, start } = await startTrial({ expiresIn: 1 });
  await install(web.url, team);
  await wait(1100);
  await (await start()).messenger.postCard(channelIn(sandbox), card, 'q1');
  await slack.messenger.postCard(channelIn(sandbox), card, 'q2');
  expect(front.calls.filter(({ error }) => error)).toEqual([]);
});

test('installed anew, what came last is used at once', async () => {
  const { team, web, slack, sandbox, front } = await startTrial();
  for (const key of ['q1', 'q2']) {
    await install(web.url, team);
    await slack.messenger.postCard(channelIn(sandbox), card, key);
  }
  const used = front.calls.filter(({ method }) => method === 'chat.postMessage').map(({ token }) => token);
  expect(used).toEqual(front.tokensOf(team));
  expect(new Set(used).size).toBe(2);
});

test('put out, what it gave is erased, its channels are lost, and nobody is written to there', async () => {
  const { ids, web, slacks, slack, front, store, bot } = await startTrial({ teams: ['Trondheim', 'Orkland'] });
  for (const team of ids) await install(web.url, team);
  const [first, second] = slacks.map(({ slack: one }) => channelIn(one)) as [ChannelRef, ChannelRef];
  const message = await slack.messenger.postCard(first, card, 'q1');
  front.uninstall(first.team);
  await slacks[0]?.slack.idle();
  expect(await store.installations.get(`slack:${first.team}`)).toBeNull();
  expect(bot.news.map((news) => [news.kind, 'is' in news && news.is(first), 'is' in news && news.is(second)])).toEqual(
    Array(2).fill(['place-lost', true, false]),
  );
  expect(await faultOf(slack.messenger.updateCard(message, card))).toEqual(NOT_THERE);
  expect(await slack.messenger.serves?.(first.team)).toBe(false);
  await slack.messenger.postCard(second, card, 'q2');
  expect(await slack.messenger.serves?.(second.team)).toBe(true);
});

test('that it was put out, told late or of people’s own tokens, does not undo a later installation', async () => {
  const { team, web, store, sandbox, bot, time } = await startTrial();
  time.now = Date.now() + 60_000;
  await install(web.url, team);
  sandbox.emit({ type: 'app_uninstalled' });
  await sandbox.idle();
  expect(await store.installations.get(`slack:${team}`)).not.toBeNull();
  time.now = Date.now();
  await install(web.url, team);
  sandbox.emit({ type: 'tokens_revoked', tokens: { oauth: ['U1'] } });
  await sandbox.idle();
  expect(await store.installations.get(`slack:${team}`)).not.toBeNull();
  expect(bot.news).toEqual([]);
});

test('while the store is away, Slack is asked to tell again', async () => {
  const { team, web, sandbox, store, bot, start } = await startTrial();
  await install(web.url, team);
  const fresh = await start();
  const server = await startWeb({ host: '127.0.0.1', port: 0, ready: async () => true });
  stops.push(server.close);
  if (fresh.requestListener) server.mount('/events', fresh.requestListener);
  const { get } = store.installations;
  store.installations.get = async () => {
    throw new Error('away');
  };
  await sandbox.connect({ requestUrl: `${server.url}/events` });
  await sandbox.as('kari').command(WHERE, 'status');
  expect(await again(sandbox)).toMatchObject({ ok: false, status: 500 });
  store.installations.get = get;
  await sandbox.as('kari').command(WHERE, 'status');
  expect(bot.heard).toHaveLength(1);
});

test('over Socket Mode it is the same', async () => {
  const { team, web, start, sandbox, bot, store, front } = await startTrial();
  await start({ appToken: 'xapp-1', signingSecret: undefined });
  await sandbox.as('kari').command(WHERE, 'status');
  expect(bot.heard).toEqual([]);
  await install(web.url, team);
  await sandbox.as('kari').command(WHERE, 'status');
  expect(bot.heard.map(({ account }) => account.team)).toEqual([team]);
  front.uninstall(team);
  await sandbox.idle();
  expect(await store.installations.get(`slack:${team}`)).toBeNull();
});

test('installed for a whole organisation, it is known by the organisation, wherever in it a person is', async () => {
  const enterprise = { id: 'E0KOMMUNE', name: 'Kommunene' };
  const { team, web, slack, sandbox, bot, front, store } = await startTrial({
    enterprise,
    allowed: () => [enterprise.id],
  });
  expect((await install(web.url, team)).status).toBe(200);
  expect(await store.installations.get(`slack:${enterprise.id}`)).not.toBeNull();
  expect(await store.installations.get(`slack:${team}`)).toBeNull();
  await sandbox.as('kari').command(WHERE, 'status');
  await sandbox.as('kari').say('dm', 'hjelp');
  await sandbox.idle();
  expect(bot.heard.map(({ account }) => account.team)).toEqual([enterprise.id, enterprise.id]);
  const message = await slack.messenger.postCard(channelIn(sandbox, enterprise.id), card, 'q1');
  expect(
    sandbox
      .as('kari')
      .messages(WHERE)
      .map(({ ts }) => ts),
  ).toContain(message.ts);
  await sandbox.as('kari').press(WHERE, String(message.ts), 'Støtter');
  expect(bot.heard.at(-1)).toMatchObject({ kind: 'press', account: { team: enterprise.id } });
  front.uninstall(team);
  await sandbox.idle();
  expect(await store.installations.get(`slack:${enterprise.id}`)).toBeNull();
  expect(bot.news.every((news) => 'is' in news && news.is(channelIn(sandbox, enterprise.id)))).toBe(true);
});
