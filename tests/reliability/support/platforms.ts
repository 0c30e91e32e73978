/** A stack whose platforms misbehave: the clock moved on, and what people see held against the log. */
import { type Platform, unseal } from '../../../bot/index.ts';
import type { World } from '../../../sandbox/slack/world.ts';
import { eventually } from '../../support/doings.ts';
import type { Stack } from '../../support/stack.ts';
import { countsIn, countsOf, repeated } from './checks.ts';

export const PLATFORMS = ['slack', 'teams'] as const;

/** Those who see a group's channel and the bodies', and nobody else: Teams asks a bot for everybody's view of a message among 60 at most. */
export function onlyOf(groups: string[]) {
  return <P extends { id: string }>(people: P[]): P[] =>
    people.filter(({ id }) => /coordinator|^chair/.test(id) || groups.some((group) => id.startsWith(`${group}.`)));
}

/** To the instant, doing what falls due on the way and whatever can be sent. */
export async function moveTo(stack: Stack, instant: string): Promise<void> {
  const body = JSON.stringify({ to: instant });
  const { ok } = await fetch(stack.demo.sandbox.clockUrl, { method: 'POST', body });
  if (!ok) throw new Error(`the clock did not go to ${instant}`);
}

/** As the clock in the world goes: what is put off for a minute is tried a minute later. */
export async function moveOn(stack: Stack, until: string, stepMs: number): Promise<void> {
  for (let at = Date.parse(stack.demo.clock()) + stepMs; at < Date.parse(until); at += stepMs)
    await moveTo(stack, new Date(at).toISOString());
  await moveTo(stack, until);
}

/** '': nothing is left to do. Else what is. */
export async function workLeft({ store, demo }: Stack): Promise<string> {
  const now = demo.clock();
  const { owed, cardsBehind, notices, steps } = await store.backlog(now);
  const owing = Object.values(owed).reduce((sum, { count }) => sum + count, 0);
  const locked = (await store.notices.list({ status: 'waiting' })).filter(
    (one) => one.lockedBy || one.notBefore <= now,
  );
  if (owing + cardsBehind + notices.count + steps.count + locked.length === 0) return '';
  return `${owing} commits owed, ${cardsBehind} cards behind, ${locked.length} notices, ${steps.count} steps`;
}

/** Until nothing is left to do. */
export async function settled(stack: Stack, withinMs: number): Promise<void> {
  let left = '';
  await eventually(
    async () => {
      left = await workLeft(stack);
      return left === '';
    },
    () => `not settled: ${left}`,
    withinMs,
  );
}

interface Keyed {
  key: string;
  /** Of the message it stands under; '': of none. */
  under: string;
  /** Where it stands. */
  place: string;
}

/** Keys of the notices and cards that are in Slack, oldest first. */
function inSlack({ sandbox }: Pick<Stack, 'sandbox'>): Keyed[] {
  const { messages } = sandbox.slack.snapshot() as World;
  return Object.values(messages)
    .flat()
    .flatMap(({ metadata, threadTs = '', channel }) => {
      const { key } = (metadata?.event_payload ?? {}) as { key?: string };
      return key ? [{ key, under: threadTs, place: channel }] : [];
    });
}

/** The same in Teams, once everybody has looked at all that they can see there. */
async function inTeams(stack: Pick<Stack, 'sandbox' | 'demo' | 'store'>, people: string[]): Promise<Keyed[]> {
  const { teams } = stack.sandbox;
  const channels = stack.demo.sandbox.channels.filter(({ platform }) => platform === 'teams').map(({ name }) => name);
  const [anybody = ''] = people;
  for (const who of people) await teams.as(who).open('dm');
  // Not anybody: Teams tells us of those only whom the message lists.
  for (const channel of channels) for (const who of people) await teams.as(who).open(channel);
  const seen = [
    ...channels.flatMap((place) =>
      teams
        .as(anybody)
        .messages(place)
        .map((one) => ({ ...one, place })),
    ),
    ...people.flatMap((who) =>
      teams
        .as(who)
        .messages('dm')
        .map((one) => ({ ...one, place: who })),
    ),
  ];
  const sent = await stack.store.notices.list({ status: 'sent' });
  // One that was changed carries its key no more: it is the message that the bot knows.
  const known = new Map(sent.map(({ _id, message }) => [String(message?.activity), _id]));
  return seen.flatMap(({ id, bot, cards, thread = '', place }) => {
    const key = sightingOf(cards[0]) ?? (bot ? known.get(id) : undefined);
    return key ? [{ key, under: thread, place }] : [];
  });
}

