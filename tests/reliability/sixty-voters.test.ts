/** A group of sixty in one Teams channel, all answering within ten seconds. */
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Collaboration } from '../../bot/index.ts';
import type { SandboxPerson } from '../../sandbox/types.ts';
import { asks, does, m } from '../support/doings.ts';
import { type Stack, startStack } from '../support/stack.ts';
import { shownBy, stepsBack } from './support/card-history.ts';
import { type Counts, cardCounts, chainFaults, countsIn, countsOf, positionsIn } from './support/checks.ts';
import type { Card } from './support/fleet.ts';
import { teamsRates } from './support/platform-rates.ts';
import { settled } from './support/platforms.ts';
import { SEED, seeded } from './support/seeded.ts';

const GROUP = 'legevakt';
const TITLE = 'Seksti svarer';
const MEMBERS = 60;
const WITHIN_MS = 10_000;
/** Teams waits for so long. */
const ANSWERED_MS = 5_000;
const KINDS = ['support', 'support', 'abstain', 'reservation'] as const;
type Kind = (typeof KINDS)[number];
const random = seeded(SEED);

let stack: Stack;
let members: string[];
let card: Card;

const isMember = ({ id }: { id: string }) => !/coordinator|^chair/.test(id);

/** The members alone are in Teams: with those who look after the groups there would be more than sixty. */
function accounts(people: SandboxPerson[]): SandboxPerson[] {
  members = people
    .filter(isMember)
    .slice(0, MEMBERS)
    .map(({ id }) => id);
  return people.flatMap((one) => {
    if (members.includes(one.id)) return [{ ...one, on: ['teams'] }];
    return isMember(one) ? [] : [one];
  });
}

/** They hold all seats of the group but one: with the last answer it would be decided. All read bokmål. */
function withSixty(collaboration: Collaboration): Collaboration {
  const seats = [...members, 'chair-2'].map((holder, n) => {
    const block = n % 3 === 0 ? 'opsjonskommuner' : 'trondheim';
    return { id: `${block}:${n + 1}`, block, holder, substitute: null };
  });
  const groups = collaboration.groups.map((group) => {
    return group.id === GROUP ? { ...group, seats, experts: members.slice(0, 1) } : { ...group, seats: [] };
  });
  return { ...collaboration, groups, people: collaboration.people.map(({ language: _, ...one }) => one) };
}

beforeAll(async () => {
  stack = await startStack({ accounts, limited: true });
  const [collaboration] = await stack.store.directory.collaborations();
  if (!collaboration) expect.fail('nobody works together');
  await stack.store.directory.saveCollaboration(withSixty(collaboration));
  stack.core.people.forget();
  const [expert = ''] = members;
  const { _id } = await asks(
    stack,
    { who: expert, platform: 'teams', where: GROUP },
    { title: TITLE, criticality: 'yellow' },
  );
  await settled(stack, 30_000);
  const teams = stack.sandbox.teams.as(expert).findCard(GROUP, TITLE)?.id ?? expect.fail('no card');
  card = { question: _id, title: TITLE, where: GROUP, slack: '', teams };
}, 120_000);
afterAll(() => stack.close());

/** What they pressed, how long it took to be answered, and what their own card says then. */
async function votes(who: string, kind: Kind) {
  const hands = stack.sandbox.teams.as(who);
  const began = performance.now();
  if (kind === 'reservation') {
    await hands.press(GROUP, card.teams, m.button.reservation);
    await does(
      stack,
      { who, platform: 'teams', where: GROUP },
      { fill: { [m.form.reservation.text]: `Forbehold fra ${who}` } },
    );
    return { who, kind, ms: performance.now() - began, own: '' };
  }
  await hands.press(GROUP, card.teams, m.button[kind]);
  const ms = performance.now() - began;
  return { who, kind, ms, own: hands.findCard(GROUP, TITLE)?.text ?? '' };
}

function answered(counts: Counts): number {
  return counts.reduce((sum, n) => sum + n, 0);
}

test(`sixty answer within ten seconds (SEED=${SEED})`, { timeout: 120_000 }, async () => {
  const began = Date.now();
  const told = await Promise.all(
    members.map(async (who, n) => {
      await wait(random() * (WITHIN_MS - 1_000));
      return await votes(who, KINDS[n % KINDS.length] ?? 'support');
    }),
  );
  const votedMs = Date.now() - began;
  await settled(stack, 60_000);

  const log = await stack.store.log.read(card.question);
  const expected = told.map(({ who, kind }) => `${who}: ${kind === 'reservation' ? `Forbehold fra ${who}` : kind}`);
  expect(
    positionsIn(log)
      .map(({ who, said }) => `${who}: ${said}`)
      .sort(),
  ).toEqual(expected.sort());
  expect(chainFaults(card.question, log)).toEqual([]);

  const tally = countsOf(await stack.core.handle.load(card.question));
  expect(answered(tally)).toBe(MEMBERS);
  const shown = shownBy(stack, 'teams', card);
  expect(shown.at(-1)).toEqual(tally);
  expect(cardCounts(stack, 'teams', card)).toEqual(tally);
  expect(stepsBack(shown, log)).toBe(0);
  expect(shown.map(answered)).toEqual(shown.map(answered).toSorted((a, b) => a - b));

  const rates = teamsRates(stack.sandbox);
  expect(rates.faults).toEqual([]);
  // One card for all of them, changed far more seldom than they answer.
  expect(shown.length).toBeLessThan(MEMBERS / 2);
  expect(Math.max(...told.map(({ ms }) => ms))).toBeLessThan(ANSWERED_MS);

  for (const { kind, own } of told) if (kind !== 'reservation') expect(own).toContain(m.mine[kind]);
  for (const { who, kind } of told) {
    const hands = stack.sandbox.teams.as(who);
    await hands.open(GROUP);
    const text = hands.findCard(GROUP, TITLE)?.text ?? '';
    expect([who, text.includes(m.mine[kind]), countsIn(text)]).toEqual([who, true, tally]);
  }
  expect(stack.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  console.info(
    `sixty voters: voted in ${(votedMs / 1_000).toFixed(1)} s, answered in at most ${Math.round(Math.max(...told.map(({ ms }) => ms)))} ms, ${shown.length} changes of the card, all shown after ${((Date.now() - began) / 1_000).toFixed(1)} s; ${rates.busiest}`,
  );
});
