import { expect, test } from 'vitest';
import { createFollow } from '../../bot/followers/follow.ts';
import type { Commit, Follower } from '../../bot/index.ts';
import { recordingLog } from '../support/log.ts';

/** What a log owes: these commits, oldest first, until they are struck or set aside. */
function owing(commits: { _id: string; question: string }[]) {
  let left = commits as Commit[];
  const aside: string[] = [];
  const take = (ids: string[]) => {
    left = left.filter(({ _id }) => !ids.includes(_id));
  };
  return {
    left: () => left.map(({ _id }) => _id),
    aside,
    add: (commit: { _id: string; question: string }) => void left.push(commit as Commit),
    source: {
      pending: async (_follower: Follower, limit: number) => left.slice(0, limit),
      strike: async (_follower: Follower, ids: string[]) => take(ids),
      setAside: async (_follower: Follower, ids: string[]) => {
        aside.push(...ids);
        take(ids);
      },
    },
  };
}

function following(commits: { _id: string; question: string }[], part: { lead?: () => Promise<boolean> } = {}) {
  const owes = owing(commits);
  const log = recordingLog();
  const worked: string[] = [];
  const time = { ms: 0 };
  const follow = createFollow({
    source: owes.source,
    lead: part.lead ?? (async () => true),
    log,
    elapsed: () => time.ms,
  });
  const work = async (question: string) => {
    if (question.startsWith('bad')) throw new Error('no such channel');
    worked.push(question);
  };
  return { ...owes, log, worked, time, follow: () => follow('cards', work) };
}

test('a question that fails keeps none of the others from their turn, however much it owes', async () => {
  const many = Array.from({ length: 450 }, (_, i) => ({ _id: `bad:${i + 1}`, question: 'bad' }));
  const { follow, worked, left } = following([...many, { _id: 'good:1', question: 'good' }]);
  await follow();
  expect(worked).toEqual(['good']);
  expect(left()).toEqual(many.map(({ _id }) => _id));
});

test('what fails is tried again ever more seldom, then set aside with a word to the operator', async () => {
  const { follow, log, time, left, aside } = following([{ _id: 'bad:1', question: 'bad' }]);
  const tried: number[] = [];
  for (; time.ms < 900_000; time.ms += 1_000) {
    const before = log.lines.length;
    await follow();
    if (log.lines.length > before) tried.push(time.ms / 1_000);
  }
  expect(tried).toEqual([0, 1, 3, 7, 15, 31, 63, 123, 183, 243, 303]);
  expect([left(), aside]).toEqual([[], ['bad:1']]);
  expect(log.lines.at(-1)).toMatchObject({ level: 'error', fields: { follower: 'cards', question: 'bad', tries: 11 } });
  expect(log.lines.at(-1)?.message).toContain('samrad retry');
});

test('a question that goes through again starts afresh', async () => {
  const { follow, time, add, worked, aside, log } = following([{ _id: 'bad:1', question: 'bad' }]);
  await follow();
  add({ _id: 'good:1', question: 'good' });
  time.ms = 500;
  await follow();
  expect(worked).toEqual(['good']);
  expect(log.lines).toHaveLength(1);
  expect(aside).toEqual([]);
});

test('a replica that does not lead leaves it', async () => {
  const { follow, worked, left } = following([{ _id: 'good:1', question: 'good' }], { lead: async () => false });
  await follow();
  expect([worked, left()]).toEqual([[], ['good:1']]);
});

test('a backlog is worked off in order, and how far it has come is told', async () => {
  const many = Array.from({ length: 450 }, (_, i) => ({ _id: `q${i}:1`, question: `q${i}` }));
  const { follow, worked, log, left } = following(many);
  await follow();
  expect(worked).toEqual(many.map(({ question }) => question));
  expect(left()).toEqual([]);
  expect(log.lines.map(({ fields }) => fields)).toEqual([
    { follower: 'cards', done: 200 },
    { follower: 'cards', done: 400 },
  ]);
});
