import { expect, test } from 'vitest';
import { createNoticeWork } from '../../bot/followers/notices/index.ts';
import { createHandle, type Intent, type Roster } from '../../bot/index.ts';
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
