/** Twenty thousand requests that make no sense, or come from who has no right: the bot lives, answers below 500, and writes nothing. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { unseal } from '../../bot/seal.ts';
import { does, m, someone, stateOf } from '../support/doings.ts';
import { rawShots, slackShots, teamsShots, webShots } from './support/fuzz-bytes.ts';
import { bend, bent, oddString, stringsIn, withValue } from './support/fuzz-odd.ts';
import { about, elsewhere, essentialIn, isFromPerson, NOTHING, questionIn, wordsIn } from './support/fuzz-people.ts';
import { isPlatformAway, openRange, type Range, type Who } from './support/fuzz-range.ts';
import { HT, type Recorded, TITLE } from './support/fuzz-recorded.ts';
import { differences, snapshotOf } from './support/fuzz-store.ts';

/** Again with the same: SEED=… in the environment. */
const SEED = Number(process.env.SEED ?? Date.now() % 100_000);
/** Properties that run side by side, each with a seed of its own. */
const LANES = 20;
const ALL = 20_000;
/** The others are bent payloads. */
const REQUESTS = { slack: 4_500, teams: 4_000, web: 2_000, raw: 1_500, rights: 1_400, tenants: 200, genuine: 600 };

let range: Range;
const began = performance.now();
const faults: unknown[] = [];
const hear = (fault: unknown) => void faults.push(fault);

beforeAll(async () => {
  process.on('uncaughtExceptionMonitor', hear);
  process.on('unhandledRejection', hear);
  range = await openRange();
}, 120_000);

afterAll(async () => {
  await range.close();
  process.off('uncaughtExceptionMonitor', hear);
  process.off('unhandledRejection', hear);
  console.info(`fuzz: SEED=${SEED}, ${range.figures()}; ${Math.round((performance.now() - began) / 1000)} s`);
});

/** What is found is made small, and its seed is in the message. */
async function fuzz<T>(shots: fc.Arbitrary<T>, requests: number, fire: (shot: T) => Promise<void>): Promise<void> {
  const lanes = Array.from({ length: LANES }, (_, lane) =>
    fc.assert(fc.asyncProperty(shots, fire), {
      numRuns: Math.floor((requests + lane) / LANES),
      seed: SEED + lane,
    }),
  );
  for (const ended of await Promise.allSettled(lanes)) if (ended.status === 'rejected') throw ended.reason;
}

const anyOf = <T>(all: T[]): fc.Arbitrary<T> => fc.nat(all.length - 1).map((n) => all[n] as T);
const people = fc.constantFrom<Who>('stranger', 'unknown', 'other');

