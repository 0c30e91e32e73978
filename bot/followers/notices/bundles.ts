/** What happens to a question shows in the day's bundles of those it concerns. */
import { bundleAt } from '../../bundle-key.ts';
import type { Collaboration } from '../../collaboration.ts';
import { allSeats, type PersonId, type Question, type QuestionEvent } from '../../domain/index.ts';
import type { Commit, Notices } from '../../ports.ts';
import { unseal } from '../../seal.ts';

/** It waits for others than before, or for nobody. */
const FOR_ALL = new Set<QuestionEvent['type']>([
  'decided',
  'withdrawn',
  'escalated',
  'sent-back',
  'round-opened',
  'proposed',
]);

/** Bundles that may be out are shown anew: of whoever did something and those who share their seats; of everybody when it closes or begins anew. */
export async function renewBundles(
  q: Question,
  commits: Commit[],
  lists: Collaboration | null,
  notices: Pick<Notices, 'renew'>,
): Promise<void> {
  const keys = new Set<string>();
  for (const commit of commits) {
    const people = concerned(q, commit);
    for (const { id, email } of people.size > 0 ? (lists?.people ?? []) : []) {
      const key = people.has(id) ? bundleAt(email, commit.at, q.policy) : null;
      if (key) keys.add(key);
    }
  }
  const last = commits.at(-1);
  if (last && keys.size > 0) await notices.renew([...keys], last.at);
}

function concerned(q: Question, commit: Commit): Set<PersonId> {
  const forAll = unseal(commit).some(({ type }) => FOR_ALL.has(type));
  const seats = allSeats(q).filter(({ holder, substitute }) => {
    return forAll || (commit.by !== null && (holder === commit.by || substitute === commit.by));
  });
  return new Set(seats.flatMap(({ holder, substitute }) => [holder, substitute]).filter((id) => id !== null));
}
