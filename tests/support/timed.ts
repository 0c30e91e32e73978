import type { Meter } from '../../bot/index.ts';

export interface Timed {
  platform: string;
  outcome: string;
  ms: number;
}

/** A meter that keeps what it was told of answers. */
export function timingMeter(): { meter: Meter; timed: Timed[]; outcomes(): string[] } {
  const timed: Timed[] = [];
  const answered: Meter['answered'] = (platform, outcome, ms) => void timed.push({ platform, outcome, ms });
  return {
    meter: { answered, conflict() {}, delivered() {} },
    timed,
    outcomes: () => timed.map(({ platform, outcome }) => `${platform} ${outcome}`),
  };
}
