import { afterEach, beforeEach, expect, test } from 'vitest';
import { createHandle, type Handle, type Intent, type Store } from '../../bot/index.ts';
import { openSqliteStore } from '../../store/sqlite/index.ts';
import { plainQuestion } from '../support/asking.ts';

const people = ['ada', 'bo', 'eva', 'ida'];
const ASK = plainQuestion({
  seats: people.map((holder, i) => ({ id: `trondheim:${i + 1}`, block: 'trondheim', holder, substitute: null })),
  experts: ['ada'],
  coordinators: [],
  ladder: [],
});

let store: Store;
let handle: Handle;
const send = (commandId: string, by: string, intent: Intent, to = handle) =>
  to.handle({ question: 'q', commandId, at: '2027-02-01T08:00:00.000Z', by, ...intent });

beforeEach(async () => {
  store = await openSqliteStore({ file: ':memory:' });
  handle = createHandle({ log: store.log });
  await send('ask', 'ada', ASK);
});
afterEach(() => store.close());

test('a tap that changed nothing changes nothing either when the platform delivers it again later', async () => {
  await send('tap 1', 'bo', { type: 'support' });
  await send('tap 2', 'bo', { type: 'support' });
  await send('tap 3', 'bo', { type: 'abstain' });
  const again = await send('tap 2', 'bo', { type: 'support' });
  expect(again).toMatchObject({ repeated: true, events: [] });
  expect((await handle.load('q'))?.positions).toMatchObject({ 'trondheim:2': { kind: 'abstain' } });
});

test('what was refused may be tried again under the same id, when the reason is gone', async () => {
  const early = await send('form 1', 'bo', { type: 'reservation', text: '' });
  expect(early).toMatchObject({ refused: 'text-required' });
  const mended = await send('form 1', 'bo', { type: 'reservation', text: 'Bare om kvelden' });
  expect(mended).toMatchObject({ repeated: false, events: [{ type: 'position-taken' }] });
});

test('a reading that comes late does not bring back an older state', async () => {
  const slow = { ...store.log };
  const other = createHandle({ log: slow });
  await other.load('q');
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  slow.read = async (...args) => {
    const commits = await store.log.read(...args);
    await held;
    return commits;
  };
  const late = other.load('q');
  slow.read = store.log.read;
  await send('tap', 'bo', { type: 'support' }, other);
  letGo();
  await late;
  expect((await other.peek('q'))?.positions).toMatchObject({ 'trondheim:2': { kind: 'support' } });
});

test('what nobody waits for any more is not written, neither while it stands in line nor when another was first', async () => {
  const slow = { ...store.log };
  const told = new AbortController();
  const other = createHandle({ log: slow });
  await other.load('q');
  slow.append = async (commit) => {
    slow.append = store.log.append;
    // Held for long: another replica writes meanwhile, and the person hears that this was not taken.
    await send('tap elsewhere', 'bo', { type: 'abstain' });
    told.abort(new Error('told'));
    return await store.log.append(commit);
  };
  const by = { question: 'q', at: '2027-02-01T08:00:00.000Z', by: 'bo' };
  const held = other.handle({ ...by, commandId: 'tap', type: 'support' }, told.signal);
  const inLine = other.handle({ ...by, commandId: 'tap in line', type: 'support' }, told.signal);
  await expect(held).rejects.toThrow('told');
  await expect(inLine).rejects.toThrow('told');
  expect((await handle.load('q'))?.positions).toMatchObject({ 'trondheim:2': { kind: 'abstain' } });
});
