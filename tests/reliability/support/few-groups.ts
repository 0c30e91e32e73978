/** The demo's collaboration with few groups and few seats: FerretDB decodes a whole collection for most of what it is asked. */
import type { Collaboration, GroupSeat } from '../../../bot/index.ts';

/** How many seats each group keeps, its expert's first; groups that are not named go. */
export type Seats = Record<string, number>;

/** Everybody reads nb, so that the words looked for are the ones they see. */
export function fewGroups(collaboration: Collaboration, seats: Seats): Collaboration {
  const groups = collaboration.groups
    .filter(({ id }) => seats[id] !== undefined)
    .map((group) => ({ ...group, topics: [], seats: alternately(group.seats).slice(0, seats[group.id]) }));
  const kept = new Set([
    ...groups.flatMap((group) => [...group.seats.map(({ holder }) => holder), ...group.experts, ...group.coordinators]),
    ...collaboration.ladder.map(({ chair }) => chair),
  ]);
  const people = collaboration.people.filter(({ id }) => kept.has(id)).map(({ language: _, ...person }) => person);
  return { ...collaboration, groups, people, municipalities: [], parties: {} };
}

/** One of each block in turn, so that few seats are of all. */
function alternately(seats: GroupSeat[]): GroupSeat[] {
  const place = ({ id }: GroupSeat) => Number(id.split(':')[1]);
  return seats.toSorted((a, b) => place(a) - place(b));
}
