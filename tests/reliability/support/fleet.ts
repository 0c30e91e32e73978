/** Several bot processes on one MongoDB, against one local Slack and Teams with the demo's groups. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { MongoClient } from 'mongodb';
import { createHandle, rosterOf } from '../../../bot/index.ts';
import { COMMAND_NAME } from '../../../main.ts';
import { startSandbox } from '../../../sandbox/index.ts';
import { openMongoStore } from '../../../store/mongo/index.ts';
import { plainQuestion } from '../../support/asking.ts';
import type { BotOrder, BotSettings } from '../../support/bot-process.ts';
import { bundle } from '../../support/bundle.ts';
import { type Child, startChild } from '../../support/child.ts';
import { demoOn } from '../../support/demo.ts';
import { eventually, type Someone, someone } from '../../support/doings.ts';
import { TEST_DATABASE } from '../../support/mongo.ts';
import { withoutBundles } from '../../support/without-bundles.ts';
import { startBalancer } from './balancer.ts';
import { fewGroups, type Seats } from './few-groups.ts';

const BOT = new URL('../../support/bot-process.ts', import.meta.url);
/** Monday 10:00 in Oslo, in the groups' period: whatever day the tests run. */
const MONDAY = Date.parse('2027-02-01T09:00:00.000Z');
const PATIENCE_MS = 120_000;
/** What a process that was killed or held still had locked is free after a minute. */
const SETTLED_MS = 150_000;

export interface Replica {
  child: Child;
  url: string;
  /** How much its clock is off. */
  skewMs: number;
}

/** A question's card: the channel, and its message on each platform. */
export interface Card {
  question: string;
  title: string;
  where: string;
  slack: string;
  teams: string;
}

export interface FleetOptions {
  /** Of the server; `through`: as the bots reach it, where that is another way. */
  uri: string;
  through?: string;
  /** Of the database. */
  name: string;
  seats: Seats;
  /** One replica for each, with its clock so much off. */
  skews: number[];
  /** 'in turn': Slack's requests go to one replica after the other, else all go through the balancer. */
  slack?: 'in turn' | 'balanced';
  paceMs?: number;
}

export type Fleet = Awaited<ReturnType<typeof startFleet>>;

