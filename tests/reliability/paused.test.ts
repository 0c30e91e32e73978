/** The replica that works is held still past its lease, and goes on: nothing is done twice, and nothing older comes over what is newer. */
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Commit, unseal } from '../../bot/index.ts';
import { startMongo } from '../support/mongo.ts';
import { type Answering, createAnswering } from './support/answering.ts';
import { shownBy, stepsBack } from './support/card-history.ts';
import {
  cardFaults,
  chainFaults,
  ownOrderFaults,
  positionsIn,
  realTimeFaults,
  unacknowledged,
} from './support/checks.ts';
import { type Card, type Fleet, type Replica, startFleet } from './support/fleet.ts';
import { SEED, seeded } from './support/seeded.ts';
import { sentOnceFaults, unrecorded } from './support/seen.ts';
import { DEADLINE_MS, EXTENDED_MS, HALF_TIME_MS, LAST_DAY_MS } from './support/times.ts';

/** More than answer: what is asked stays open at its deadline. */
const SEATS = { legevakt: 11, institusjon: 11 };
const VOTERS = 3;
const REST_MS = 2_000;
const AT_MOST = 150;
/** The lease lasts for five seconds. */
const PAUSE_MS = 8_000;
const AT_RANDOM_MS = 900;
/** What falls due before each pause. */
const DUE = [HALF_TIME_MS, LAST_DAY_MS, DEADLINE_MS, EXTENDED_MS];
const STEPS = ['reminded half-time', 'reminded one-working-day-before', 'extended', 'escalated 2'];

/** Who has it after the last step, as the card says. */
const LIFTED = 'felles beslutningsgruppe';

const mongo = await startMongo();

if ('skipped' in mongo) {
  console.warn(`A replica that is held still is NOT tested here: ${mongo.skipped}`);
  describe.skip(`paused (${mongo.skipped})`, () => test('acts once', () => {}));
} else {
  const { uri } = mongo;
  afterAll(() => mongo.close(), 30_000);
  describe(`3 replicas, the one that works held still for ${PAUSE_MS} ms (SEED=${SEED})`, () => paused(uri));
}

