/** Both platforms misbehave while people answer: all is right in the end, nothing is there twice, and nobody is asked more than they take. */
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rosterOf } from '../../bot/index.ts';
import type { Fault } from '../../sandbox/types.ts';
import { plainQuestion } from '../support/asking.ts';
import { m, type Someone, someone } from '../support/doings.ts';
import { type Stack, startStack } from '../support/stack.ts';
import { retryAfterFaults, sendingCalls, slackRates, teamsRates } from './support/platform-rates.ts';
import { cardFaults, moveOn, moveTo, onlyOf, PLATFORMS, seenFaults, settled } from './support/platforms.ts';
import { SEED, seeded } from './support/seeded.ts';

const GROUPS = ['legevakt', 'fysioterapitjeneste', 'rehabilitering'];
const KINDS = ['green', 'yellow', 'yellow', 'red'] as const;
const MINUTE = 60_000;
const VOTING_MS = 12_000;
const REST_MS = 400;
const LONG = { timeout: 300_000 };
/** Faults that a person is told of, or would be if they could be reached. */
const WHILE_SOMEBODY_WAITS = /^could not tell a person|^(slack|teams): the bot failed/;
const random = seeded(SEED);

let stack: Stack;
let voters: Someone[];
let onTeams: string[];

beforeAll(async () => {
  const accounts = onlyOf(GROUPS);
  stack = await startStack({ accounts, limited: true });
  const people = accounts(stack.demo.sandbox.people);
  onTeams = people.filter(({ on }) => on.includes('teams')).map(({ id }) => id);
  const members = people.filter(({ id }) => !/coordinator|chair|trondheim-1$/.test(id));
  // The others are reminded.
  voters = members.filter((_, i) => i % 4 < 2).map(({ id }) => someone(stack, id));
  expect(onTeams.length).toBeLessThanOrEqual(60);
  for (const group of GROUPS) for (const [n, kind] of KINDS.entries()) await ask(group, n, kind);
  await settled(stack, 120_000);
}, 180_000);
afterAll(() => stack.close());

async function ask(group: string, n: number, criticality: (typeof KINDS)[number]): Promise<void> {
  const [collaboration] = await stack.store.directory.collaborations();
  if (!collaboration) throw new Error('no collaboration');
  const groups = [group];
  const number = `${group}-${n}`;
  const about = { collaboration: collaboration._id, number, group, groups, title: `Spørsmål ${number}`, criticality };
  const question = randomUUID();
  const done = await stack.core.handle.handle({
    ...plainQuestion(rosterOf(collaboration, groups)),
    ...about,
    policy: collaboration.policy,
    question,
    commandId: `ask:${question}`,
    at: stack.demo.clock(),
    by: `${group}.trondheim-1`,
  });
  if ('refused' in done) throw new Error(`not asked: ${done.refused}`);
}

/** Changes their mind about the group's questions, one after the other; how often they pressed. */
async function votes({ who, platform, where }: Someone, until: number): Promise<number> {
  const hands = stack.sandbox[platform].as(who);
  let pressed = 0;
  for (let n = Math.floor(random() * KINDS.length * 2); Date.now() < until; n++) {
    const card = hands.findCard(where, `Spørsmål ${where}-${n % KINDS.length}`);
    const label = n % (2 * KINDS.length) < KINDS.length ? m.button.support : m.button.abstain;
    // What they see when it fails is another test's: here they go on.
    if (card?.labels.includes(label))
      pressed += await hands.press(where, card.id, label).then(
        () => 1,
        () => 0,
      );
    await wait(random() * 2 * REST_MS);
  }
  return pressed;
}

async function versions(): Promise<number> {
  return (await stack.store.register.list({})).reduce((sum, { version }) => sum + version, 0);
}

