import { type Document, MongoClient } from 'mongodb';
import { afterAll, describe, expect, test } from 'vitest';
import { INDEXES } from '../../store/mongo/collections.ts';
import { openMongoStore } from '../../store/mongo/index.ts';
import { at, card, commit, entry, link, NOON, notice, upTo } from '../contracts/store-fixtures.ts';
import { startMongo, TEST_DATABASE } from '../support/mongo.ts';

const mongo = await startMongo();

test('stages are read from a plan however it is nested', () => {
  const plain = { stage: 'PROJECTION_SIMPLE', inputStage: { stage: 'SORT', inputStage: { stage: 'COLLSCAN' } } };
  expect(stagesOf(plain)).toEqual(['PROJECTION_SIMPLE', 'SORT', 'COLLSCAN']);
  expect(stagesOf({ queryPlan: { stage: 'FETCH', inputStages: [{ stage: 'IXSCAN' }] } })).toEqual(['FETCH', 'IXSCAN']);
  const sharded = { stage: 'SINGLE_SHARD', shards: [{ shardName: 'a', winningPlan: { stage: 'EOF' } }] };
  expect(stagesOf(sharded)).toEqual(['SINGLE_SHARD', 'EOF']);
});

/** What is asked often, or while a person waits. */
const HOT = ['find', 'findAndModify', 'aggregate', 'update'];

if ('skipped' in mongo) {
  console.warn(`The plans of MongoDB are NOT tested here: ${mongo.skipped}`);
  describe.skip(`mongo plans (${mongo.skipped})`, () => test('every hot query by an index', () => {}));
} else {
  afterAll(() => mongo.close(), 30_000);
  describe('mongo plans', { timeout: 60_000 }, () => plans(mongo.uri));
}

function plans(uri: string): void {
  test('every query on a hot path begins with a field that an index begins with', async () => {
    const commands = await hotCommands(uri, `${TEST_DATABASE}plans`);
    expect(commands.length).toBeGreaterThan(20);
    for (const command of commands) expect([command, indexFor(command)]).toEqual([command, expect.anything()]);
  });

  test('the server finds each by an index, without sorting what it wants in order', async (context) => {
    const database = `${TEST_DATABASE}explained`;
    const commands = (await hotCommands(uri, database)).filter((command) => 'find' in command);
    const client = await new MongoClient(uri).connect();
    try {
      for (const command of commands) {
        const plan = await client.db(database).command({ explain: command, verbosity: 'queryPlanner' });
        const stages = stagesOf(plan.queryPlanner?.winningPlan);
        if (stages.length === 0) {
          console.warn('The plans of MongoDB are NOT tested here: this server does not tell them.');
          return context.skip();
        }
        expect([command, stages]).not.toEqual([command, expect.arrayContaining(['COLLSCAN'])]);
        if (mayNotSort(command)) expect([command, stages]).not.toEqual([command, expect.arrayContaining(['SORT'])]);
      }
    } finally {
      await client.close();
    }
  });
}

/** The commands as they went to the server, of a store with something of everything in it. */
async function hotCommands(uri: string, database: string): Promise<Document[]> {
  const commands: Document[] = [];
  const store = await openMongoStore({ uri, database, onCommand: (command) => commands.push(command) });
  const { log, register, directory, cards, notices, leases, drafts, installations } = store;
  for (const i of upTo(3)) {
    await log.append(commit(`q${i}`, 1));
    await register.put(entry(`q${i}`));
    await cards.want(`q${i}`, link(), 1);
    await notices.put(notice(`n${i}`));
  }
  commands.length = 0;

  await log.read('q1', 0);
  await log.findCommand('q1-1');
  for (const follower of ['register', 'cards', 'notices', 'chain'] as const) await log.pending(follower, 10);
  await log.strike('cards', ['q1:1']);
  await log.questions(null, 10);
  await register.due(at(99), 10);
  await register.get('q1');
  for (const filter of [{}, { group: 'g' }, { status: 'open' }, { level: 1 }, { decidedSince: NOON }]) {
    await register.list({ collaboration: 'helse', ...filter });
  }
  await register.search('helse', ['multi', 'alt'], 10);
  await directory.linksTo('helse', 'legemidler');
  await directory.linksOf('slack', 'T1', 'C1');
  await directory.identity('slack', 'T1', 'U1');
  await directory.identitiesOf('kari@example.no');
  await directory.absences('helse', '2027-03-01');
  await directory.claimNumber('HT', 'q1');
  await cards.claim('w', NOON, at(60), 10);
  await cards.shown(card('q1')._id, 'w', { message: { ts: '1' }, version: 1, key: 'C1:1', lookAt: NOON });
  await cards.sweep(NOON, 10);
  await cards.redo(card('q1')._id);
  await cards.adopt(card('q1')._id, { ts: '1' }, 'C1:1');
  await cards.of('q1');
  await cards.findByMessage('slack', 'C1:1');
  await cards.behind();
  await notices.claim('w', NOON, at(60), 10);
  await notices.list({ question: 'q1' });
  await notices.due(NOON);
  await notices.takeUp(NOON);
  await log.setAside('chain', ['q1:1']);
  await log.takeUp();
  await store.backlog(NOON);
  await leases.take('tick', 'w', NOON, at(60));
  await drafts.get('d1', NOON);
  await drafts.remove('d1');
  await drafts.forget(NOON);
  await installations.get('slack:T1');
  await installations.put({ _id: 'slack:T1', sealed: 's', at: NOON });
  await store.close();
  return commands.filter((command) => HOT.includes(nameOf(command))).flatMap(bare);
}

function nameOf(command: Document): string {
  return Object.keys(command)[0] ?? '';
}

/** Without what belongs to the session; each statement of an update by itself. */
function bare(command: Document): Document[] {
  const { lsid: _lsid, $db: _db, $clusterTime: _time, txnNumber: _txn, ...rest } = command;
  if (nameOf(rest) !== 'update') return [rest];
  return rest.updates.map(({ q }: Document) => ({ update: rest.update, query: q }));
}

function filterOf(command: Document): Document {
  return command.filter ?? command.query ?? command.pipeline?.[0]?.$match ?? {};
}

/** The first field of an index that the command is asked by. */
function indexFor(command: Document): string | undefined {
  const collection = command[nameOf(command)];
  const firsts = INDEXES.filter(([name]) => name === collection).map(([, key]) => Object.keys(key)[0] ?? '');
  return ['_id', ...firsts].find((field) => field in filterOf(command));
}

/** A month's decisions, a channel's links and the like are few, and sorted after they are found. */
function mayNotSort({ find, filter, sort }: Document): boolean {
  if (!sort || ['links', 'identities', 'absences'].includes(find)) return false;
  return (
    !('decidedAt' in filter) &&
    !(find === 'cards' && 'question' in filter) &&
    !(find === 'notices' && 'question' in filter) &&
    !('messageKey' in filter)
  );
}

/** Names of all stages of a plan, in any server's nesting. */
function stagesOf(plan: Document | undefined): string[] {
  if (!plan || typeof plan !== 'object') return [];
  const own = typeof plan.stage === 'string' ? [plan.stage] : [];
  const inner = ['inputStage', 'queryPlan'].map((name) => plan[name]);
  const many = [plan.inputStages, plan.shards].flat();
  return [...own, ...[...inner, ...many].flatMap((one) => stagesOf(one?.winningPlan ?? one))];
}
