import { expect, test } from 'vitest';
import type { Draft } from '../../bot/index.ts';
import { at, type Bench, NOON } from './store-fixtures.ts';

function draft(id: string, part: Partial<Draft> = {}): Draft {
  return { _id: id, values: { title: 'Blåbær 😀', groups: ['a', 'b'], 'a.b': '$x' }, at: NOON, until: at(60), ...part };
}

export function draftsContract(bench: () => Bench): void {
  test('gives back what was put, to any replica, and null for what was not', async () => {
    const { store, replica } = bench();
    await store.drafts.put(draft('d1'));
    expect(await (await replica()).drafts.get('d1', NOON)).toStrictEqual(draft('d1'));
    expect(await store.drafts.get('d2', NOON)).toBeNull();
  });

  test('the later takes the place of the one before, whatever its time', async () => {
    const { drafts } = bench().store;
    await drafts.put(draft('d1'));
    const second = draft('d1', { values: { text: 'to' }, at: at(5), until: at(30) });
    await drafts.put(second);
    expect(await drafts.get('d1', NOON)).toStrictEqual(second);
  });

  test('is not given out once its time is over, and is gone when removed', async () => {
    const { drafts } = bench().store;
    await drafts.put(draft('d1'));
    expect(await drafts.get('d1', at(59))).not.toBeNull();
    expect(await drafts.get('d1', at(60))).toBeNull();
    await drafts.remove('d1');
    await drafts.remove('d1');
    expect(await drafts.get('d1', NOON)).toBeNull();
  });

  test('forget erases those whose time is over, and no others', async () => {
    const { drafts } = bench().store;
    await drafts.put(draft('old', { until: at(10) }));
    await drafts.put(draft('young', { until: at(11) }));
    await drafts.forget(at(10));
    // Asked for at an earlier instant, what was only past its time would still be there.
    expect([await drafts.get('old', NOON), await drafts.get('young', NOON)]).toEqual([
      null,
      draft('young', { until: at(11) }),
    ]);
  });
}
