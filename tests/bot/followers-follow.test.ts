import { expect, test } from 'vitest';
import { follow } from '../../bot/followers/follow.ts';
import type { Commit, Follower } from '../../bot/index.ts';
import { recordingLog } from '../support/log.ts';

/** What a log owes: these commits, oldest first, until they are struck. */
function owing(commits: { _id: string; question: string }[]) {
  let left = commits as Commit[];
  return {
    left: () => left.map(({ _id }) => _id),
    source: {
      pending: async (_follower: Follower, limit: number) => left.slice(0, limit),
      strike: async (_follower: Follower, ids: string[]) => {
        left = left.filter(({ _id }) => !ids.includes(_id));
      },
    },
  };
}

test('a question that fails keeps none of the others from their turn, however much it owes', async () => {
  const many = Array.from({ length: 450 }, (_, i) => ({ _id: `bad:${i + 1}`, question: 'bad' }));
  const { source, left } = owing([...many, { _id: 'good:1', question: 'good' }]);
  const log = recordingLog();
  const worked: string[] = [];
  await follow(
    'cards',
    source,
    async (question) => {
      if (question === 'bad') throw new Error('no such channel');
      worked.push(question);
    },
    log,
  );
  expect(worked).toEqual(['good']);
  expect(left()).toEqual(many.map(({ _id }) => _id));
});
