/** What waits for a person's answer: found by the register first, so that only questions which may be theirs are read. */
import type { Body, Collaboration, Group } from './collaboration.ts';
import { dateOf, type Question, seatFor } from './domain/index.ts';
import { isSeated } from './people.ts';
import type { Register, RegisterEntry } from './ports.ts';
import { type BundleEntry, contextOf, type Reading } from './views/index.ts';

export interface WaitingDeps {
  register: Pick<Register, 'list'>;
  /** The question, no older than this version; null: there is none. */
  atLeast(question: string, version: number): Promise<Question | null>;
}

/** Who reads, in one collaboration. */
export interface Asked extends Reading {
  person: { id: string };
}

/** So many are read at a stretch; then others get their turn. */
const AT_A_STRETCH = 25;

/**
 * Every open question in which the person has a seat to answer for now, those they have answered too; what is due first comes
 * first, then what is more critical, then what is newer.
 */
export async function openFor(deps: WaitingDeps, asked: Asked): Promise<BundleEntry[]> {
  const { person, now } = asked;
  const found: BundleEntry[] = [];
  const candidates = await seatedIn(deps.register, asked);
  for (const [n, { _id, version }] of candidates.entries()) {
    await breathe(n);
    const q = await deps.atLeast(_id, version);
    if (q?.status !== 'open' || !seatFor(q, person.id, dateOf(now, q.policy.timeZone))) continue;
    found.push({ q, ctx: contextOf(q, asked), me: { person: person.id } });
  }
  return found.sort(byUrgency);
}

/** Before the n-th reading of many: now and then others get their turn. */
export async function breathe(n: number): Promise<void> {
  if (n % AT_A_STRETCH === AT_A_STRETCH - 1) await new Promise((others) => setImmediate(others));
}

/** Open questions of the groups, and with the bodies, where the person holds a seat or stands in for one. */
async function seatedIn(register: Pick<Register, 'list'>, { collaboration, person }: Asked): Promise<RegisterEntry[]> {
  const open = { collaboration: collaboration._id, status: 'open' };
  const { groups, bodies } = seatsOf(collaboration, person.id);
  const lists = await Promise.all([
    ...groups.map((group) => register.list({ ...open, group, level: 1 })),
    ...bodies.map(({ level }) => register.list({ ...open, level })),
  ]);
  const theirs = lists.flat().filter(({ body }) => body === null || bodies.some(({ id }) => id === body));
  return [...new Map(theirs.map((entry) => [entry._id, entry])).values()];
}

/** The groups (ids) and bodies in which a person holds a seat or stands in for one. */
export function seatsOf({ groups, ladder }: Pick<Collaboration, 'groups' | 'ladder'>, person: string) {
  const sits = (one: Group | Body) => isSeated(one, person);
  return { groups: groups.filter(sits).map(({ id }) => id), bodies: ladder.filter(sits) };
}

const CRITICAL = ['red', 'yellow', 'green'];

function byUrgency({ q: a }: BundleEntry, { q: b }: BundleEntry): number {
  // Without a deadline: after all that have one.
  const [due, later] = [a.deadline ?? '9', b.deadline ?? '9'];
  if (due !== later) return due < later ? -1 : 1;
  const critical = CRITICAL.indexOf(a.criticality) - CRITICAL.indexOf(b.criticality);
  if (critical !== 0) return critical;
  return a.askedAt > b.askedAt ? -1 : a.askedAt < b.askedAt ? 1 : a.number < b.number ? -1 : 1;
}
