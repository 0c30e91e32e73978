/** Teams takes no change of a card, for a while or for good: what the bot does about it, and how often it asks. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Fault } from '../../sandbox/types.ts';
import { retryAfterFaults, sendingCalls } from '../reliability/support/platform-rates.ts';
import { moveOn } from '../reliability/support/platforms.ts';
import { asks, cardIn, does, eventually, heard, m, type Someone } from '../support/doings.ts';
import { type Stack, startStack } from '../support/stack.ts';

const HT = 'hjemmetjenester';
const MINUTE = 60_000;
/** At 0, 1, 3, 7 … 255 s, then each five minutes; of what is gone, which somebody may mend, at 0, 1, 3, 7 … 4,095 s. */
const TRIES_IN_HOUR = { later: 21, gone: 14 };
const LONG = { timeout: 60_000 };

let stack: Stack;

beforeAll(async () => {
  stack = await startStack();
}, 60_000);
afterAll(() => stack.close());

function inSlack(who: string): Someone {
  return { who, platform: 'slack', where: who.split('.')[0] ?? '' };
}

/** Some members of the group who are in Slack, its expert left out. */
function slackMembers(group: string): Someone[] {
  const { people } = stack.demo.sandbox;
  const found = people.filter(
    ({ id, on }) => /^[a-z]+\.trondheim-(?!1$)/.test(id) && id.startsWith(`${group}.`) && on.join() === 'slack',
  );
  return found.map(({ id }) => inSlack(id));
}

async function pass(minutes: number): Promise<void> {
  await moveOn(stack, new Date(Date.parse(stack.demo.clock()) + minutes * MINUTE).toISOString(), MINUTE);
}

async function shows(group: string, title: string, words: string): Promise<void> {
  await eventually(
    async () => {
      await stack.core.settle();
      return cardIn(stack, 'teams', group, title).includes(words);
    },
    () => `no «${words}» in ${group}: ${cardIn(stack, 'teams', group, title)}`,
  );
}

/** Asked, on both platforms; the id of the card in Teams. */
async function asked(group: string, title: string): Promise<string> {
  await asks(stack, { ...inSlack(`${group}.coordinator-1`), where: group }, { title });
  await shows(group, title, title);
  return idOf(group, title);
}

function idOf(group: string, title: string): string {
  return stack.sandbox.teams.as('chair-4').findCard(group, title)?.id ?? '';
}

async function supports(group: string, title: string, nth = 0): Promise<void> {
  await does(stack, slackMembers(group)[nth] ?? expect.fail(`nobody in ${group}`), {
    card: title,
    press: m.button.support,
  });
  await stack.core.settle();
}

function callsTo(part: string): number {
  return stack.sandbox.teams.requests.filter(({ method, path }) => `${method} ${path}`.includes(part)).length;
}

/** How often the group's coordinator was told that its channel in Teams is lost. */
function timesTold(group: string): number {
  const who = `${group}.coordinator-1`;
  const all = (['slack', 'teams'] as const).flatMap((platform) => heard(stack, { who, platform, where: 'dm' }));
  return all.filter((text) => text.includes('ikke med i kanalen') && text.includes('Teams')).length;
}

async function linkOf(group: string) {
  const [collaboration] = await stack.store.directory.collaborations();
  const links = await stack.store.directory.linksTo(collaboration?._id ?? '', group);
  return links.find(({ platform }) => platform === 'teams');
}

// First: later in the day it is too late to write to anybody.
test.each<[string, string, number, string]>([
  ['taken out of the team', 'legevakt', 403, 'PUT /v3/conversations/'],
  ['the channel deleted', 'institusjon', 404, 'POST /v3/conversations'],
])(
  '%s without a word: its coordinator is told once, it is tried seldom, and goes on when it is back',
  LONG,
  async (_, group, status, match) => {
    const titles = [`Før i ${group}?`, `Etter i ${group}?`];
    const id = await asked(group, titles[0] ?? '');
    stack.sandbox.teams.fault({ kind: 'status', status, share: 1, match });
    const before = callsTo(match);
    await supports(group, titles[0] ?? '');
    await asks(stack, { ...inSlack(`${group}.coordinator-1`), where: group }, { title: titles[1] ?? '' });
    await pass(60);
    expect(timesTold(group)).toBe(1);
    const tries = callsTo(match) - before;
    expect([tries > 1, tries <= TRIES_IN_HOUR.gone]).toEqual([true, true]);
    const lost = await linkOf(group);
    expect(lost?.lostAt).toEqual(expect.any(String));
    stack.sandbox.teams.clearFaults();
    await pass(60);
    await shows(group, titles[0] ?? '', 'Støtter 1');
    await shows(group, titles[1] ?? '', titles[1] ?? '');
    expect(idOf(group, titles[0] ?? '')).toBe(id);
    expect([(await linkOf(group))?.lostAt ?? null, timesTold(group)]).toEqual([null, 1]);
  },
);

test('a card that is gone without a word is posted anew, once, and lives there', LONG, async () => {
  const title = 'Borte uten et ord?';
  const id = await asked(HT, title);
  stack.sandbox.teams.fault({ kind: 'status', status: 404, share: 1, match: `/activities/${id}` });
  const begun = callsTo(`POST /v3/conversations`);
  await supports(HT, title);
  await pass(2);
  await shows(HT, title, 'Støtter 1');
  const anew = idOf(HT, title);
  expect(anew).not.toBe(id);
  await supports(HT, title, 1);
  await pass(2);
  await shows(HT, title, 'Støtter 2');
  // Graph still has it there, so it is tried once more before a new one is posted.
  expect([idOf(HT, title), callsTo(`/activities/${id}`), timesTold(HT)]).toEqual([anew, 2, 0]);
  expect(callsTo(`POST /v3/conversations`) - begun).toBe(1);
  stack.sandbox.teams.clearFaults();
});

test.each<[string, Partial<Fault>]>([
  ['429 with Retry-After', { status: 429, retryAfter: 3 }],
  ['429 without', { status: 429 }],
  ['412', { status: 412 }],
  ['502', { status: 502 }],
  ['504', { status: 504 }],
])('after %s the card is changed later, in its place, and nobody is told', LONG, async (what, fault) => {
  const title = `Etter ${what}?`;
  const id = await asked(HT, title);
  stack.sandbox.teams.fault({ kind: 'status', share: 1, match: `PUT /v3/conversations/`, ...fault });
  await supports(HT, title);
  await eventually(
    () => callsTo(`/activities/${id}`) > 0,
    () => 'the card was not to be changed',
  );
  // What it is told to wait is told in seconds of the world's clock.
  await pass(fault.retryAfter ? 10 : 60);
  expect(cardIn(stack, 'teams', HT, title)).not.toContain('Støtter 1');
  const tries = callsTo(`/activities/${id}`);
  expect([tries > 1 || fault.retryAfter !== undefined, tries <= TRIES_IN_HOUR.later]).toEqual([true, true]);
  expect(retryAfterFaults(sendingCalls(stack.sandbox))).toEqual([]);
  stack.sandbox.teams.clearFaults();
  await pass(6);
  await shows(HT, title, 'Støtter 1');
  expect(idOf(HT, title)).toBe(id);
  expect(timesTold(HT)).toBe(0);
});

test('nothing was a fault of ours', () => {
  expect(stack.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
});
