/** One tally over both platforms; who may do what; what is said in threads; how a body's answer comes back. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Platform, RegisterEntry } from '../../bot/index.ts';
import { unseal } from '../../bot/seal.ts';
import {
  asks,
  cardIn,
  cardsShow,
  commits,
  does,
  entry,
  eventually,
  hears,
  m,
  type Someone,
  someone,
  stateOf,
  writesNothing,
  written,
} from '../support/doings.ts';
import { type Stack, startStack } from '../support/stack.ts';

const HT = 'hjemmetjenester';
const SB = 'saksbehandling';
const BODY = 'felles-beslutningsgruppe';
/** Have an account on each platform, with the same e-mail address. */
const ON_BOTH = [`${HT}.trondheim-3`, `${HT}.trondheim-1`];
const PLATFORMS = ['slack', 'teams'] as const;

let stack: Stack;

beforeAll(async () => {
  stack = await startStack({
    accounts: (people) =>
      people.map((person) => (ON_BOTH.includes(person.id) ? { ...person, on: ['slack', 'teams'] } : person)),
  });
}, 60_000);
afterAll(() => stack.close());

const on = (platform: Platform, who: string, where = who.split('.')[0] ?? ''): Someone => ({ who, platform, where });

/** Stands on the live card, and not on the packet that comes after it in a body's channel. */
const onCard = ({ number }: RegisterEntry) => `${number} · Hjemmetjenester`;

/** The mandate is flagged and confirmed: the question is lifted to the body at once. */
async function liftedToBody(title: string): Promise<RegisterEntry> {
  const asker = on('slack', `${HT}.trondheim-1`);
  await asks(stack, asker, { title });
  const fill = { [m.form.flagMandate.text]: 'Dette avgjør andre' };
  await does(stack, asker, { card: title, press: m.button.flagMandate, fill });
  await stack.core.settle();
  const lifted = await entry(stack, title);
  expect(lifted).toMatchObject({ level: 2, body: BODY });
  return lifted;
}

describe('one tally', () => {
  test('the same person in Slack and in Teams counts once, the latest answer stands, and both cards show it', async () => {
    const title = 'Ett opptak?';
    await asks(stack, on('slack', `${HT}.trondheim-1`), { title });
    const who = `${HT}.trondheim-3`;
    await does(stack, on('slack', who), { card: title, press: m.button.support });
    await cardsShow(stack, HT, title, 'Støtter 1', '1 av 16');
    await does(stack, on('teams', who), { card: title, press: m.button.abstain });
    expect((await stateOf(stack, title)).positions).toMatchObject({ 'trondheim:3': { person: who, kind: 'abstain' } });
    await cardsShow(stack, HT, title, 'Avstår 1', '1 av 16');
    for (const platform of PLATFORMS) expect(cardIn(stack, platform, HT, title)).not.toContain('Støtter 1');
    await does(stack, on('slack', who), { card: title, press: m.button.support });
    await cardsShow(stack, HT, title, 'Støtter 1', '1 av 16');
    expect(Object.keys((await stateOf(stack, title)).positions)).toEqual(['trondheim:3']);
  });

  test('answers from each platform are counted together on both cards', async () => {
    const title = 'To plattformer?';
    await asks(stack, on('slack', `${HT}.trondheim-1`), { title });
    const people = ['trondheim-5', 'trondheim-6', 'trondheim-7', 'opsjonskommuner-1', 'opsjonskommuner-2'];
    await Promise.all(
      people.map((seat) => does(stack, someone(stack, `${HT}.${seat}`), { card: title, press: m.button.support })),
    );
    await cardsShow(stack, HT, title, 'Støtter 5', '3 av 16', '2 av 8');
  });

  test.each(PLATFORMS)('who asks in %s has the card in both channels at once', async (platform) => {
    const title = `Spurt i ${platform}`;
    await asks(stack, on(platform, `${HT}.trondheim-1`), { title });
    await cardsShow(stack, HT, title, title, '0 av 16', '0 av 8');
  });
});

