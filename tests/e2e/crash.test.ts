/** The bot is killed again and again while people answer. What they were told was noted is in the log, once, and the cards end there. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { setUpDemo } from '../../adapters/cli/demo.ts';
import type { Commit, Platform } from '../../bot/index.ts';
import { unseal } from '../../bot/seal.ts';
import { COMMAND_NAME, SCENARIOS } from '../../main.ts';
import { type Sandbox, startSandbox } from '../../sandbox/index.ts';
import { openSqliteStore } from '../../store/sqlite/index.ts';
import type { BotSettings } from '../support/bot-process.ts';
import { bundle } from '../support/bundle.ts';
import { type Child, freePort, startChild } from '../support/child.ts';
import { askFields, beginAsking, does, eventually, m, type Someone, someone } from '../support/doings.ts';

const BOT = new URL('../support/bot-process.ts', import.meta.url);
const GROUP = 'hjemmetjenester';
const TITLE = 'Tåler den strømbrudd?';
const KILLS = 6;
type Kind = 'support' | 'reservation' | 'abstain';
const PATIENCE_MS = 30_000;
const SEED = Number(process.env.SEED ?? Date.now() % 100_000);

describe(`${KILLS} times SIGKILL while twenty people answer on both platforms (SEED=${SEED})`, () => {
  const random = seeded(SEED);
  let folder: string;
  let file: string;
  let demo: Awaited<ReturnType<typeof setUpDemo>>;
  let sandbox: Sandbox;
  let settings: BotSettings;
  let program: URL;
  let bot: Child;
  /** Loaded and waiting, so that being down is short and there is time for many kills. */
  const spares: Child[] = [];
  let people: Someone[];
  /** What each person was told was noted, in order. */
  const noted = new Map<string, string[]>();
  let retries = 0;
  /** The card's message on each platform. */
  const cards = { slack: '', teams: '' };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'samrad-crash-'));
    program = await bundle(BOT, folder);
    file = join(folder, 'samrad.sqlite');
    const store = await openSqliteStore({ file });
    demo = await setUpDemo({
      store,
      newId: randomUUID,
      commandName: COMMAND_NAME,
      scenarios: SCENARIOS,
      folder: null,
    });
    people = seatsSpeaking(
      'nb',
      (await store.directory.collaborations()).flatMap((one) => one.people),
    );
    await store.close();
    sandbox = await startSandbox({ ...demo.sandbox, port: 0 });
    const slack = { ...demo.slack, apiUrl: sandbox.slack.apiUrl() };
    const teams = demo.sandbox.teams;
    settings = { store: { kind: 'sqlite', file }, port: await freePort(), sandboxUrl: sandbox.url, slack, teams };
    for (let n = 0; n <= KILLS; n++) {
      const spare = startChild(program, [JSON.stringify(settings)]);
      spares.push(spare);
      await spare.says(/^loaded$/m, 60_000);
    }
    bot = await startBot();
    const url = `http://127.0.0.1:${settings.port}`;
    await sandbox.slack.connect({ requestUrl: `${url}/slack/events` });
    await sandbox.teams.connect({ messagingUrl: `${url}/teams/messages` });
    await linkAndAsk();
  }, 300_000);
  afterAll(async () => {
    for (const child of [bot, ...spares]) child.kill('SIGKILL');
    await sandbox.close();
    await demo.close();
    await rm(folder, { recursive: true });
  });

  test('every answer that was noted is in the log, none twice, and both cards end equal to it', {
    timeout: 300_000,
  }, async () => {
    let stopped = false;
    const answering = Promise.all(people.map((person) => answers(person, () => stopped)));
    for (let kill = 0; kill < KILLS; kill++) {
      await wait(300 + random() * 1_500);
      bot.kill('SIGKILL');
      expect(await bot.ended).toBeNull();
      bot = await startBot();
    }
    await wait(500);
    stopped = true;
    await answering;

    const last = finalCounts();
    await eventually(
      () => sameCounts(cardCounts('slack'), last) && sameCounts(cardCounts('teams'), last),
      () => `cards did not converge: ${JSON.stringify([last, cardCounts('slack'), cardCounts('teams')])}`,
      60_000,
    );
    expect({ slack: cardsShown('slack'), teams: cardsShown('teams') }).toEqual({ slack: 1, teams: 1 });

    bot.kill('SIGTERM');
    expect(await bot.ended).toBe(0);
    const log = await readLog();
    expect(log.map(({ version }) => version)).toEqual(log.map((_, i) => i + 1));
    expect(positionsIn(log)).toEqual(noted);
    const answered = [...noted.values()].flat().length;
    console.info(`crash: SEED=${SEED}, ${KILLS} kills, ${answered} noted, ${retries} tried again`);
    expect(answered).toBeGreaterThan(people.length * 3);
    expect(retries).toBeGreaterThan(0);
  });

  async function startBot(): Promise<Child> {
    const child = spares.shift();
    if (!child) throw new Error('no bot is left to start');
    child.tell('go');
    await child.says(/^ready/m, 40_000);
    return child;
  }

  async function linkAndAsk(): Promise<void> {
    const coordinator = `${GROUP}.coordinator-1`;
    await sandbox.slack.as(coordinator).say(GROUP, `${COMMAND_NAME} koble ${GROUP}`);
    await sandbox.teams.as(coordinator).say(GROUP, `@Samråd koble ${GROUP}`);
    const asker = someone({ demo }, `${GROUP}.trondheim-1`);
    await beginAsking({ sandbox }, asker);
    await does({ sandbox }, asker, { fill: askFields({ title: TITLE }) });
    await eventually(
      () => cardsShown('slack') === 1 && cardsShown('teams') === 1,
      () => `no cards: ${bot.said()}`,
    );
    for (const platform of ['slack', 'teams'] as const)
      cards[platform] = sandbox[platform].as(coordinator).findCard(GROUP, TITLE)?.id ?? '';
  }

  /** Holders of seats who read nb, so that the words looked for are the ones they see; not the asker. */
  function seatsSpeaking(language: string, all: { id: string; language?: string | undefined }[]): Someone[] {
    const seats = all.filter(({ id }) => /^hjemmetjenester\.(trondheim|opsjonskommuner)-/.test(id));
    const own = seats.filter((one) => (one.language ?? 'nb') === language && !one.id.endsWith('.trondheim-1'));
    return own.slice(0, 20).map(({ id }) => someone({ demo }, id));
  }

  /** Changes their mind until told to stop. */
  async function answers(person: Someone, stopped: () => boolean): Promise<void> {
    for (let n = 0; !stopped(); n++) {
      const kind = (['support', 'reservation', 'abstain'] as const)[n % 3] ?? 'support';
      const words = kind === 'reservation' ? `Forbehold ${n} fra ${person.who}` : undefined;
      await insists(person, kind, words);
      noted.set(person.who, [...(noted.get(person.who) ?? []), words ?? kind]);
      await wait(200 + random() * 600);
    }
  }

  /** Tries until told that it is noted: what a person does who sees an error, or nothing. */
  async function insists(person: Someone, kind: Kind, words?: string): Promise<void> {
    const once = person.platform === 'slack' ? onceInSlack : onceInTeams;
    for (const until = Date.now() + PATIENCE_MS; !(await once(person.who, kind, words).catch(() => false)); ) {
      if (Date.now() > until) throw new Error(`${person.who} was never told that «${words ?? kind}» is noted`);
      retries += 1;
      await wait(500 + random() * 1_000);
    }
  }

  /** Whether the answer to this very tap or form said that it is noted. */
  async function onceInTeams(who: string, kind: Kind, words?: string): Promise<boolean> {
    const hands = sandbox.teams.as(who);
    const pressed = await hands.press(GROUP, cards.teams, m.button[kind]);
    if (words === undefined) return JSON.stringify(pressed).includes(m.receipt[kind]);
    hands.fill({ [m.form.reservation.text]: words });
    const { message } = await hands.submit();
    return message?.includes(m.receipt[kind]) ?? false;
  }

  /** Whether it was acknowledged and they were told that it is noted. A form that did not get through is sent again, or begun anew. */
  async function onceInSlack(who: string, kind: Kind, words?: string): Promise<boolean> {
    const hands = sandbox.slack.as(who);
    const told = () => hands.messages(GROUP).filter(({ ephemeral }) => ephemeral);
    const before = told().length;
    if (!hands.form() || random() < 0.5) {
      while (hands.form()) await hands.close();
      await hands.press(GROUP, cards.slack, m.button[kind]);
    }
    if (words !== undefined) {
      await eventually(() => hands.form() !== undefined, String, 3_000);
      await hands.fill({ [m.form.reservation.text]: words });
      const { closed } = await hands.submit();
      if (!closed) return false;
    }
    await eventually(() => told().length > before, String, 4_000);
    return told().at(-1)?.text.includes(m.receipt[kind]) ?? false;
  }

  function finalCounts(): number[] {
    const last = [...noted.values()].map((all) => all.at(-1) ?? '');
    const counted = (test: (one: string) => boolean) => last.filter(test).length;
    return [
      counted((one) => one === 'support'),
      counted((one) => one.startsWith('Forbehold')),
      counted((one) => one === 'abstain'),
    ];
  }

  /** Supporting, with reservation, abstaining, as the shared card has it. */
  function cardCounts(platform: Platform): number[] {
    const text = sandbox[platform].as(`${GROUP}.coordinator-1`).findCard(GROUP, TITLE)?.text ?? '';
    return ['Støtter', 'Forbehold', 'Avstår'].map((word) =>
      Number(new RegExp(`${word}\\s(\\d+)`).exec(text)?.[1] ?? 0),
    );
  }

  /** Cards in the channel, as somebody sees them who has answered nothing. */
  function cardsShown(platform: Platform): number {
    const who = `${GROUP}.coordinator-1`;
    if (platform === 'teams') {
      const all = sandbox.teams.as(who).messages(GROUP);
      return all.filter(({ bot, cards }) => bot && JSON.stringify(cards).includes(TITLE)).length;
    }
    const all = sandbox.slack.as(who).messages(GROUP);
    return all.filter(
      ({ fromBot, ephemeral, threadTs, text }) => fromBot && !ephemeral && !threadTs && text.includes(TITLE),
    ).length;
  }

  async function readLog(): Promise<Commit[]> {
    const store = await openSqliteStore({ file });
    const [asked] = await store.register.list({});
    const log = await store.log.read(asked?._id ?? '');
    expect(await store.cards.behind()).toBe(0);
    await store.close();
    return log;
  }
});

/** Each person's answers in the order they stand in the log: the reservation's words, else the kind. */
function positionsIn(log: Commit[]): Map<string, string[]> {
  const taken = new Map<string, string[]>();
  for (const event of log.flatMap(unseal)) {
    if (event.type !== 'position-taken') continue;
    taken.set(event.person, [...(taken.get(event.person) ?? []), event.text?.said ?? event.kind]);
  }
  return taken;
}

function sameCounts(a: number[], b: number[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** mulberry32: the same numbers for the same seed. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
