/** A person's home tab in Slack, with the whole product behind it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asks, does, eventually, m, type Someone, stateOf } from '../support/doings.ts';
import { type Stack, startStack } from '../support/stack.ts';

const HT = 'hjemmetjenester';
let stack: Stack;
let who: string;
let asker: Someone;

beforeAll(async () => {
  stack = await startStack();
  const onSlack = stack.demo.sandbox.people.filter(({ id, on }) => id.startsWith(`${HT}.`) && on.includes('slack'));
  who = onSlack.find(({ id }) => id.endsWith('trondheim-5'))?.id ?? `${HT}.trondheim-3`;
  asker = { who: `${HT}.trondheim-1`, platform: 'slack', where: HT };
}, 60_000);
afterAll(() => stack.close());

const hands = () => stack.sandbox.slack.as(who);
const homeText = () => JSON.stringify(hands().home()?.blocks ?? '');
const shows = (text: string) =>
  eventually(
    () => homeText().includes(text),
    () => `the home tab lacks «${text}»: ${homeText().slice(0, 3000)}`,
  );

test('has what waits, the groups and the settings; is answered in place until nothing waits', async () => {
  await asks(stack, asker, { title: 'Første?', criticality: 'yellow' });
  await asks(stack, asker, { title: 'Andre?', criticality: 'red' });
  hands().openHome();
  await shows('To saker venter på deg. Det tar om lag tre minutter.');
  await shows('Hjemmetjenester · to åpne saker');
  await shows('Du får meldinger på arbeidsdager mellom kl. 07.30 og kl. 16.00');
  await hands().press('home', '', m.button.support);
  await shows('Én sak venter på deg. Det tar om lag to minutter.');
  await shows(m.receipt.support);
  await hands().press('home', '', m.button.objection);
  await does(
    stack,
    { who, platform: 'slack', where: 'home' },
    {
      fill: {
        [m.form.objection.criterion]: 'lov og forskrift',
        [m.form.objection.text]: 'Dette er ulovlig',
        [m.form.objection.change]: 'Spør en jurist',
      },
    },
  );
  await shows('Ingen saker venter på deg.');
  await shows(m.receipt.objection);
  const kinds = await Promise.all(
    ['Første?', 'Andre?'].map(async (title) => Object.values((await stateOf(stack, title)).positions)),
  );
  expect(kinds.flat().map(({ person, kind }) => [person, kind])).toEqual([
    [who, 'support'],
    [who, 'objection'],
  ]);
  expect(hands().messages('dm')).toEqual([]);
});

test('changes its language with the list, and the times with the form', async () => {
  hands().openHome();
  await shows('Språk');
  await hands().press('home', '', 'Nynorsk');
  await shows('Ingen saker ventar på deg.');
  await shows('Notert: eg skriv nynorsk til deg.');
  await hands().press('home', '', 'Endre tidene …');
  await does(
    stack,
    { who, platform: 'slack', where: 'home' },
    { fill: { Tidlegast: 'kl. 09.00', Seinast: 'kl. 14.30' } },
  );
  await shows('mellom kl. 09.00 og kl. 14.30');
  expect(await stack.store.directory.preferences()).toMatchObject([
    { language: 'nn', hours: { from: '09:00', to: '14:30' } },
  ]);
  await hands().press('home', '', 'Bokmål');
  await shows('Ingen saker venter på deg.');
});
