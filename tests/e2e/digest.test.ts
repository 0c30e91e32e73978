/** A coordinator's digest in Slack and in Teams: what they press is done, told, and shown in the digest's place. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Platform } from '../../bot/index.ts';
import { asks, does, eventually, hears, m, objectionFields, type Someone, stateOf } from '../support/doings.ts';
import { type Stack, startStack } from '../support/stack.ts';

/** The demo's clock begins on Monday 1 February 2027; 08:31 in Oslo. */
const WEDNESDAY = '2027-02-03T07:31:00.000Z';
const GROUPS: Record<Platform, string> = { slack: 'hjemmetjenester', teams: 'saksbehandling' };
const PLATFORMS = ['slack', 'teams'] as const;
const c = m.coordinating;

let stack: Stack;
const titleIn = (platform: Platform) => `Hvem fører lista i ${platform}?`;
/** On the platform of their group, in its channel or in their chat with the bot. */
const inGroup = (platform: Platform, who: string): Someone => {
  return { who: `${GROUPS[platform]}.${who}`, platform, where: GROUPS[platform] };
};
const of = (platform: Platform, who: string): Someone => ({ ...inGroup(platform, who), where: 'dm' });
const SUBSTITUTE = 'trondheim-7';
const COORDINATOR = 'trondheim-8';

/** Each group's people are on one platform, one of them its coordinator; a member of the other group stands in for one. */
beforeAll(async () => {
  stack = await startStack({
    accounts: (people) =>
      people.map((person) => {
        const isMember = (platform: Platform) => person.id.startsWith(`${GROUPS[platform]}.trondheim-`);
        const on = PLATFORMS.filter(isMember);
        return on.length > 0 ? { ...person, on } : person;
      }),
  });
  await seatAnew();
  for (const platform of PLATFORMS) {
    const title = titleIn(platform);
    await asks(stack, inGroup(platform, 'trondheim-1'), { title, criticality: 'yellow' });
    const objector = inGroup(platform, 'trondheim-2');
    await does(stack, objector, { card: title, press: m.button.objection, fill: objectionFields('Tar for lang tid') });
  }
  await stack.core.settle();
  await fetch(stack.demo.sandbox.clockUrl, { method: 'POST', body: JSON.stringify({ to: WEDNESDAY }) });
  await stack.core.settle();
}, 60_000);
afterAll(() => stack.close());

async function seatAnew(): Promise<void> {
  const { directory } = stack.store;
  const [collaboration] = await directory.collaborations();
  if (!collaboration) throw new Error('the demo has no collaboration');
  const groups = collaboration.groups.map((group) => {
    const platform = PLATFORMS.find((one) => GROUPS[one] === group.id);
    if (!platform) return group;
    const other = PLATFORMS.find((one) => one !== platform) ?? platform;
    const seats = group.seats.map((seat) => {
      return seat.id === 'trondheim:3' ? { ...seat, substitute: `${GROUPS[other]}.${SUBSTITUTE}` } : seat;
    });
    return { ...group, seats, coordinators: [`${group.id}.${COORDINATOR}`] };
  });
  await directory.saveCollaboration({ ...collaboration, groups, version: collaboration.version + 1 });
  stack.core.people.forget();
}

const digestOf = (platform: Platform) => {
  const { who } = of(platform, COORDINATOR);
  return stack.sandbox[platform].as(who).findCard('dm', `· ${titleIn(platform)}`);
};

const BUTTONS = [m.button.remind, m.button.callSubstitutes, m.button.notifyExpert];
const buttonsOn = (card?: { labels: string[] }) => card?.labels.filter((label) => BUTTONS.includes(label));

async function digestShows(platform: Platform, words: string): Promise<void> {
  await stack.core.settle();
  await eventually(
    () => digestOf(platform)?.text.includes(words) ?? false,
    () => `${platform}: no «${words}» in ${digestOf(platform)?.text}`,
  );
}

async function press(platform: Platform, label: string): Promise<void> {
  const coordinator = of(platform, COORDINATOR);
  await stack.sandbox[platform].as(coordinator.who).press('dm', digestOf(platform)?.id ?? '', label);
}

test.each(PLATFORMS)('in %s they remind, call in substitutes and tell the expert', async (platform) => {
  const coordinator = of(platform, COORDINATOR);
  const other = PLATFORMS.find((one) => one !== platform) ?? platform;
  await digestShows(platform, c.unanswered(2));
  const before = digestOf(platform);
  expect(buttonsOn(before)).toEqual(BUTTONS);

  await press(platform, m.button.remind);
  const silent = await stateOf(stack, titleIn(platform));
  const [reminder] = silent.reminders;
  expect(reminder).toMatchObject({ kind: 'by-coordinator' });
  const seats = silent.roster.seats.filter(({ id, holder }) => holder && !silent.positions[id]);
  await hears(stack, coordinator, c.did.remind(seats.length));
  await digestShows(platform, c.done.remind);
  await hears(stack, of(platform, 'trondheim-5'), 'Svaret ditt mangler.');

  await press(platform, m.button.callSubstitutes);
  await hears(stack, coordinator, 'Kalt inn vara for én som ikke har svart.');
  await digestShows(platform, c.done['call-substitutes']);
  await hears(stack, of(other, SUBSTITUTE), 'Du svarer som vara for');

  await press(platform, m.button.notifyExpert);
  await hears(stack, coordinator, 'Varslet fagekspert om én åpen innvending.');
  await digestShows(platform, c.done['notify-expert']);
  await hears(stack, of(platform, 'trondheim-1'), 'Én innvending venter på svar fra fagekspert.');

  expect(digestOf(platform)?.id).toBe(before?.id);
  expect(buttonsOn(digestOf(platform))).toEqual([]);
});

test.each(PLATFORMS)('in %s what the question has left behind is refused, and the digest stays', async (platform) => {
  const coordinator = of(platform, COORDINATOR);
  await fetch(stack.demo.sandbox.clockUrl, {
    method: 'POST',
    body: JSON.stringify({ to: `2027-02-04T07:3${PLATFORMS.indexOf(platform) + 1}:00.000Z` }),
  });
  await stack.core.settle();
  const today = digestOf(platform);
  expect(today?.labels).toContain(m.button.remind);
  const question = (await stateOf(stack, titleIn(platform))).id;
  const at = stack.demo.clock();
  const base = { question, commandId: `amend:${platform}`, at, by: `${GROUPS[platform]}.trondheim-1` };
  await stack.core.handle.handle({ ...base, type: 'amend', proposal: null, text: 'Noe annet', incorporates: [] });
  await press(platform, m.button.remind);
  await hears(stack, coordinator, c.stale);
  expect(digestOf(platform)).toEqual(today);
  expect((await stateOf(stack, titleIn(platform))).reminders).toHaveLength(1);
});
