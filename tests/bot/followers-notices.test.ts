import { describe, expect, test } from 'vitest';
import { createNoticeWork } from '../../bot/followers/notices/index.ts';
import { type Ask, type ChannelLink, createHandle, type Intent, type Platform, type Roster } from '../../bot/index.ts';
import { openSqliteStore } from '../../store/sqlite/index.ts';
import { plainQuestion } from '../support/asking.ts';

const seat = (id: string, holder: string) => ({ id, block: 'trondheim', holder, substitute: null });
const ROSTER: Roster = {
  seats: [seat('trondheim:1', 'ada')],
  experts: ['ada'],
  coordinators: [],
  ladder: [{ level: 2, id: 'body', workingDays: 5, chair: null, seats: [seat('body/trondheim:1', 'bo')] }],
};

test('a body that votes is reminded as a group is', async () => {
  const store = await openSqliteStore({ file: ':memory:' });
  const { handle, load } = createHandle({ log: store.log });
  const send = (at: string, by: string | null, intent: Intent) =>
    handle({ question: 'q', commandId: at, at, by, ...intent });
  await send('2027-02-01T08:00:00.000Z', 'ada', plainQuestion(ROSTER));
  await send('2027-02-01T09:00:00.000Z', 'ada', { type: 'flag-mandate', text: null });
  await send('2027-02-08T13:30:00.000Z', null, { type: 'tick' });
  const work = createNoticeWork({ notices: store.notices, directory: store.directory, log: store.log, load });
  await work('q', await store.log.read('q', 0));
  const reminders = (await store.notices.list({ question: 'q' })).filter(({ kind }) => kind === 'reminder');
  expect(reminders.map(({ _id, to }) => [_id, to])).toEqual([
    ['reminder:q:half-time:bo', { person: 'bo' }],
    ['reminder:q:one-working-day-before:bo', { person: 'bo' }],
  ]);
  await store.close();
});

describe('what is said under a card', () => {
  const AT = '2027-02-01T09:00:00.000Z';
  const TWO: Roster = { ...ROSTER, ladder: [{ level: 2, id: 'body', workingDays: 5, chair: 'bo', seats: [] }] };

  /** Where it is shown, of these links, when it is said where the first stands. */
  async function shownIn(links: ChannelLink[], more: Partial<Ask> = {}): Promise<string[]> {
    const store = await openSqliteStore({ file: ':memory:' });
    for (const one of links) await store.directory.saveLink(one);
    const { handle, load } = createHandle({ log: store.log });
    const asked = { ...plainQuestion(TWO), ...more };
    await handle({ question: 'q', commandId: 'ask', at: '2027-02-01T08:00:00.000Z', by: 'ada', ...asked });
    const source = { platform: 'slack', link: links[0]?._id ?? 'none', message: 'm1' };
    const said: Intent[] = [
      { type: 'comment', text: 'Hei', source },
      { type: 'edit-comment', text: 'Hei igjen', source },
      { type: 'withdraw-comment', source },
    ];
    for (const intent of said) await handle({ question: 'q', commandId: intent.type, at: AT, by: 'ada', ...intent });
    const work = createNoticeWork({ notices: store.notices, directory: store.directory, log: store.log, load });
    await work('q', await store.log.read('q', 0));
    await work('q', await store.log.read('q', 0));
    const all = (await store.notices.list({ question: 'q' })).filter(({ kind }) => kind.startsWith('said'));
    await store.close();
    const first = all.filter(({ kind }) => kind === 'said');
    for (const { _id, to, lane } of first) {
      const changes = all.filter((one) => one.changes === _id);
      expect(changes).toMatchObject([
        { kind: 'said-anew', to, lane },
        { kind: 'said-anew', to, lane },
      ]);
      expect(new Set(changes.map(({ order }) => order)).size).toBe(2);
    }
    return first.map(({ to }) => ('thread' in to ? to.thread._id : ''));
  }

  const linked = (target: string, channel: string, platform: Platform = 'slack'): ChannelLink => ({
    ...{ _id: `${platform}:T1:${channel}:${target}`, collaboration: 'c', target, platform, team: 'T1', channel },
    ...{ origin: 'chat', linkedAt: AT },
  });

  test('is shown in the group’s other channels, edits and all, and not where it was said', async () => {
    const here = linked('ht', 'C1');
    expect(await shownIn([here, linked('ht', 'X1', 'teams'), linked('ht', 'C2')])).toEqual([
      'slack:T1:C2:ht',
      'teams:T1:X1:ht',
    ]);
    expect(await shownIn([here, linked('h', 'C1')], { alsoGroups: ['h'] })).toEqual([]);
  });

  test('is heard between groups that are asked or told; a body’s stays with the body', async () => {
    const group = linked('ht', 'C1');
    const told = linked('h', 'C2');
    const body = linked('body', 'C3');
    const other = linked('body', 'X3', 'teams');
    expect(await shownIn([group, told, body, other], { alsoGroups: ['h'] })).toEqual([told._id]);
    expect(await shownIn([body, group, told, other], { alsoGroups: ['h'] })).toEqual([other._id]);
  });

  test('in a channel that is no longer linked is shown nowhere else', async () => {
    expect(await shownIn([])).toEqual([]);
  });
});
