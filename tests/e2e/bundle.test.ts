/** The day's bundle and `mine` in Slack and in Teams: answered in place, changed as they are answered. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Platform } from '../../bot/index.ts';
import { asks, eventually, m, stateOf } from '../support/doings.ts';
import { type Stack, startStack } from '../support/stack.ts';

const HT = 'hjemmetjenester';
/** The demo's clock begins on Monday 1 February 2027. */
const TUESDAY = '2027-02-02T07:31:00.000Z';
const PLATFORMS = ['slack', 'teams'] as const;
let stack: Stack;
const who: Record<Platform, string> = { slack: `${HT}.trondheim-5`, teams: `${HT}.trondheim-6` };

beforeAll(async () => {
  stack = await startStack({
    accounts: (people) =>
      people.map((person) => {
        const [on] = PLATFORMS.filter((platform) => who[platform] === person.id);
        return on ? { ...person, on: [on] } : person;
      }),
  });
  const asker = { who: `${HT}.trondheim-1`, platform: 'slack' as const, where: HT };
  await asks(stack, asker, { title: 'Første?', criticality: 'yellow' });
  await asks(stack, asker, { title: 'Andre?', criticality: 'red' });
  await fetch(stack.demo.sandbox.clockUrl, { method: 'POST', body: JSON.stringify({ to: TUESDAY }) });
  await stack.core.settle();
}, 60_000);
afterAll(() => stack.close());

const hands = (platform: Platform) => stack.sandbox[platform].as(who[platform]);
const inChat = (platform: Platform, text: string) => hands(platform).findCard('dm', text);

async function shows(platform: Platform, ...texts: string[]): Promise<void> {
  await eventually(
    () => texts.every((text) => inChat(platform, texts[0] ?? '')?.text.includes(text)),
    () => `${platform}: no «${texts}» in ${inChat(platform, '')?.text}`,
  );
}

test.each(PLATFORMS)('in %s the bundle comes in the morning, is answered in place and folds', async (platform) => {
  await shows(platform, 'To saker venter på deg. Det tar om lag tre minutter.', 'Første?', 'Andre?');
  const before = hands(platform).messages('dm').length;
  const bundle = inChat(platform, 'To saker venter på deg');
  await hands(platform).press('dm', bundle?.id ?? '', m.button.support);
  await shows(platform, 'Én sak venter på deg. Det tar om lag to minutter.', 'Andre?', '· støtter');
  await stack.core.settle();
  const anew = inChat(platform, 'Én sak venter på deg');
  expect(anew?.id).toBe(bundle?.id);
  await hands(platform).press('dm', anew?.id ?? '', m.button.abstain);
  await shows(platform, 'Ingen saker venter på deg.', '· avstår');
  await stack.core.settle();
  await shows(platform, 'Ingen saker venter på deg.', '· støtter', '· avstår');
  expect(inChat(platform, 'Ingen saker venter på deg.')?.labels).not.toContain(m.button.support);
  expect(hands(platform).messages('dm')).toHaveLength(before);
  const kinds = await Promise.all(['Første?', 'Andre?'].map(async (title) => (await stateOf(stack, title)).positions));
  expect(kinds.flatMap((all) => Object.values(all)).filter(({ person }) => person === who[platform])).toMatchObject([
    { kind: 'support' },
    { kind: 'abstain' },
  ]);
});

test.each(PLATFORMS)(
  '`mine` in the chat with the bot in %s is the same list, in the language that was chosen there',
  async (platform) => {
    const say = (words: string) => hands(platform).say('dm', platform === 'slack' ? `/samrad ${words}` : words);
    await say('språk nynorsk');
    await shows(platform, 'Notert: eg skriv nynorsk til deg.');
    const asker = { who: `${HT}.trondheim-1`, platform: 'slack' as const, where: HT };
    const title = `Ei til i ${platform}?`;
    await asks(stack, asker, { title, criticality: 'yellow' });
    await say('mine');
    await shows(platform, 'ventar på deg', title);
    const mine = inChat(platform, title);
    await hands(platform).press('dm', mine?.id ?? '', 'Avstår');
    await eventually(
      () => inChat(platform, '· avstår')?.id === mine?.id,
      () => `${platform}: ${inChat(platform, '')?.text}`,
    );
  },
);
