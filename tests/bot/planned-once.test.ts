import { expect, test } from 'vitest';
import type { Notice } from '../../bot/index.ts';
import { plannedOnce } from '../../bot/schedule/planned-once.ts';

test('what was put is not put again; what failed is', async () => {
  const put: string[] = [];
  let away = true;
  const plan = plannedOnce({
    async put({ _id }) {
      if (away) throw new Error('away');
      put.push(_id);
      return true;
    },
  });
  const notice = { _id: 'digest:midt:kari:2027-02-01' } as Notice;
  await expect(plan.put(notice)).rejects.toThrow('away');
  away = false;
  expect(await plan.put(notice)).toBe(true);
  expect(await plan.put(notice)).toBe(false);
  expect(put).toEqual([notice._id]);
});
