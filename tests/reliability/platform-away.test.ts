/** A platform is away for an hour, or a day, and comes back; or it refuses one person and one card for good. The others notice nothing. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Platform, RegisterEntry } from '../../bot/index.ts';
import { asks, does, eventually, m, objectionFields, type Someone, someone } from '../support/doings.ts';
import { type Stack, startStack } from '../support/stack.ts';
import { withoutBundles } from '../support/without-bundles.ts';
import { repeated } from './support/checks.ts';
import {
  cardFaults,
  happened,
  moveOn,
  moveTo,
  onlyOf,
  PLATFORMS,
  platformOf,
  seenFaults,
  settled,
} from './support/platforms.ts';

const GROUPS = ['legevakt', 'fysioterapitjeneste', 'rehabilitering'];
const MINUTE = 60_000;
/** All of the group answer it. */
const ANSWERED = 'Dagvakt i legevakt';
const LONG = { timeout: 480_000 };
const HOUR = 60 * MINUTE;
const TRY_EACH = 5 * MINUTE;
/** At 0, 1, 3, 7 … 255 s, then each five minutes. */
const TRIES_IN_HOUR = 9 + HOUR / TRY_EACH;

let stack: Stack;
let people: { slack: string[]; teams: string[] };
/** Those who have chosen another language than nb. */
let readsOtherwise: Set<string>;

beforeAll(async () => {
  const accounts = onlyOf(GROUPS);
  stack = await startStack({ accounts });
  const on = (platform: Platform) => accounts(stack.demo.sandbox.people).filter((one) => one.on.includes(platform));
  people = { slack: on('slack').map(({ id }) => id), teams: on('teams').map(({ id }) => id) };
  expect(people.teams.length).toBeLessThanOrEqual(60);
  const [collaboration] = await stack.store.directory.collaborations();
  if (!collaboration) expect.fail('nobody works together');
  // Reminders come by themselves: what is late then shows more clearly than in a list that is written when it goes.
  await stack.store.directory.saveCollaboration(withoutBundles(collaboration));
  stack.core.people.forget();
  const others = collaboration.people.filter(({ language = 'nb' }) => language !== 'nb');
  readsOtherwise = new Set(others.map(({ id }) => id));
}, 120_000);
afterAll(() => stack.close());

/** The group's members on the platform, its expert left out. */
function members(group: string, platform: Platform): string[] {
  return people[platform].filter((id) => id.startsWith(`${group}.`) && !/coordinator|trondheim-1$/.test(id));
}

function readers(platform: Platform, group: string): string[] {
  return members(group, platform).filter((id) => !readsOtherwise.has(id));
}

/** One of them whose cards and forms are in the words that this test looks for. */
function member(nth: number, platform: Platform, group: string): Someone {
  const who = readers(platform, group)[nth];
  return who ? someone(stack, who) : expect.fail(`${group} has no member ${nth} on ${platform}`);
}

async function ask(group: string, title: string, criticality: 'green' | 'yellow'): Promise<RegisterEntry> {
  return await asks(stack, someone(stack, `${group}.trondheim-1`), { title, criticality });
}

async function inTurn<A, B>(all: A[], work: (one: A) => Promise<B>): Promise<B[]> {
  const done: B[] = [];
  for (const one of all) done.push(await work(one));
  return done;
}

/** As somebody who presses again when they see that it did not take: until it is in the log. */
async function press(nth: number, platform: Platform, card: RegisterEntry, label: string, fill = {}): Promise<void> {
  const person = member(nth, platform, card.group);
  const version = async () => (await stack.core.handle.load(card._id))?.version ?? 0;
  const before = await version();
  const doing = { card: card.title, press: label, ...(Object.keys(fill).length > 0 ? { fill } : {}) };
  for (let tries = 1; ; tries++) {
    const said = await does(stack, person, doing).then(
      () => '',
      (error: Error) => error.message,
    );
    const taken = async () => (await version()) > before;
    if (
      await eventually(taken, () => said, 3_000).then(
        () => true,
        () => false,
      )
    )
      return;
    if (tries === 5) throw new Error(`${person.who} could not press «${label}»: ${said}`);
    const hands = platform === 'slack' ? stack.sandbox.slack.as(person.who) : null;
    while (hands?.form()) await hands.close();
  }
}

function goAway(platform: Platform): void {
  stack.sandbox[platform].fault({ kind: 'drop', share: 0.3 });
  stack.sandbox[platform].fault({ kind: 'status', status: 503, share: 1 });
}

interface Change {
  /** The message that was changed. */
  id: string;
  content: string;
}

/** Changes of cards that the platform has taken, oldest first. */
function changes(platform: Platform): Change[] {
  const { slack, teams } = stack.sandbox;
  if (platform === 'slack')
    return slack.requests
      .filter(({ method, ok }) => method === 'chat.update' && ok)
      .map(({ args }) => ({ id: String(args.ts), content: JSON.stringify(args) }));
  return teams.requests
    .filter(({ method, status }) => method === 'PUT' && status === 200)
    .map(({ path, body }) => ({ id: path.split('/').at(-1) ?? '', content: body }));
}