function paused(uri: string): void {
  const random = seeded(SEED);
  let fleet: Fleet;
  let answering: Answering;
  let cards: Card[];

  beforeAll(async () => {
    fleet = await startFleet({ uri, name: 'paused', seats: SEATS, skews: [0, 0, 0], paceMs: 300 });
    answering = createAnswering({ sandbox: fleet.sandbox, random });
    await fleet.link();
    cards = await Promise.all(Object.keys(SEATS).map((group) => fleet.ask(`Holdes den igjen i ${group}?`, group)));
    await fleet.settled();
  }, 300_000);
  afterAll(() => fleet?.close(), 60_000);

  test('an answer that the person was told is not taken does not come in over a later one', {
    timeout: 120_000,
  }, async () => {
    const [card] = cards;
    const [held, other] = fleet.replicas;
    const person = fleet.seated('legevakt').find(({ platform }) => platform === 'slack');
    if (!card || !held || !other || !person) throw new Error('nobody to try it with');
    const listensAt = ({ url }: Replica) =>
      fleet.sandbox.slack.connect({ requestUrl: `${url}/slack/events`, verify: false });
    await listensAt(held);
    await answering.insists(person, card, 'abstain');

    held.child.kill('SIGSTOP');
    const saw = await answering.attempt(person, card, 'support');
    answering.failures.push({ question: card.question, who: person.who, said: 'support', saw, at: performance.now() });
    expect(saw).not.toBe('noted');
    await listensAt(other);
    const later = `Forbehold etter en feil fra ${person.who}` as const;
    await answering.insists(person, card, later);
    held.child.kill('SIGCONT');
    // It is through with what it had been given when it is through with this.
    await fleet.tick(held);
    await wait(1_000);
    await fleet.settled();
    await fleet.sandbox.slack.connect({ requestUrl: `${fleet.balancer.url}/slack/events`, verify: false });

    const log = await fleet.store.log.read(card.question);
    const theirs = positionsIn(log).filter(({ who }) => who === person.who);
    expect(theirs.map(({ said }) => said).at(-1)).toBe(later);
  });

  test(`held still ${DUE.length} times while cards and reminders are sent: nobody is told twice, no card ends with something old`, {
    timeout: 300_000,
  }, async () => {
    const before = await unrecorded(fleet);
    let stopped = false;
    const goesOn = () => !stopped && answering.answers.length < AT_MOST;
    const answers = Promise.all(
      cards.flatMap((card) =>
        fleet
          .seated(card.where)
          .slice(-VOTERS)
          .map((person) => answering.changes(person, card, goesOn, REST_MS)),
      ),
    );
    let worked = 0;
    for (const [i, ms] of DUE.entries()) {
      // Nobody of the group answers what is lifted.
      if (i === DUE.length - 1) {
        stopped = true;
        await answers;
        await fleet.settled();
        expect(await cardFaults(fleet, cards)).toEqual([]);
      }
      await fleet.sent();
      fleet.moveOn(ms);
      const ticked = fleet.tick();
      await wait(random() * AT_RANDOM_MS);
      const works = await whoWorks();
      worked += works ? 1 : 0;
      await holdStill(works ?? fleet.replicas[i % fleet.replicas.length]);
      await ticked;
      // Cron comes each minute: what was held still before it began, the next finds.
      await fleet.tick();
    }
    await fleet.settled();

    const logs = await Promise.all(cards.map(({ question }) => fleet.store.log.read(question)));
    const { answers: noted, failures } = answering;
    const back = cards.flatMap((card, i) =>
      (['slack', 'teams'] as const).map((platform) => stepsBack(shownBy(fleet, platform, card), logs[i] ?? [])),
    );
    const stepped = back.reduce((a, b) => a + b, 0);
    const taken = cards.map(({ question }, i) => unacknowledged(logs[i] ?? [], answering.toldOf(question)));
    console.info(
      `paused: SEED=${SEED}, ${DUE.length} times ${PAUSE_MS} ms (${worked} times the holder of the lease), ${noted.length} noted, ${failures.length} tried again, ${taken.join('+')} taken though told otherwise, cards ${stepped} times back for a moment`,
    );
    expect(worked).toBeGreaterThan(0);
    const faults: string[] = [];
    for (const [i, { question }] of cards.entries()) {
      const log = logs[i] ?? [];
      const told = answering.toldOf(question);
      faults.push(...chainFaults(question, log), ...ownOrderFaults(log, told), ...realTimeFaults(log, told.answers));
      expect(log.flatMap(dueIn)).toEqual(STEPS);
    }
    expect(faults).toEqual([]);
    expect(stepped).toBe(0);
    expect(await sentOnceFaults(fleet, before)).toEqual([]);
    for (const { where, title } of cards) {
      for (const platform of ['slack', 'teams'] as const)
        expect(fleet.sandbox[platform].as(`${where}.coordinator-1`).findCard(where, title)?.text).toContain(LIFTED);
    }
  });

  async function holdStill(replica: Replica | undefined): Promise<void> {
    replica?.child.kill('SIGSTOP');
    await wait(PAUSE_MS);
    replica?.child.kill('SIGCONT');
  }

  /** The replica that holds the lease; its name begins with the host's and the process's. */
  async function whoWorks(): Promise<Replica | null> {
    const lease = await fleet.db.collection<{ _id: string; owner: string }>('leases').findOne({});
    return fleet.replicas.find(({ child }) => lease?.owner.includes(`-${child.pid}-`)) ?? null;
  }
}

function dueIn(commit: Commit): string[] {
  if (commit.by !== null) return [];
  return unseal(commit).map((event) => {
    const which = event.type === 'reminded' ? ` ${event.kind}` : event.type === 'escalated' ? ` ${event.to}` : '';
    return `${event.type}${which}`;
  });
}
