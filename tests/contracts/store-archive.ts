import { expect, test } from 'vitest';
import type { Kind, Store } from '../../bot/index.ts';
import { openSqliteStore } from '../../store/sqlite/index.ts';
import {
  absence,
  all,
  at,
  type Bench,
  collaboration,
  commit,
  entry,
  identity,
  link,
  NOON,
  notice,
  preference,
  upTo,
} from './store-fixtures.ts';

const KINDS = Object.keys({
  commits: true,
  register: true,
  collaborations: true,
  links: true,
  identities: true,
  absences: true,
  preferences: true,
  numbers: true,
  cards: true,
  notices: true,
} satisfies Record<Kind, true>) as Kind[];

export function archiveContract(bench: () => Bench): void {
  test('of an empty store there is nothing to read', async () => {
    const { archive } = bench().store;
    for (const kind of KINDS) expect([await archive.count(kind), await all(archive, kind)]).toEqual([0, []]);
  });

  test('gives every document of every kind, as it was put', async () => {
    const { store } = bench();
    await fill(store);
    const { archive } = store;
    expect(await all(archive, 'commits')).toStrictEqual([
      { ...commit('q1', 1), pending: ['register', 'notices', 'chain'] },
      commit('q1', 2),
      commit('q10', 1, { texts: { t1: { salt: 's', text: null, digest: 'd' } } }),
      commit('q2', 1, { pending: [] }),
    ]);
    expect(await all(archive, 'register')).toStrictEqual([entry('q1', { version: 2 }), entry('q2')]);
    expect(await all(archive, 'collaborations')).toStrictEqual([collaboration('helse')]);
    expect(await all(archive, 'links')).toStrictEqual([link({ ref: { 'a.b': [[1], { $x: null }] } })]);
    expect(await all(archive, 'identities')).toStrictEqual([identity('slack', 'U1', 'Kari@Example.no')]);
    expect(await all(archive, 'absences')).toStrictEqual([absence('kari', '2027-03-01', '2027-03-05')]);
    expect(await all(archive, 'preferences')).toStrictEqual([preference('kari@example.no')]);
    const claim = { series: 'HT-2027', question: 'q1' };
    expect(await all(archive, 'numbers')).toStrictEqual([{ _id: 'HT-2027:1', n: 1, ...claim }]);
    const sent = {
      message: { ts: '1', 'a.b': 1 },
      shown: 2,
      wanted: 3,
      key: 'C1:1',
      notBefore: null,
      attempts: 0,
      redo: false,
    };
    expect(await all(archive, 'cards')).toStrictEqual([
      {
        ...sent,
        _id: `q1@${link()._id}`,
        question: 'q1',
        link: link(),
        lockedBy: 'w2',
        lockedUntil: at(90),
        lookAt: at(5),
      },
    ]);
    expect(await all(archive, 'notices')).toStrictEqual([
      notice('n1', { status: 'sent', message: { 'a.b': 2 } }),
      notice('n2', { lane: 'thread:q1', order: 3, priority: 2 }),
    ]);
    const counts = { commits: 4, register: 2, notices: 2 };
    for (const kind of KINDS) expect(await archive.count(kind)).toBe(counts[kind as 'commits'] ?? 1);
  });

  test('what is read from one store and written to another reads the same, over SQLite and back too', async () => {
    const { store, another } = bench();
    await fill(store);
    const sqlite = await openSqliteStore({ file: ':memory:' });
    const back = await another();
    for (const [from, to] of [
      [store, sqlite],
      [sqlite, back],
    ] as const) {
      for (const kind of KINDS) expect(await to.archive.write(kind, await all(from.archive, kind))).toBeGreaterThan(0);
      for (const kind of KINDS) expect(await all(to.archive, kind)).toStrictEqual(await all(from.archive, kind));
    }
    await sqlite.close();
  });

  test('a store that was written to answers as the one it was read from', async () => {
    const { store, another } = bench();
    await fill(store);
    const to = await another();
    for (const kind of KINDS) await to.archive.write(kind, await all<Kind>(store.archive, kind));
    for (const { log, register, directory, cards, notices } of [store, to]) {
      expect(await log.append(commit('q1', 2, { commandId: 'other' }))).toBe('conflict');
      expect(await log.append(commit('q3', 1, { commandId: 'q1-2' }))).toBe('duplicate');
      expect((await log.pending('cards', 9)).map((c) => c._id).sort()).toEqual(['q10:1', 'q1:2']);
      expect((await register.list({ collaboration: 'helse', status: 'open' })).map((e) => e._id)).toEqual(['q1', 'q2']);
      expect(await register.due(at(60), 9)).toEqual(['q1', 'q2']);
      expect(await directory.linksOf('slack', 'T1', 'C1')).toHaveLength(1);
      expect(await directory.identity('slack', 'T1', 'U1')).not.toBeNull();
      expect(await directory.identitiesOf('kari@example.no')).toHaveLength(1);
      expect(await directory.absences('helse', '2027-03-05')).toHaveLength(1);
      expect(await directory.claimNumber('HT-2027', 'q1')).toBe(1);
      expect(await directory.claimNumber('HT-2027', 'q2')).toBe(2);
      expect((await cards.findByMessage('slack', 'C1:1'))?.question).toBe('q1');
      expect(await cards.behind()).toBe(1);
      expect(await cards.claim('w3', at(89), at(100), 1)).toEqual([]);
      expect(await cards.claim('w3', at(90), at(100), 1)).toHaveLength(1);
      expect((await notices.claim('w3', NOON, at(60), 9)).map((n) => n._id)).toEqual(['n2']);
      expect((await notices.list({ question: 'q1' })).map((n) => n._id)).toEqual(['n1', 'n2']);
    }
  });

  test('written twice, nothing is added; written otherwise, what is there stays', async () => {
    const { store, another } = bench();
    await fill(store);
    const to = await another();
    for (const kind of KINDS) {
      const documents = await all<Kind>(store.archive, kind);
      expect(await to.archive.write(kind, documents)).toBe(documents.length);
      expect(await to.archive.write(kind, documents)).toBe(0);
      expect(await to.archive.write(kind, [])).toBe(0);
    }
    expect(await to.archive.write('register', [entry('q1', { version: 9 }), entry('q9')])).toBe(1);
    expect((await to.register.get('q1'))?.version).toBe(2);
    expect(await to.archive.count('register')).toBe(3);
  });

  test('a commit whose command is there under another question is not added, those beside it are', async () => {
    const { archive, log } = bench().store;
    await log.append(commit('q1', 1, { commandId: 'click' }));
    const commits = [commit('q2', 1), commit('q3', 1, { commandId: 'click' }), commit('q4', 1)];
    expect(await archive.write('commits', commits)).toBe(2);
    expect((await all(archive, 'commits')).map((c) => c._id)).toEqual(['q1:1', 'q2:1', 'q4:1']);
  });

  test('a number that a question has already is not written under another', async () => {
    const { archive, directory } = bench().store;
    await directory.claimNumber('HT', 'q1');
    const other = { series: 'HT', question: 'q1', n: 2 };
    expect(await archive.write('numbers', [{ ...other, _id: 'HT:2' }])).toBe(0);
  });

  test('gives them all, each once, however many, and each question in order of version', async () => {
    const { archive } = bench().store;
    const commits = upTo(130).flatMap((q) => upTo(12).map((v) => commit(`q${q}`, v + 1)));
    expect(await archive.write('commits', commits.toReversed())).toBe(1_560);
    const entries = upTo(1_100).map((i) => entry(`q${i}`));
    expect(await archive.write('register', entries)).toBe(1_100);
    const read = await all(archive, 'commits');
    for (const q of upTo(130)) {
      const versions = read.filter(({ question }) => question === `q${q}`).map(({ version }) => version);
      expect(versions).toEqual(upTo(12).map((v) => v + 1));
    }
    expect(new Set(read.map((c) => c._id)).size).toBe(1_560);
    expect(new Set((await all(archive, 'register')).map((e) => e._id)).size).toBe(1_100);
  });

  test('read while others append, no commit is given without those before it', async () => {
    const { store, replica } = bench();
    const other = await replica();
    await store.archive.write(
      'commits',
      upTo(120).map((q) => commit(`q${q}`, 1)),
    );
    const appending = appendAll(other);
    const versions = new Map<string, number>();
    for await (const c of store.archive.read('commits')) {
      expect(c.version).toBe((versions.get(c.question) ?? 0) + 1);
      versions.set(c.question, c.version);
    }
    await appending;
    expect(versions.size).toBe(120);
  });
}

