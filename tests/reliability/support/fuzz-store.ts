/** What a store holds, and who wrote it. */
import { isDeepStrictEqual } from 'node:util';
import { KINDS } from '../../../adapters/cli/kept.ts';
import type { Commit, Identity, Kind, Store } from '../../../bot/index.ts';

export type Snapshot = Record<Kind, Map<string, string>>;

/** Everything of every kind, by id. */
export async function snapshotOf({ archive }: Store): Promise<Snapshot> {
  const kinds = KINDS.map(async (kind) => {
    const documents = new Map<string, string>();
    for await (const doc of archive.read(kind)) documents.set(doc._id, JSON.stringify(doc));
    if (documents.size !== (await archive.count(kind))) throw new Error(`${kind}: the count is another`);
    return [kind, documents] as const;
  });
  return Object.fromEntries(await Promise.all(kinds)) as Snapshot;
}

/** Who is who is remembered of anybody that the platform vouches for; see identityFaults. */
const BUT_ACCOUNTS = KINDS.filter((kind) => kind !== 'identities');

/** What is new, changed or gone, a line each. */
export function differences(before: Snapshot, after: Snapshot, kinds = BUT_ACCOUNTS): string[] {
  return kinds.flatMap((kind) => {
    const ids = new Set([...before[kind].keys(), ...after[kind].keys()]);
    const changed = [...ids].filter((id) => before[kind].get(id) !== after[kind].get(id));
    return changed.map((id) => `${kind} ${id}: ${after[kind].get(id)?.slice(0, 600) ?? 'gone'}`);
  });
}

/** Accounts that came to be known, or that are reached otherwise now, as the platform says. What else is new of them is a fault, and named. */
export function identityFaults(before: Snapshot, after: Snapshot, emailOf: (account: Identity) => string | undefined) {
  return [...after.identities].flatMap(([id, text]) => {
    const earlier = before.identities.get(id);
    if (earlier === text) return [];
    const now = JSON.parse(text) as Identity;
    const { ref: _, ...known } = now;
    const { ref: __, ...was } = JSON.parse(earlier ?? '{}') as Partial<Identity>;
    if (earlier !== undefined) return isDeepStrictEqual(was, known) ? [] : [`changed: ${id}`];
    return emailOf(now) === now.email ? [] : [`not a person’s: ${id}`];
  });
}

/** The store, and each commit that was added to its log since. */
export function watched(store: Store): { store: Store; added: Commit[] } {
  const added: Commit[] = [];
  const log: Store['log'] = {
    ...store.log,
    async append(commit) {
      const outcome = await store.log.append(commit);
      if (outcome === 'appended') added.push(commit);
      return outcome;
    },
  };
  return { store: { ...store, log }, added };
}
