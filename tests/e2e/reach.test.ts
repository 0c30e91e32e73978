/** Somebody in Teams who has not installed the app: called by name under the card, until they have. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asks, eventually } from '../support/doings.ts';
import { type Stack, startStack } from '../support/stack.ts';

const HT = 'hjemmetjenester';
const WHO = `${HT}.trondheim-6`;
/** On the list, and not in the team: whoever stands in for somebody need not be. */
const APART = `${HT}.trondheim-7`;
/** The demo's clock begins on Monday 1 February 2027; yellow has five working days, and half-way is a reminder. */
const FRIDAY = '2027-02-05T15:00:00.000Z';
const MONDAY = '2027-02-08T07:31:00.000Z';
const TITLE = 'Uten appen?';
let stack: Stack;

beforeAll(async () => {
  stack = await startStack({
    accounts: (people) =>
      people.map((person) => ([WHO, APART].includes(person.id) ? { ...person, on: ['teams'] } : person)),
  });
  await stack.sandbox.teams.install({ personId: WHO }, false);
  await stack.sandbox.teams.member(APART, false);
  await asks(
    stack,
    { who: `${HT}.trondheim-1`, platform: 'slack', where: HT },
    { title: TITLE, criticality: 'yellow' },
  );
}, 60_000);
afterAll(() => stack.close());

const hands = () => stack.sandbox.teams.as(WHO);
const name = () => stack.demo.sandbox.people.find(({ id }) => id === WHO)?.name;
const calls = () =>
  hands()
    .messages(HT)
    .filter(({ cards }) => JSON.stringify(cards).includes('<at>'));

async function moveTo(instant: string): Promise<void> {
  await fetch(stack.demo.sandbox.clockUrl, { method: 'POST', body: JSON.stringify({ to: instant }) });
  await stack.core.settle();
}

test('is reminded in the channel, alone, under the card, in a sentence that tells what the card tells', async () => {
  await moveTo(FRIDAY);
  await eventually(
    () => calls().length > 0,
    () =>
      `nobody is called in: ${JSON.stringify(
        hands()
          .messages(HT)
          .map(({ cards }) => cards),
      )}`,
  );
  // Half-way, on the night to Friday, and the last reminder come on the same day.
  expect(calls()).toHaveLength(1);
  const card = hands().findCard(HT, TITLE);
  for (const { cards, thread } of calls()) {
    expect(thread).toBe(card?.id);
    const { body, msteams, actions } = cards[0] as {
      body: { text: string }[];
      msteams: { entities: unknown[] };
      actions?: unknown;
    };
    expect(body[0]?.text).toBe(`<at>${name()}</at>`);
    expect(msteams.entities).toEqual([
      { type: 'mention', text: `<at>${name()}</at>`, mentioned: { id: expect.stringMatching(/^29:/), name: name() } },
    ]);
    expect(JSON.stringify(body)).toContain('Svaret ditt mangler');
    expect(actions).toBeUndefined();
  }
  expect(hands().messages('dm')).toEqual([]);
  expect(stack.sandbox.teams.problems).toEqual([]);
});

test('who has it and is not in the team is written to: Teams told when it was installed', () => {
  const own = stack.sandbox.teams.as(APART).messages('dm');
  expect(JSON.stringify(own.map(({ cards }) => cards))).toContain(TITLE);
});

test('once the app is installed, is written to alone', async () => {
  const before = calls().length;
  await stack.sandbox.teams.install({ personId: WHO }, true);
  await moveTo(MONDAY);
  await eventually(
    () => hands().findCard('dm', TITLE)?.text.includes('venter på deg') ?? false,
    () => `nothing in the chat: ${JSON.stringify(hands().messages('dm'))}`,
  );
  expect(calls()).toHaveLength(before);
});
