/** Two hundred people press in all channels of one Slack workspace, which takes some fifty changes of messages a minute: each sees their own result at once. */
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rosterOf } from '../../bot/index.ts';
import type { SandboxPerson } from '../../sandbox/types.ts';
import { plainQuestion } from '../support/asking.ts';
import { type Stack, startStack } from '../support/stack.ts';
import { createAnswering, nth } from './support/answering.ts';
import { shownBy, stepsBack } from './support/card-history.ts';
import type { Card } from './support/fleet.ts';
import { slackRates } from './support/platform-rates.ts';
import { cardFaults, settled } from './support/platforms.ts';
import { SEED, seeded } from './support/seeded.ts';

const PEOPLE = 200;
const QUESTIONS = 2;
const WITHIN_MS = 12_000;
/** Half of them; who presses while the machine has other work waits longer. A card is changed each 30 s, so long after. */
const TOLD_MS = 1_000;
const random = seeded(SEED);

let stack: Stack;
let members: string[];
let cards: Card[];

const isMember = ({ id }: { id: string }) => !/coordinator|^chair/.test(id);

function accounts(people: SandboxPerson[]): SandboxPerson[] {
  return people.map((one) => (isMember(one) ? { ...one, on: ['slack'] } : one));
}

beforeAll(async () => {
  stack = await startStack({ accounts, limited: true });
  const [stored] = await stack.store.directory.collaborations();
  if (!stored) expect.fail('nobody works together');
  // All read bokmål: the words looked for are the ones they see.
  const collaboration = { ...stored, people: stored.people.map(({ language: _, ...one }) => one) };
  await stack.store.directory.saveCollaboration(collaboration);
  stack.core.people.forget();
  members = collaboration.people
    .filter(isMember)
    .slice(0, PEOPLE)
    .map(({ id }) => id);
  expect(members).toHaveLength(PEOPLE);
  const groups = collaboration.groups.map(({ id }) => id);
  const asked = groups.flatMap((where) =>
    Array.from({ length: QUESTIONS }, (_, n) => ({ where, title: `${where} ${n}` })),
  );
  const made = asked.map(async ({ where, title }) => {
    const question = randomUUID();
    const done = await stack.core.handle.handle({
      ...plainQuestion(rosterOf(collaboration, [where])),
      ...{ collaboration: collaboration._id, number: title, group: where, groups: [where], title, criticality: 'red' },
      ...{ policy: collaboration.policy, question, commandId: `ask:${question}` },
      ...{ at: stack.demo.clock(), by: `${where}.trondheim-1` },
    });
    if ('refused' in done) throw new Error(`not asked: ${done.refused}`);
    return { question, title, where, teams: '' };
  });
  const questions = await Promise.all(made);
  await settled(stack, 60_000);
  const hands = stack.sandbox.slack.as('chair-2');
  cards = questions.map((one) => ({
    ...one,
    slack: hands.findCard(one.where, one.title)?.id ?? expect.fail(one.title),
  }));
}, 180_000);
afterAll(() => stack.close());

function calls(method: string) {
  return stack.sandbox.slack.requests.filter((one) => one.method === method);
}

test(`each of two hundred sees their own result at once (SEED=${SEED})`, { timeout: 180_000 }, async () => {
  const answering = createAnswering({ sandbox: stack.sandbox, random });
  const [byUrl, updates] = [calls('response_url').length, calls('chat.update').length];

  async function answers(who: string, n: number): Promise<{ saw: string; ms: number }> {
    await wait(random() * WITHIN_MS);
    const where = who.split('.')[0] ?? '';
    const card = cards.filter((one) => one.where === where)[n % QUESTIONS] ?? expect.fail(`${where} has no card`);
    const person = { who, platform: 'slack' as const, where };
    const began = performance.now();
    const saw = await answering.attempt(person, card, nth(n, person));
    return { saw, ms: performance.now() - began };
  }

  const began = Date.now();
  const told = await Promise.all(members.map(answers));
  const { cardsBehind } = await stack.store.backlog(stack.demo.clock());
  const votedMs = Date.now() - began;
  await settled(stack, 120_000);

  const waited = told.map(({ ms }) => Math.round(ms)).sort((a, b) => a - b);
  const median = waited[waited.length / 2] ?? Number.POSITIVE_INFINITY;
  const rates = slackRates(stack.sandbox);
  const changed = calls('chat.update').length - updates;
  console.info(
    `budget of a workspace: ${told.length} presses in ${(votedMs / 1_000).toFixed(1)} s, told after ${median} ms, at most ${waited.at(-1)}; ${cardsBehind} cards behind then, ${changed} changes of cards in all, done after ${((Date.now() - began) / 1_000).toFixed(1)} s, at most ${rates.updates} a minute`,
  );
  expect(told.filter(({ saw }) => saw !== 'noted')).toEqual([]);
  expect(median).toBeLessThan(TOLD_MS);
  // By the tap's own address, which costs nothing of what the workspace takes; the cards come after.
  expect(calls('response_url').length - byUrl).toBe(PEOPLE);
  expect(calls('chat.postEphemeral')).toEqual([]);
  expect(cardsBehind).toBeGreaterThan(0);
  expect([rates.updates <= 50, rates.tooFast]).toEqual([true, 0]);

  expect(await cardFaults(stack)).toEqual([]);
  const logs = await Promise.all(cards.map(({ question }) => stack.store.log.read(question)));
  expect(cards.map((card, at) => stepsBack(shownBy(stack, 'slack', card), logs[at] ?? []))).toEqual(cards.map(() => 0));
  expect(stack.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
});
