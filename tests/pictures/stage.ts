/** The whole product in one language, where a few people on one platform do things by what they read. */
import { setTimeout as wait } from 'node:timers/promises';
import { type Collaboration, catalog, type Group, type Language, type Platform } from '../../bot/index.ts';
import { playStep } from '../../sandbox/play-step.ts';
import type { PlayStep } from '../../sandbox/types.ts';
import { type Stack, startStack } from '../support/stack.ts';
import { SAID } from './said.ts';

export const GROUP = 'hjemmetjenester';
/** Answers some questions together with it. */
export const OTHER = 'legevakt';
export const BODY = 'felles-beslutningsgruppe';
const PATIENCE_MS = 20_000;
const POLL_MS = 50;
const HOLD_MS = 1_000;

const at = (seat: string) => `${GROUP}.${seat}`;
export const EXPERT = at('trondheim-1');
export const COORDINATOR = at('coordinator-1');
export const MEMBER = at('trondheim-2');
export const SECOND = at('trondheim-3');
/** Answers little, and is on the other platform. */
export const FAR = at('trondheim-4');
/** Has a substitute. */
export const AWAY = at('trondheim-5');
export const STAND_IN = at('trondheim-6');
export const [NEAR, NEXT, LAST] = [at('opsjonskommuner-1'), at('opsjonskommuner-2'), at('opsjonskommuner-3')] as const;
export const CHAIR = 'chair-2';
const SEATED = [EXPERT, MEMBER, SECOND, FAR, AWAY, NEAR, NEXT, LAST];
/** These link the channels of both platforms. */
const ON_BOTH = /coordinator|^chair/;

export type Stage = Awaited<ReturnType<typeof openStage>>;
export type Doing = Pick<PlayStep, 'say' | 'card' | 'press' | 'fill'>;
export type Fill = NonNullable<PlayStep['fill']>;

