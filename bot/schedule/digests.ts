/** The coordinators' digest: planned once a day a person, on the week's day for the week; written when it is sent. */

import type { Collaboration } from '../collaboration.ts';
import { DIGEST, digestKey } from '../digest-key.ts';
import { dateOf, instantOf, isWorkingDay, maySend } from '../domain/index.ts';
import { UNTRIED } from '../followers/notices/draft.ts';
import { inPeriod } from '../period.ts';
import type { Clock, Notices } from '../ports.ts';
import { weeklyOn } from './weekly.ts';

export interface DigestDeps {
  notices: Pick<Notices, 'put'>;
  collaborations(): Promise<Collaboration[]>;
  clock: Clock;
}

/**
 * From the digest's time of day on, on working days outside quiet hours: one notice for each coordinator who has a group in its
 * period. On the day of the week's message it is for the week, and comes at that time.
 */
export async function planDigests({ notices, collaborations, clock }: DigestDeps): Promise<void> {
  const now = clock();
  for (const collaboration of await collaborations()) {
    const { policy } = collaboration;
    const date = dateOf(now, policy.timeZone);
    const weekly = weeklyOn(date, policy);
    const due = weekly?.at ?? instantOf(date, policy.digest.daily, policy.timeZone);
    if (now < due || !isWorkingDay(date, policy) || !maySend(now, policy)) continue;
    const active = collaboration.groups.filter((group) => inPeriod(group, date));
    for (const person of new Set(active.flatMap((group) => group.coordinators))) {
      await notices.put({
        _id: digestKey(collaboration._id, person, date),
        kind: DIGEST,
        collaboration: collaboration._id,
        question: null,
        to: { person },
        data: { date, period: weekly ? 'week' : 'day' },
        notBefore: due,
        createdAt: now,
        priority: 2,
        share: person,
        lane: null,
        order: 0,
        ...UNTRIED,
      });
    }
  }
}
