/** For a minute nothing comes through to the database and back: people are told so, nothing is half written, and it recovers by itself. */
import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Commit } from '../../bot/index.ts';
import { eventually, m, type Someone } from '../support/doings.ts';
import { startMongo } from '../support/mongo.ts';
import { startProxy, type TcpProxy } from '../support/proxy.ts';
import { cardFaults, chainFaults } from './support/checks.ts';
import { type Card, type Fleet, startFleet } from './support/fleet.ts';
import { SEED, seeded } from './support/seeded.ts';
import { createTaps, type Tap, type Taps } from './support/taps.ts';

const SEATS = { legevakt: 9 };
const VOTERS = 6;
const REST_MS = 2_000;
const PHASE_MS = 20_000;
const CUT_EVERY_MS = 400;
/** How long the platforms wait for an answer. */
const PATIENCE_MS = { slack: 3_000, teams: 5_000 };
const RECOVERED_WITHIN_MS = 15_000;
const LOOK_EVERY_MS = 500;
const LOOK_WITHIN_MS = 3_000;
const GROWN_MB = 150;
const GROWN_HANDLES = 30;

type Phase = 'before' | 'refused' | 'stalled' | 'cut' | 'after';

const mongo = await startMongo();

if ('skipped' in mongo) {
  console.warn(`A database that is away is NOT tested here: ${mongo.skipped}`);
  describe.skip(`database away (${mongo.skipped})`, () => test('is told', () => {}));
} else {
  const { uri } = mongo;
  afterAll(() => mongo.close(), 30_000);
  describe(`a database that is away for ${(3 * PHASE_MS) / 1_000} s (SEED=${SEED})`, () => databaseAway(uri));
}

