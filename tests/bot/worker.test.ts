import { setTimeout as wait } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { createWorker } from '../../bot/worker.ts';
import { recordingLog } from '../support/log.ts';

function workerOn(items: number[], paceMs: number) {
  const rounds: number[] = [];
  const log = recordingLog();
  const worker = createWorker({
    log,
    paceMs,
    idle: async () => {},
    async round() {
      const taken = items.splice(0, items.length).length;
      rounds.push(taken);
      return taken;
    },
  });
  return { worker, rounds, log, items };
}

test('what comes in quick succession is worked off together', async () => {
  const { worker, rounds, items } = workerOn([], 200);
  for (let i = 0; i < 40; i++) {
    items.push(i);
    worker.wake();
  }
  await wait(150);
  await worker.stop();
  expect(rounds).toEqual([40, 0]);
});

test('a second burst waits for the pace', async () => {
  const { worker, rounds, items } = workerOn([1], 300);
  worker.wake();
  await wait(120);
  items.push(2, 3);
  worker.wake();
  await wait(100);
  expect(rounds).toEqual([1, 0]);
  await wait(250);
  await worker.stop();
  expect(rounds).toEqual([1, 0, 2, 0]);
});

test('what comes in while a round runs waits for the pace too', async () => {
  let dirty = false;
  let updates = 0;
  const worker = createWorker({
    log: recordingLog(),
    paceMs: 200,
    idle: async () => {},
    async round() {
      if (!dirty) return 0;
      dirty = false;
      updates += 1;
      await wait(30);
      return 1;
    },
  });
  const start = performance.now();
  while (performance.now() - start < 1_000) {
    dirty = true;
    worker.wake();
    await wait(10);
  }
  const lasted = performance.now() - start;
  expect(updates).toBeLessThanOrEqual(Math.ceil(lasted / 200) + 1);
  await worker.settle();
  await worker.stop();
  expect(dirty).toBe(false);
});

test('a round that fails is logged, and the next wake tries again', async () => {
  const log = recordingLog();
  let tries = 0;
  const worker = createWorker({
    log,
    paceMs: 10,
    idle: async () => {},
    async round() {
      tries += 1;
      if (tries === 1) throw new Error('database away');
      return 0;
    },
  });
  await worker.settle();
  await worker.settle();
  await worker.stop();
  expect(tries).toBe(2);
  expect(log.lines.map(({ level }) => level)).toEqual(['error', 'info']);
});

test('nothing runs after it was stopped', async () => {
  const { worker, rounds, items } = workerOn([1], 10);
  await worker.stop();
  items.push(2);
  worker.wake();
  await wait(80);
  expect(rounds).toEqual([]);
});

test('what others wrote, or a dead process holds, is found by looking, without a wake', async () => {
  vi.useFakeTimers();
  try {
    let held = true;
    let done = false;
    const worker = createWorker({
      log: recordingLog(),
      idle: async () => {},
      async round() {
        if (held || done) return 0;
        done = true;
        return 1;
      },
    });
    worker.wake();
    await vi.advanceTimersByTimeAsync(15_000);
    held = false;
    await vi.advanceTimersByTimeAsync(1_300);
    expect(done).toBe(true);
    await worker.stop();
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});
