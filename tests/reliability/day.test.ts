/** A working day of everybody in the demo, made short: after two hours the bot needs no more memory or handles than it did. */
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { unseal } from '../../bot/index.ts';
import { chainFaults, ownOrderFaults } from './support/checks.ts';
import { staleCards } from './support/day-cards.ts';
import { createDayPeople, type DayPeople } from './support/day-people.ts';
import type { Figures } from './support/day-process.ts';
import { type Asked, askedBefore } from './support/day-questions.ts';
import { type DayWorld, startDayWorld } from './support/day-world.ts';
import { SEED, seeded } from './support/seeded.ts';

/** A Monday, so that the week's messages go out too. */
const DAY = '2027-02-01';
const MINUTE = 60_000;
const HOURS = 8;
const [EARLY, AWAKE, EIGHT] = [oslo('07:00'), oslo('07:31'), oslo('08:00')];
const QUESTIONS = 300;
const ASKED_TODAY = 36;
/** One is asked in so many minutes. */
const ASK_EVERY = 12;
/** The clock goes so far at a time, and so many people do something meanwhile. */
const STEP = 2;
const AT_ONCE = 12;
/** Hours until caches are full and code is compiled. */
const WARM_UP = 2;
/** Of the heap, besides what is told by commit. */
const NOISE = 2_500_000;
/** The histories of 200 questions know each of their commits by its id, and what was said in it. */
const PER_COMMIT = 700;
/** Of the processor's time: others may have had it in between. */
const TURN_MS = 1_000;
/** Half seconds that the end of kept connections is waited for. */
const LOOKS = 40;
const LONG_MS = 1_500_000;

let world: DayWorld;
let people: DayPeople;
let asked: Asked[];
const hours: Figures[] = [];
let restedBefore: Figures;
let restedAfter: Figures;
const began = performance.now();

function oslo(time: string): string {
  return new Date(`${DAY}T${time}:00.000+01:00`).toISOString();
}

beforeAll(async () => {
  world = await startDayWorld(EARLY);
  people = createDayPeople(world, seeded(SEED));
  await world.link();
  const before = askedBefore(DAY, QUESTIONS - ASKED_TODAY, world.collaboration);
  asked = before.map(({ is }) => is);
  for (const { ask } of before) await handled(ask);
  // One idea in each group's first questions, for the week's message.
  for (const [i, { ask }] of before.slice(0, 24).entries()) {
    const what = { kind: 'time-thief', text: `Tidstyv ${i}` } as const;
    const { question, by, at } = ask;
    await handled({ type: 'catch-idea', question, commandId: `idea:${i}`, by, at, ...what });
  }
  await world.order({ tick: true });
  await world.settled();
  await world.order({ moveTo: AWAKE, tick: true });
  await world.settled();
  await seeCards();
}, LONG_MS);
afterAll(() => world?.close(), 120_000);

async function handled(command: Parameters<DayWorld['handle']['handle']>[0]): Promise<void> {
  const done = await world.handle.handle(command);
  if ('refused' in done) throw new Error(`${command.commandId}: ${done.refused}`);
}

async function seeCards(): Promise<void> {
  const byEnd = asked.toSorted((a, b) => a.daysLeft - b.daysLeft);
  const cards = await Promise.all(byEnd.map(world.cardOf));
  people.see(cards.filter((card) => card !== null));
}

/** What people asked since is there to be answered. */
async function seeNew(): Promise<void> {
  const known = new Set(asked.map(({ question }) => question));
  const all = await world.store.register.list({});
  asked.push(
    ...all
      .filter(({ _id }) => !known.has(_id))
      .map(({ _id, title, group }) => ({ question: _id, title, where: group, daysLeft: 9 })),
  );
  await seeCards();
}

async function hour(n: number): Promise<void> {
  for (let minute = 0; minute < 60; minute += STEP) {
    const since = 60 * n + minute;
    const moveTo = new Date(Date.parse(EIGHT) + since * MINUTE).toISOString();
    const nth = since / ASK_EVERY;
    const asks = Number.isInteger(nth) && nth < ASKED_TODAY ? [people.asks(nth)] : [];
    await Promise.all([world.order({ moveTo, tick: true }), people.act(AT_ONCE), ...asks]);
  }
  hours.push(await world.settled());
  await seeNew();
  world.forget();
  tell(`${9 + n}:00`, last());
}

/** What it costs when nobody does anything, looked at again and again until it is enough or for long: kept connections end by themselves. */
async function rested(isEnough: (figures: Figures) => boolean): Promise<Figures> {
  let figures = await world.settled();
  for (let looks = 0; looks < LOOKS && !(connections(figures) === 0 && isEnough(figures)); looks++) {
    await wait(500);
    figures = await world.report();
  }
  return figures;
}

function connections({ handles }: Figures): number {
  return handles.TCPSocketWrap ?? 0;
}

/** Kinds of which there are more than there were. */
function moreHandles(after: Figures, before: Figures): string[] {
  return Object.entries(after.handles)
    .filter(([kind, count]) => count > (before.handles[kind] ?? 0))
    .map(([kind, count]) => `${kind}: ${before.handles[kind] ?? 0}, then ${count}`);
}

/** From the first to the last, by the line that fits them best. */
function growth(samples: number[]): number {
  const middle = (samples.length - 1) / 2;
  const mean = samples.reduce((sum, one) => sum + one, 0) / samples.length;
  const over = samples.reduce((sum, one, i) => sum + (i - middle) * (one - mean), 0);
  const under = samples.reduce((sum, _, i) => sum + (i - middle) ** 2, 0);
  return (over / under) * (samples.length - 1);
}