export async function startFleet(options: FleetOptions) {
  const { uri, through = uri, name, seats, skews, slack: way = 'balanced', paceMs = 1_200 } = options;
  const database = `${TEST_DATABASE}${name}`;
  const folder = await mkdtemp(join(tmpdir(), 'samrad-fleet-'));
  const program = await bundle(BOT, folder);
  const store = await openMongoStore({ uri, database });
  const client = await new MongoClient(uri).connect();
  const demo = await demoOn(store);
  // Without the clock that can be moved from the page: each call of the bot would ask for it.
  const { clockUrl: _clock, play: _play, ...world } = demo.sandbox;
  const sandbox = await startSandbox({ ...world, port: 0 });
  const balancer = await startBalancer();
  const [all] = await store.directory.collaborations();
  if (!all) throw new Error('no collaboration');
  const collaboration = withoutBundles(fewGroups(all, seats));
  await store.directory.saveCollaboration(collaboration);
  const handle = createHandle({ log: store.log });
  const replicas: Replica[] = [];
  const began: Child[] = [];
  let movedMs = MONDAY - Date.now();
  let ticks = 0;
  let asked = 0;

  function settings(skewMs: number): BotSettings {
    const slack = { ...demo.slack, apiUrl: sandbox.slack.apiUrl() };
    const { teams } = demo.sandbox;
    const where = { kind: 'mongodb', uri: through, database } as const;
    return { store: where, port: 0, sandboxUrl: sandbox.url, slack, teams, skewMs, movedMs, paceMs };
  }

  /** A process that has loaded and waits: not among the replicas yet. */
  async function prepare(skewMs = 0): Promise<Child> {
    const child = startChild(program, [JSON.stringify(settings(skewMs))]);
    began.push(child);
    await child.says(/^loaded$/m, PATIENCE_MS);
    return child;
  }

  async function begin(child: Child, skewMs = 0): Promise<Replica> {
    child.tell('go');
    tell(child, { movedMs });
    const [, url = ''] = await child.says(/^ready (\S+)$/m, PATIENCE_MS);
    const replica = { child, url, skewMs };
    replicas.push(replica);
    balance();
    return replica;
  }

  /** Out of the replicas; whoever calls ends it. */
  function leave(replica: Replica): void {
    replicas.splice(replicas.indexOf(replica), 1);
    balance();
  }

  function balance(): void {
    balancer.use(replicas.map(({ url }) => url));
  }

  /** All clocks go on by so much, the database's too. */
  function moveOn(ms: number): void {
    movedMs += ms;
    for (const { child } of replicas) tell(child, { movedMs });
  }

  /** All at once; resolves when each is through. */
  async function tick(...some: Replica[]): Promise<void> {
    ticks += 1;
    const n = ticks;
    const those = some.length > 0 ? some : replicas;
    for (const { child } of those) tell(child, { tick: n });
    await Promise.all(those.map(({ child }) => child.says(new RegExp(`^ticked ${n}$`, 'm'), PATIENCE_MS)));
  }

  /** Each group's channels, linked by its coordinator with the words a person would use. */
  async function link(): Promise<void> {
    await Promise.all(collaboration.groups.map(({ id }) => Promise.all([linkOn('slack', id), linkOn('teams', id)])));
  }

  async function linkOn(platform: 'slack' | 'teams', group: string): Promise<void> {
    const words = platform === 'slack' ? `${COMMAND_NAME} koble ${group}` : `@Samråd koble ${group}`;
    const isLinked = async () =>
      (await store.directory.linksTo(collaboration._id, group)).some((one) => one.platform === platform);
    for (const until = Date.now() + PATIENCE_MS; !(await isLinked()); await wait(500)) {
      if (Date.now() > until) throw new Error(`${group} is not linked on ${platform}`);
      await sandbox[platform].as(`${group}.coordinator-1`).say(group, words);
    }
  }

  /** A question of these groups, into the log as their expert asks it, and its cards in the first one's channels. */
  async function ask(title: string, ...groups: string[]): Promise<Card> {
    const [group = ''] = groups;
    asked += 1;
    const number = `T-2027-${String(asked).padStart(3, '0')}`;
    const about = { collaboration: collaboration._id, number, group, groups, title, policy: collaboration.policy };
    const intent = { ...plainQuestion(rosterOf(collaboration, groups)), ...about, criticality: 'red' as const };
    const question = randomUUID();
    const at = new Date(Date.now() + movedMs).toISOString();
    const by = `${group}.trondheim-1`;
    const done = await handle.handle({ ...intent, question, commandId: `ask:${question}`, at, by });
    if ('refused' in done) throw new Error(`not asked: ${done.refused}`);
    await tick(...replicas.slice(0, 1));
    return await cardIn(question, group, title);
  }

  async function cardIn(question: string, where: string, title: string): Promise<Card> {
    const shown = () => shownIn(where, { title });
    await eventually(
      () => shown().slack !== '' && shown().teams !== '',
      () => `no cards of «${title}» in ${where}`,
      PATIENCE_MS,
    );
    return { question, title, ...shown() };
  }

  /** A question's messages in one of its groups' channels, as somebody sees them who has nothing of their own on it. */
  function shownIn(where: string, { title }: Pick<Card, 'title'>): Pick<Card, 'where' | 'slack' | 'teams'> {
    const shown = (platform: 'slack' | 'teams') =>
      sandbox[platform].as(`${where}.coordinator-1`).findCard(where, title)?.id ?? '';
    return { where, slack: shown('slack'), teams: shown('teams') };
  }

  /** Holders of the group's seats, not its expert. */
  function seated(group: string): Someone[] {
    const own = collaboration.groups.find(({ id }) => id === group)?.seats ?? [];
    const holders = own.flatMap(({ holder }) => holder ?? []).filter((id) => id !== `${group}.trondheim-1`);
    return holders.map((id) => someone({ demo }, id));
  }

  /** Until nothing is owed, shown cards are the latest, and no message waits that could go out. */
  async function settled(): Promise<void> {
    await until(async () => (await owed()) ?? (await behind()) ?? (await unsent()));
  }

  /** Until no message waits that could go out. */
  async function sent(): Promise<void> {
    await until(unsent);
  }

  async function until(left: () => Promise<string | null>): Promise<void> {
    const end = Date.now() + SETTLED_MS;
    for (let what = await left(); what !== null; what = await left()) {
      if (Date.now() > end) throw new Error(`not settled: ${what}; ${said().slice(-2_000)}`);
      await wait(200);
    }
  }

  async function owed(): Promise<string | null> {
    const followers = ['register', 'chain', 'cards', 'notices'] as const;
    const pending = await Promise.all(followers.map((follower) => store.log.pending(follower, 1)));
    return pending.flat().length > 0 ? 'a follower is owed a commit' : null;
  }

  async function behind(): Promise<string | null> {
    const count = await store.cards.behind();
    if (count === 0) return null;
    const those = await client.db(database).collection('cards').find({ behind: true }).toArray();
    const told = those.map(({ link: _link, message: _message, ...card }) => JSON.stringify(card));
    return `${count} cards are behind at ${new Date(Date.now() + movedMs).toISOString()}: ${told.join(' ')}`;
  }

  async function unsent(): Promise<string | null> {
    const now = new Date(Date.now() + movedMs).toISOString();
    const waiting = (await store.notices.list({ status: 'waiting' })).filter(({ notBefore }) => notBefore <= now);
    return waiting.length > 0 ? `${waiting.length} notices wait` : null;
  }

  function said(): string {
    return began.map((child) => child.said()).join('');
  }

  async function close(): Promise<void> {
    for (const child of began) child.kill('SIGKILL');
    await Promise.all(began.map(({ ended }) => ended));
    await balancer.close();
    await sandbox.close();
    await demo.close();
    await client.close();
    await store.close();
    await rm(folder, { recursive: true });
  }

  for (const [i, child] of (await Promise.all(skews.map((skewMs) => prepare(skewMs)))).entries()) {
    await begin(child, skews[i]);
  }
  await eventually(
    () => balancer.ready().length === skews.length,
    () => `not ready: ${began.map((child) => child.said()).join()}`,
    PATIENCE_MS,
  );
  const urls = way === 'balanced' ? [balancer.url] : replicas.map(({ url }) => url);
  await sandbox.slack.connect({ requestUrl: urls.map((url) => `${url}/slack/events`) });
  await sandbox.teams.connect({ messagingUrl: `${balancer.url}/teams/messages`, announce: false });

  return {
    demo,
    sandbox,
    balancer,
    store,
    /** Of the log, as a replica would read it. */
    handle,
    db: client.db(database),
    replicas,
    prepare,
    begin,
    leave,
    moveOn,
    tick,
    link,
    ask,
    shownIn,
    seated,
    settled,
    sent,
    /** What all processes have said on standard error and output. */
    said,
    close,
  };
}

function tell(child: Child, order: BotOrder): void {
  child.tell(JSON.stringify(order));
}
