import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createBudget } from '../../bot/budget.ts';
import type { Lane } from '../../bot/index.ts';

const lane = (key: string, requests: number, perMs: number): Lane => ({ key, limits: [{ requests, perMs }] });

/** Callers that come at once, each going on when there is room; who went, and when. */
async function rush(callers: { name: string; lanes: Lane[]; priority?: number }[], budget = createBudget()) {
  const began = performance.now();
  const went: { name: string; at: number }[] = [];
  const turned: string[] = [];
  await Promise.all(
    callers.map(async ({ name, lanes, priority = 1 }) => {
      if ((await budget.turn(lanes, priority)) > 0) turned.push(name);
      else went.push({ name, at: performance.now() - began });
    }),
  );
  return { went, turned, names: went.map(({ name }) => name) };
}

test('no more go than the limit in any window, and those who would wait long are told to come again', async () => {
  const callers = Array.from({ length: 9 }, (_, i) => ({ name: `${i}`, lanes: [lane('a', 1, 400)] }));
  const { went, turned } = await rush(callers);
  expect(went.map(({ name }) => name)).toEqual(['0', '1', '2', '3', '4']);
  expect(turned).toHaveLength(4);
  for (const [i, { at }] of went.entries()) if (i > 0) expect(at - (went[i - 1]?.at ?? 0)).toBeGreaterThanOrEqual(395);
});

test('those who are told to come again are told of different times', async () => {
  const budget = createBudget();
  const full = [lane('a', 1, 10_000)];
  await budget.turn(full, 1);
  const waits = await Promise.all(Array.from({ length: 5 }, () => budget.turn(full, 1)));
  for (const [i, wait] of waits.entries()) {
    expect(wait).toBeGreaterThan(Math.min(3, i + 1) * 9_000);
    expect(wait).toBeLessThanOrEqual(40_000);
  }
});

test('a busy lane holds nobody in another, and who is in both waits for both', async () => {
  const both = [lane('a', 1, 300), lane('all', 9, 1_000)];
  const { names } = await rush([
    { name: 'a1', lanes: both },
    { name: 'a2', lanes: both },
    { name: 'b1', lanes: [lane('b', 1, 300), lane('all', 9, 1_000)] },
  ]);
  expect(names).toEqual(['a1', 'b1', 'a2']);
});

test('what is pressing goes before what came earlier', async () => {
  const one = [lane('a', 1, 200)];
  const { names } = await rush([
    { name: 'first', lanes: one },
    { name: 'digest', lanes: one, priority: 2 },
    { name: 'reminder', lanes: one, priority: 1 },
    { name: 'call', lanes: one, priority: 0 },
  ]);
  expect(names[0]).toBe('first');
  expect(names.indexOf('call')).toBeLessThan(names.indexOf('reminder'));
  expect(names.indexOf('reminder')).toBeLessThan(names.indexOf('digest'));
});

test('a lane that a platform closed stays closed for as long as it said', async () => {
  const budget = createBudget();
  budget.block(lane('a', 5, 1_000), 30_000);
  const { turned, names } = await rush(
    [
      { name: 'a', lanes: [lane('a', 5, 1_000)] },
      { name: 'b', lanes: [lane('b', 5, 1_000)] },
    ],
    budget,
  );
  expect([turned, names]).toEqual([['a'], ['b']]);
  expect(await budget.turn([lane('a', 5, 1_000)], 0)).toBeGreaterThan(29_000);
});

test('a platform that says twice to hold off is heeded for the longer, and by whom the limits do not bind too', async () => {
  const budget = createBudget();
  const unbound: Lane = { key: 'u', limits: [] };
  for (const one of [lane('a', 5, 1_000), unbound]) {
    budget.block(one, 30_000);
    budget.block(one, 100);
    budget.block(one, 0);
    expect(await budget.turn([one], 0)).toBeGreaterThan(29_000);
  }
});

test.each([0, 50])('a platform that says to hold off for %d ms takes no more than before after that', async (ms) => {
  const budget = createBudget();
  const one = lane('a', 2, 5_000);
  await budget.turn([one], 0);
  await budget.turn([one], 0);
  budget.block(one, ms);
  await wait(ms + 10);
  expect(await budget.turn([one], 0)).toBeGreaterThan(4_000);
});

test('closed, it sends off whoever waits', async () => {
  const budget = createBudget();
  const full = [lane('a', 1, 1_500)];
  await budget.turn(full, 1);
  const waiting = budget.turn(full, 1);
  budget.close();
  expect(await waiting).toBeGreaterThan(0);
});
