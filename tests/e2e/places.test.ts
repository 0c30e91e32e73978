/** The bot is put out of channels and comes back; cards and accounts go away. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Platform } from '../../bot/index.ts';
import { asks, cardIn, does, eventually, heard, hears, m, type Someone } from '../support/doings.ts';
import { type Stack, startStack } from '../support/stack.ts';

const HT = 'hjemmetjenester';
const INST = 'institusjon';
const LV = 'legevakt';
const COORDINATOR = `${HT}.coordinator-1`;

let stack: Stack;

beforeAll(async () => {
  stack = await startStack();
}, 60_000);
afterAll(() => stack.close());

const on = (platform: Platform, who: string, where = who.split('.')[0] ?? ''): Someone => ({ who, platform, where });

/** A member of the group who is in Slack. */
function slackMember(group: string): string {
  const { people } = stack.demo.sandbox;
  return people.find(({ id, on: where }) => id.startsWith(`${group}.trondheim`) && where.join() === 'slack')?.id ?? '';
}

/** What a coordinator is told, on whichever platform they are reached. */
function toldTo(who: string): string[] {
  return (['slack', 'teams'] as const).flatMap((platform) => {
    try {
      return heard(stack, on(platform, who, 'dm'));
    } catch {
      return [];
    }
  });
}

async function isTold(who: string, words: string): Promise<void> {
  await stack.core.settle();
  await eventually(
    () => toldTo(who).some((text) => text.includes(words)),
    () => `${who} was not told «${words}» but: ${toldTo(who).join(' | ')}`,
  );
}

async function shows(platform: Platform, where: string, card: string, words = card): Promise<void> {
  await eventually(
    async () => {
      await stack.core.settle();
      return cardIn(stack, platform, where, card).includes(words);
    },
    () => `no «${words}» in ${where}: ${cardIn(stack, platform, where, card)}`,
  );
}

test('put out of a Slack channel, the coordinator is told once; invited again, the cards catch up', async () => {
  const { slack } = stack.sandbox;
  const title = 'Uten kanal?';
  await asks(stack, on('slack', `${HT}.trondheim-1`), { title });
  slack.setMember(HT, false);
  await slack.idle();
  await isTold(COORDINATOR, 'Samråd er ikke med i kanalen til Hjemmetjenester i Slack');
  await does(stack, on('teams', `${HT}.trondheim-6`), { card: title, press: m.button.support });
  await stack.core.settle();
  expect(toldTo(COORDINATOR).filter((text) => text.includes('ikke med i kanalen'))).toHaveLength(1);
  slack.setMember(HT, true, COORDINATOR);
  await slack.idle();
  await shows('slack', HT, title, 'Støtter 1');
});

test('invited to a channel that is not linked, the one who did it hears how to', async () => {
  const { slack } = stack.sandbox;
  const { directory } = stack.store;
  const linked = await directory.linksOf('slack', slack.ids.team, slack.ids.channel('samarbeidsradet'));
  for (const { _id } of linked) await directory.removeLink(_id);
  slack.setMember('samarbeidsradet', true, COORDINATOR);
  await slack.idle();
  await hears(stack, on('slack', COORDINATOR, 'samarbeidsradet'), m.places.added.slack);
});

test('who links a channel that the bot is not in hears how to invite it, and the questions come when it is', async () => {
  const { slack } = stack.sandbox;
  const where = 'programstyret';
  const title = 'Koblet uten Samråd?';
  const expert = on('slack', `${HT}.trondheim-1`);
  await asks(stack, expert, { title });
  slack.setMember(where, false);
  await does(stack, { ...expert, where }, { say: '/samrad koble Hjemmetjenester' });
  await hears(stack, { ...expert, where }, m.places.linkedAbsent);
  slack.setMember(where, true, expert.who);
  await slack.idle();
  await shows('slack', where, title);
});

test('a card that is taken away is put back while the question is open, and not after', async () => {
  const { slack } = stack.sandbox;
  const title = 'Tatt bort?';
  const asked = await asks(stack, on('slack', `${HT}.trondheim-1`), { title });
  const hands = slack.as(COORDINATOR);
  const card = () =>
    hands.messages(HT).filter(({ text, fromBot, threadTs }) => fromBot && !threadTs && text.includes(title));
  const [first] = card();
  hands.remove(HT, first?.ts ?? '');
  await slack.idle();
  await eventually(
    async () => {
      await stack.core.settle();
      return card().some(({ ts }) => ts !== first?.ts);
    },
    () => 'the card was not put back',
  );
  expect(card()).toHaveLength(1);
  await stack.core.handle.handle({
    ...{ type: 'withdraw', question: asked._id, commandId: 'w', at: stack.demo.clock(), by: `${HT}.trondheim-1` },
    reason: 'Angret',
  });
  await shows('slack', HT, title, 'Trukket');
  hands.remove(HT, card()[0]?.ts ?? '');
  await slack.idle();
  await stack.core.settle();
  expect(card()).toEqual([]);
});

test('of a Teams channel that is gone without a word, the first card that fails tells', async () => {
  const { teams } = stack.sandbox;
  const title = 'Borte i Teams?';
  await asks(stack, on('teams', `${LV}.coordinator-1`), { title });
  await shows('teams', LV, title);
  teams.fault({ kind: 'status', status: 403, match: 'PUT', times: 1 });
  await does(stack, on('slack', slackMember(LV)), { card: title, press: m.button.support });
  await isTold(`${LV}.coordinator-1`, 'Samråd er ikke med i kanalen til Legevakt i Teams');
});

test('taken out of the team in Teams, each group’s coordinators are told; installed again, the cards catch up', async () => {
  const { teams } = stack.sandbox;
  const title = 'Uten team?';
  await asks(stack, on('slack', `${HT}.trondheim-1`), { title });
  await shows('teams', HT, title);
  await teams.install('team', false);
  await isTold(COORDINATOR, 'Samråd er ikke med i kanalen til Hjemmetjenester i Teams');
  await isTold(`${INST}.coordinator-1`, 'Samråd er ikke med i kanalen til Institusjon');
  await does(stack, on('slack', `${HT}.trondheim-5`), { card: title, press: m.button.support });
  await stack.core.settle();
  expect(cardIn(stack, 'teams', HT, title)).not.toContain('Støtter 1');
  expect(toldTo(COORDINATOR).filter((text) => text.includes('Hjemmetjenester i Teams'))).toHaveLength(1);
  await teams.install('team', true, COORDINATOR);
  await shows('teams', HT, title, 'Støtter 1');
});

test('a card that the team’s owner takes away in Teams is put back', async () => {
  const { teams } = stack.sandbox;
  const title = 'Tatt bort i Teams?';
  await asks(stack, on('slack', `${HT}.trondheim-1`), { title });
  await shows('teams', HT, title);
  const hands = teams.as(COORDINATOR);
  const first = hands.findCard(HT, title)?.id ?? '';
  await hands.remove(HT, first);
  await eventually(
    async () => {
      await stack.core.settle();
      return (hands.findCard(HT, title)?.id ?? first) !== first;
    },
    () => 'the card was not put back',
  );
});

test('the coordinators hear that an account with a seat is closed', async () => {
  const { slack } = stack.sandbox;
  const seated = stack.demo.sandbox.people.find(({ id }) => id === slackMember(INST));
  slack.closeAccount(seated?.id ?? '');
  await slack.idle();
  await isTold(`${INST}.coordinator-1`, `${seated?.name} har plass i Institusjon`);
});

test('nothing was a fault of ours', () => {
  const faults = stack.log.lines.filter(({ level }) => level === 'error');
  expect(faults).toEqual([]);
});
