/** The two servers of bench/slack-vote.ts, each run as a child process; BENCH_KIND says which. */
import { join } from 'node:path';
import { App, HTTPReceiver } from '@slack/bolt';
import { startWeb } from '../adapters/web/index.ts';
import { type Collaboration, createHandle, DEFAULT_POLICY, type Log, rosterOf, type Store } from '../bot/index.ts';
import { serve } from '../main.ts';
import { openSqliteStore } from '../store/sqlite/index.ts';

/** As many open questions as there are groups; each with more seats than voters, so that it stays open. */
export const QUESTIONS = 12;
export const VOTERS = 20;
const SEATS = 29;

const quiet = () => {};
const log: Log = { debug: quiet, info: quiet, warn: quiet, error: (fields, message) => console.error(message, fields) };

async function bolt(apiUrl: string, signingSecret: string) {
  const receiver = new HTTPReceiver({ signingSecret, endpoints: '/slack/events', port: 0 });
  const app = new App({ token: 'xoxb-bench', receiver, clientOptions: { slackApiUrl: apiUrl } });
  app.action(/^/, ({ ack }) => ack());
  const server = await app.start(0);
  const address = server.address();
  return { port: typeof address === 'object' ? address?.port : 0 };
}

async function samrad(apiUrl: string, signingSecret: string, folder: string) {
  const store = await openSqliteStore({ file: join(folder, 'bench.sqlite') });
  const collaboration = manyVoters();
  await store.directory.saveCollaboration(collaboration);
  for (let i = 0; i < VOTERS; i++) {
    const user = `U${i}`;
    await store.directory.saveIdentity({
      _id: `slack:T1:${user}`,
      platform: 'slack',
      team: 'T1',
      user,
      email: `${i}@bench.example`,
    });
  }
  await askAll(store, collaboration);
  const web = await startWeb({ host: '127.0.0.1', port: 0, ready: async () => true });
  const clock = () => new Date().toISOString();
  await serve({ store, clock, log, web, slack: { botToken: 'xoxb-bench', signingSecret, apiUrl }, teams: null });
  return { port: Number(new URL(web.url).port) };
}

async function askAll(store: Store, collaboration: Collaboration): Promise<void> {
  const handle = createHandle({ log: store.log });
  const at = new Date().toISOString();
  for (let n = 0; n < QUESTIONS; n++) {
    await handle.handle({
      type: 'ask',
      question: `q${n}`,
      commandId: `ask${n}`,
      at,
      by: 'p0',
      collaboration: 'bench',
      number: `B-${n}`,
      group: 'g',
      alsoGroups: [],
      practice: true,
      title: 'T',
      body: 'Q?',
      context: null,
      options: [{ id: 'a', text: 'A' }],
      proposal: 'a',
      criticality: 'red',
      vendorDate: null,
      policy: DEFAULT_POLICY,
      roster: rosterOf(collaboration, 'g'),
    });
  }
}

function manyVoters(): Collaboration {
  const seats = Array.from({ length: SEATS }, (_, i) => ({
    id: `b:${i}`,
    block: 'b',
    holder: `p${i}`,
    substitute: null,
  }));
  const group = { id: 'g', code: 'B', name: { nb: 'Bench' }, seats, experts: ['p0'], coordinators: ['p0'] };
  return {
    _id: 'bench',
    name: { nb: 'Bench' },
    language: 'nb',
    blocks: { b: { nb: 'B' } },
    policy: DEFAULT_POLICY,
    people: seats.map((_, i) => ({ id: `p${i}`, name: `P ${i}`, email: `${i}@bench.example` })),
    groups: [group],
    ladder: [],
    version: 1,
    updatedAt: new Date().toISOString(),
  };
}

const { BENCH_KIND, BENCH_SLACK = '', BENCH_SECRET = '', BENCH_FOLDER = '' } = process.env;
if (BENCH_KIND) {
  process.on('SIGINT', () => process.exit(0));
  const started =
    BENCH_KIND === 'bolt'
      ? await bolt(BENCH_SLACK, BENCH_SECRET)
      : await samrad(BENCH_SLACK, BENCH_SECRET, BENCH_FOLDER);
  process.send?.(started);
  process.on('message', () => process.send?.(process.cpuUsage()));
}
