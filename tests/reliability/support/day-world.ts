/** The demo's whole collaboration on one SQLite file, a local Slack and Teams, and the bot as a process whose clock the test moves. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createHandle } from '../../../bot/index.ts';
import { startSandbox } from '../../../sandbox/index.ts';
import { openSqliteStore } from '../../../store/sqlite/index.ts';
import { bundle } from '../../support/bundle.ts';
import { startChild } from '../../support/child.ts';
import { demoOn } from '../../support/demo.ts';
import { eventually } from '../../support/doings.ts';
import type { DayOrder, DaySettings, Figures } from './day-process.ts';
import type { Asked } from './day-questions.ts';
import type { Card } from './fleet.ts';

const BOT = new URL('./day-process.ts', import.meta.url);
const PATIENCE_MS = 240_000;
/** As soon as is sensible where calls cost nothing: the day is 300 times as short. */
const PACE_MS = 100;

export type DayWorld = Awaited<ReturnType<typeof startDayWorld>>;

/** `start`: what the bot's clock shows at first. */
export async function startDayWorld(start: string) {
  const folder = await mkdtemp(join(tmpdir(), 'samrad-day-'));
  const file = join(folder, 'day.sqlite');
  const store = await openSqliteStore({ file });
  const demo = await demoOn(store);
  // Without the clock that can be moved from the page: each call of the bot would ask for it.
  const { clockUrl: _clock, play: _play, ...platforms } = demo.sandbox;
  const sandbox = await startSandbox({ ...platforms, port: 0 });
  const [all] = await store.directory.collaborations();
  if (!all) throw new Error('no collaboration');
  // Everybody reads nb, so that the words looked for are the ones they see.
  const collaboration = { ...all, people: all.people.map(({ language: _, ...person }) => person) };
  await store.directory.saveCollaboration(collaboration);
  const handle = createHandle({ log: store.log });
  const settings: DaySettings = {
    ...{ file, start, paceMs: PACE_MS, sandboxUrl: sandbox.url, teams: demo.sandbox.teams },
    slack: { ...demo.slack, apiUrl: sandbox.slack.apiUrl() },
  };
  const bot = startChild(await bundle(BOT, folder), [JSON.stringify(settings)]);
  let orders = 0;

  async function order(what: DayOrder): Promise<Figures | null> {
    orders += 1;
    const n = orders;
    bot.tell(JSON.stringify({ ...what, n }));
    const [, said = ''] = await bot.says(new RegExp(`^done ${n} (.*)$`, 'm'), PATIENCE_MS);
    return JSON.parse(said);
  }

  async function report(): Promise<Figures> {
    const figures = await order({ report: true });
    return figures ?? Promise.reject(new Error('no figures'));
  }

  /** Until nothing is owed and nothing waits that could go out; what it costs then. */
  async function settled(): Promise<Figures> {
    await sandbox.slack.idle();
    for (const until = Date.now() + PATIENCE_MS; ; await wait(200)) {
      await order({ settle: true });
      const figures = await report();
      const left = leftIn(figures);
      if (left === '') return figures;
      if (Date.now() > until) throw new Error(`not settled: ${left}`);
    }
  }

  /** Each group's and body's channels, linked by a coordinator with the words a person would use. */
  async function link(): Promise<void> {
    await demo.linkChannels((platform, person) => sandbox[platform].as(person));
    const targets = [...collaboration.groups, ...collaboration.ladder];
    await eventually(
      async () => (await Promise.all(targets.map(({ id }) => linksTo(id)))).every((links) => links.length === 2),
      () => 'not all channels are linked',
      PATIENCE_MS,
    );
  }

  function linksTo(target: string) {
    return store.directory.linksTo(collaboration._id, target);
  }

  /** Where its group sees it; null: not shown on both platforms yet. */
  async function cardOf({ question, title, where }: Omit<Asked, 'daysLeft'>): Promise<Card | null> {
    const cards = (await store.cards.of(question)).filter(({ link }) => link.target === where);
    const on = (platform: string) => cards.find(({ link }) => link.platform === platform)?.message;
    const [slack, teams] = [String(on('slack')?.ts ?? ''), String(on('teams')?.activity ?? '')];
    return slack && teams ? { question, title, where, slack, teams } : null;
  }

  /** What the platforms were told so far is of no use any more. */
  function forget(): void {
    sandbox.slack.requests.length = 0;
    sandbox.teams.requests.length = 0;
    sandbox.teams.deliveries.length = 0;
  }

  async function close(): Promise<void> {
    bot.kill('SIGTERM');
    await Promise.race([bot.ended, wait(PATIENCE_MS, null, { ref: false })]);
    bot.kill('SIGKILL');
    await sandbox.close();
    await demo.close();
    await store.close();
    await rm(folder, { recursive: true });
  }

  const [, url = ''] = await bot.says(/^ready (\S+)$/m, PATIENCE_MS);
  await sandbox.slack.connect({ requestUrl: `${url}/slack/events` });
  await sandbox.teams.connect({ messagingUrl: `${url}/teams/messages` });

  return {
    demo,
    sandbox,
    store,
    collaboration,
    /** Of the log, as the bot would read it. */
    handle,
    bot,
    order,
    report,
    settled,
    link,
    cardOf,
    forget,
    close,
  };
}

function leftIn({ backlog: { owed, cardsBehind, notices, steps } }: Figures): string {
  const waiting = { ...owed, notices, steps };
  const left = Object.entries(waiting).filter(([, { count }]) => count > 0);
  const words = left.map(([what, { count }]) => `${count} ${what}`);
  return [...words, ...(cardsBehind > 0 ? [`${cardsBehind} cards behind`] : [])].join(', ');
}
