/**
 * One bot that is killed and begun anew, against one local Slack and Teams with a few of the demo's groups. Each process has its own
 * place in time: half of them begin hours or days after the one before, so that deadlines and reminders fall due.
 */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import {
  addDays,
  createHandle,
  type Instant,
  type Intent,
  instantOf,
  isWorkingDay,
  type Policy,
  rosterOf,
  type Store,
} from '../../../bot/index.ts';
import { COMMAND_NAME } from '../../../main.ts';
import { startSandbox } from '../../../sandbox/index.ts';
import { plainQuestion } from '../../support/asking.ts';
import type { BotOrder, BotSettings } from '../../support/bot-process.ts';
import { bundle } from '../../support/bundle.ts';
import { type Child, freePort, startChild } from '../../support/child.ts';
import { demoOn } from '../../support/demo.ts';
import { type Someone, someone } from '../../support/doings.ts';
import { fewGroups, type Seats } from './few-groups.ts';
import type { KillStore } from './kill-stores.ts';

const BOT = new URL('../../support/bot-process.ts', import.meta.url);
/** A Monday in the groups' period: whatever day the tests run. */
const MONDAY = '2027-02-01';
/** After the day's digest, and after the deadlines. */
const TIMES = ['08:31', '15:01'];
const MOVES_ON = 0.6;
/** Loaded and waiting, so that being down is short; no more, for their memory. */
const SPARES = 3;
const PATIENCE_MS = 120_000;
/** What a dead process held is free after a minute, and is then tried again. */
const SETTLED_WITHIN_MS = 180_000;

/** `movedMs`: how far its time is from the real one. */
export type Bot = Child & { movedMs: number };

export interface StandOptions {
  kept: KillStore;
  seats: Seats;
  /** Processes that will be begun, the first one included. */
  processes: number;
  random: () => number;
}

export type Stand = Awaited<ReturnType<typeof createStand>>;