function sightingOf(card: Record<string, unknown> | undefined): string | undefined {
  const { refresh } = (card ?? {}) as { refresh?: { action?: { data?: { sighting?: { key?: string } } } } };
  return refresh?.action?.data?.sighting?.key;
}

function doubles(keyed: Keyed[]): string[] {
  return repeated(keyed.map(({ key }) => key));
}

/** Notes under a card that stand before one that happened earlier. */
function orderFaults(keyed: Keyed[]): string[] {
  const latest = new Map<string, number>();
  return keyed.flatMap(({ key, under, place }) => {
    const [kind, , version = ''] = key.split(':');
    if (kind !== 'thread') return [];
    const before = latest.get(`${place} ${under}`) ?? 0;
    latest.set(`${place} ${under}`, Math.max(before, Number(version)));
    return Number(version) < before ? [`${key} stands after what happened at ${before}`] : [];
  });
}

/** Notices recorded as sent on the platform that nobody there can see. */
async function missing({ store }: Pick<Stack, 'store'>, platform: Platform, keyed: Keyed[]): Promise<string[]> {
  const there = new Set(keyed.map(({ key }) => key));
  const sent = await store.notices.list({ status: 'sent' });
  return sent.filter(({ _id, message }) => platformOf(message) === platform && !there.has(_id)).map(({ _id }) => _id);
}

/** By the adapter's reference to it. */
export function platformOf(message: Record<string, unknown> | null): Platform | null {
  if (!message) return null;
  return 'ts' in message ? 'slack' : 'teams';
}

/** What happened to the questions, by event. */
export async function happened({ store }: Pick<Stack, 'store'>): Promise<string[]> {
  const all = await store.register.list({});
  const logs = await Promise.all(all.map(({ _id }) => store.log.read(_id)));
  return logs.flat().flatMap((commit) => unseal(commit).map(({ type }) => type));
}

/** Each question's card is the latest on both platforms, in words and by its version. */
export async function cardFaults(stack: Stack): Promise<string[]> {
  const faults: string[] = [];
  for (const { _id, title, groups, status } of await stack.store.register.list({})) {
    const q = await stack.core.handle.load(_id);
    for (const card of await stack.store.cards.of(_id))
      if (card.shown !== q?.version) faults.push(`${card._id} shows ${card.shown} of ${q?.version}`);
    if (status !== 'open') continue;
    for (const platform of PLATFORMS) {
      const text = stack.sandbox[platform].as('chair-4').findCard(groups[0] ?? '', title)?.text ?? '';
      const [shown, log] = [JSON.stringify(countsIn(text)), JSON.stringify(countsOf(q))];
      if (shown !== log) faults.push(`«${title}» in ${platform} shows ${shown}, the log says ${log}`);
    }
  }
  return faults;
}

/** Of what people see, once everybody on Teams has looked: messages that are there twice, not at all, or out of order in their thread. */
export async function seenFaults(stack: Stack, onTeams: string[]): Promise<string[]> {
  const seen = { slack: inSlack(stack), teams: await inTeams(stack, onTeams) };
  const faults: string[] = [];
  for (const platform of PLATFORMS) {
    faults.push(...doubles(seen[platform]).map((key) => `${key} is in ${platform} twice`));
    faults.push(...(await missing(stack, platform, seen[platform])).map((key) => `${key} is not in ${platform}`));
    faults.push(...orderFaults(seen[platform]));
  }
  return faults;
}
