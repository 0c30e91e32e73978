import { expect, test } from 'vitest';
import { createPlayer } from '../../sandbox/play.ts';
import type { PlayStep } from '../../sandbox/types.ts';

const STEP: PlayStep = {
  at: '2027-02-02T08:00:00.000Z',
  who: 'kari',
  platform: 'slack',
  where: 'legevakt',
  say: 'hei',
};
const EARLIER = '2027-02-01T08:00:00.000Z';

test('a clock that stops on the way leaves the step for the next time, and no failure', async () => {
  let goesTo = EARLIER;
  const said: string[] = [];
  const clock = {
    seen: () => EARLIER,
    read: async () => EARLIER,
    moveTo: async () => goesTo,
    next: async () => goesTo,
  };
  const hands = () => ({ say: async (_where: string, words: string) => void said.push(words) }) as never;
  const player = createPlayer({ steps: [STEP], clock, hands, changed: () => {} });
  await player.go();
  expect({ said, ...player.progress() }).toMatchObject({ said: [], done: 0, running: false, failed: [] });
  goesTo = STEP.at;
  await player.go();
  expect({ said, ...player.progress() }).toMatchObject({ said: ['hei'], done: 1, failed: [] });
});
