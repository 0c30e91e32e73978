/** Three replicas on one MongoDB, their clocks minutes apart: as one bot to everybody who answers, and to the calendar. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Commit, unseal } from '../../bot/index.ts';
import { startMongo } from '../support/mongo.ts';
import { type Answering, createAnswering } from './support/answering.ts';
import { cardFaults, chainFaults, ownOrderFaults, realTimeFaults, repeated, unacknowledged } from './support/checks.ts';
import { type Card, type Fleet, startFleet } from './support/fleet.ts';
import { SEED, seeded } from './support/seeded.ts';
import { sentOnceFaults, unrecorded } from './support/seen.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const SKEWS = [-5 * MINUTE, 0, 5 * MINUTE];
/** Two groups that together have seats for the many who vote on one question; these and others have one of their own besides. */
const MANY = ['saksbehandling', 'barne-familietjenesten'];
const OTHERS = [
  ...['hjemmetjenester', 'institusjon', 'tjenester-utviklingshemmede', 'helsehus-dms', 'rehabilitering'],
  ...['fysioterapitjeneste', 'ergoterapitjeneste', 'legevakt', 'psykisk-helse-rus', 'legetjenester-smittevern'],
];
const VOTERS = 32;
const CHANGES = 3;
const EACH_VOTERS = 2;
const EACH_CHANGES = 2;
/** Followers, which read much, seldom: what is looked at there are the answers. */
const SELDOM_MS = 5_000;
/** Groups whose question is left to the clock, until it is at the top of the ladder. */
const LEFT = { legevakt: 5, fysioterapitjeneste: 5, rehabilitering: 5 };
const ROUNDS = 20;
const DROPS = 5;
/** By whole days: people are reminded in working hours only. */
const ROUND_MS = 48 * HOUR;
const QUICK_MS = 100;

const mongo = await startMongo();

if ('skipped' in mongo) {
  console.warn(`Several replicas are NOT tested here: ${mongo.skipped}`);
  describe.skip(`replicas (${mongo.skipped})`, () => test('as one bot', () => {}));
} else {
  const { uri } = mongo;
  afterAll(() => mongo.close(), 30_000);
  describe(`answers by way of 3 replicas (SEED=${SEED})`, () => answers(uri));
  describe('due steps with 3 replicas', () => dueSteps(uri));
}

function answers(uri: string): void {
  let fleet: Fleet;
  let answering: Answering;
  let one: Card;
  let each: Card[];

  beforeAll(async () => {
    const seats = Object.fromEntries([
      ...MANY.map((group) => [group, 1 + VOTERS / 2 + EACH_VOTERS]),
      ...OTHERS.map((group) => [group, 1 + EACH_VOTERS]),
    ]);
    fleet = await startFleet({ uri, name: 'replicas', seats, skews: SKEWS, slack: 'in turn', paceMs: SELDOM_MS });
    answering = createAnswering({ sandbox: fleet.sandbox, random: seeded(SEED) });
    await fleet.link();
    one = await fleet.ask('Skal alle se den?', ...MANY);
    each = await Promise.all([...MANY, ...OTHERS].map((group, i) => fleet.ask(`Skal gruppa se den? ${i + 1}`, group)));
  }, 300_000);
  afterAll(() => fleet?.close(), 60_000);

  test(`${VOTERS} voters on one question and ${EACH_VOTERS} on each of ${MANY.length + OTHERS.length}, all at once: one order for all, nothing lost`, {
    timeout: 300_000,
  }, async () => {
    const began = performance.now();
    const many = MANY.flatMap((group) => fleet.seated(group).slice(0, VOTERS / 2));
    const voting = [
      ...many.map((person) => ({ person, card: { ...one, ...fleet.shownIn(person.where, one) }, times: CHANGES })),
      ...each.flatMap((card) =>
        // Not those who are on the one question: nobody has hands for two at a time.
        fleet
          .seated(card.where)
          .slice(-EACH_VOTERS)
          .map((person) => ({ person, card, times: EACH_CHANGES })),
      ),
    ];
    expect(repeated(voting.map(({ person }) => person.who))).toEqual([]);
    await Promise.all(voting.map(({ person, card, times }) => answering.changes(person, card, (n) => n < times)));
    const took = performance.now() - began;
    await fleet.settled();

    const faults: string[] = [];
    let late = 0;
    for (const { question } of [one, ...each]) {
      const log = await fleet.store.log.read(question);
      const told = answering.toldOf(question);
      faults.push(...chainFaults(question, log), ...ownOrderFaults(log, told), ...realTimeFaults(log, told.answers));
      late += unacknowledged(log, told);
    }
    const { length } = answering.answers;
    console.info(
      `replicas: SEED=${SEED}, ${length} noted in ${Math.round(took)} ms by ${voting.length} people, ${answering.failures.length} tried again, ${late} taken though told otherwise`,
    );
    expect(faults).toEqual([]);
    expect(await cardFaults(fleet, [one, ...each])).toEqual([]);
    expect(length).toBe(VOTERS * CHANGES + each.length * EACH_VOTERS * EACH_CHANGES);
  });
}

