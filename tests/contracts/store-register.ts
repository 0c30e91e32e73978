import { expect, test } from 'vitest';
import { at, type Bench, entry, NOON, upTo } from './store-fixtures.ts';

export function registerContract(bench: () => Bench): void {
  test('gives back what was put, and null for what was not', async () => {
    const { register } = bench().store;
    const decided = entry('q1', { decision: { how: 'rules', 'a.b': { $x: [1] } }, decidedAt: NOON, nextAt: null });
    await register.put(decided);
    expect(await register.get('q1')).toStrictEqual(decided);
    expect(await register.get('q2')).toBeNull();
  });

  test('a newer version replaces, an older one changes nothing', async () => {
    const { register } = bench().store;
    await register.put(entry('q1', { version: 2, title: 'two' }));
    await register.put(entry('q1', { version: 1, title: 'one' }));
    expect((await register.get('q1'))?.title).toBe('two');
    await register.put(entry('q1', { version: 3, title: 'three', nextAt: null }));
    expect(await register.get('q1')).toEqual(entry('q1', { version: 3, title: 'three', nextAt: null }));
    expect(await register.due(at(9999), 10)).toEqual([]);
  });

  test('the same version again replaces, so that the register can be rebuilt', async () => {
    const { register } = bench().store;
    await register.put(entry('q1', { version: 2, title: 'wrong' }));
    await register.put(entry('q1', { version: 2, title: 'right' }));
    expect((await register.get('q1'))?.title).toBe('right');
  });

  test('of many versions put at once, from two replicas, the newest stays', async () => {
    const { store, replica } = bench();
    const other = await replica();
    const versions = [7, 3, 20, 1, 19, 12, 5, 18, 2, 11];
    await Promise.all(versions.map((version, i) => (i % 2 ? store : other).register.put(entry('q1', { version }))));
    expect(await store.register.get('q1')).toEqual(entry('q1', { version: 20 }));
  });

  test('due: only those whose time has come, earliest first, no more than the limit, never those without a time', async () => {
    const { register } = bench().store;
    const times: [string, string | null][] = [
      ['late', at(30)],
      ['early', at(10)],
      ['never', null],
      ['future', at(31)],
      ['middle', at(20)],
    ];
    for (const [id, nextAt] of times) await register.put(entry(id, { nextAt }));
    expect(await register.due(at(30), 10)).toEqual(['early', 'middle', 'late']);
    expect(await register.due(at(30), 2)).toEqual(['early', 'middle']);
    expect(await register.due(at(9), 10)).toEqual([]);
  });

  test('list: filters are and-ed, sorted by number, limited', async () => {
    const { register } = bench().store;
    await register.put(entry('q3', { number: 'HT-2027-003', status: 'decided', decidedAt: at(30), level: 2 }));
    await register.put(entry('q1', { number: 'HT-2027-001' }));
    await register.put(entry('q2', { number: 'HT-2027-002', status: 'decided', decidedAt: at(20) }));
    await register.put(entry('q4', { number: 'FA-2027-001', group: 'fastlege' }));
    await register.put(entry('q5', { number: 'HT-2027-000', collaboration: 'annen' }));

    async function ids(filter: Parameters<typeof register.list>[0]): Promise<string[]> {
      return (await register.list(filter)).map((e) => e._id);
    }
    expect(await ids({})).toEqual(['q4', 'q5', 'q1', 'q2', 'q3']);
    expect(await ids({ collaboration: 'helse' })).toEqual(['q4', 'q1', 'q2', 'q3']);
    expect(await ids({ collaboration: 'helse', group: 'legemidler' })).toEqual(['q1', 'q2', 'q3']);
    expect(await ids({ group: 'legemidler', status: 'open' })).toEqual(['q5', 'q1']);
    expect(await ids({ status: 'decided', level: 1 })).toEqual(['q2']);
    expect(await ids({ number: 'HT-2027-003' })).toEqual(['q3']);
    expect(await ids({ number: 'HT-2027-000', collaboration: 'midt' })).toEqual([]);
    expect(await ids({ decidedSince: at(20) })).toEqual(['q2', 'q3']);
    expect(await ids({ decidedSince: at(21) })).toEqual(['q3']);
    expect(await ids({ level: 3 })).toEqual([]);
    expect(await ids({ collaboration: 'helse', limit: 2 })).toEqual(['q4', 'q1']);
  });

  test('list: a question asked of several groups is found under each, one that is only told is not', async () => {
    const { register } = bench().store;
    await register.put(entry('q1', { groups: ['legemidler', 'fastlege'], alsoGroups: ['legevakt'] }));
    await register.put(entry('q2', { number: 'FA-2027-001', group: 'fastlege' }));
    expect((await register.list({ group: 'legemidler' })).map((e) => e._id)).toEqual(['q1']);
    expect((await register.list({ group: 'fastlege' })).map((e) => e._id)).toEqual(['q2', 'q1']);
    expect((await register.list({ group: 'fastlege', limit: 1 })).map((e) => e._id)).toEqual(['q2']);
    expect(await register.list({ group: 'legevakt' })).toEqual([]);

    await register.put(entry('q1', { version: 2, groups: ['legemidler'] }));
    expect((await register.list({ group: 'fastlege' })).map((e) => e._id)).toEqual(['q2']);
  });

  test('list gives whole entries, however many', async () => {
    const { register } = bench().store;
    const entries = upTo(250).map((i) => entry(`q${i}`, { number: `HT-2027-${String(i).padStart(3, '0')}` }));
    await Promise.all(entries.map((e) => register.put(e)));
    expect(await register.list({ collaboration: 'helse' })).toEqual(entries);
  });

  test('search: each word begins one of the entry’s, in any order; in this collaboration only', async () => {
    const { register } = bench().store;
    await register.put(entry('q1', { words: ['multidose', 'skal', 'pakkes'] }));
    await register.put(entry('q2', { words: ['multidose', 'bestilles'] }));
    await register.put(entry('q3', { words: ['multidose', 'skal'], collaboration: 'annen' }));
    await register.put(entry('q4', { words: [] }));
    const ids = async (...words: string[]) => (await register.search('helse', words, 10)).map((e) => e._id);
    expect(await ids('multidose')).toEqual(['q1', 'q2']);
    expect(await ids('multi')).toEqual(['q1', 'q2']);
    expect(await ids('pak', 'multi')).toEqual(['q1']);
    expect(await ids('skal', 'bestilles')).toEqual([]);
    expect(await ids('dose')).toEqual([]);
    expect(await ids('multidoser')).toEqual([]);
    expect(await ids()).toEqual([]);
  });

  test('search: two words may not be found in two entries, nor half of a word in another', async () => {
    const { register } = bench().store;
    // An element below and one above the range are not one within it.
    await register.put(entry('q1', { words: ['a', 'z'] }));
    expect(await register.search('helse', ['m'], 10)).toEqual([]);
  });

  test('search: whole entries, the latest asked first, no more than the limit', async () => {
    const { register } = bench().store;
    const asked = [20, 40, 30].map((seconds, i) => entry(`q${i}`, { askedAt: at(seconds) }));
    for (const one of asked) await register.put(one);
    expect(await register.search('helse', ['multidose'], 10)).toEqual([asked[1], asked[2], asked[0]]);
    expect(await register.search('helse', ['multidose'], 2)).toEqual([asked[1], asked[2]]);
  });

  test('search: finds by the words of the newest version, and what was moved from another store', async () => {
    const { store, another } = bench();
    await store.register.put(entry('q1', { words: ['gammel', 'tittel'] }));
    await store.register.put(entry('q1', { words: ['ny', 'tittel'], version: 2 }));
    await store.register.put(entry('q1', { words: ['eldre'], version: 1 }));
    const moved = await another();
    await moved.archive.write('register', [entry('q1', { words: ['ny', 'tittel'], version: 2 })]);
    for (const { register } of [store, moved]) {
      const found = async (word: string) => (await register.search('helse', [word], 10)).length;
      expect([await found('gammel'), await found('eldre'), await found('ny'), await found('tit')]).toEqual([
        0, 0, 1, 1,
      ]);
    }
  });

  test('search: words are compared as they stand, whatever letters they have', async () => {
    const { register } = bench().store;
    await register.put(entry('q1', { words: ['2027', '014', 'c++', 'данные', '😀'] }));
    for (const word of ['2027', '01', 'c++', 'дан', '😀']) {
      expect([word, await register.search('helse', [word], 10)]).toEqual([
        word,
        [expect.objectContaining({ _id: 'q1' })],
      ]);
    }
    expect(await register.search('helse', ['%'], 10)).toEqual([]);
    expect(await register.search('helse', ['.*'], 10)).toEqual([]);
  });
}