describe('what is said in the thread', () => {
  test('is kept from both platforms, with who said it, in the order it was said, and changes no position', async () => {
    const title = 'Hva mener dere?';
    await asks(stack, on('slack', `${HT}.trondheim-1`), { title });
    const said = [
      [on('slack', `${HT}.trondheim-5`), 'Vi har prøvd dette i Slack.'],
      [on('teams', `${HT}.trondheim-6`), 'Vi har prøvd dette i Teams.'],
      [on('slack', `${HT}.coordinator-1`), 'Koordinatoren sier noe også.'],
    ] as const;
    for (const [person, say] of said) {
      const made = await written(stack, async () => {
        await does(stack, person, { card: title, say });
        await stack.sandbox.slack.idle();
      });
      const source = { platform: person.platform, link: expect.stringContaining(HT), message: expect.any(String) };
      const text = { said: say };
      expect(made.flatMap(unseal)).toEqual([{ type: 'commented', person: person.who, text, source }]);
    }
    const q = await stateOf(stack, title);
    expect(q.comments.map(({ person, text }) => [person, text.said])).toEqual(said.map(([{ who }, say]) => [who, say]));
    expect(q.positions).toEqual({});
  });

  test.each(PLATFORMS)('is not kept in %s when it is not under a card', async (platform) => {
    const person = someone(stack, `${HT}.${platform === 'slack' ? 'trondheim-5' : 'trondheim-6'}`);
    await writesNothing(stack, async () => {
      await does(stack, person, { say: 'God morgen, alle sammen.' });
      await stack.sandbox.slack.idle();
    });
  });
});

describe('a body', () => {
  test('decides in its Teams channel, and the answer returns to both of the group’s cards', async () => {
    const title = 'Avgjøres i Teams?';
    const lifted = await liftedToBody(title);
    await cardsShow(stack, HT, title, 'Svaret kommer tilbake hit');
    const text = 'Felles løsning, sier lederen i Teams.';
    await does(stack, on('teams', 'chair-2', BODY), {
      card: onCard(lifted),
      press: m.button.decide,
      fill: { [m.form.decide.text]: text, [m.form.decide.outcome]: m.form.decide.common },
    });
    expect(await stateOf(stack, title)).toMatchObject({
      status: 'decided',
      decision: { how: 'chair', person: 'chair-2', level: 2, text: { said: text }, outcome: 'common-solution' },
    });
    await cardsShow(stack, HT, title, 'Besluttet', text);
    await cardsShow(stack, BODY, text, 'Besluttet', lifted.number);
  });

  test('decides from the chair’s own chat in Slack', async () => {
    const title = 'Avgjøres i Slack?';
    const lifted = await liftedToBody(title);
    const text = 'Lokalt avvik, sier lederen i Slack.';
    const chair = on('slack', 'chair-2', 'dm');
    const platform = await packetOf(lifted.number);
    await does(
      stack,
      { ...chair, platform },
      {
        card: lifted.number,
        press: m.button.decide,
        fill: {
          [m.form.decide.text]: text,
          [m.form.decide.outcome]: m.form.decide.deviation,
          [m.after.form.decide.whom]: 'Røros',
          [m.after.form.decide.why]: 'Der er det ikke dekning',
        },
      },
    );
    expect(await stateOf(stack, title)).toMatchObject({ decision: { person: 'chair-2', outcome: 'local-deviation' } });
    await cardsShow(stack, HT, title, 'Besluttet', text);
  });

  test.each(PLATFORMS)('is not decided by a member or a coordinator in %s', async (platform) => {
    const title = `Hvem avgjør i ${platform}?`;
    const lifted = await liftedToBody(title);
    const coordinator = on(platform, `${HT}.coordinator-1`, BODY);
    await writesNothing(stack, () => does(stack, coordinator, { card: onCard(lifted), press: m.button.decide }));
    await hears(stack, coordinator, 'Dette kan bare lederen for');
    await hears(stack, coordinator, 'gjøre. Skriv i tråden');
  });

  test('sends back once: the group answers anew, and the next time the body must decide', async () => {
    const title = 'Sendes tilbake?';
    const lifted = await liftedToBody(title);
    const chair = on('teams', 'chair-2', BODY);
    const guidance = 'Se på bemanningen om natta.';
    await does(stack, chair, {
      card: onCard(lifted),
      press: m.button.sendBack,
      fill: { [m.form.sendBack.text]: guidance },
    });
    expect(await stateOf(stack, title)).toMatchObject({ level: 1, round: 1, sentBack: 1, status: 'open' });
    await cardsShow(stack, HT, title, guidance, 'Støtter');
    await does(stack, someone(stack, `${HT}.trondheim-5`), { card: title, press: m.button.support });
    expect(Object.keys((await stateOf(stack, title)).positions)).toEqual(['trondheim:5']);

    const asker = on('slack', `${HT}.trondheim-1`);
    const fill = { [m.form.flagMandate.text]: 'Fremdeles ikke vårt' };
    await does(stack, asker, { card: title, press: m.button.flagMandate, fill });
    expect(await stateOf(stack, title)).toMatchObject({ level: 2, sentBack: 1 });
    await cardsShow(stack, BODY, onCard(lifted), m.button.decide);
    for (const platform of PLATFORMS)
      expect(cardIn(stack, platform, BODY, onCard(lifted))).not.toContain(m.button.sendBack);
  });

  /** Where the chair's packet came: on one platform only. */
  async function packetOf(number: string): Promise<Platform> {
    const got = () => PLATFORMS.filter((platform) => stack.sandbox[platform].as('chair-2').findCard('dm', number));
    await eventually(
      () => got().length > 0,
      () => 'no packet for the chair',
    );
    expect(got()).toHaveLength(1);
    return got()[0] ?? 'slack';
  }
});

