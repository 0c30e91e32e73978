/** What waits for a person: found by where they have a seat, the most urgent first. */
import { afterEach, expect, test } from 'vitest';
import type { Collaboration, Question } from '../../bot/index.ts';
import { openFor } from '../../bot/waiting.ts';
import { type Gathering, startGathering } from './gather-world.ts';

/** Monday 1 February 2027, 10:00 in Oslo. */
const MONDAY = '2027-02-01T09:00:00.000Z';

let world: Gathering;
afterEach(() => world.close());

const seat = (holder: string, substitute: string | null = null) => ({
  id: 'trondheim:1',
  block: 'trondheim',
  holder,
  substitute,
});

function moreSeats(c: Collaboration): void {
  const [ht, lv] = c.groups;
  const first = ht?.seats[0];
  if (first) first.substitute = 'other';
  lv?.seats.push(seat('member-2'));
  c.ladder.push({ id: 'felles', level: 2, name: { nb: 'Felles' }, chair: 'coordinator', seats: [seat('other')] });
}

/** What waits for them, by title, and which questions were read to find it. */
async function waits(person: string): Promise<{ titles: string[]; read: string[] }> {
  const collaboration = await world.store.directory.collaboration('midt');
  if (!collaboration) throw new Error('no collaboration');
  const read: string[] = [];
  const atLeast = async (id: string, version: number): Promise<Question | null> => {
    const q = await world.core.handle.atLeast(id, version);
    read.push(q?.title.said ?? id);
    return q;
  };
  const asked = { collaboration, person: { id: person }, language: 'nb' as const, now: MONDAY };
  const found = await openFor({ register: world.store.register, atLeast }, asked);
  return { titles: found.map(({ q }) => q.title.said), read: read.sort() };
}

async function decides(title: string, change: object): Promise<void> {
  const entry = (await world.store.register.list({})).find((one) => one.title === title);
  const base = { question: entry?._id ?? '', commandId: `c-${title}`, at: MONDAY, by: 'expert' };
  await world.core.handle.handle({ ...base, ...change } as Parameters<typeof world.core.handle.handle>[0]);
  await world.core.settle();
}

test('only questions of groups and bodies where they have a seat are read', async () => {
  world = await startGathering(MONDAY, moreSeats);
  await world.ask('ht', 'Hjemme');
  await world.ask('lv', 'Vakt');
  expect(await waits('member-1')).toEqual({ titles: ['Hjemme'], read: ['Hjemme'] });
  expect(await waits('member-2')).toEqual({ titles: ['Hjemme', 'Vakt'], read: ['Hjemme', 'Vakt'] });
  expect(await waits('coordinator')).toEqual({ titles: [], read: [] });
});

test('a substitute has it while the holder is away; a member of the body when it is lifted', async () => {
  world = await startGathering(MONDAY, moreSeats);
  await world.ask('ht', 'Hjemme');
  expect((await waits('other')).titles).toEqual([]);
  await world.act('member-1', {
    kind: 'submit',
    act: { do: 'absent', arg: 'midt' },
    values: { from: '2027-02-01', to: '2027-02-02' },
  });
  expect((await waits('other')).titles).toEqual(['Hjemme']);
  await world.ask('lv', 'Løftet');
  await decides('Løftet', { type: 'confirm-mandate', by: 'other' });
  expect((await waits('other')).titles).toContain('Løftet');
  expect((await waits('member-2')).titles).not.toContain('Løftet');
});

test('what another replica has stored since is known', async () => {
  world = await startGathering(MONDAY);
  await world.ask('ht', 'Hjemme');
  expect((await waits('member-1')).titles).toEqual(['Hjemme']);
  const elsewhere = world.newCore();
  const [entry] = await world.store.register.list({});
  const base = { question: entry?._id ?? '', commandId: 'w', at: MONDAY, by: 'expert' };
  await elsewhere.handle.handle({ ...base, type: 'withdraw', reason: 'Feil spørsmål' });
  await elsewhere.stop();
  // The register does not know of it yet.
  expect((await waits('member-1')).titles).toEqual(['Hjemme']);
  await world.core.settle();
  expect((await waits('member-1')).titles).toEqual([]);
});

test('what is due first comes first, then what is newer', async () => {
  world = await startGathering(MONDAY);
  await world.ask('ht', 'Først');
  world.setClock('2027-02-01T10:00:00.000Z');
  await world.ask('ht', 'Så');
  world.setClock('2027-02-02T10:00:00.000Z');
  await world.ask('ht', 'Dagen etter');
  expect((await waits('member-1')).titles).toEqual(['Så', 'Først', 'Dagen etter']);
});