export async function openStage(language: Language, platform: Platform) {
  const other: Platform = platform === 'slack' ? 'teams' : 'slack';
  const stack = await startStack({
    publicUrl: 'https://samrad.example',
    accounts: (people) =>
      people.map((one) => ({ ...one, on: ON_BOTH.test(one.id) ? one.on : [one.id === FAR ? other : platform] })),
  });
  const [collaboration] = await stack.store.directory.collaborations();
  if (!collaboration) throw new Error('the demo has no collaboration');
  await stack.store.directory.saveCollaboration(spoken(collaboration, language));
  stack.core.people.forget();

  if (platform === 'teams') await forgetSlack(stack, COORDINATOR);

  const m = catalog(language);
  const said = SAID[language];
  const hands = (who: string, on: Platform = platform) => stack.sandbox[on].as(who);

  async function settled(): Promise<void> {
    await stack.sandbox.slack.idle();
    await stack.core.settle();
  }

  async function plays(who: string, doing: Doing, where: string, on: Platform = platform): Promise<void> {
    await playStep({ at: '', who, platform: on, where, ...doing }, hands(who, on), PATIENCE_MS);
  }

  /** As a person would: waits for card, button and form. */
  async function does(who: string, doing: Doing, where = GROUP, on: Platform = platform): Promise<void> {
    await plays(who, doing, where, on);
    await settled();
  }

  /** Teams shows what the bot answers a tap until everybody's card has followed: until what this gives is called, it does not. */
  async function holds(who: string, doing: Doing, where: string): Promise<() => Promise<void>> {
    const { teams } = stack.sandbox;
    if (platform === 'teams')
      teams.fault({ kind: 'status', status: 429, retryAfter: HOLD_MS / 1000, share: 1, match: 'PUT' });
    await plays(who, doing, where);
    if (platform === 'slack') await settled();
    return async () => {
      teams.clearFaults();
      await wait(HOLD_MS);
      await settled();
    };
  }

  /** Teams asks for the person's own cards when they look. */
  async function looksAt(who: string, where: string): Promise<void> {
    if (platform === 'teams') await stack.sandbox.teams.as(who).open(where);
  }

  /** Something in their form is wrong that Teams finds without asking the bot. */
  function isStopped(who: string): boolean {
    if (platform === 'slack') return false;
    return Object.keys(stack.sandbox.teams.as(who).dialog()?.errors ?? {}).length > 0;
  }

  /** A word after /samrad, or said to the bot. */
  async function commands(who: string, words: string, where = GROUP): Promise<void> {
    await does(who, { say: platform === 'slack' ? `/samrad ${words}` : `@Samråd ${words}` }, where);
  }

  async function eventually<T>(look: () => T | undefined, what: string): Promise<T> {
    for (const until = Date.now() + PATIENCE_MS; ; await wait(POLL_MS)) {
      const found = look();
      if (found !== undefined) return found;
      if (Date.now() > until) throw new Error(`waited in vain for ${what}`);
    }
  }

  /** Leaves a form open, filled in and sent if so asked: what is wrong then stands at its fields. */
  async function opens(who: string, doing: Doing, where = GROUP, { send = false } = {}): Promise<void> {
    const { fill, ...before } = doing;
    await does(who, before, where);
    await eventually(() => hands(who).form(), `a form for ${who}`);
    if (fill) await hands(who).fill(fill);
    if (send) await hands(who).submit();
    await settled();
  }

  async function closes(who: string): Promise<void> {
    if (platform === 'slack') await stack.sandbox.slack.as(who).close();
    else stack.sandbox.teams.as(who).closeDialog();
    await settled();
  }

  async function asks(title: string, fill: Fill = {}): Promise<void> {
    await opensAsking(EXPERT);
    const f = m.form.ask;
    const plain = { [f.name]: title, [f.question]: `What shall it be? (${title})`, [f.criticality]: colour('yellow') };
    await does(EXPERT, { fill: { ...plain, [f.proposal]: said.byTime, ...fill } });
    await eventually(() => hands(EXPERT).findCard(GROUP, title), `the card of ${title}`);
  }

  const opensAsking = (who: string) => opensBy(who, m.command.ask.word, m.form.ask.title);

  /** The form that a word opens: in Teams a button with its title stands between. */
  async function opensBy(who: string, word: string, title: string): Promise<void> {
    await commands(who, word);
    if (platform === 'teams') await does(who, { card: title, press: title });
    await eventually(() => hands(who).form(), `the form «${title}»`);
  }

  function colour(criticality: 'green' | 'yellow' | 'red'): string {
    return m.form.ask[criticality](0, 0).split(' ')[0] ?? '';
  }

  async function supports(title: string, ...people: string[]): Promise<void> {
    for (const who of people) await does(who, { card: title, press: m.button.support });
  }

  async function question(title: string) {
    const found = (await stack.store.register.list({})).find((one) => one.title === title);
    if (!found) throw new Error(`«${title}» is not in the register`);
    return found;
  }

  async function clockTo(to: string): Promise<void> {
    await settled();
    const moved = await fetch(stack.demo.sandbox.clockUrl, { method: 'POST', body: JSON.stringify({ to }) });
    if (!moved.ok) throw new Error(`the clock does not go to ${to}`);
    await settled();
  }

  return {
    /** Where what they alone are told stands. */
    aside: platform === 'slack' ? GROUP : 'dm',
    ...{
      stack,
      language,
      platform,
      other,
      m,
      said,
      hands,
      does,
      commands,
      opens,
      closes,
      asks,
      opensAsking,
      opensBy,
      colour,
    },
    ...{ supports, question, clockTo, settled, eventually, holds, looksAt, isStopped },
  };
}

/** Who has been seen on both is written to in Slack. */
async function forgetSlack({ store, demo }: Stack, who: string): Promise<void> {
  const email = demo.sandbox.people.find(({ id }) => id === who)?.email ?? '';
  const known = await store.directory.identitiesOf(email);
  for (const identity of known.filter((one) => one.platform === 'slack'))
    await store.directory.saveIdentity({ ...identity, email: '' });
}

/** One language for all, and a group so small that it is soon done. */
function spoken(collaboration: Collaboration, language: Language): Collaboration {
  const small = (group: Group) => ({
    ...group,
    seats: group.seats
      .filter(({ holder }) => holder && SEATED.includes(holder))
      .map((seat) => (seat.holder === AWAY ? { ...seat, substitute: STAND_IN } : seat)),
  });
  const few = ({ id }: { id: string }) => /^(trondheim|opsjonskommuner):1$/.test(id);
  return {
    ...collaboration,
    language,
    version: collaboration.version + 1,
    groups: collaboration.groups.map((group) => {
      if (group.id === GROUP) return { ...small(group), language };
      return group.id === OTHER ? { ...group, language, seats: group.seats.filter(few) } : { ...group, language };
    }),
    people: collaboration.people.map((person) => ({ ...person, language })),
  };
}