function databaseAway(uri: string): void {
  const random = seeded(SEED);
  let proxy: TcpProxy;
  let fleet: Fleet;
  let taps: Taps;
  let card: Card;
  let people: Someone[];
  let phase: Phase = 'before';
  const tried: (Tap & { phase: Phase; until: Phase })[] = [];
  const looks: { path: string; status: number; ms: number; phase: Phase; until: Phase }[] = [];
  let bot = { url: '', pid: 0 };

  beforeAll(async () => {
    proxy = await startProxy(new URL(uri));
    fleet = await startFleet({ uri, through: proxy.uri, name: 'away', seats: SEATS, skews: [0], slack: 'in turn' });
    bot = { url: fleet.replicas[0]?.url ?? '', pid: fleet.replicas[0]?.child.pid ?? 0 };
    await fleet.link();
    card = await fleet.ask('Tåler den at databasen er borte?', 'legevakt');
    await fleet.settled();
    // Past the balancer, which would send nobody to a replica that is not ready.
    await fleet.sandbox.teams.connect({ messagingUrl: `${bot.url}/teams/messages`, announce: false });
    taps = createTaps(fleet.sandbox, card);
    people = fleet.seated('legevakt').slice(0, VOTERS);
  }, 300_000);
  afterAll(async () => {
    await fleet?.close();
    await proxy?.close();
  }, 60_000);

  test('nobody is told what is not so, nothing is half written, and it goes on without a restart', {
    timeout: 300_000,
  }, async () => {
    let over = false;
    const tapping = Promise.all(people.map((person, i) => tapsOn(person, i, () => over)));
    await wait(3_000);
    const before = await sizeOf(bot.pid);
    const looking = Promise.all(['/readyz', '/healthz'].map((path) => looksAt(path, () => over)));
    await away();
    const resumed = performance.now();
    phase = 'after';
    await eventually(
      () => tried.some((tap) => tap.phase === 'after' && tap.saw === 'noted'),
      () => `not recovered: ${tried.slice(-VOTERS).map(inWords).join('; ')}; ${fleet.said().slice(-3_000)}`,
      60_000,
    );
    const recoveredMs = Math.round(performance.now() - resumed);
    await wait(5_000);
    over = true;
    await Promise.all([tapping, looking]);
    await fleet.settled();
    const log = await fleet.store.log.read(card.question);
    const repeats = await repeatRefused();
    await fleet.settled();
    const repeated = await fleet.store.log.read(card.question);
    const grown = await sizeOf(bot.pid);
    report(log, recoveredMs, repeats, before, grown);

    expect(chainFaults(card.question, repeated)).toEqual([]);
    expect(await cardFaults(fleet, [card])).toEqual([]);
    const told = (saw: string) => tried.filter((tap) => tap.saw === saw);
    expect(
      told('noted')
        .filter((tap) => !isTrue(log, tap, tried.slice(0, tried.indexOf(tap))))
        .map(inWords),
    ).toEqual([]);
    expect(tried.filter(({ saw }) => saw !== 'noted' && saw !== m.reply.fault).map(inWords)).toEqual([]);
    expect(tried.filter(({ ms, person }) => ms > PATIENCE_MS[person.platform]).map(inWords)).toEqual([]);
    // What was refused at once can't have reached the database.
    const refused = told(m.reply.fault).filter((tap) => tap.phase === 'refused' && tap.until === 'refused');
    expect(refused.filter(({ mark }) => isIn(log, mark)).map(inWords)).toEqual([]);
    expect(repeats.filter((tap) => tap.saw !== 'noted' || !isTrue(repeated, tap, tried)).map(inWords)).toEqual([]);
    const away503 = looks.filter((look) => look.path === '/readyz' && look.phase === look.until && isDown(look.phase));
    expect(away503.filter(({ status }) => status === 200)).toEqual([]);
    expect(away503.some(({ status }) => status === 503)).toBe(true);
    expect(looks.filter(({ path, status }) => path === '/healthz' && status !== 200)).toEqual([]);
    expect(recoveredMs).toBeLessThan(RECOVERED_WITHIN_MS);
    expect(grown.mb).toBeLessThan(before.mb + GROWN_MB);
    expect(grown.handles).toBeLessThan(before.handles + GROWN_HANDLES);
  });

  async function away(): Promise<void> {
    phase = 'refused';
    await proxy.refuse();
    await wait(PHASE_MS);
    proxy.stall();
    phase = 'stalled';
    await proxy.listen();
    await wait(PHASE_MS);
    phase = 'cut';
    await proxy.resume();
    for (const end = performance.now() + PHASE_MS; performance.now() < end; await wait(CUT_EVERY_MS)) proxy.cut();
  }

  /** Taps one thing, then the other, and is told something each time. */
  async function tapsOn(person: Someone, first: number, over: () => boolean): Promise<void> {
    for (let n = first; !over(); n++) {
      const began = phase;
      const tap = await taps.tap(person, n % 2 === 0 ? 'support' : 'abstain');
      tried.push({ ...tap, phase: began, until: phase });
      await wait((0.5 + random()) * REST_MS);
    }
  }

  /** The very tap that each person was last told is not taken, once more. */
  async function repeatRefused(): Promise<Tap[]> {
    const last = people.flatMap(
      (person) => tried.findLast((tap) => tap.person === person && tap.saw !== 'noted') ?? [],
    );
    const repeated: Tap[] = [];
    for (const tap of last) repeated.push(await taps.again(tap));
    return repeated;
  }

  async function looksAt(path: string, over: () => boolean): Promise<void> {
    while (!over()) {
      const began = phase;
      const from = performance.now();
      const status = await fetch(`${bot.url}${path}`, { signal: AbortSignal.timeout(LOOK_WITHIN_MS) }).then(
        async (response) => {
          await response.arrayBuffer();
          return response.status;
        },
        () => 0,
      );
      looks.push({ path, status, ms: Math.round(performance.now() - from), phase: began, until: phase });
      await wait(LOOK_EVERY_MS);
    }
  }

  function report(log: Commit[], recoveredMs: number, repeats: Tap[], before: Size, after: Size): void {
    const by = (which: Phase) => {
      const those = tried.filter((tap) => tap.phase === which);
      const faults = those.filter(({ saw }) => saw === m.reply.fault);
      const taken = faults.filter(({ mark }) => isIn(log, mark));
      return `${which} ${those.length} taps, ${faults.length} told to try again (${taken.length} of them in the log)`;
    };
    const slowest = (platform: Someone['platform']) =>
      Math.max(0, ...tried.filter(({ person }) => person.platform === platform).map(({ ms }) => ms));
    const ready = looks.filter(({ path, phase: which }) => path === '/readyz' && isDown(which));
    const of = (status: number) => ready.filter((look) => look.status === status).length;
    console.info(
      `database-away: SEED=${SEED}, ${(['refused', 'stalled', 'cut', 'after'] as const).map(by).join('; ')}; slowest answer Slack ${slowest('slack')} ms, Teams ${slowest('teams')} ms; readyz 503 ${of(503)} times, 200 ${of(200)}, none in ${LOOK_WITHIN_MS} ms ${of(0)}; noted again after ${recoveredMs} ms; ${repeats.length} repeats; ${before.mb} to ${after.mb} MB, ${before.handles} to ${after.handles} handles`,
    );
  }
}

/** Nothing comes back at all; between two cuts something may. */
function isDown(phase: Phase): boolean {
  return phase === 'refused' || phase === 'stalled';
}

function isIn(log: Commit[], mark: string): boolean {
  return log.some(({ commandId }) => commandId.includes(mark));
}

/** It is in the log; or it changed nothing, as what was taken of theirs before says the same. */
function isTrue(log: Commit[], tap: Tap, earlier: Tap[]): boolean {
  const standing = earlier.findLast(({ person, mark }) => person === tap.person && isIn(log, mark));
  return isIn(log, tap.mark) || standing?.kind === tap.kind;
}

function inWords({ person, kind, saw, ms }: Tap): string {
  return `${person.who} tapped ${kind} in ${person.platform} and was told «${saw}» after ${ms} ms`;
}

interface Size {
  mb: number;
  handles: number;
}

/** Where there is no /proc: nothing. */
async function sizeOf(pid: number): Promise<Size> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const handles = await readdir(`/proc/${pid}/fd`).catch(() => []);
  return { mb: Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1_024), handles: handles.length };
}