function calls(platform: Platform): number {
  return stack.sandbox[platform].requests.length;
}

/** What is owed to the platform: cards that are behind, and notices that would go there or may. */
async function owed(platform: Platform): Promise<number> {
  const questions = await stack.store.register.list({});
  const cards = (await Promise.all(questions.map(({ _id }) => stack.store.cards.of(_id)))).flat();
  const behind = cards.filter((card) => card.link.platform === platform && card.shown < card.wanted);
  return behind.length + (await stack.store.notices.list({ status: 'waiting' })).length;
}

async function wasMended(): Promise<void> {
  expect(await cardFaults(stack)).toEqual([]);
  expect(await seenFaults(stack, people.teams)).toEqual([]);
  expect(await stack.store.notices.list({ status: 'failed' })).toEqual([]);
  expect((await stack.store.backlog(stack.demo.clock())).setAside).toEqual({ commits: 0, notices: 0 });
  expect(stack.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
}

interface Away {
  platform: Platform;
  /** Gone through by the minute in the first hour, then by these. */
  until: string;
  stepMs: number;
  meanwhile(): Promise<void>;
}

/** Away from now on; back, all that it missed arrives within the longest wait between two tries. */
async function away({ platform, until, stepMs, meanwhile }: Away): Promise<void> {
  const sentBefore = (await stack.store.notices.list({ status: 'sent' })).length;
  goAway(platform);
  await meanwhile();
  const began = Date.parse(stack.demo.clock());
  const callsBefore = calls(platform);
  const hour = new Date(began + HOUR).toISOString();
  await moveOn(stack, hour < until ? hour : until, MINUTE);
  const tried = calls(platform) - callsBefore;
  const items = await owed(platform);
  await moveOn(stack, until, stepMs);
  const [inAll, itemsInAll] = [calls(platform) - callsBefore, await owed(platform)];

  stack.sandbox[platform].clearFaults();
  const changed = changes(platform).length;
  await moveOn(stack, new Date(Date.parse(until) + TRY_EACH + MINUTE).toISOString(), MINUTE);
  await settled(stack, 60_000);
  const after = changes(platform).slice(changed);
  const sent = (await stack.store.notices.list({ status: 'sent' })).length - sentBefore;
  console.info(
    `${platform} away: ${tried} calls in the first hour for ${items} cards and messages, ${inAll} until ${until} for ${itemsInAll}; back: ${after.length} changes of cards, ${sent} messages sent in all`,
  );
  // One change each, and cardFaults says that it is the latest: no older state was shown on the way.
  expect(after.length).toBeGreaterThanOrEqual(GROUPS.length);
  expect(repeated(after.map(({ id }) => id))).toEqual([]);
  expect(tried).toBeGreaterThan(0);
  expect(tried).toBeLessThanOrEqual(items * TRIES_IN_HOUR);
  await wasMended();
}

describe('a platform that is away', () => {
  test(
    'Slack, for a day: people in Teams answer, deadlines pass, and two days’ digests do not come together',
    LONG,
    async () => {
      const [supported, opposed] = [
        await ask('legevakt', 'Kveldsvakt', 'green'),
        await ask('legevakt', 'Nattevakt', 'green'),
      ];
      const yellow = await inTurn(GROUPS, (group) => ask(group, `Dagvakt i ${group}`, 'yellow'));
      await moveTo(stack, '2027-02-04T07:15:00.000Z');
      await away({
        platform: 'slack',
        until: '2027-02-05T07:45:00.000Z',
        stepMs: 2 * HOUR,
        async meanwhile() {
          for (const nth of [0, 1, 2]) await press(nth, 'teams', supported, m.button.support);
          await press(3, 'teams', opposed, m.button.objection, objectionFields('Ikke om natta'));
          for (const card of yellow) {
            await press(0, 'teams', card, m.button.abstain);
            await press(1, 'teams', card, m.button.support);
            await press(0, 'teams', card, m.button.support);
          }
        },
      });
      const told = new Set(await happened(stack));
      for (const type of ['turned-yellow', 'decided', 'reminded', 'objection-raised'])
        expect([...told]).toContain(type);
      const digests = (await stack.store.notices.list({})).filter(
        ({ _id, to }) => _id.startsWith('digest:') && 'person' in to && GROUPS.includes(to.person.split('.')[0] ?? ''),
      );
      const on = (day: string) => digests.filter(({ data }) => data.date === day).map(({ status }) => status);
      expect(on('2027-02-03')).toEqual(GROUPS.map(() => 'sent'));
      expect(on('2027-02-04')).toEqual(GROUPS.map(() => 'dropped'));
      expect(on('2027-02-05')).toEqual(GROUPS.map(() => 'sent'));
      // They went to the platform that was away, or nothing is shown here.
      expect(
        new Set(digests.filter(({ status }) => status === 'sent').map(({ message }) => platformOf(message))),
      ).toEqual(new Set(['slack']));
    },
  );

  test('Teams, for an hour in which rounds turn', LONG, async () => {
    await moveTo(stack, '2027-02-08T08:00:00.000Z');
    const open = (await stack.store.register.list({ status: 'open' })).filter(
      ({ criticality }) => criticality === 'yellow',
    );
    for (const entry of open)
      for (const nth of [0, 1, 2, 3]) {
        if (nth % 2 === 0) await press(nth, 'slack', entry, m.button.support);
        else await press(nth, 'slack', entry, m.button.objection, objectionFields('Nei'));
      }
    // With those who have answered, enough for another round instead of more time.
    const answered = open.find(({ title }) => title === ANSWERED) ?? expect.fail(`${ANSWERED} is not open`);
    for (const platform of ['slack', 'teams'] as const)
      for (let nth = platform === 'slack' ? 4 : 2; nth < readers(platform, answered.group).length; nth++)
        await press(nth, platform, answered, m.button.support);
    await settled(stack, 60_000);
    await moveTo(stack, '2027-02-08T13:30:00.000Z');
    await away({
      platform: 'teams',
      until: '2027-02-08T14:30:00.000Z',
      stepMs: MINUTE,
      async meanwhile() {
        for (const entry of open) {
          await press(1, 'slack', entry, m.button.abstain);
          await press(2, 'slack', entry, m.button.abstain);
          await press(2, 'slack', entry, m.button.support);
        }
      },
    });
    expect(await happened(stack)).toContain('round-opened');
  });
});

describe('a platform that refuses for good', () => {
  const NOT_REACHED = 'person can not be written to until `samrad retry`; in Teams they have to install the app';

  test(
    'one person and one card: the rest goes on, the operator is told, and it is sent when taken up again',
    LONG,
    async () => {
      const { slack, teams } = stack.sandbox;
      const [refused, other] = [
        await ask('legevakt', 'Avvist', 'green'),
        await ask('rehabilitering', 'Tatt imot', 'green'),
      ];
      await settled(stack, 60_000);
      const gone = {
        slack: members('legevakt', 'slack').at(-1) ?? '',
        teams: members('legevakt', 'teams').at(-1) ?? '',
      };
      slack.fault({
        kind: 'status',
        error: 'user_disabled',
        share: 1,
        match: `conversations.open ${slack.ids.user(gone.slack)}`,
      });
      await teams.install({ personId: gone.teams }, false);
      for (const { link, message } of await stack.store.cards.of(refused._id)) {
        if (link.platform === 'slack')
          slack.fault({
            kind: 'status',
            error: 'invalid_blocks',
            share: 1,
            match: `chat.update ${message?.channel} ${message?.ts}`,
          });
        else teams.fault({ kind: 'status', status: 400, share: 1, match: `/activities/${message?.activity}` });
      }
      for (const card of [refused, other])
        for (const platform of PLATFORMS) await press(0, platform, card, m.button.support);
      await moveTo(stack, '2027-02-10T06:40:00.000Z');

      const failed = await stack.store.notices.list({ status: 'failed' });
      expect(failed.map(({ kind, to }) => [kind, 'person' in to && to.person])).toEqual([['reminder', gone.slack]]);
      const reminded = (await stack.store.notices.list({ status: 'sent', question: refused._id })).filter(
        ({ kind }) => kind === 'reminder',
      );
      const all = PLATFORMS.flatMap((platform) => members('legevakt', platform)).length;
      // Two have answered, one is gone; the expert holds a seat too. Who has put the bot out of their chat in Teams is called in the channel.
      expect(reminded).toHaveLength(all - 3 + 1);
      const calls = stack.sandbox.teams
        .as(gone.teams)
        .messages('legevakt')
        .filter(({ cards }) => JSON.stringify(cards).includes('<at>'));
      expect(calls).toHaveLength(1);
      expect(stack.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
      const told = stack.log.lines.filter(({ message }) => message === NOT_REACHED);
      expect(told.map(({ fields }) => fields)).toMatchObject([{ person: gone.slack }]);
      const backlog = await stack.store.backlog(stack.demo.clock());
      expect([backlog.setAside.notices, backlog.notices.count, backlog.cardsBehind]).toEqual([1, 0, 2]);
      expect((await cardFaults(stack)).every((fault) => fault.includes(refused._id) || fault.includes('Avvist'))).toBe(
        true,
      );

      for (const platform of PLATFORMS) stack.sandbox[platform].clearFaults();
      await teams.install({ personId: gone.teams }, true);
      const hour = new Date(Date.parse(stack.demo.clock()) + HOUR + MINUTE).toISOString();
      await moveTo(stack, hour);
      expect(await cardFaults(stack)).toEqual([]);
      expect(await stack.store.notices.takeUp(stack.demo.clock())).toBe(1);
      stack.core.wake();
      await settled(stack, 60_000);
      expect((await stack.store.backlog(stack.demo.clock())).setAside.notices).toBe(0);
      const taken = await Promise.all(failed.map(({ _id }) => stack.store.notices.get(_id)));
      expect(taken.map((notice) => notice?.status)).toEqual(['sent']);
      expect(await seenFaults(stack, people.teams)).toEqual([]);
      console.info(
        `refused for good: ${failed.length} message given up and sent when taken up, 1 called in the channel, 2 cards behind until then; ${reminded.length} others reminded`,
      );
    },
  );
});
