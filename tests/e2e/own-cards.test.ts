/** In Teams each sees the card in their own way: in their language, and with what they themselves can do. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { catalog } from '../../bot/index.ts';
import { asks, does, m, someone } from '../support/doings.ts';
import { type Stack, startStack } from '../support/stack.ts';

const GROUP = 'hjemmetjenester';
const TITLE = 'Hver sitt kort?';
const [ASKER, NYNORSK, ANOTHER] = [1, 4, 8].map((seat) => `${GROUP}.trondheim-${seat}`) as [string, string, string];
const COORDINATOR = `${GROUP}.coordinator-1`;

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
  // Teams asks only for those whom the bot has heard of.
  for (const who of [NYNORSK, ANOTHER]) await stack.sandbox.teams.as(who).say('dm', m.command.mine.word);
  await asks(stack, someone(stack, ASKER), { title: TITLE, criticality: 'yellow' });
}, 60_000);
afterAll(() => stack.close());

/** The buttons on the card as this person sees it when they look at the channel. */
async function buttons(who: string): Promise<string[]> {
  const hands = stack.sandbox.teams.as(who);
  await hands.open(GROUP);
  return hands.findCard(GROUP, TITLE)?.labels ?? [];
}

test('and goes on doing so when somebody else has answered', async () => {
  const { support } = catalog('nn').button;
  expect(await buttons(NYNORSK)).toContain(support);
  expect(await buttons(COORDINATOR)).not.toContain(m.button.support);
  await does(stack, someone(stack, ANOTHER), { card: TITLE, press: m.button.support });
  await stack.core.settle();
  expect(await buttons(NYNORSK)).toContain(support);
  expect(await buttons(COORDINATOR)).not.toContain(m.button.support);
});
