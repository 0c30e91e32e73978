/** What the operator's Prometheus reads. Platforms, kinds and outcomes only: no names, no words, no ids. */
import type { ServerResponse } from 'node:http';
import { Counter, Histogram, Registry } from 'prom-client';
import { type Backlog, type Meter, within } from '../../bot/index.ts';
import { backlogMetrics } from './backlog-metrics.ts';
import type { Listener } from './index.ts';
import { addProcessMetrics } from './process-metrics.ts';

/** Close around 2.5 and 4 s, where a person is told that nothing was stored; Slack gives up at 3 s, Teams at 5. */
const ANSWER_BUCKETS_S = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 1.5, 2, 2.5, 3, 4, 5, 10];
/** Scrapers wait 10 s by default; a store that hangs must not hide the rest. */
const STORE_WITHIN_MS = 1500;
/** A store that hangs is asked once a minute, however many scrape. */
const ASK_AGAIN_MS = 60_000;

export interface Metrics {
  /** To be given to the core and the platforms. */
  meter: Meter;
  /** To be mounted at /metrics. */
  listener: Listener;
  /** Stops what is measured all the time; after that it still answers. */
  close(): void;
}

/** `now`: UTC ms, by the clock that the backlog's instants are of. */
export function createMetrics(given: { backlog(): Promise<Backlog>; now(): number }): Metrics {
  const registry = new Registry();
  const stop = addProcessMetrics(registry);
  const readBacklog = createReader(given);

  async function text(): Promise<string> {
    const backlog = await readBacklog();
    return Registry.merge([registry, backlogMetrics(backlog, given.now())]).metrics();
  }

  async function answer(method: string | undefined, res: ServerResponse): Promise<void> {
    if (method !== 'GET' && method !== 'HEAD') return void res.writeHead(405, { allow: 'GET, HEAD' }).end();
    const body = await text();
    res.writeHead(200, { 'content-type': registry.contentType }).end(body);
  }

  return {
    meter: createMeter(registry),
    listener: (req, res) => void answer(req.method, res).catch(() => res.writeHead(500).end()),
    close: stop,
  };
}

function createMeter(registry: Registry): Meter {
  const registers = [registry];
  const answers = new Histogram({
    name: 'samrad_answer_seconds',
    help: 'From the arrival of a request of a person to its acknowledgement',
    labelNames: ['platform', 'outcome'],
    buckets: ANSWER_BUCKETS_S,
    registers,
  });
  const conflicts = new Counter({
    name: 'samrad_decide_conflicts_total',
    help: 'Commands decided anew because another replica wrote first',
    registers,
  });
  const deliveries = new Counter({
    name: 'samrad_deliveries_total',
    help: 'Tries to show a card or send a message',
    labelNames: ['platform', 'what', 'outcome'],
    registers,
  });
  return {
    answered: (platform, outcome, ms) => answers.observe({ platform, outcome }, ms / 1000),
    conflict: () => conflicts.inc(),
    delivered: (platform, what, outcome) => deliveries.inc({ platform, what, outcome }),
  };
}

/** Scrapes at the same time share one question to the store. null: no answer, or not in time. Never rejects. */
function createReader({ backlog, now }: { backlog(): Promise<Backlog>; now(): number }) {
  let asking: { since: number; answer: Promise<Backlog | null> } | null = null;

  function ask(): Promise<Backlog | null> {
    if (asking && now() - asking.since < ASK_AGAIN_MS) return asking.answer;
    const mine = { since: now(), answer: read() };
    asking = mine;
    void mine.answer.finally(() => {
      if (asking === mine) asking = null;
    });
    return mine.answer;
  }

  async function read(): Promise<Backlog | null> {
    try {
      return await backlog();
    } catch {
      return null;
    }
  }

  return (): Promise<Backlog | null> => within(ask(), STORE_WITHIN_MS, () => null);
}
