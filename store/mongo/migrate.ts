import type { Collections } from './collections.ts';

/**
 * Brings data of an older schema up to date. Safe to repeat, and from two replicas at once: what is taken away is owed
 * by the log after that, whoever took it.
 */
export async function migrate({ commits, register }: Collections, from: number): Promise<void> {
  if (from < 2) {
    // A register entry has more fields now: the register is made anew from the log, by the follower that keeps it.
    await register.deleteMany({});
    await commits.updateMany({}, { $addToSet: { pending: 'register' } });
  }
}