function dueSteps(uri: string): void {
  let fleet: Fleet;
  let cards: Card[];

  beforeAll(async () => {
    fleet = await startFleet({ uri, name: 'due', seats: LEFT, skews: SKEWS, slack: 'in turn', paceMs: QUICK_MS });
    await fleet.link();
    cards = await Promise.all(Object.keys(LEFT).map((group) => fleet.ask(`Hvem skal se den i ${group}?`, group)));
    await fleet.settled();
  }, 300_000);
  afterAll(() => fleet?.close(), 60_000);

  test(`leases dropped ${DROPS * ROUNDS} times, all replicas ticking at once: each step once, and nobody is told twice`, {
    timeout: 900_000,
  }, async () => {
    const began = performance.now();
    const before = await unrecorded(fleet);
    const leases = fleet.db.collection('leases');
    let dropped = 0;
    const drop = async () => {
      dropped += (await leases.deleteMany({})).deletedCount;
    };
    let goes = 0;
    for (let round = 1; round <= ROUNDS; round++) {
      fleet.moveOn(ROUND_MS);
      // While all believe that they hold it, none takes it again and there is none to drop.
      for (; dropped < round * DROPS; goes++) await Promise.all([fleet.tick(), drop()]);
      // The hours that the clock goes on by are not to fall into a message that is being sent.
      await fleet.settled();
    }
    const took = performance.now() - began;

    const logs = await Promise.all(cards.map(({ question }) => fleet.store.log.read(question)));
    const sent = await fleet.store.notices.list({ status: 'sent' });
    const reminders = sent.filter(({ kind }) => kind === 'reminder').length;
    console.info(
      `replicas: ${dropped} leases dropped in ${goes} goes, ${logs.flat().flatMap(dueIn).length} due steps, ${sent.length} notices of which ${reminders} reminders, in ${Math.round(took)} ms`,
    );
    expect(logs.flatMap((log) => chainFaults(log[0]?.question ?? '', log))).toEqual([]);
    expect(repeated(logs.flat().map(({ commandId }) => commandId))).toEqual([]);
    for (const log of logs) expect(log.flatMap(dueIn)).toEqual(EXPECTED);
    expect(await sentOnceFaults(fleet, before)).toEqual([]);
    expect(reminders).toBeGreaterThan(cards.length);
  });
}

/** What the clock did to each question, from opening to the top of the ladder. */
const EXPECTED = [
  'reminded half-time',
  'reminded one-working-day-before',
  'extended',
  'escalated 2',
  'escalated 3',
  'escalated 4',
];

function dueIn(commit: Commit): string[] {
  if (commit.by !== null) return [];
  return unseal(commit).map((event) => {
    const which = event.type === 'reminded' ? ` ${event.kind}` : event.type === 'escalated' ? ` ${event.to}` : '';
    return `${event.type}${which}`;
  });
}
