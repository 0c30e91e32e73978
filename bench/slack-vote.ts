/**
 * A durable vote from a signed Slack click against the same click answered by a Bolt app that does nothing:
 * `npx tsx bench/slack-vote.ts`. Both servers are child processes that are alive at the same time and take turns.
 * The host drifts: compare the ratios of one run, never the figures of two.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { QUESTIONS, VOTERS } from './slack-vote-servers.ts';

const SECRET = 'bench-signing-secret';
const CONNECTIONS = 32;
const BATCH = 1_500;
const ROUNDS = 5;

const folder = mkdtempSync(join(tmpdir(), 'samrad-bench-'));
const slack = await stubSlack();
const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
let clicks = 0;

/** Answers ok to whatever the bot asks; both servers under trial get the same. */
function stubSlack(): Promise<{ url: string; close(): void }> {
  const server = createServer((req, res) => {
    req.resume().on('end', () => {
      res.setHeader('content-type', 'application/json');
      res.end(
        JSON.stringify({ ok: true, ts: `${Date.now()}`, channel: 'C1', team_id: 'T1', user_id: 'UBOT', bot_id: 'B1' }),
      );
    });
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      resolve({ url, close: () => server.close().closeAllConnections() });
    });
  });
}

interface Server {
  port: number;
  child: ChildProcess;
}

async function start(kind: 'bolt' | 'samrad'): Promise<Server> {
  const env = {
    ...process.env,
    BENCH_KIND: kind,
    BENCH_SLACK: `${slack.url}/api/`,
    BENCH_SECRET: SECRET,
    BENCH_FOLDER: folder,
  };
  const child = fork(new URL('./slack-vote-servers.ts', import.meta.url), {
    env,
    execArgv: ['--import', 'tsx', ...(process.env.BENCH_PROF ? ['--cpu-prof', '--cpu-prof-dir=/tmp/prof'] : [])],
  });
  const ready = await new Promise<{ port: number }>((resolve, reject) => {
    child.once('message', (message) => resolve(message as { port: number }));
    child.once('exit', (code) => reject(new Error(`${kind} ended with ${code}`)));
  });
  return { ...ready, child };
}

/** About 9 KB, as a real click with its message is. */
function click(): { body: string; headers: Record<string, string> } {
  clicks += 1;
  const does = Math.floor(clicks / (QUESTIONS * VOTERS)) % 2 === 0 ? 'support' : 'abstain';
  const payload = {
    type: 'block_actions',
    user: { id: `U${Math.floor(clicks / QUESTIONS) % VOTERS}` },
    team: { id: 'T1' },
    container: { type: 'message', message_ts: '1.1', channel_id: 'C1' },
    channel: { id: 'C1' },
    trigger_id: `t${clicks}`,
    response_url: `${slack.url}/response`,
    message: { blocks: [{ type: 'section', text: { type: 'plain_text', text: 'x'.repeat(8_500) } }] },
    actions: [
      {
        type: 'button',
        block_id: 'b',
        action_id: 'press:n1:0',
        action_ts: `${clicks}.1`,
        value: JSON.stringify([does, `q${clicks % QUESTIONS}`, 1, 1]),
      },
    ],
  };
  const body = `payload=${encodeURIComponent(JSON.stringify(payload))}`;
  const timestamp = `${Math.floor(Date.now() / 1000)}`;
  const signature = createHmac('sha256', SECRET).update(`v0:${timestamp}:${body}`).digest('hex');
  return {
    body,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': `${body.length}`,
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${signature}`,
    },
  };
}

function send(port: number): Promise<number> {
  const { body, headers } = click();
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const sent = request({ port, host: '127.0.0.1', path: '/slack/events', method: 'POST', agent, headers }, (res) => {
      res.resume().on('end', () => {
        if (res.statusCode === 200) resolve(performance.now() - started);
        else reject(new Error(`answered ${res.statusCode}`));
      });
    });
    sent.on('error', reject).end(body);
  });
}

interface Seen {
  /** Acks a second. */
  rate: number;
  /** 99th percentile, milliseconds. */
  p99: number;
  /** Milliseconds of processor an ack; drifts less than the rest when the machine has other work. */
  cpu: number;
}

async function cpuOf(child: ChildProcess): Promise<number> {
  child.send('usage');
  const { user, system } = await new Promise<NodeJS.CpuUsage>((resolve) => child.once('message', resolve as never));
  return (user + system) / 1000;
}

async function batch({ port, child }: Server): Promise<Seen> {
  const times: number[] = [];
  let left = BATCH;
  const before = await cpuOf(child);
  const started = performance.now();
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      while (left-- > 0) times.push(await send(port));
    }),
  );
  const rate = (BATCH / (performance.now() - started)) * 1000;
  times.sort((a, b) => a - b);
  return { rate, p99: times[Math.floor(times.length * 0.99)] ?? 0, cpu: ((await cpuOf(child)) - before) / BATCH };
}

function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

const bolt = await start('bolt');
const samrad = await start('samrad');
try {
  const seen = { bolt: [] as Seen[], samrad: [] as Seen[] };
  for (let round = 0; round <= ROUNDS; round++) {
    const results = { bolt: await batch(bolt), samrad: await batch(samrad) };
    if (round === 0) continue;
    seen.bolt.push(results.bolt);
    seen.samrad.push(results.samrad);
    console.log(
      `round ${round} of ${ROUNDS}: ${results.samrad.rate.toFixed(0)} votes/s, Bolt no-op ${results.bolt.rate.toFixed(0)} acks/s`,
    );
  }
  const ratio = (of: keyof Seen) => median(seen.samrad.map((one) => one[of])) / median(seen.bolt.map((one) => one[of]));
  const [rate, p99, cpu] = (['rate', 'p99', 'cpu'] as const).map((of) => `${ratio(of).toFixed(2)}x`);
  console.log(`durable vote / Bolt no-op: ${rate} acks, ${p99} p99, ${cpu} processor (${CONNECTIONS} connections)`);
} finally {
  agent.destroy();
  for (const { child } of [bolt, samrad]) child.kill('SIGINT');
  slack.close();
  rmSync(folder, { recursive: true, force: true });
}
