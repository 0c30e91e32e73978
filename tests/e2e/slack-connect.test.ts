/** A channel that is shared with another organisation (Slack Connect), and somebody there who gives themselves a member's e-mail. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asks, does, eventually, heard, m, type Someone, stateOf, writesNothing } from '../support/doings.ts';
import { type Stack, startStack } from '../support/stack.ts';

const WHERE = 'legevakt';
const MEMBER = `${WHERE}.trondheim-2`;
const COORDINATOR = `${WHERE}.coordinator-1`;
const VENDOR = 'T0VENDOR';
const TITLE = 'Skal leverandøren se dette?';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack({
    accounts: (people) => {
      const email = people.find(({ id }) => id === MEMBER)?.email ?? '';
      const stranger = { id: 'vera', name: 'Vera Leverandør', email, on: ['slack' as const], locale: 'nb-NO' };
      return [
        ...people.map((one) => ({ ...one, on: ['slack' as const, 'teams' as const] })),
        { ...stranger, slackTeam: VENDOR },
      ];
    },
  });
  await asks(stack, on(`${WHERE}.trondheim-1`), { title: TITLE });
}, 60_000);
afterAll(() => stack.close());

const on = (who: string, where = WHERE): Someone => ({ who, platform: 'slack', where });

/** In their chat with the bot, on either platform. */
function written(who: string): string {
  return (['slack', 'teams'] as const).flatMap((platform) => heard(stack, { who, platform, where: 'dm' })).join(' | ');
}

async function isWritten(who: string, words: string): Promise<void> {
  await stack.core.settle();
  await eventually(
    () => written(who).includes(words),
    () => `${who} was not told «${words}» but: ${written(who)}`,
  );
}

async function isTold(who: Someone, words: string): Promise<void> {
  await stack.core.settle();
  await eventually(
    () => heard(stack, who).some((text) => text.includes(words)),
    () => `${who.who} was not told «${words}» but: ${heard(stack, who).join(' | ')}`,
  );
}

test('the channel has another id from when it is about to be shared: card, thread and list go on there', async () => {
  const { slack } = stack.sandbox;
  const before = slack.ids.channel(WHERE);
  slack.renewChannelId(WHERE);
  expect(slack.ids.channel(WHERE)).not.toBe(before);
  await slack.idle();
  await does(stack, { who: MEMBER, platform: 'teams', where: WHERE }, { card: TITLE, press: m.button.abstain });
  const card = () => slack.as(MEMBER).findCard(WHERE, TITLE);
  await eventually(
    async () => {
      await stack.core.settle();
      return card()?.text.replaceAll('\u00a0', ' ').includes('Avstår 1') ?? false;
    },
    () => `the card stands still: ${card()?.text}`,
  );
  const cards = slack.as(MEMBER).messages(WHERE);
  expect(cards.filter(({ text, threadTs }) => !threadTs && text.includes(TITLE))).toHaveLength(1);
  slack.as(MEMBER).reply(WHERE, card()?.id ?? '', 'Vi kjører etter adresse.');
  await slack.idle();
  expect((await stateOf(stack, TITLE)).comments.map(({ text }) => text.said)).toEqual(['Vi kjører etter adresse.']);
  const links = await stack.store.directory.linksTo('midt-norge', WHERE);
  expect(links.filter(({ platform }) => platform === 'slack').map(({ channel }) => channel)).toEqual([
    slack.ids.channel(WHERE),
  ]);
});

test('when the channel is shared, its coordinator hears who reads along', async () => {
  stack.sandbox.slack.setShared(WHERE, VENDOR, true);
  await stack.sandbox.slack.idle();
  await isWritten(COORDINATOR, m.places.shared('Legevakt', 'Slack'));
});

test('who is from there is nobody on the list, whatever e-mail they have: told so alone, and nothing is written', async () => {
  const stranger = on('vera');
  await writesNothing(stack, () => does(stack, stranger, { card: TITLE, press: m.button.support }));
  await isTold(stranger, m.refusal['unknown-person']);
  const before = heard(stack, stranger).length;
  await does(stack, stranger, { card: TITLE, press: m.button.objection });
  await eventually(
    () => heard(stack, stranger).length > before,
    () => 'the stranger was told nothing',
  );
  expect(stack.sandbox.slack.as('vera').modal()).toBeUndefined();
  const card = stack.sandbox.slack.as('vera').findCard(WHERE, TITLE)?.id ?? '';
  await writesNothing(stack, async () => {
    stack.sandbox.slack.as('vera').reply(WHERE, card, 'Vi bygger det som dere vil.');
    await stack.sandbox.slack.idle();
  });
});

test('the member answers as before, and the stranger’s closed account closes nobody’s seat', async () => {
  await does(stack, on(MEMBER), { card: TITLE, press: m.button.support });
  await stack.core.settle();
  expect(stack.sandbox.slack.as(MEMBER).findCard(WHERE, TITLE)?.text.replaceAll('\u00a0', ' ')).toContain('Støtter 1');
  stack.sandbox.slack.closeAccount('vera');
  await stack.sandbox.slack.idle();
  await stack.core.settle();
  expect(written(COORDINATOR)).not.toContain('er stengt');
});

test('who links a shared channel hears who reads along', async () => {
  await stack.sandbox.slack.as(COORDINATOR).command(WHERE, 'koble Legevakt');
  await isTold(on(COORDINATOR), m.places.linkedShared);
});

test('when it is no longer shared, the coordinator hears that too', async () => {
  stack.sandbox.slack.setShared(WHERE, VENDOR, false);
  await stack.sandbox.slack.idle();
  await isWritten(COORDINATOR, m.places.unshared('Legevakt', 'Slack'));
});

test('nothing was a fault of ours', () => {
  expect(stack.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
});
