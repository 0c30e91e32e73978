/** The coordinators' daily digest: planned once a day a person, written when it is sent. */

import type { Collaboration } from '../collaboration.ts';
import { dateOf, instantOf, isWorkingDay, maySend } from '../domain/index.ts';
import type { Clock, Notices } from '../ports.ts';

export interface DigestDeps {
  notices: Notices;
  collaborations(): Promise<Collaboration[]>;
  clock: Clock;
}

/** From the digest's time of day on, on working days outside quiet hours: one notice for each coordinator. */
export async function planDigests({ notices, collaborations, clock }: DigestDeps): Promise<void> {
  const now = clock();
  for (const collaboration of await collaborations()) {
    const { policy } = collaboration;
    const date = dateOf(now, policy.timeZone);
    const due = instantOf(date, policy.digest.daily, policy.timeZone);
    if (now < due || !isWorkingDay(date, policy) || !maySend(now, policy)) continue;
    for (const person of new Set(collaboration.groups.flatMap((group) => group.coordinators))) {
      await notices.put({
        _id: `digest:${collaboration._id}:${person}:${date}`,
        kind: 'digest',
        collaboration: collaboration._id,
        question: null,
        to: { person },
        data: { date },
        notBefore: due,
        createdAt: now,
        attempts: 0,
        status: 'waiting',
        lockedUntil: null,
      });
    }
  }
}