async function appendAll({ log }: Store): Promise<void> {
  for (const version of [2, 3]) await Promise.all(upTo(120).map((q) => log.append(commit(`q${q}`, version))));
}

/** Something of every kind, and what the bot has done to it. */
async function fill({ log, register, directory, cards, notices }: Store): Promise<void> {
  await log.append(commit('q2', 1, { pending: [] }));
  await log.append(commit('q1', 1));
  await log.append(commit('q1', 2));
  await log.append(commit('q10', 1, { texts: { t1: { salt: 's', text: null, digest: 'd' } } }));
  await log.strike('cards', ['q1:1']);
  await register.put(entry('q1', { version: 2 }));
  await register.put(entry('q2'));
  await directory.saveCollaboration(collaboration('helse'));
  await directory.saveLink(link({ ref: { 'a.b': [[1], { $x: null }] } }));
  await directory.saveIdentity(identity('slack', 'U1', 'Kari@Example.no'));
  await directory.saveAbsence(absence('kari', '2027-03-01', '2027-03-05'));
  await directory.savePreference(preference('kari@example.no'));
  await directory.claimNumber('HT-2027', 'q1');
  await cards.want('q1', link(), 2);
  const [card] = await cards.claim('w1', NOON, at(60), 1);
  await cards.shown(card?._id ?? '', 'w1', { message: { ts: '1', 'a.b': 1 }, version: 2, key: 'C1:1', lookAt: at(5) });
  await cards.want('q1', link(), 3);
  await cards.claim('w2', at(30), at(90), 1);
  await notices.put(notice('n1'));
  await notices.claim('w1', NOON, at(60), 1);
  await notices.finish('n1', 'w1', 'sent', { 'a.b': 2 });
  await notices.put(notice('n2', { lane: 'thread:q1', order: 3, priority: 2 }));
}
