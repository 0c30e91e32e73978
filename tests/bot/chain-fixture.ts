/** A collaboration and a decided question on a real store, for the tests of what comes after. */
import { createBot } from '../../bot/acts/index.ts';
import type { Collaboration } from '../../bot/collaboration.ts';
import type { Ask, Intent } from '../../bot/domain/index.ts';
import type { Bot } from '../../bot/face.ts';
import type { Handled } from '../../bot/handle.ts';
import { createHandle, DEFAULT_POLICY, type Store } from '../../bot/index.ts';
import { createPeople } from '../../bot/people.ts';
import { rosterOf } from '../../bot/roster.ts';
import { openSqliteStore } from '../../store/sqlite/index.ts';
import { recordingLog } from '../support/log.ts';

/** Monday at 09:00 in Oslo. */
export const MONDAY = '2027-02-01T08:00:00.000Z';

const seat = (id: string, holder: string, substitute: string | null = null) => ({
  id,
  block: id.split(':')[0] ?? '',
  holder,
  substitute,
});
const person = (id: string, name: string) => ({ id, name, email: `${id}@example.no` });

export const COLLABORATION: Collaboration = {
  _id: 'midt',
  name: { nb: 'Midt' },
  language: 'nb',
  blocks: { trondheim: { nb: 'Trondheim' } },
  policy: DEFAULT_POLICY,
  people: [
    person('ada', 'Ada Fag'),
    person('bo', 'Bo Fag'),
    person('kari', 'Kari Koordinator'),
    person('mia', 'Mia Medlem'),
    person('nils', 'Nils Nabo'),
    person('vara', 'Vara Person'),
    person('leder', 'Leder Person'),
  ],
  groups: [
    {
      id: 'ht',
      code: 'HT',
      name: { nb: 'Hjemmetjenester' },
      seats: [seat('trondheim:1', 'ada'), seat('trondheim:2', 'mia', 'vara')],
      experts: ['ada', 'bo'],
      coordinators: ['kari'],
    },
    {
      id: 'lv',
      code: 'LV',
      name: { nb: 'Legevakt' },
      seats: [seat('trondheim:1', 'nils')],
      experts: [],
      coordinators: [],
    },
  ],
  ladder: [{ id: 'felles', level: 2, name: { nb: 'felles gruppe' }, chair: 'leder', seats: [] }],
  version: 1,
  updatedAt: MONDAY,
};

export function asking(change: Partial<Ask> = {}): Ask {
  return {
    type: 'ask',
    collaboration: 'midt',
    number: 'HT-2027-001',
    group: 'ht',
    alsoGroups: [],
    practice: false,
    title: 'Sortering',
    body: 'By time?',
    context: null,
    options: [
      { id: 'a', text: 'Etter tid' },
      { id: 'b', text: 'Etter adresse' },
    ],
    proposal: 'a',
    criticality: 'green',
    vendorDate: null,
    policy: DEFAULT_POLICY,
    roster: rosterOf(COLLABORATION, change.groups ?? change.group ?? 'ht'),
    ...change,
  };
}

export interface World {
  store: Store;
  load: ReturnType<typeof createHandle>['load'];
  handle: ReturnType<typeof createHandle>;
  /** A command that must be taken; its id and time follow from what was sent before. */
  send(question: string, by: string | null, intent: Intent, at?: string): Promise<Handled>;
  clock(): string;
  setNow(at: string): void;
}

export async function openWorld(collaboration = COLLABORATION): Promise<World> {
  const store = await openSqliteStore({ file: ':memory:' });
  await store.directory.saveCollaboration(collaboration);
  const handle = createHandle({ log: store.log });
  let now = MONDAY;
  let sent = 0;
  return {
    store,
    handle,
    load: handle.load,
    clock: () => now,
    setNow(at) {
      now = at;
    },
    async send(question, by, intent, at = now) {
      sent += 1;
      const done = await handle.handle({ question, commandId: `test:${sent}`, at, by, ...intent });
      if ('refused' in done) throw new Error(`${intent.type}: ${done.refused}`);
      return done;
    },
  };
}

/** The bot in such a world, with no platform; one person more is on its list and in no group. */
export async function openWithBot(): Promise<{ world: World; bot: Bot }> {
  const observer = { id: 'tilla', name: 'Tilla Vald', email: 'tilla@example.no' };
  const world = await openWorld({ ...COLLABORATION, people: [...COLLABORATION.people, observer] });
  const { handle, store, clock } = world;
  const people = createPeople(store.directory);
  const places = { found: async () => false };
  const cardOver = async () => null;
  const newId = () => 'new';
  const deps = { handle, people, store, places, cardOver, clock, newId, log: recordingLog(), wake: () => undefined };
  return { world, bot: createBot(deps, { sighted: async () => true, learn: async () => undefined }) };
}

/** Asked and answered by the expert alone. */
export async function decided(world: World, question: string, change: Partial<Ask> = {}): Promise<void> {
  await world.send(question, 'ada', asking({ expertAnswer: true, ...change }));
}

/** Decided, told to the vendor, and not built so. */
export async function notBuilt(
  world: World,
  question: string,
  by = 'ada',
  text: string | null = 'Den sorterer på navn.',
) {
  await world.send(question, 'ada', { type: 'answer-vendor', text: 'By time.' });
  return await world.send(question, by, { type: 'verify', ok: false, text });
}
