import type { Notices } from '../ports.ts';

/** More than a day's and a week's plans of many collaborations. */
const REMEMBERED = 5_000;

/** What is planned each minute anew, since another process may have planned nothing: what this one has put already costs nothing more. */
export function plannedOnce({ put }: Pick<Notices, 'put'>): Pick<Notices, 'put'> {
  const planned = new Set<string>();
  return {
    async put(notice) {
      if (planned.has(notice._id)) return false;
      const isNew = await put(notice);
      planned.add(notice._id);
      const [oldest] = planned;
      if (planned.size > REMEMBERED && oldest !== undefined) planned.delete(oldest);
      return isNew;
    },
  };
}
