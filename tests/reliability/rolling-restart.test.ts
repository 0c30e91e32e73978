/** Three replicas are replaced one after the other, twice around, while people answer: nobody notices. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { m } from '../support/doings.ts';
import { startMongo } from '../support/mongo.ts';
import { type Answering, createAnswering } from './support/answering.ts';
import { cardFaults, chainFaults, ownOrderFaults, realTimeFaults } from './support/checks.ts';
import { type Card, type Fleet, startFleet } from './support/fleet.ts';
import { SEED, seeded } from './support/seeded.ts';
import { sentOnceFaults, unrecorded } from './support/seen.ts';
import { HALF_TIME_MS, LAST_DAY_MS } from './support/times.ts';
import { startWitness } from './support/witness.ts';

/** More than answer: what is asked stays open. */
const SEATS = { legevakt: 11, institusjon: 11 };
const VOTERS = 4;
/** Few answers a second: FerretDB reads the whole log for most of what it is asked. */
const REST_MS = 2_500;
const AT_MOST = 200;
const AROUND = 2;
const REPLICAS = 3;
/** What those who stop processes give before they kill. */
const STOP_WITHIN_MS = 10_000;

const mongo = await startMongo();

if ('skipped' in mongo) {
  console.warn(`A rolling restart is NOT tested here: ${mongo.skipped}`);
  describe.skip(`rolling restart (${mongo.skipped})`, () => test('is not noticed', () => {}));
} else {
  const { uri } = mongo;
  afterAll(() => mongo.close(), 30_000);
  describe(`${REPLICAS} replicas behind a balancer (SEED=${SEED})`, () => rollingRestart(uri));
}

function rollingRestart(uri: string): void {
  let fleet: Fleet;
  let answering: Answering;
  let cards: Card[];

  beforeAll(async () => {
    fleet = await startFleet({ uri, name: 'rolling', seats: SEATS, skews: Array(REPLICAS).fill(0) });
    answering = createAnswering({ sandbox: fleet.sandbox, random: seeded(SEED) });
    await fleet.link();
    cards = await Promise.all(Object.keys(SEATS).map((group) => fleet.ask(`Merkes det i ${group}?`, group)));
    await fleet.settled();
  }, 300_000);
  afterAll(() => fleet?.close(), 60_000);

  test(`each gets SIGTERM in turn, ${AROUND} times around: no answer is lost, no click fails, nothing is told twice`, {
    timeout: 300_000,
  }, async () => {
    const before = await unrecorded(fleet);
    const witness = startWitness(() => fleet.store.log.read(cards[0]?.question ?? ''));
    let stopped = false;
    const goesOn = () => !stopped && answering.answers.length < AT_MOST;
    const answers = Promise.all(
      cards.flatMap((card) =>
        fleet
          .seated(card.where)
          .slice(0, VOTERS)
          .map((person) => answering.changes(person, card, goesOn, REST_MS)),
      ),
    );
    const exits: { code: number | null; ms: number }[] = [];
    for (let n = 0; n < AROUND * REPLICAS; n++) {
      // Messages are being sent when the first one of each time around is stopped.
      if (n % REPLICAS === 0) {
        await fleet.sent();
        fleet.moveOn(n === 0 ? HALF_TIME_MS : LAST_DAY_MS);
        await fleet.tick();
      }
      exits.push(await replaceOldest());
    }
    stopped = true;
    await answers;
    await witness.stop();
    await fleet.settled();

    const { answers: noted, failures } = answering;
    const failed = failures.filter(({ saw, at }) => saw !== m.reply.fault || !witness.wasSlow(at));
    const longest = Math.max(...exits.map(({ ms }) => ms));
    const { turnedAway, unanswered } = fleet.balancer.figures;
    console.info(
      `rolling-restart: SEED=${SEED}, ${exits.length} replaced, ended after ${exits.map(({ ms }) => ms).join(', ')} ms; ${noted.length} noted, ${failed.length} clicks failed, ${failures.length - failed.length} more while the database took up to ${witness.longest()} ms; ${turnedAway} went to the next replica, ${unanswered} unanswered`,
    );
    expect(exits.map(({ code }) => code)).toEqual(exits.map(() => 0));
    expect(longest).toBeLessThan(STOP_WITHIN_MS);
    expect(failed).toEqual([]);
    expect(noted.length).toBeGreaterThan(cards.length * VOTERS * 2);
    const faults: string[] = [];
    for (const { question } of cards) {
      const log = await fleet.store.log.read(question);
      const told = answering.toldOf(question);
      faults.push(...chainFaults(question, log), ...ownOrderFaults(log, told), ...realTimeFaults(log, told.answers));
    }
    expect(faults).toEqual([]);
    expect(await cardFaults(fleet, cards)).toEqual([]);
    expect(await sentOnceFaults(fleet, before)).toEqual([]);
    const reminders = (await fleet.store.notices.list({ status: 'sent' })).filter(({ kind }) => kind === 'reminder');
    expect(reminders.length).toBeGreaterThan(0);
  });

  /** The next one has loaded by then, and begins when the old one has ended. */
  async function replaceOldest(): Promise<{ code: number | null; ms: number }> {
    const next = await fleet.prepare();
    const [oldest] = fleet.replicas;
    if (!oldest) throw new Error('no replica');
    const began = performance.now();
    oldest.child.kill('SIGTERM');
    const code = await oldest.child.ended;
    const ms = Math.round(performance.now() - began);
    fleet.leave(oldest);
    await fleet.begin(next);
    return { code, ms };
  }
}