export async function createStand({ kept, seats, processes, random }: StandOptions) {
  const folder = await mkdtemp(join(tmpdir(), 'samrad-stand-'));
  const program = await bundle(BOT, folder);
  const { demo, collaboration } = await kept.prepare(peopled);
  const ids = collaboration.people.map(({ id }) => id);
  const { clockUrl: _clock, play: _play, ...world } = demo.sandbox;
  // With 60 members or fewer Teams asks for a message's refresh for everybody.
  const people = world.people.filter(({ id }) => ids.includes(id));
  const sandbox = await startSandbox({ ...world, people, port: 0 });
  const port = await freePort();
  const times = timesFor(processes);
  let movedMs = 0;
  let made = 0;
  let ticks = 0;
  const spares: Promise<Bot>[] = [];
  const began: Child[] = [];
  let bot: Bot | null = null;

  async function peopled(store: Store) {
    const demo = await demoOn(store);
    const [all] = await store.directory.collaborations();
    if (!all) throw new Error('no collaboration');
    const collaboration = fewGroups(all, seats);
    await store.directory.saveCollaboration(collaboration);
    return { demo, collaboration };
  }

  /** For each process when it begins; null: where the one before was. The last is on a day of its own. */
  function timesFor(count: number): (Instant | null)[] {
    const found: (Instant | null)[] = [];
    let day = MONDAY;
    let next = 0;
    const nextDay = () => {
      next = 0;
      do day = addDays(day, 1);
      while (!isWorkingDay(day, collaboration.policy));
    };
    for (let i = 0; i < count - 1; i++) {
      if (i > 0 && random() >= MOVES_ON) {
        found.push(null);
        continue;
      }
      if (next === TIMES.length) nextDay();
      found.push(instantOf(day, TIMES[next++] ?? '', collaboration.policy.timeZone));
    }
    nextDay();
    return [...found, instantOf(day, '10:00', collaboration.policy.timeZone)];
  }

  function refill(): void {
    while (spares.length < SPARES && made < processes) {
      const at = times[made++];
      if (at) movedMs = Date.parse(at) - Date.now();
      const slack = { ...demo.slack, apiUrl: sandbox.slack.apiUrl() };
      const { teams } = demo.sandbox;
      const platforms = { sandboxUrl: sandbox.url, slack, teams };
      const settings: BotSettings = { store: kept.settings, port, ...platforms, movedMs, paceMs: kept.paceMs };
      spares.push(loaded(settings));
    }
  }

  async function loaded(settings: BotSettings): Promise<Bot> {
    const child = startChild(program, [JSON.stringify(settings)]);
    began.push(child);
    await child.says(/^loaded$/m, PATIENCE_MS);
    return { ...child, movedMs: settings.movedMs ?? 0 };
  }

  /** The next process, which has been told to start. */
  async function begin(): Promise<Bot> {
    const spare = await spares.shift();
    if (!spare) throw new Error('no process is left to begin');
    bot = spare;
    spare.tell('go');
    refill();
    return spare;
  }

  /** Until those that wait have loaded: the one that runs is to live so long. */
  async function filled(): Promise<void> {
    await Promise.all(spares);
  }

  async function ready(child: Bot): Promise<void> {
    await child.says(/^ready/m, PATIENCE_MS);
  }

  /** What the clock does each minute, now. */
  function tick(child: Bot): void {
    const order: BotOrder = { tick: ++ticks };
    child.tell(JSON.stringify(order));
  }

  async function stop(): Promise<void> {
    bot?.kill('SIGTERM');
    const code = await bot?.ended;
    if (code !== 0) throw new Error(`ended with ${code}: ${bot?.said().slice(-2_000)}`);
  }

  /** Channels are linked with the words that a coordinator would use; then the bot ends. */
  async function link(): Promise<void> {
    const url = `http://127.0.0.1:${port}`;
    await sandbox.slack.connect({ requestUrl: `${url}/slack/events` });
    await sandbox.teams.connect({ messagingUrl: `${url}/teams/messages`, announce: false });
    const [first] = collaboration.groups;
    const targets = [...collaboration.groups, ...collaboration.ladder.map((body) => ({ ...first, ...body }))];
    for (const { id, name, coordinators = [] } of targets) {
      const [coordinator = ''] = coordinators;
      await sandbox.slack.as(coordinator).say(id, `${COMMAND_NAME} koble ${name.nb}`);
      await sandbox.teams.as(coordinator).say(id, `@Samråd koble ${name.nb}`);
    }
    await stop();
    const linked = await kept.prepare(({ directory }) =>
      Promise.all(targets.map(({ id }) => directory.linksTo(collaboration._id, id))),
    );
    if (linked.some(({ length }) => length < 2)) throw new Error('not all channels are linked');
  }

  /** Into the log as the group's expert asks it, while no bot runs. */
  async function ask(title: string, group: string, policy: Policy, more: Partial<Asked> = {}): Promise<string> {
    const question = randomUUID();
    const intent = { ...plainQuestion(rosterOf(collaboration, [group])), title, group, policy, ...more };
    const about = { collaboration: collaboration._id, number: `T-${title}`, body: `What of it? (${title})` };
    const at = now();
    await kept.prepare(async ({ log }) => {
      const command = { ...intent, ...about, question, commandId: `ask:${question}`, at, by: expertOf(group) };
      const done = await createHandle({ log }).handle(command);
      if ('refused' in done) throw new Error(`not asked: ${done.refused}`);
    });
    return question;
  }

  /** Holders of the group's seats but its expert, who leaves red questions open by not answering. */
  function seated(group: string): Someone[] {
    const own = collaboration.groups.find(({ id }) => id === group)?.seats ?? [];
    const holders = own.flatMap(({ holder }) => holder ?? []).filter((id) => id !== expertOf(group));
    return holders.map((id) => someone({ demo }, id));
  }

  /** Until nothing is owed, cards are the latest, and no message waits that could go out. */
  async function settled(): Promise<void> {
    for (const until = Date.now() + SETTLED_WITHIN_MS; ; await wait(1_000)) {
      if (bot) tick(bot);
      const left = await kept.look(workLeft);
      if (left === '') return;
      if (Date.now() > until) throw new Error(`not settled: ${left}; ${bot?.said().slice(-2_000)}`);
    }
  }

  async function workLeft(store: Store): Promise<string> {
    const { owed, cardsBehind, steps } = await store.backlog(now());
    const counts = { ...owed, steps };
    const left = Object.entries(counts).flatMap(([what, { count }]) => (count > 0 ? [`${count} owed to ${what}`] : []));
    // Also those that a dead process holds.
    const due = (await store.notices.list({ status: 'waiting' })).filter(({ notBefore }) => notBefore <= now());
    if (cardsBehind > 0) left.push(`${cardsBehind} cards are behind`);
    if (due.length > 0) left.push(`${due.length} notices wait`);
    return left.join(', ');
  }

  /** By the clock of the process that began last. */
  function now(): Instant {
    return new Date(Date.now() + (bot?.movedMs ?? 0)).toISOString();
  }

  async function close(): Promise<void> {
    await Promise.allSettled(spares);
    for (const child of began) child.kill('SIGKILL');
    await Promise.all(began.map(({ ended }) => ended));
    await sandbox.close();
    await demo.close();
    await rm(folder, { recursive: true });
  }

  refill();
  return {
    collaboration,
    demo,
    sandbox,
    people,
    begin,
    filled,
    ready,
    tick,
    stop,
    link,
    ask,
    seated,
    settled,
    now,
    /** What all processes have said. */
    said: () => began.map((child) => child.said()).join(''),
    close,
  };
}

type Asked = Pick<Extract<Intent, { type: 'ask' }>, 'criticality'>;

export function expertOf(group: string): string {
  return `${group}.trondheim-1`;
}