const CASES: { name: string; slack: Fault[]; teams: Fault[]; until: string }[] = [
  {
    name: '429, with and without Retry-After',
    // Not what answers a person: it may go at once, and where one way is closed another is tried.
    slack: ['chat.update', 'chat.postMessage', 'conversations.', 'users.lookupByEmail'].map((match) => ({
      ...{ kind: 'status', status: 429, retryAfter: 4, share: 0.4, match },
    })),
    teams: [
      { kind: 'status', status: 429, retryAfter: 4, share: 0.2 },
      { kind: 'status', status: 429, share: 0.2 },
    ],
    until: '2027-02-03T08:00:00.000Z',
  },
  {
    name: '5xx for 30 % of all calls',
    slack: [500, 502, 503].map((status) => ({ kind: 'status', status, share: 0.112 })),
    teams: [500, 502, 504].map((status) => ({ kind: 'status', status, share: 0.112 })),
    until: '2027-02-04T15:00:00.000Z',
  },
  {
    name: 'ten seconds for each call',
    slack: [{ kind: 'delay', ms: 10_000, share: 1 }],
    teams: [{ kind: 'delay', ms: 10_000, share: 1 }],
    until: '2027-02-05T08:00:00.000Z',
  },
  {
    name: 'dropped connections and lost replies, 20 % of each',
    slack: (['drop', 'lost-reply'] as const).map((kind) => ({ kind, share: 0.2 })),
    teams: (['drop', 'lost-reply'] as const).map((kind) => ({ kind, share: 0.2 })),
    until: '2027-02-08T15:00:00.000Z',
  },
];

test.each(CASES)('$name', LONG, async ({ name, slack, teams, until }) => {
  const began = Date.now();
  const [versionsBefore, sentBefore] = [await versions(), (await stack.store.notices.list({ status: 'sent' })).length];
  const callsBefore = sendingCalls(stack.sandbox).length;
  for (const fault of slack) stack.sandbox.slack.fault(fault);
  for (const fault of teams) stack.sandbox.teams.fault(fault);
  const ends = Date.now() + VOTING_MS;
  const [, ...pressed] = await Promise.all([moveTo(stack, until), ...voters.map((person) => votes(person, ends))]);
  for (const platform of PLATFORMS) stack.sandbox[platform].clearFaults();
  // What is put off for longest is put off for five minutes.
  await moveOn(stack, new Date(Date.parse(stack.demo.clock()) + 6 * MINUTE).toISOString(), 6 * MINUTE);
  await settled(stack, 150_000);

  const taken = (await versions()) - versionsBefore;
  const sent = (await stack.store.notices.list({ status: 'sent' })).length - sentBefore;
  const calls = sendingCalls(stack.sandbox);
  const inSlack = slackRates(stack.sandbox);
  const inTeams = teamsRates(stack.sandbox);
  console.info(
    `${name}: SEED=${SEED}, ${pressed.reduce((a, b) => a + b, 0)} pressed, ${taken} commits, ${sent} notices sent, ${calls.length - callsBefore} calls in ${Math.round((Date.now() - began) / 1_000)} s, ${calls.filter(({ retryAfter }) => retryAfter).length} told to wait; at most ${inSlack.updates} updates a minute in Slack, in a conversation of Teams ${inTeams.busiest}`,
  );
  expect(taken).toBeGreaterThan(voters.length);
  expect(sent).toBeGreaterThan(GROUPS.length);
  expect(await cardFaults(stack)).toEqual([]);
  expect(await seenFaults(stack, onTeams)).toEqual([]);
  expect(await stack.store.notices.list({ status: 'failed' })).toEqual([]);
  expect(inSlack.updates).toBeLessThanOrEqual(50);
  expect(inSlack.tooFast).toBe(0);
  expect(inTeams.faults).toEqual([]);
  expect(retryAfterFaults(calls)).toEqual([]);
  const errors = stack.log.lines.filter(
    ({ level, message }) => level === 'error' && !WHILE_SOMEBODY_WAITS.test(message),
  );
  expect(errors).toEqual([]);
});
