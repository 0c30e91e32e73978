import { readFile } from 'node:fs/promises';
import { Agent, get, type IncomingMessage, type ServerResponse } from 'node:http';
import { setImmediate, setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { startWeb, type Web } from '../../adapters/web/index.ts';
import { createMetrics, type Metrics } from '../../adapters/web/metrics.ts';
import type { Backlog } from '../../bot/index.ts';
import { postCard, startTrial } from './slack-trial.ts';

const NOW = Date.parse('2027-03-01T10:00:00.000Z');
const NONE = { count: 0, oldest: null };
const BACKLOG: Backlog = {
  owed: {
    register: NONE,
    cards: { count: 3, oldest: '2027-03-01T09:59:30.000Z' },
    notices: { count: 1, oldest: '2027-03-01T09:50:00.500Z' },
    chain: NONE,
  },
  cardsBehind: 2,
  notices: { count: 5, oldest: '2027-03-01T09:00:00.000Z' },
  steps: { count: 4, oldest: '2027-02-28T10:00:00.000Z' },
  setAside: { commits: 6, notices: 7 },
};

let web: Web;
let metrics: Metrics;
let clock: number;
let backlog: () => Promise<Backlog>;
let asked: number;

beforeEach(async () => {
  clock = NOW;
  asked = 0;
  backlog = async () => BACKLOG;
  metrics = createMetrics({
    backlog() {
      asked += 1;
      return backlog();
    },
    now: () => clock,
  });
  web = await startWeb({ host: '127.0.0.1', port: 0, ready: async () => true });
  web.mount('/metrics', metrics.listener);
});
afterEach(async () => {
  metrics.close();
  await web.close();
});

interface Sample {
  name: string;
  labels: Record<string, string>;
  value: number;
}

/** Prometheus' text, line by line; whatever is not of its form is a fault. */
function samplesIn(text: string): Sample[] {
  const typed = new Map<string, string>();
  const samples: Sample[] = [];
  for (const line of text.split('\n')) {
    if (line === '' || /^# HELP [a-z0-9_]+ \S/.test(line)) continue;
    const type = /^# TYPE ([a-z0-9_]+) (gauge|counter|histogram)$/.exec(line);
    if (type?.[1] && type[2]) {
      expect(typed.has(type[1]), `${type[1]} twice`).toBe(false);
      typed.set(type[1], type[2]);
      continue;
    }
    const sample = /^([a-z0-9_]+)(?:\{(.*)\})? (-?[0-9.]+(?:e[+-]?\d+)?)$/.exec(line);
    if (!sample?.[1]) throw new Error(`not a sample: ${line}`);
    expect(typed.get(sample[1]) ?? typed.get(sample[1].replace(/_(bucket|sum|count)$/, '')), line).toBeDefined();
    const labels = [...(sample[2] ?? '').matchAll(/([a-z]+)="([^"\\]*)"/g)].map(([, key, value]) => [key, value]);
    samples.push({ name: sample[1], labels: Object.fromEntries(labels), value: Number(sample[3]) });
  }
  return samples;
}

async function scrape(): Promise<string> {
  const answer = await fetch(`${web.url}/metrics`);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  return answer.text();
}

/** The figures of ours by name and labels, as Prometheus writes them. */
async function ours(text?: string): Promise<Record<string, number>> {
  const samples = samplesIn(text ?? (await scrape())).filter(({ name }) => name.startsWith('samrad_'));
  return Object.fromEntries(samples.map(({ name, labels, value }) => [keyOf(name, labels), value]));
}

function keyOf(name: string, labels: Record<string, string>): string {
  const inside = Object.entries(labels).map(([key, value]) => `${key}="${value}"`);
  return inside.length === 0 ? name : `${name}{${inside.join(',')}}`;
}

const STORE = {
  'samrad_follower_pending{follower="register"}': 0,
  'samrad_follower_pending{follower="cards"}': 3,
  'samrad_follower_pending{follower="notices"}': 1,
  'samrad_follower_pending{follower="chain"}': 0,
  'samrad_follower_lag_seconds{follower="register"}': 0,
  'samrad_follower_lag_seconds{follower="cards"}': 30,
  'samrad_follower_lag_seconds{follower="notices"}': 599.5,
  'samrad_follower_lag_seconds{follower="chain"}': 0,
  samrad_cards_behind: 2,
  samrad_notices_waiting: 5,
  samrad_notices_oldest_seconds: 3600,
  samrad_steps_late: 4,
  samrad_steps_late_seconds: 86_400,
  'samrad_set_aside{kind="commits"}': 6,
  'samrad_set_aside{kind="notices"}': 7,
};

describe('what waits in the store', () => {
  test('is told with its ages, from one question to the store', async () => {
    expect(await ours()).toEqual({ samrad_store_up: 1, samrad_decide_conflicts_total: 0, ...STORE });
    expect(asked).toBe(1);
  });

  test('is read anew for each scrape', async () => {
    await scrape();
    clock += 60_000;
    backlog = async () => ({ ...BACKLOG, cardsBehind: 0, steps: NONE });
    expect(await ours()).toMatchObject({
      samrad_cards_behind: 0,
      samrad_steps_late: 0,
      samrad_steps_late_seconds: 0,
      'samrad_follower_lag_seconds{follower="cards"}': 90,
    });
    expect(asked).toBe(2);
  });

  test('is never of the future, though clocks differ', async () => {
    clock = Date.parse('2027-02-01T00:00:00.000Z');
    const ages = Object.entries(await ours()).filter(([key]) => /_seconds/.test(key));
    expect(ages.map(([, value]) => value)).toEqual([0, 0, 0, 0, 0, 0]);
  });
});

describe('a store that does not answer', () => {
  const FAULTS: [string, () => Promise<Backlog>][] = [
    ['fails', () => Promise.reject(new Error('the replica set has no primary'))],
    [
      'fails at once',
      () => {
        throw new Error('closed');
      },
    ],
    ['hangs', () => new Promise(() => {})],
  ];

  test.each(FAULTS)('is told when it %s, and what is not known is left out', async (_how, fault) => {
    await scrape();
    metrics.meter.conflict();
    backlog = fault;
    expect(await ours()).toEqual({ samrad_store_up: 0, samrad_decide_conflicts_total: 1 });
    clock += 60_000;
    backlog = async () => BACKLOG;
    expect(await ours()).toMatchObject({ samrad_store_up: 1, samrad_cards_behind: 2, samrad_notices_waiting: 5 });
  });

  describe('in time', () => {
    beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
    afterEach(() => void vi.useRealTimers());

    /** What is answered within two seconds of a clock that this test moves. */
    async function withinTwoSeconds(scrapes = 1): Promise<string[]> {
      const texts: string[] = [];
      const end = (text: string) => void texts.push(text);
      const res = { writeHead: () => ({ end }) } as unknown as ServerResponse;
      for (let i = 0; i < scrapes; i += 1) metrics.listener({ method: 'GET' } as IncomingMessage, res);
      await vi.advanceTimersByTimeAsync(2000);
      return texts;
    }

    test('does not hold a scrape for two seconds', async () => {
      backlog = () => new Promise(() => {});
      const texts = await withinTwoSeconds();
      expect(texts).toHaveLength(1);
      expect(await ours(texts[0])).toMatchObject({ samrad_store_up: 0 });
    });

    test('is asked once while it hangs, not by each scrape; and once more after a minute', async () => {
      backlog = () => new Promise(() => {});
      expect(await withinTwoSeconds(3)).toHaveLength(3);
      clock += 59_000;
      expect(await withinTwoSeconds()).toHaveLength(1);
      expect(asked).toBe(1);
      clock += 1000;
      expect(await withinTwoSeconds()).toHaveLength(1);
      expect(asked).toBe(2);
    });

    test('is up again as soon as it answers', async () => {
      let answer: (backlog: Backlog) => void = () => {};
      backlog = () => new Promise((resolve) => (answer = resolve));
      expect(await ours((await withinTwoSeconds())[0])).toMatchObject({ samrad_store_up: 0 });
      answer(BACKLOG);
      await setImmediate();
      backlog = async () => BACKLOG;
      expect(await ours((await withinTwoSeconds())[0])).toMatchObject({ samrad_store_up: 1 });
      expect(asked).toBe(2);
    });
  });
});

describe('what the meter counts', () => {
  test('is how long people waited, by platform and outcome', async () => {
    const { meter } = metrics;
    for (const ms of [4, 40, 700, 2400]) meter.answered('slack', 'answered', ms);
    meter.answered('teams', 'late', 4001);
    const figures = await ours();
    const at = (le: string, labels = 'platform="slack",outcome="answered"') =>
      figures[`samrad_answer_seconds_bucket{le="${le}",${labels}}`];
    expect(['0.01', '0.025', '0.05', '0.5', '1', '2', '2.5', '3', '+Inf'].map((le) => at(le))).toEqual([
      1, 1, 2, 2, 3, 3, 4, 4, 4,
    ]);
    const late = 'platform="teams",outcome="late"';
    expect(['3', '4', '5', '10'].map((le) => at(le, late))).toEqual([0, 0, 1, 1]);
    expect(figures['samrad_answer_seconds_count{platform="slack",outcome="answered"}']).toBe(4);
    expect(figures['samrad_answer_seconds_sum{platform="slack",outcome="answered"}']).toBeCloseTo(3.144);
    expect(figures[`samrad_answer_seconds_sum{${late}}`]).toBeCloseTo(4.001);
  });

  test('is each delivery by platform, what and outcome, and each conflict', async () => {
    const { meter } = metrics;
    meter.conflict();
    meter.conflict();
    meter.delivered('slack', 'card', 'sent');
    meter.delivered('slack', 'card', 'sent');
    meter.delivered('slack', 'card', 'later');
    meter.delivered('teams', 'notice', 'channel-gone');
    expect(await ours()).toMatchObject({
      samrad_decide_conflicts_total: 2,
      'samrad_deliveries_total{platform="slack",what="card",outcome="sent"}': 2,
      'samrad_deliveries_total{platform="slack",what="card",outcome="later"}': 1,
      'samrad_deliveries_total{platform="teams",what="notice",outcome="channel-gone"}': 1,
    });
  });

  test('is its own: another in the same process counts from nothing', async () => {
    metrics.meter.conflict();
    const other = createMetrics({ backlog, now: () => clock });
    web.mount('/others', other.listener);
    const text = await (await fetch(`${web.url}/others`)).text();
    other.close();
    expect(await ours(text)).toMatchObject({ samrad_decide_conflicts_total: 0 });
    expect(await ours()).toMatchObject({ samrad_decide_conflicts_total: 1 });
  });
});

describe('a scrape', () => {
  test('tells of the process: memory, handles, and how long the event loop stood still since the last', async () => {
    await scrape();
    await stall(120);
    let samples = samplesIn(await scrape());
    const figure = (name: string) => samples.find((sample) => sample.name === name)?.value ?? Number.NaN;
    expect(figure('process_resident_memory_bytes')).toBeGreaterThan(10_000_000);
    expect(figure('nodejs_heap_size_used_bytes')).toBeGreaterThan(1_000_000);
    expect(figure('nodejs_active_handles_total')).toBeGreaterThan(0);
    expect(figure('process_cpu_seconds_total')).toBeGreaterThan(0);
    expect(figure('nodejs_eventloop_lag_max_seconds')).toBeGreaterThan(0.08);
    expect(figure('nodejs_eventloop_lag_p99_seconds')).toBeGreaterThan(0.08);
    const longest = figure('nodejs_eventloop_lag_max_seconds');
    samples = samplesIn(await scrape());
    expect(figure('nodejs_eventloop_lag_max_seconds')).not.toBe(longest);
  });

  test('after closing still answers, and nothing measures the event loop any more', async () => {
    metrics.close();
    await scrape();
    await stall(120);
    const lags = samplesIn(await scrape()).filter(({ name }) => name.startsWith('nodejs_eventloop_lag_'));
    expect(lags.map(({ value }) => value)).toEqual([0, 0, 0]);
  });

  test('at the same time as others gets whole figures, from one question to the store', async () => {
    let answer: (backlog: Backlog) => void = () => {};
    backlog = () => new Promise((resolve) => (answer = resolve));
    const scraping = Promise.all(Array.from({ length: 10 }, scrape));
    await until(() => asked > 0);
    await wait(50);
    answer(BACKLOG);
    for (const text of await scraping) expect(await ours(text)).toMatchObject({ samrad_store_up: 1, ...STORE });
    expect(asked).toBe(1);
  });

  test('leaves nothing behind: after fifty more the process holds no more than before', async () => {
    for (let i = 0; i < 5; i += 1) await alone();
    const before = held();
    for (let i = 0; i < 50; i += 1) await alone();
    // The server sees a connection close a little after its client.
    await until(() => [...held()].every(([kind, count]) => count <= (before.get(kind) ?? 0)));
  });

  test('leaves no timer behind, whether the store answers or fails', async () => {
    const timers = () => held().get('Timeout') ?? 0;
    const before = timers();
    for (let i = 0; i < 10; i += 1) await alone();
    backlog = () => Promise.reject(new Error('away'));
    for (let i = 0; i < 10; i += 1) await alone();
    expect(timers()).toBeLessThan(before + 10);
  });

  test('is a GET', async () => {
    expect((await fetch(`${web.url}/metrics`, { method: 'POST' })).status).toBe(405);
    const head = await fetch(`${web.url}/metrics`, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
  });

  /** On a connection of its own, closed when this resolves. */
  async function alone(): Promise<void> {
    const agent = new Agent({ keepAlive: false });
    await new Promise<void>((resolve, reject) => {
      get(`${web.url}/metrics`, { agent }, (answer) => answer.resume().once('close', resolve)).once('error', reject);
    });
    agent.destroy();
  }

  /** What keeps the process alive, by kind. */
  function held(): Map<string, number> {
    const kinds = new Map<string, number>();
    for (const kind of process.getActiveResourcesInfo()) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    return kinds;
  }
});

describe('nothing of people', () => {
  const KNOWN = {
    platform: ['slack', 'teams'],
    outcome: ['answered', 'late', 'fault', 'sent', 'later', 'message-gone', 'channel-gone', 'rejected'],
    what: ['card', 'notice'],
    follower: ['register', 'cards', 'notices', 'chain'],
    kind: ['commits', 'notices'],
  } as Record<string, string[]>;

  test('is in it after people have pressed and written', async () => {
    const trial = await startTrial('http', {}, {}, metrics.meter);
    try {
      const hands = trial.sandbox.slack.as('kari');
      trial.bot.answer = () => ({ kind: 'done', text: 'Notert: Kari støtter hemmeligheten.' });
      await hands.press('hjemmetjenester', await postCard(trial), 'Støtter');
      await hands.say('dm', 'hemmeligheten');
      await trial.sandbox.slack.idle();
      const text = await scrape();
      expect(await ours(text)).toMatchObject({
        'samrad_answer_seconds_count{platform="slack",outcome="answered"}': 2,
      });
      const { team, user, channel } = trial.sandbox.slack.ids;
      const theirs = [
        'Kari',
        'Nordmann',
        'trondheim',
        'hemmelig',
        'q1',
        team,
        user('kari'),
        channel('hjemmetjenester'),
      ];
      for (const word of theirs) expect(text.toLowerCase()).not.toContain(word.toLowerCase());
      for (const { name, labels } of samplesIn(text)) {
        if (!name.startsWith('samrad_')) continue;
        for (const [label, value] of Object.entries(labels)) {
          if (label === 'le') expect(value).toMatch(/^[\d.]+$|^\+Inf$/);
          else expect(KNOWN[label], `${name} ${label}`).toContain(value);
        }
      }
    } finally {
      await trial.stop();
    }
  });
});

describe('docs/operations.md', () => {
  test('has a row for each metric of ours, and rules for metrics that there are', async () => {
    metrics.meter.answered('slack', 'answered', 1);
    metrics.meter.delivered('slack', 'card', 'sent');
    const there = new Set(Object.keys(await ours()).map((key) => key.replace(/\{.*/, '')));
    const doc = await readFile(new URL('../../docs/operations.md', import.meta.url), 'utf8');
    const rows = new Set([...doc.matchAll(/^\| `(samrad_[a-z_]+)/gm)].map(([, name]) => name));
    const families = new Set([...there].map((name) => name.replace(/^(samrad_answer_seconds)_.*/, '$1')));
    expect([...rows].sort()).toEqual([...families].sort());

    const { groups } = parse(/```yaml\n(groups:[\s\S]*?)```/.exec(doc)?.[1] ?? '');
    const rules: { alert: string; expr: string; for?: string }[] = groups[0].rules;
    expect(rules.length).toBeGreaterThan(6);
    const used = rules.flatMap(({ expr }) => expr.match(/samrad_[a-z_]+/g) ?? []);
    expect(used.filter((name) => !there.has(name))).toEqual([]);
  });
});

/** The event loop stands still for so long. */
async function stall(ms: number): Promise<void> {
  await wait(50);
  const end = performance.now() + ms;
  while (performance.now() < end);
  await wait(50);
}

async function until(holds: () => boolean): Promise<void> {
  for (let i = 0; i < 200; i += 1) {
    if (holds()) return;
    await wait(10);
  }
  throw new Error('it never came to be');
}
