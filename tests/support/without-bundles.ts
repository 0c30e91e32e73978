import type { Collaboration } from '../../bot/index.ts';

/** Reminders come by themselves: what happens to each shows better than in a list of the day's. */
export function withoutBundles(collaboration: Collaboration): Collaboration {
  const { policy } = collaboration;
  return { ...collaboration, policy: { ...policy, reminders: { ...policy.reminders, maxBundlesPerPersonPerDay: 0 } } };
}
