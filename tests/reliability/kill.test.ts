/**
 * The bot is killed at any moment while people answer and deadlines pass. What they were told was noted is in the log, once, the clock
 * has done each step once, and nobody sees a message twice.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Commit, DEFAULT_POLICY, firstBreak, type Policy, questionsIn, type Store } from '../../bot/index.ts';
import { someone } from '../support/doings.ts';
import { startMongo } from '../support/mongo.ts';
import { repeated } from './support/checks.ts';
import { byPerson, cardFaults, commentFaults, givenIn, lostIn, noticeFaults, stepsIn } from './support/kill-checks.ts';
import { type Crowd, createCrowd } from './support/kill-people.ts';
import { everybodyLooks } from './support/kill-seen.ts';
import { type Bot, createStand, expertOf, type Stand } from './support/kill-stand.ts';
import { type KillStore, mongoToKill, sqliteToKill } from './support/kill-stores.ts';
import { createWatch, type Watch } from './support/kill-watch.ts';
import { SEED, seeded } from './support/seeded.ts';

/** Of each store; a hundred take seven minutes. */
const KILLS = Number(process.env.KILLS ?? 12);
const TOLD_EVERY = 25;
/** So long for each kill, on a machine that has much else to do; and for what comes before and after. */
const KILL_WITHIN_MS = 10_000;
const REST_WITHIN_MS = 900_000;
const SEATS = { hjemmetjenester: 12, institusjon: 12, legevakt: 6 };
/** Answered all the time, and never closed by the clock. */
const CALM = { hjemmetjenester: 'Sak A tåler strømbrudd?', institusjon: 'Sak B tåler strømbrudd?' };
/** Amended again and again. */
const RESTLESS = 'Sak C tåler strømbrudd?';
/** Nobody answers: the clock takes it to the top of the ladder. */
const LEFT = 'Sak D tåler strømbrudd?';
const DEADLINES = ['Sak E tåler strømbrudd?', 'Sak F tåler strømbrudd?'];
const ASKED = ['G', 'H', 'I', 'J', 'K', 'L'].map((letter) => `Sak ${letter} tåler strømbrudd?`);
const NEVER_DUE = 200;
const LADDER = [
  'reminded half-time',
  'reminded one-working-day-before',
  'extended',
  'escalated 2',
  'escalated 3',
  'escalated 4',
];

const mongo = await startMongo();

describe('SQLite', () => killed(sqliteToKill));
if ('skipped' in mongo) {
  console.warn(`Kills are NOT tested on MongoDB here: ${mongo.skipped}`);
  describe.skip(`MongoDB (${mongo.skipped})`, () => test('kills', () => {}));
} else {
  afterAll(() => mongo.close(), 30_000);
  describe('MongoDB', () => killed(() => mongoToKill(mongo.uri)));
}

