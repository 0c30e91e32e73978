/** `samrad doctor`: what the store is, what it has, what it lacks, and whether its clock goes as ours. */
import type { Store, StoreFacts } from '../../bot/index.ts';
import { countsOf, KINDS } from './kept.ts';

export interface DoctorDeps {
  store: Pick<Store, 'archive' | 'backlog' | 'facts'>;
  /** How the store is called: without user name and password. */
  name: string;
  /** Now in milliseconds since 1970. */
  now(): number;
  out(line: string): void;
}

/** The bot goes by the server's clock; one that is off has the logs of the two tell of different times. */
const CLOCK_OFF_MS = 5_000;

/** Exit code: 0 nothing is lacking, 1 something is. */
export async function examine({ store, name, now, out }: DoctorDeps): Promise<0 | 1> {
  const asked = now();
  const facts = await store.facts();
  const difference = differenceOf(facts, asked, now());
  const counts = await countsOf(store);
  const { owed, cardsBehind, notices, steps, setAside } = await store.backlog(new Date(now()).toISOString());
  const owing = Object.entries(owed).map(([follower, { count }]) => `${follower} ${count}`);
  out(`store: ${name}, ${facts.version}, schema ${facts.schema}`);
  out(KINDS.map((kind) => `${kind} ${counts[kind]}`).join(', '));
  out(`waiting: cards behind ${cardsBehind}, messages ${notices.count}, steps that are due ${steps.count}`);
  out(`owed by the log: ${owing.join(', ')}`);
  const given = setAside.commits + setAside.notices;
  if (given > 0)
    out(`set aside: ${setAside.commits} commits, ${setAside.notices} messages. Tried again by samrad retry`);
  out(
    difference === null ? 'clock: the same machine' : `clock: the server's is ${difference} ms ahead of this machine's`,
  );
  const off = Math.abs(difference ?? 0) > CLOCK_OFF_MS;
  if (off) out("lacks: the same time on both. Set the clocks by NTP: deadlines are kept by the server's.");
  for (const sentence of facts.lacks) out(`lacks: ${sentence}`);
  if (!off && facts.lacks.length === 0) out('lacks: nothing');
  return off || given > 0 || facts.lacks.length > 0 ? 1 : 0;
}

/** The server looked at its clock somewhere between; half-way is the best guess. */
function differenceOf({ clock }: StoreFacts, asked: number, answered: number): number | null {
  return clock === null ? null : Math.round(Date.parse(clock) - (asked + answered) / 2);
}
