import { expect, test } from 'vitest';
import type { Commit, Follower } from '../../bot/index.ts';
import { at, type Bench, commit, tally, upTo } from './store-fixtures.ts';

const FOLLOWERS: Follower[] = ['register', 'cards', 'notices', 'chain'];

export function logContract(bench: () => Bench): void {
  test('what is appended is read back exactly, in order', async () => {
    const { log } = bench().store;
    const first = commit('q1', 1);
    const second = commit('q1', 2, { by: null, events: [], texts: {}, pending: [] });
    expect(await log.append(first)).toBe('appended');
    expect(await log.append(second)).toBe('appended');
    expect(await log.append(commit('q2', 1))).toBe('appended');
    expect(await log.read('q1')).toEqual([first, second]);
  });

  test('reads only the versions after the one given', async () => {
    const { log } = bench().store;
    for (const version of upTo(12)) await log.append(commit('q1', version + 1));
    expect((await log.read('q1', 9)).map((c) => c.version)).toEqual([10, 11, 12]);
    expect(await log.read('q1', 12)).toEqual([]);
    expect(await log.read('nobody')).toEqual([]);
  });

  test('a field that is undefined is absent when read', async () => {
    const { log } = bench().store;
    const kept = { type: 'position-taken', seat: 's', person: 'p', kind: 'support' } as const;
    await log.append(commit('q1', 1, { events: [{ ...kept, text: undefined } as never] }));
    expect((await log.read('q1'))[0]?.events).toStrictEqual([kept]);
  });

  test('names with dots, dollars, colons and tildes, nested lists, large numbers and any letters survive', async () => {
    const { log } = bench().store;
    const odd = {
      'trondheim:1': { 'a.b.c': 1, '.': 2, $set: 3, $: 4, x$y: 5, '~1': 6, '~': 7, '＄': 8, '': 9 },
      lists: [[], [[1, [null, { $in: ['$a.b'] }]]], [{}]],
      numbers: [0, -1, 0.1, 2 ** 31, 2 ** 53 - 1, 1e300],
      values: { yes: true, no: false, nothing: null, empty: '', date: at(0), text: 'æøå \u0000 \n 😀 𐐷' },
    };
    const given = commit('q1', 1, { events: [odd as never], texts: { 't.1': { salt: '$', text: null, digest: '' } } });
    await log.append(given);
    expect(await log.read('q1')).toStrictEqual([given]);
    expect(await log.findCommand(given.commandId)).toStrictEqual(given);
    expect(await log.pending('cards', 1)).toStrictEqual([given]);
  });

  test('a version that is taken is a conflict and changes nothing', async () => {
    const { log } = bench().store;
    await log.append(commit('q1', 1));
    expect(await log.append(commit('q1', 1, { commandId: 'other', by: 'ola' }))).toBe('conflict');
    expect(await log.read('q1')).toEqual([commit('q1', 1)]);
    expect(await log.findCommand('other')).toBeNull();
  });

  test('a command in the log is a duplicate, in the same question or another, and changes nothing', async () => {
    const { log } = bench().store;
    await log.append(commit('q1', 1, { commandId: 'click' }));
    expect(await log.append(commit('q1', 2, { commandId: 'click' }))).toBe('duplicate');
    expect(await log.append(commit('q2', 1, { commandId: 'click' }))).toBe('duplicate');
    expect(await log.read('q1')).toHaveLength(1);
    expect(await log.read('q2')).toEqual([]);
  });

  test('the same commit again is a duplicate, not a conflict', async () => {
    const { log } = bench().store;
    await log.append(commit('q1', 1));
    expect(await log.append(commit('q1', 1))).toBe('duplicate');
  });

  test('of fifty writers of one version exactly one is appended, the others conflict', async () => {
    const replicas = [bench().store.log, (await bench().replica()).log];
    const tries = upTo(50).map((i) => commit('q1', 1, { commandId: `c${i}`, by: `p${i}` }));
    const answers = await Promise.all(tries.map((c, i) => logOf(replicas, i).append(c)));
    expect(tally(answers)).toEqual({ appended: 1, conflict: 49 });
    const winner = tries[answers.indexOf('appended')];
    expect(await replicas[1]?.read('q1')).toEqual([winner]);
  });

  test('of fifty repeats of one command in different questions exactly one is appended, the others are duplicates', async () => {
    const replicas = [bench().store.log, (await bench().replica()).log];
    const tries = upTo(50).map((i) => commit(`q${i}`, 1, { commandId: 'click' }));
    const answers = await Promise.all(tries.map((c, i) => logOf(replicas, i).append(c)));
    expect(tally(answers)).toEqual({ appended: 1, duplicate: 49 });
    const winner = tries[answers.indexOf('appended')];
    expect(await replicas[0]?.findCommand('click')).toEqual(winner);
  });

  test('a conflict and a duplicate do not fail those appended beside them', async () => {
    const { log } = bench().store;
    await log.append(commit('q0', 1, { commandId: 'old' }));
    const answers = await Promise.all([
      log.append(commit('q1', 1)),
      log.append(commit('q0', 1, { commandId: 'new' })),
      log.append(commit('q2', 1)),
      log.append(commit('q3', 1, { commandId: 'old' })),
      log.append(commit('q4', 1)),
    ]);
    expect(answers).toEqual(['appended', 'conflict', 'appended', 'duplicate', 'appended']);
    for (const question of ['q1', 'q2', 'q4']) expect(await log.read(question)).toEqual([commit(question, 1)]);
  });

  test('writers that retry a conflict at the next version leave no gap and lose nothing', async () => {
    const replicas = [bench().store.log, (await bench().replica()).log];
    await Promise.all(upTo(20).map((i) => appendUntilIn(logOf(replicas, i), `c${i}`)));
    const read = await logOf(replicas, 0).read('q1');
    expect(read.map((c) => c.version)).toEqual(upTo(20).map((i) => i + 1));
    expect(new Set(read.map((c) => c.commandId)).size).toBe(20);
  });

  test('finds a commit by its command, else null', async () => {
    const { log } = bench().store;
    await log.append(commit('q1', 1, { commandId: 'click' }));
    expect(await log.findCommand('click')).toEqual(commit('q1', 1, { commandId: 'click' }));
    expect(await log.findCommand('clic')).toBeNull();
  });

  test('each follower is owed the commits that name it, until it strikes them', async () => {
    const { log } = bench().store;
    await log.append(commit('q1', 1, { pending: ['register', 'cards'] }));
    await log.append(commit('q1', 2, { pending: ['cards'] }));
    await log.append(commit('q2', 1, { pending: [] }));
    expect((await log.pending('register', 10)).map((c) => c._id)).toEqual(['q1:1']);
    expect((await log.pending('cards', 10)).map((c) => c._id)).toEqual(['q1:1', 'q1:2']);
    expect(await log.pending('notices', 10)).toEqual([]);

    await log.strike('cards', ['q1:1', 'q1:1', 'unknown:1']);
    await log.strike('cards', []);
    expect((await log.pending('cards', 10)).map((c) => c._id)).toEqual(['q1:2']);
    expect((await log.pending('register', 10)).map((c) => c._id)).toEqual(['q1:1']);
    expect((await log.read('q1')).map((c) => c.pending)).toEqual([['register'], ['cards']]);
  });

  test('each follower is owed its own, and each can be struck', async () => {
    const { log } = bench().store;
    for (const [i, follower] of FOLLOWERS.entries()) await log.append(commit(`q${i}`, 1, { pending: [follower] }));
    for (const [i, follower] of FOLLOWERS.entries()) {
      expect((await log.pending(follower, 10)).map((c) => c._id)).toEqual([`q${i}:1`]);
      await log.strike(follower, [`q${i}:1`]);
      expect(await log.pending(follower, 10)).toEqual([]);
    }
  });

  test('questions: each once, in order of id, page by page', async () => {
    const { log } = bench().store;
    expect(await log.questions(null, 10)).toEqual([]);
    for (const [question, versions] of Object.entries({ q2: 3, 'a-1': 1, q10: 2, Q1: 1, ø: 1 })) {
      for (const version of upTo(versions)) await log.append(commit(question, version + 1));
    }
    expect(await log.questions(null, 10)).toEqual(['Q1', 'a-1', 'q10', 'q2', 'ø']);
    expect(await log.questions(null, 2)).toEqual(['Q1', 'a-1']);
    expect(await log.questions('a-1', 2)).toEqual(['q10', 'q2']);
    expect(await log.questions('q2', 2)).toEqual(['ø']);
    expect(await log.questions('ø', 2)).toEqual([]);
    expect(await log.questions('b', 1)).toEqual(['q10']);
  });

  test('questions: one whose first commits are gone is still listed', async () => {
    const { log } = bench().store;
    await log.append(commit('q1', 3));
    expect(await log.questions(null, 10)).toEqual(['q1']);
  });

  test('followers that strike at once all succeed', async () => {
    const { log } = bench().store;
    await log.append(commit('q1', 1));
    const other = (await bench().replica()).log;
    await Promise.all([
      log.strike('register', ['q1:1']),
      other.strike('cards', ['q1:1']),
      log.strike('notices', ['q1:1']),
      other.strike('chain', ['q1:1']),
    ]);
    expect((await log.read('q1'))[0]?.pending).toEqual([]);
  });

  test('what is set aside is owed to nobody until it is taken up; others are still owed theirs', async () => {
    const { log } = bench().store;
    for (const version of [1, 2]) await log.append(commit('q1', version));
    await log.setAside('register', ['q1:1']);
    await log.setAside('register', ['q1:1']);
    expect((await log.pending('register', 9)).map((c) => c._id)).toEqual(['q1:2']);
    expect((await log.pending('chain', 9)).map((c) => c._id)).toEqual(['q1:1', 'q1:2']);
    expect([...((await log.read('q1'))[0]?.pending ?? [])].sort()).toEqual([
      'aside:register',
      'cards',
      'chain',
      'notices',
    ]);
    await log.strike('cards', ['q1:1']);
    expect(await log.takeUp()).toBe(1);
    expect(await log.takeUp()).toBe(0);
    expect([...((await log.read('q1'))[0]?.pending ?? [])].sort()).toEqual(['chain', 'notices', 'register']);
  });

  test('what is owed comes oldest first within a question, also past the limit and with clocks that differ', async () => {
    const { log } = bench().store;
    for (const version of upTo(11)) {
      await log.append(commit('q1', version + 1, { at: at(100 - version) }));
      await log.append(commit('q2', version + 1, { at: at(version) }));
    }
    const seen: Record<string, number[]> = { q1: [], q2: [] };
    for (let owed = await log.pending('register', 5); owed.length > 0; owed = await log.pending('register', 5)) {
      expect(owed.length).toBeLessThanOrEqual(5);
      for (const c of owed) seen[c.question]?.push(c.version);
      await log.strike(
        'register',
        owed.map((c) => c._id),
      );
    }
    const inOrder = upTo(11).map((i) => i + 1);
    expect(seen).toEqual({ q1: inOrder, q2: inOrder });
  });
}

function logOf<T>(replicas: T[], i: number): T {
  return replicas[i % replicas.length] as T;
}

async function appendUntilIn(log: Bench['store']['log'], commandId: string): Promise<void> {
  for (let answer = ''; answer !== 'appended'; ) {
    const read: Commit[] = await log.read('q1');
    answer = await log.append(commit('q1', read.length + 1, { commandId }));
  }
}