function killed(openKept: () => Promise<KillStore>): void {
  const random = seeded(SEED);
  let kept: KillStore;
  let stand: Stand;
  let crowd: Crowd;
  let watch: Watch;
  let calm: Record<string, string>;
  let left: string;
  let open: string[] = [...DEADLINES];

  beforeAll(async () => {
    kept = await openKept();
    stand = await createStand({ kept, seats: SEATS, processes: KILLS + 3, random });
    crowd = createCrowd(stand, kept.restMs, random);
    watch = createWatch(stand);
    await stand.ready(await stand.begin());
    await stand.link();
    const slow = slowPolicy();
    const red = { criticality: 'red' } as const;
    calm = {
      hjemmetjenester: await stand.ask(CALM.hjemmetjenester, 'hjemmetjenester', slow, red),
      institusjon: await stand.ask(CALM.institusjon, 'institusjon', slow, red),
    };
    await stand.ask(RESTLESS, 'hjemmetjenester', slow, red);
    left = await stand.ask(LEFT, 'legevakt', DEFAULT_POLICY);
    await stand.ask(DEADLINES[0] ?? '', 'hjemmetjenester', DEFAULT_POLICY);
    await stand.ask(DEADLINES[1] ?? '', 'institusjon', DEFAULT_POLICY, { criticality: 'green' });
  }, REST_WITHIN_MS);
  afterAll(async () => {
    await stand?.close();
    await kept?.close();
  }, 60_000);

  test(`${KILLS} times SIGKILL at any moment: nothing that was noted is lost, nothing is done or seen twice (SEED=${SEED})`, {
    timeout: KILLS * KILL_WITHIN_MS + REST_WITHIN_MS,
  }, async () => {
    const began = performance.now();
    let stopped = false;
    const living = Promise.all(lives(() => stopped));
    // Its fault ends the test; until then the kills go on.
    living.catch(() => undefined);
    const gaps: string[] = [];
    for (let kill = 0; kill < KILLS; kill++) {
      const bot = await stand.begin();
      await moment(bot);
      bot.kill('SIGKILL');
      await bot.ended;
      gaps.push(...(await kept.lookAside(watch.unrecorded)));
      if ((kill + 1) % TOLD_EVERY === 0) console.info(`${kept.kind}: SEED=${SEED}, ${kill + 1} kills`);
    }
    const killing = performance.now() - began;
    await stand.ready(await stand.begin());
    stopped = true;
    await living;
    await stand.settled();
    // What waits for the next working day is said too.
    await stand.stop();
    await stand.ready(await stand.begin());
    await stand.settled();
    await everybodyLooks(stand, crowd.lookers);
    await stand.settled();
    await stand.stop();

    await kept.look((store) => holds(store));
    const { noted, failed, asked } = crowd;
    console.info(
      `${kept.kind}: SEED=${SEED}, ${KILLS} kills in ${Math.round(killing / 1_000)} s and ${Math.round((performance.now() - began) / 1_000)} s in all; ${noted.length} noted, ${failed.length} tried again, ${asked.length} asked; ${watch.figures(gaps)}`,
    );
    expect(noted.length).toBeGreaterThan(KILLS);
    expect(failed.length).toBeGreaterThan(0);
  });

  function lives(stopped: () => boolean): Promise<void>[] {
    const members = (['hjemmetjenester', 'institusjon'] as const).flatMap((group) =>
      stand.seated(group).map((person) =>
        crowd.lives(
          person,
          {
            calm: CALM[group],
            restless: group === 'hjemmetjenester' ? RESTLESS : null,
            open: () => open,
          },
          stopped,
        ),
      ),
    );
    return [...members, leads(stopped)];
  }

  /** An expert amends and asks. */
  async function leads(stopped: () => boolean): Promise<void> {
    const expert = someone(stand, expertOf('hjemmetjenester'));
    const toAsk = [...ASKED];
    while (!stopped()) {
      await wait(2_000 + random() * 6_000);
      const title = random() < 0.5 ? toAsk.shift() : undefined;
      if (!title) await crowd.insists(expert, RESTLESS, 'amend');
      else {
        await crowd.asks(expert, title);
        open = [...open.slice(-2), title];
      }
    }
  }

  /** Until it is to die. */
  async function moment(bot: Bot): Promise<void> {
    const dice = random();
    if (dice < 0.2) return await wait(random() * 600);
    await stand.ready(bot);
    await stand.filled();
    if (dice < 0.55) {
      stand.tick(bot);
      return await watch.sending(2_500);
    }
    if (dice < 0.75) {
      await wait(random() * 500);
      stand.tick(bot);
      return await wait(random() * 300);
    }
    await wait(random() * 2_000);
  }

  async function holds(store: Store): Promise<void> {
    const logs = new Map<string, Commit[]>();
    for await (const question of questionsIn(store.log)) logs.set(question, await store.log.read(question));
    const entries = await store.register.list({});
    const all = [...logs.values()].flat();
    const { noted, failed, comments, asked } = crowd;

    expect([...logs].flatMap(([question, log]) => firstBreak(question, log, 0) ?? [])).toEqual([]);
    expect(repeated(all.map(({ commandId }) => commandId))).toEqual([]);
    for (const [group, question] of Object.entries(calm)) {
      const title = CALM[group as keyof typeof CALM];
      expect(byPerson(givenIn(logs.get(question) ?? []))).toEqual(byPerson(noted.filter((one) => one.title === title)));
    }
    for (const { _id, title } of entries) {
      const of = (one: { title: string }) => one.title === title;
      expect(lostIn(logs.get(_id) ?? [], noted.filter(of), failed.filter(of))).toEqual([]);
    }
    expect(commentFaults(all, comments)).toEqual([]);
    const titles = entries.map(({ title }) => title);
    expect(repeated(titles)).toEqual([]);
    expect(titles).toEqual(expect.arrayContaining(asked));

    const steps = [...logs.values()].map(stepsIn);
    expect(steps.flatMap(({ faults }) => faults)).toEqual([]);
    const climbed = stepsIn(logs.get(left) ?? []).steps;
    expect(climbed).toEqual(LADDER.slice(0, climbed.length));
    const { owed, cardsBehind, steps: late, setAside } = await store.backlog(stand.now());
    expect({ owed: Object.values(owed).map(({ count }) => count), cardsBehind, late: late.count, setAside }).toEqual({
      owed: [0, 0, 0, 0],
      cardsBehind: 0,
      late: 0,
      setAside: { commits: 0, notices: 0 },
    });

    const notices = await store.notices.list({});
    expect(noticeFaults(stand, notices)).toEqual([]);
    expect(await cardFaults(stand, store)).toEqual([]);
    console.info(
      `${kept.kind}: ${all.length} commits, ${steps.flatMap((one) => one.steps).length} due steps, ${notices.filter(({ status }) => status === 'sent').length} messages of ${notices.length} sent; the ladder: ${climbed.join(', ')}`,
    );
  }
}

/** No deadline falls due, and a proposal can be changed for ever. */
function slowPolicy(): Policy {
  const { red } = DEFAULT_POLICY.criticality;
  return {
    ...DEFAULT_POLICY,
    criticality: { ...DEFAULT_POLICY.criticality, red: { ...red, deadlineWorkingDays: NEVER_DUE } },
    rounds: 1_000,
    secondRoundWorkingDays: NEVER_DUE,
  };
}