describe('linking a channel', () => {
  const link = (platform: Platform, group: string) =>
    platform === 'slack' ? `/samrad koble ${group}` : `@Samråd koble ${group}`;

  test.each(PLATFORMS)('is refused in %s to who is neither coordinator nor expert of that group', async (platform) => {
    const links = () => stack.store.directory.linksTo('midt-norge', SB);
    const before = await links();
    const member = someone(stack, `${SB}.${platform === 'slack' ? 'trondheim-2' : 'trondheim-3'}`, { where: HT });
    expect(member.platform).toBe(platform);
    const other = on(platform, `${HT}.coordinator-1`, HT);
    for (const person of [member, other]) {
      await writesNothing(stack, () => does(stack, person, { say: link(platform, 'Saksbehandling') }));
      await hears(stack, person, m.reply.notSteward);
    }
    expect(await links()).toEqual(before);
  });

  test.each(PLATFORMS)(
    'of a second channel in %s puts the open questions there, and no closed ones',
    async (platform) => {
      const group = platform === 'slack' ? 'institusjon' : 'legevakt';
      const second = platform === 'slack' ? 'samarbeidsradet' : 'programstyret';
      const coordinator = on(platform, `${group}.coordinator-1`, second);
      const open = await asks(stack, { ...coordinator, where: group }, { title: `Åpen i ${group}` });
      const closed = await asks(stack, { ...coordinator, where: group }, { title: `Lukket i ${group}` });
      await stack.core.handle.handle({
        type: 'withdraw',
        question: closed._id,
        commandId: closed._id,
        at: stack.demo.clock(),
        by: coordinator.who,
        reason: 'Angret',
      });
      await stack.core.settle();
      expect(cardIn(stack, platform, second, open.number)).toBe('');
      await does(stack, coordinator, { say: link(platform, group) });
      await hears(stack, coordinator, 'Kanalen er koblet til');
      await stack.core.settle();
      await eventually(
        () => cardIn(stack, platform, second, open.number).includes(open.title),
        () => 'no card in the second channel',
      );
      expect(cardIn(stack, platform, second, closed.number)).toBe('');
      const voter = someone(stack, `${group}.${platform === 'slack' ? 'trondheim-2' : 'trondheim-3'}`, {
        where: second,
      });
      const there = {
        ...voter,
        platform: stack.demo.sandbox.people.find(({ id }) => id === voter.who)?.on[0] ?? platform,
      };
      await does(
        stack,
        { ...there, where: there.platform === platform ? second : group },
        {
          card: open.title,
          press: m.button.support,
        },
      );
      await stack.core.settle();
      for (const where of [group, second])
        await eventually(
          () => cardIn(stack, platform, where, open.title).includes('Støtter 1'),
          () => `the card in ${where} is behind: ${cardIn(stack, platform, where, open.title)}`,
        );
    },
  );
});

test('nothing was a fault of ours, and every commit is somebody’s or the clock’s', async () => {
  expect(stack.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  expect(stack.sandbox.teams.problems).toEqual([]);
  const known = new Set(stack.demo.sandbox.people.map(({ id }) => id));
  for (const { by } of await commits(stack)) expect(by === null || known.has(by)).toBe(true);
});