describe(`20,000 requests (SEED=${SEED})`, { timeout: 400_000 }, () => {
  test('to Slack’s endpoint, as Slack never sends them', async () => {
    const shots = slackShots(range.bodiesOf('slack'), range.stack.demo.slack.signingSecret);
    await fuzz(shots, REQUESTS.slack, range.fire);
    await range.nothingWritten();
  });

  test('to Teams’ endpoint, as Teams never sends them', async () => {
    await fuzz(teamsShots(range.bodiesOf('teams'), await range.tokens()), REQUESTS.teams, range.fire);
    await range.nothingWritten();
  });

  test('to any path, by any method', async () => {
    await fuzz(webShots, REQUESTS.web, range.fire);
    await range.nothingWritten();
  });

  test('that are hardly HTTP', async () => {
    await fuzz(rawShots, REQUESTS.raw, range.fireRaw);
    await range.nothingWritten();
  });

  test('real ones of people with the right to them, without what makes them what they are: each of those', async () => {
    const shots = essentials();
    const lanes = Array.from({ length: LANES }, async (_, lane) => {
      for (const { one, path, value } of shots.filter((_, n) => n % LANES === lane))
        await range.inVain(one, { change: (doc) => withValue(doc, path, value) });
    });
    await Promise.all(lanes);
    await range.nothingWritten();
  });

  test('real ones, bent anywhere, of people without the right', async () => {
    const others = essentials().length + Object.values(REQUESTS).reduce((sum, n) => sum + n);
    const bends = fc.array(bend, { minLength: 1, maxLength: 4 });
    const shots = fc.record({ one: anyOf(range.recording.all), who: people, bends });
    await fuzz(shots, ALL - others, ({ one, who, bends }) =>
      range.inVain(isFromPerson(one) ? range.from(one, who) : one, { change: (doc) => bent(doc, bends) }),
    );
    await range.nothingWritten();
  });

  test('well-formed ones of who has no right, and of who has it about what is not there, closed or not theirs', async () => {
    const at = fc.constantFrom('here', 'nowhere', 'closed', 'foreign');
    const shots = fc.record({ one: anyOf(range.sent), who: fc.oneof(people, fc.constant<Who>('self')), at });
    await fuzz(shots, REQUESTS.rights, ({ one, who, at }) =>
      range.inVain(withoutRight(one, who, at), { allowed: [200] }),
    );
    await range.nothingWritten();
  });

  test('well-formed ones of who has the right, but in another tenant or by way of another service', async () => {
    const shots = fc.record({
      one: anyOf(range.sent.filter(({ platform }) => platform === 'teams')),
      path: fc.constantFrom('conversation/tenantId', 'channelData/tenant/id', 'serviceUrl'),
      value: fc.constantFrom('https://elsewhere.example/', 'http://127.0.0.1:1/', 'http://[::1]:1/', 'https://x/../..'),
    });
    await fuzz(shots, REQUESTS.tenants, ({ one, path, value }) =>
      range.inVain(one, { change: (doc) => withValue(doc, path, value), allowed: [403] }),
    );
    await range.nothingWritten();
  });

  test('real ones with odd words of people with the right: what they did is written, as theirs, and nothing else', async () => {
    const writing = range.sent.filter(({ means }) => means in MAKES);
    const places = writing.flatMap((one) => wordsIn(one).map((path) => ({ one, path })));
    const mine = new Map<string, { one: Recorded; path: string; words: string }>();
    await fuzz(fc.record({ place: anyOf(places), words: oddString }), REQUESTS.genuine, async ({ place, words }) => {
      const { one, path } = place;
      mine.set(await range.deliver(one, { change: (doc) => withValue(doc, path, words) }), { one, path, words });
    });
    await range.stack.core.settle();
    const after = await snapshotOf(range.stack.store);
    expect(differences(range.before(), after, ['collaborations', 'links', 'absences'])).toEqual([]);
    const made = range.commits();
    expect(after.commits.size).toBe(range.before().commits.size + made.length);
    for (const { commandId, by, ...commit } of made) {
      const [nonce = ''] = /f\d+z/.exec(commandId) ?? [];
      const { one, path, words } = mine.get(nonce) ?? expect.fail(`${commandId} was written by nobody’s request`);
      expect(by).toBe(range.personOf(one));
      expect(unseal({ commandId, by, ...commit }).filter(({ type }) => !MAKES[one.means]?.includes(type))).toEqual([]);
      if (one.means !== 'vote') continue;
      const said = stringsIn(withValue(one.doc, path, words)).map((word) => word.trim().toWellFormed());
      for (const { text } of Object.values(commit.texts)) expect(said).toContain(text);
    }
    // Teams’ ids of requests begin with its name.
    const inTeams = made.filter(({ commandId }) => commandId.startsWith('teams:')).length;
    expect(Math.min(inTeams, made.length - inTeams)).toBeGreaterThan(20);
  });

  test('and it lives: it is well, votes count on both platforms, and it has met no fault of its own', async () => {
    const { web, log } = range.stack;
    for (const path of ['/healthz', '/readyz']) expect((await fetch(web.url + path)).status).toBe(200);
    for (const seat of ['trondheim-13', 'trondheim-14'])
      await does(range.stack, someone(range.stack, `${HT}.${seat}`), { card: TITLE, press: m.button.support });
    const { positions } = await stateOf(range.stack, TITLE);
    expect([positions['trondheim:13']?.kind, positions['trondheim:14']?.kind]).toEqual(['support', 'support']);
    expect(faults).toEqual([]);
    const errors = log.lines.filter(({ level, message }) => level === 'error' && message !== NOBODY_THERE);
    expect(errors.filter((line) => !isPlatformAway(line))).toEqual([]);
  });
});

/** Accounts that the platform does not know can't be told anything. */
const NOBODY_THERE = 'could not tell a person at all';

/** What may come of a genuine request. */
const MAKES: Partial<Record<string, string[]>> = {
  vote: ['position-taken', 'objection-raised', 'objection-withdrawn', 'turned-yellow'],
  comment: ['commented'],
  ask: ['asked'],
};

/** Whatever would write something, with nothing in each place that it leans on. */
function essentials() {
  const writing = range.sent.filter(({ means }) => means !== 'look');
  return writing.flatMap((one) =>
    essentialIn(one).flatMap((path) =>
      NOTHING.map((value) => ({ one: { ...one, name: `${one.name} ${path}` }, path, value })),
    ),
  );
}

/** Who has the right here asks elsewhere; who has it nowhere asks anywhere. */
function withoutRight(one: Recorded, who: Who, at: string): Recorded {
  const home = questionIn(one);
  // Where no card stands these write nothing, whoever sends them.
  const harmless = ['comment', 'catch', 'look'].includes(one.means);
  if (home === undefined) return range.from(elsewhere(one), who === 'self' && !harmless ? 'stranger' : who);
  const { question, closed, foreign } = range.recording;
  // In Teams it is the other group's expert who looks after questions.
  const notTheirs = one.platform === 'teams' && one.means === 'steer' ? question : foreign;
  const here = who === 'self' ? 'no-such-question' : home;
  const moved = about(one, { here, nowhere: 'no-such-question', closed, foreign: notTheirs }[at] ?? here);
  return range.from(moved, who === 'other' && at === 'foreign' ? 'stranger' : who);
}
