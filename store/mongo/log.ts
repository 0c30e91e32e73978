import type { Collection } from 'mongodb';
import type { Commit, Follower, Owed, QuestionLog } from '../../bot/index.ts';
import type { Collections } from './collections.ts';
import { inTime } from './deadline.ts';
import { insert } from './insert.ts';
import { pack, unpack } from './pack.ts';

export const FOLLOWERS: Follower[] = ['register', 'cards', 'notices', 'chain'];

/** The question log on MongoDB: one insert decides, `_id` and the unique `commandId` refuse. */
export function createLog({ commits }: Collections): QuestionLog {
  // The same collection with the one field that changes, for the driver's types.
  const owing = commits as unknown as Collection<{ _id: string; pending: Owed[] }>;

  async function append(commit: Commit): Promise<'appended' | 'conflict' | 'duplicate'> {
    if (await insert(commits, pack(commit))) return 'appended';
    const known = await commits.findOne({ commandId: commit.commandId }, { projection: { _id: 1 } });
    return known ? 'duplicate' : 'conflict';
  }

  async function read(question: string, after: number): Promise<Commit[]> {
    // Mostly nothing was added since: versions have no gap, so the next one's id tells.
    const isNext = { _id: `${question}:${after + 1}` };
    if (after > 0 && !(await commits.findOne(isNext, { projection: { _id: 1 } }))) return [];
    const found = commits.find({ question, version: { $gt: after } }).sort({ version: 1 });
    return (await found.toArray()).map((d) => unpack<Commit>(d));
  }

  return {
    append: (commit) => inTime(append(commit)),
    read: (question, after = 0) => inTime(read(question, after)),
    async findCommand(commandId) {
      const found = await inTime(commits.findOne({ commandId }));
      return found && unpack<Commit>(found);
    },
    async pending(follower, limit) {
      // By version before time: the clocks of replicas differ, the versions of a question do not.
      const owed = commits.find({ pending: follower }).sort({ version: 1, at: 1 }).limit(limit);
      return (await owed.toArray()).map((d) => unpack<Commit>(d));
    },
    async strike(follower, ids) {
      if (ids.length === 0) return;
      await owing.updateMany({ _id: { $in: ids } }, { $pull: { pending: follower } });
    },
    async setAside(follower, ids) {
      // Marked first: cut off between the two, it is still owed.
      const these = { _id: { $in: ids }, pending: follower };
      await owing.updateMany(these, { $addToSet: { pending: `aside:${follower}` as const } });
      await owing.updateMany(these, { $pull: { pending: follower } });
    },
    async takeUp() {
      let taken = 0;
      for (const follower of FOLLOWERS) {
        const aside = `aside:${follower}` as const;
        taken += (await owing.updateMany({ pending: aside }, { $addToSet: { pending: follower } })).matchedCount;
        await owing.updateMany({ pending: aside }, { $pull: { pending: aside } });
      }
      return taken;
    },
    async questions(after, limit) {
      // Streamed in the index's order, until there are enough: grouping would read the whole log for each page.
      const found = commits
        .find({ question: { $gt: after ?? '' } }, { projection: { _id: 0, question: 1 } })
        .sort({ question: 1, version: 1 });
      const ids = new Set<string>();
      for await (const { question } of found) {
        ids.add(question);
        if (ids.size === limit) break;
      }
      return [...ids];
    },
  };
}
