/** What people do and are told in a stack, on either platform: found by what is visible, in the words they read. */
import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'vitest';
import { type Commit, catalog, type Platform, type Question, type RegisterEntry } from '../../bot/index.ts';
import { playStep } from '../../sandbox/play-step.ts';
import type { Stack } from './stack.ts';

export const m = catalog('nb');
const PATIENCE_MS = 8_000;
const POLL_MS = 40;

/** The platforms alone, for a bot that runs elsewhere. */
export type Platforms = Pick<Stack, 'sandbox'>;

export interface Someone {
  who: string;
  platform: Platform;
  /** The channel they are in; 'dm' for the chat with the bot. */
  where: string;
}

/** A member of a group, in its channel, on the platform they have. */
export function someone(stack: Pick<Stack, 'demo'>, who: string, more: Partial<Someone> = {}): Someone {
  const [platform = 'slack'] = stack.demo.sandbox.people.find(({ id }) => id === who)?.on ?? [];
  return { who, platform, where: who.split('.')[0] ?? '', ...more };
}

export interface Doing {
  say?: string;
  card?: string;
  press?: string;
  fill?: Record<string, string | string[]>;
}

/** As a person would: waits for the card, the button and the form; throws in words when something is not there or refused. */
export async function does(
  stack: Platforms,
  { who, platform, where }: Someone,
  doing: Doing,
  patienceMs = PATIENCE_MS,
): Promise<void> {
  const hands = stack.sandbox[platform].as(who);
  await playStep({ at: '', who, platform, where, ...doing }, hands, patienceMs);
}

/** All that this person alone has been told: answers to what they pressed and sent, messages only they see, their chat with the bot. */
export function heard(stack: Platforms, { who, platform, where }: Someone): string[] {
  if (platform === 'slack') {
    const hands = stack.sandbox.slack.as(who);
    const alone = hands.messages(where).filter(({ ephemeral }) => ephemeral || where === 'dm');
    const direct = where === 'dm' ? [] : hands.messages('dm').filter(({ fromBot }) => fromBot);
    const form = JSON.stringify(hands.modal()?.blocks ?? '');
    return [...[...alone, ...direct].map(({ text }) => text), ...hands.notes(), form];
  }
  const { id } = stack.sandbox.teams.ids.user(who);
  const answers = stack.sandbox.teams.deliveries.filter(({ activity }) => (activity.from as { id: string }).id === id);
  const direct = stack.sandbox.teams
    .as(who)
    .messages('dm')
    .filter(({ bot }) => bot);
  return [...answers.map(({ body }) => JSON.stringify(body ?? '')), ...direct.map((one) => JSON.stringify(one))];
}

/** Waits until they have been told it so many times. */
export async function hears(stack: Platforms, person: Someone, sentence: string, times = 1): Promise<void> {
  const count = () => heard(stack, person).filter((text) => text.includes(sentence)).length;
  await eventually(
    () => count() >= times,
    () => `${person.who} was not told «${sentence}» but: ${heard(stack, person).join(' | ').slice(-1500)}`,
  );
}

export async function eventually(
  look: () => boolean | Promise<boolean>,
  missing: () => string,
  withinMs = PATIENCE_MS,
): Promise<void> {
  for (const until = Date.now() + withinMs; !(await look()); await wait(POLL_MS)) {
    if (Date.now() > until) throw new Error(missing());
  }
}

/** Everything in the log, of all questions. */
export async function commits(stack: Stack): Promise<Commit[]> {
  await stack.core.settle();
  const all = await stack.store.register.list({});
  return (await Promise.all(all.map(({ _id }) => stack.store.log.read(_id)))).flat();
}

/** What `doing` added to the log. */
export async function written(stack: Stack, doing: () => Promise<unknown>): Promise<Commit[]> {
  const before = new Set((await commits(stack)).map(({ _id }) => _id));
  await doing();
  return (await commits(stack)).filter(({ _id }) => !before.has(_id));
}

export async function writesNothing(stack: Stack, doing: () => Promise<unknown>): Promise<void> {
  expect(await written(stack, doing)).toEqual([]);
}

const COLOUR = { green: 'Grønn', yellow: 'Gul', red: 'Rød' };

export interface Asking {
  title: string;
  criticality?: keyof typeof COLOUR;
  proposal?: string;
  options?: string;
  body?: string;
  context?: string;
}

export function askFields({ title, criticality = 'red', proposal = 'Ja', options = 'Nei', ...more }: Asking) {
  const f = m.form.ask;
  return {
    [f.name]: title,
    // The vendor's own words for each: the same asked twice is refused.
    [f.question]: more.body ?? `What shall it be? (${title})`,
    ...(more.context ? { [f.context]: more.context } : {}),
    [f.proposal]: proposal,
    [f.options]: options,
    [f.criticality]: COLOUR[criticality],
  };
}

/** The form for a new question, open and unsent. */
export async function beginAsking(stack: Platforms, person: Someone): Promise<void> {
  const { word } = m.command.ask;
  if (person.platform === 'slack') return does(stack, person, { say: `/samrad ${word}` });
  await does(stack, person, { say: `@Samråd ${word}` });
  await does(stack, person, { card: m.form.ask.title, press: m.form.ask.title });
}

/** Asks, and waits for the cards in the group's channels. */
export async function asks(stack: Stack, person: Someone, asking: Asking): Promise<RegisterEntry> {
  await beginAsking(stack, person);
  await does(stack, person, { fill: askFields(asking) });
  await stack.core.settle();
  return entry(stack, asking.title);
}

export async function entry(stack: Stack, title: string): Promise<RegisterEntry> {
  const found = (await stack.store.register.list({})).find((one) => one.title === title);
  if (!found) throw new Error(`«${title}» is not in the register`);
  return found;
}

export async function stateOf(stack: Stack, title: string): Promise<Question> {
  const q = await stack.core.handle.load((await entry(stack, title))._id);
  if (!q) throw new Error(`«${title}» is not in the log`);
  return q;
}

export function objectionFields(text: string, change = 'Noe annet') {
  const f = m.form.objection;
  return { [f.criterion]: 'Gjennomførbarhet', [f.text]: text, [f.change]: change };
}

const PLATFORMS = ['slack', 'teams'] as const;

/** The card as it stands for everybody, here as somebody sees it who has answered nothing. '': there is none. */
export function cardIn({ sandbox }: Platforms, platform: Platform, where: string, text: string): string {
  return sandbox[platform].as('chair-4').findCard(where, text)?.text.replaceAll('\u00a0', ' ') ?? '';
}

/** Waits until the newest message with the text, in both platforms' channels, has all these words. */
export async function cardsShow(stack: Stack, where: string, text: string, ...words: string[]): Promise<void> {
  await stack.core.settle();
  for (const platform of PLATFORMS) {
    const card = () => cardIn(stack, platform, where, text);
    const missing = () => words.filter((word) => !card().includes(word));
    await eventually(
      () => missing().length === 0,
      () => `the card for ${where} in ${platform} lacks ${missing()}: ${card()}`,
    );
  }
}
