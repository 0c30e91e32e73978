/** `samrad retry`: what was given up after many tries is tried again, by the bot that runs or at its next start. */
import type { Instant, Store } from '../../bot/index.ts';

export interface RetryDeps {
  store: Pick<Store, 'log' | 'notices'>;
  now: Instant;
  out(line: string): void;
}

export async function takeUp({ store, now, out }: RetryDeps): Promise<0> {
  const commits = await store.log.takeUp();
  const notices = await store.notices.takeUp(now);
  out(`tried again: ${commits} commits, ${notices} messages`);
  return 0;
}
