import { Gauge, Registry } from 'prom-client';
import type { Backlog, Waiting } from '../../bot/index.ts';

/**
 * What waits in the store, at `now` (UTC ms). Made anew for each scrape: what can not be read is absent then, not a figure from
 * before. null: the store did not answer.
 */
export function backlogMetrics(backlog: Backlog | null, now: number): Registry {
  const registers = [new Registry()] as const;
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers: [...registers] });
  const by = <L extends string>(name: string, label: L, help: string) =>
    new Gauge({ name, help, labelNames: [label], registers: [...registers] });
  const age = ({ oldest }: Waiting) => (oldest === null ? 0 : Math.max(0, now - Date.parse(oldest)) / 1000);

  gauge('samrad_store_up', 'Whether the store answered this scrape').set(backlog ? 1 : 0);
  if (!backlog) return registers[0];
  const { owed, cardsBehind, notices, steps, setAside } = backlog;
  const pending = by('samrad_follower_pending', 'follower', 'Commits that a follower still owes its work');
  const lag = by('samrad_follower_lag_seconds', 'follower', 'Since the oldest of them was made');
  for (const [follower, waiting] of Object.entries(owed)) {
    pending.set({ follower }, waiting.count);
    lag.set({ follower }, age(waiting));
  }
  gauge('samrad_cards_behind', 'Cards that show less than the log has').set(cardsBehind);
  gauge('samrad_notices_waiting', 'Messages that could go out now').set(notices.count);
  gauge('samrad_notices_oldest_seconds', 'Since the oldest of them could').set(age(notices));
  gauge('samrad_steps_late', 'Questions whose next step is due').set(steps.count);
  gauge('samrad_steps_late_seconds', 'Since the first of them was due').set(age(steps));
  const aside = by('samrad_set_aside', 'kind', 'Given up after many tries, until the operator has them tried again');
  for (const kind of ['commits', 'notices'] as const) aside.set({ kind }, setAside[kind]);
  return registers[0];
}