/** Said under a card of what is still open, or told as noted, and not in the log. */
async function lost(): Promise<string[]> {
  const missing: string[] = [];
  for (const { question, text } of people.objections) {
    if (!(await written(question)).includes(text)) missing.push(`${question}: ${text}`);
  }
  for (const { question, text } of people.comments) {
    const q = await world.handle.load(question);
    const isOpen = q?.status === 'open' && q.level === 1;
    if (isOpen && !(await written(question)).includes(text)) missing.push(`${question}: ${text}`);
  }
  return missing;
}

async function written(question: string): Promise<string[]> {
  const log = await world.store.log.read(question);
  return log.flatMap(({ texts }) => Object.values(texts).flatMap(({ text }) => text ?? []));
}

function last(): Figures {
  return hours.at(-1) ?? expect.fail('the day has not begun');
}

function tell(hour: string, { memory, stood, answers, commits, ticks, handles, cpu }: Figures): void {
  const mb = (bytes: number) => (bytes / 1e6).toFixed(1);
  const ms = (took: number) => took.toFixed(took < 10 ? 1 : 0);
  console.log(
    [
      `${hour}  heap ${mb(memory.heapUsed)} MB, external ${mb(memory.external)}, rss ${mb(memory.rss)}`,
      `${commits} commits, ${JSON.stringify(people.counts())}`,
      `stood still p99 ${ms(stood.p99)}, max ${ms(stood.max)}, longest turn ${ms(stood.turn)} ms`,
      `answers p50 ${ms(answers.p50)}, p99 ${ms(answers.p99)}, max ${ms(answers.max)} ms`,
      `tick p50 ${ms(ticks.p50)}, max ${ms(ticks.max)} ms, took up ${ticks.touched}`,
      `${JSON.stringify(handles)}, cpu ${ms(cpu)} s, ${ms((performance.now() - began) / 1_000)} s`,
    ].join('; '),
  );
}

describe(`a day (SEED=${SEED})`, () => {
  beforeAll(async () => {
    for (let n = 0; n < HOURS; n++) {
      await hour(n);
      if (n + 1 === WARM_UP) restedBefore = await rested(() => true);
    }
    restedAfter = await rested((figures) => moreHandles(figures, restedBefore).length === 0);
    tell('at rest', restedAfter);
    console.log(JSON.stringify({ deliveries: last().deliveries, outcomes: last().outcomes }));
  }, LONG_MS);

  test('the clock brought all that a day has: reminders, deadlines, early ends, digests and the week', async () => {
    const log = (await Promise.all(asked.map(({ question }) => world.store.log.read(question)))).flat();
    const today = log.filter(({ at }) => at >= EARLY).flatMap(unseal);
    const happened = new Map<string, number>();
    for (const { type } of today) happened.set(type, (happened.get(type) ?? 0) + 1);
    console.log(JSON.stringify(Object.fromEntries(happened)));
    expect([...happened.keys()]).toEqual(expect.arrayContaining(['reminded', 'decided', 'escalated', 'commented']));
    // Those that end today have mostly been answered; what was left to itself had more time before.
    expect(log.flatMap(unseal).map(({ type }) => type)).toContain('extended');
    const sent = (await world.store.notices.list({ status: 'sent' })).map(({ kind }) => kind);
    // Who has a question in the day's bundle is not reminded of it besides.
    expect(sent).toEqual(expect.arrayContaining(['digest', 'weekly-ideas', 'bundle']));
  });

  test('what people were told is noted stands in the log, once and in their order', async () => {
    expect(asked).toHaveLength(QUESTIONS);
    expect(people.faults).toEqual([]);
    const faults = await Promise.all(
      asked.map(async ({ question }) => {
        const log = await world.store.log.read(question);
        return [...chainFaults(question, log), ...ownOrderFaults(log, people.answering.toldOf(question))];
      }),
    );
    expect(faults.flat()).toEqual([]);
    expect(await lost()).toEqual([]);
  });

  test('every card says what it would say if it were written now', async () => {
    const now = oslo('16:00');
    expect(
      await staleCards(
        world,
        asked.map(({ question }) => question),
        now,
      ),
    ).toEqual([]);
    const { cardsBehind, notices, setAside, steps } = restedAfter.backlog;
    expect([cardsBehind, notices.count, steps.count, setAside]).toEqual([0, 0, 0, { commits: 0, notices: 0 }]);
  });

  test('a tick takes up only what is due', () => {
    const { done, looks, touched, needless } = last().ticks;
    expect(needless).toBe(0);
    expect(touched).toBeGreaterThan(0);
    // One look a tick, and one more for each full batch; the process ticks each real minute too.
    expect(looks).toBeLessThanOrEqual(done + touched / 200 + (performance.now() - began) / 60_000 + 1);
  });

  test(`after ${WARM_UP} hours memory stays as it is`, () => {
    const warm = hours.slice(WARM_UP);
    const [first] = warm;
    const told = warm.map(
      ({ memory, commits }) => memory.heapUsed + memory.external - PER_COMMIT * (commits - (first?.commits ?? 0)),
    );
    expect(growth(told)).toBeLessThan(NOISE);
  });

  test('no handle is left behind', () => {
    expect(moreHandles(restedAfter, restedBefore)).toEqual([]);
  });

  test(`no turn of the event loop takes ${TURN_MS} ms, and nobody is told that nothing was stored`, () => {
    expect(Math.max(...hours.map(({ stood }) => stood.turn))).toBeLessThan(TURN_MS);
    expect(Object.keys(last().outcomes).filter((outcome) => !outcome.endsWith(' answered'))).toEqual([]);
  });
});
