/** What a coordinator does about a question shows in the day's digests of those who look after it. */
import { digestKey } from '../../digest-key.ts';
import { dateOf, type Question, type QuestionEvent } from '../../domain/index.ts';
import type { Commit, Notices } from '../../ports.ts';
import { unseal } from '../../seal.ts';

const SHOWN = new Set<QuestionEvent['type']>(['reminded', 'substitutes-called', 'experts-notified']);

export async function renewDigests(q: Question, commits: Commit[], notices: Pick<Notices, 'renew'>): Promise<void> {
  const theirs = commits.filter((commit) => commit.by !== null && unseal(commit).some(({ type }) => SHOWN.has(type)));
  const last = theirs.at(-1);
  if (!last) return;
  const date = dateOf(last.at, q.policy.timeZone);
  const keys = q.roster.coordinators.map((person) => digestKey(q.collaboration, person, date));
  await notices.renew(keys, last.at);
}
