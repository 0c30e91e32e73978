import { expect, test } from 'vitest';
import { createSharedClock } from '../../bot/index.ts';
import { recordingLog } from '../support/log.ts';

const NOON = Date.parse('2027-03-01T12:00:00.000Z');

test.each([-300_000, 0, 300_000])('a machine whose clock is %i ms off shows what the database shows', async (off) => {
  const log = recordingLog();
  const ask = async () => new Date(NOON).toISOString();
  const { clock, close } = await createSharedClock({ ask, local: () => NOON + off, log });
  expect(clock()).toBe('2027-03-01T12:00:00.000Z');
  expect(log.lines).toHaveLength(off === 0 ? 0 : 1);
  close();
});

test('where the store has no clock of its own, the machine counts', async () => {
  const { clock, close } = await createSharedClock({ ask: async () => null, local: () => NOON, log: recordingLog() });
  expect(clock()).toBe('2027-03-01T12:00:00.000Z');
  close();
});
