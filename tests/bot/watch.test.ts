import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createWatch, inTime, NO_METER, NobodyWaits } from '../../bot/index.ts';

const SOON_MS = 20;
const LONG_MS = 10_000;

test('what is done in time is the result, and its signal stays quiet', async () => {
  const watch = createWatch(NO_METER, 'slack');
  let signal: AbortSignal | undefined;
  const asked = await inTime(watch, SOON_MS, async (given) => {
    signal = given;
    return 'done';
  });
  expect(asked).toEqual({ result: 'done' });
  await wait(SOON_MS * 2);
  expect(signal?.aborted).toBe(false);
});

test('a fault is handed back, also one that is thrown at once', async () => {
  const watch = createWatch(NO_METER, 'slack');
  const fault = new Error('away');
  const throws = (): Promise<never> => {
    throw fault;
  };
  expect(await inTime(watch, LONG_MS, throws)).toEqual({ fault });
});

test('when the time is over, the work hears that nobody waits for it; what it had begun to write is told later', async () => {
  const watch = createWatch(NO_METER, 'slack');
  const asked = await inTime(watch, SOON_MS, async (signal) => {
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    expect(signal.reason).toBeInstanceOf(NobodyWaits);
    return 'written just before';
  });
  expect('late' in asked && (await asked.late)).toBe('written just before');
});

test('a platform that hangs up waits for nothing', async () => {
  const watch = createWatch(NO_METER, 'teams');
  const asked = inTime(watch, LONG_MS, async (signal) => {
    watch.left();
    signal.throwIfAborted();
  });
  expect(await asked).toMatchObject({ fault: expect.any(NobodyWaits) });
});
