/** Groups, levels and seats that a scenario names. */
import { DEFAULT_POLICY, layeredPolicy } from '../../bot/index.ts';
import data from './data/groups.json' with { type: 'json' };
import { Groups } from './groups.ts';
import type { ScenarioFile } from './scenario.ts';

export type Fault = { path: (string | number)[]; message: string };

/** Groups, levels and seats that are named and there are none of. */
export function seatFaults({ group, groups, ladder, rules, vacant, substitutes }: ScenarioFile): Fault[] {
  const known = Groups.parse(data).groups;
  const levels = levelsOf(rules);
  const first = known.find((one) => one.id === group);
  const ofFirst = first
    ? seatsNamed(group, { vacant, substitutes, holders: {} }, seatsIn(first.seats), [])
    : [{ path: ['group'], message: `there is no group ${group}` }];
  const ofGroups = groups.flatMap(({ id, holders, ...asked }, i): Fault[] => {
    const path = ['groups', i];
    const found = known.find((one) => one.id === id);
    if (!found) return [{ path, message: `there is no group ${id}` }];
    const twice = id === group || groups.findIndex((one) => one.id === id) < i;
    const named = seatsNamed(id, { ...asked, holders }, seatsIn(found.seats), path);
    return twice ? [{ path, message: `${id} is asked twice` }, ...named] : named;
  });
  const ofBodies = Object.entries(ladder).flatMap(([level, body]): Fault[] => {
    const path = ['ladder', level];
    if (levels && !levels.includes(level)) return [{ path, message: 'the rules have no such level above the group' }];
    return seatsNamed(`the body at level ${level}`, { ...body, holders: {} }, seatsIn(body.seats), path);
  });
  return [...ofFirst, ...ofGroups, ...ofBodies];
}

/** Levels above the group; null: the rules themselves are at fault, which is told elsewhere. */
function levelsOf(rules: Record<string, unknown>): string[] | null {
  try {
    const { ladder } = layeredPolicy(DEFAULT_POLICY, rules);
    return ladder.filter(({ level }) => level > 1).map(({ level }) => String(level));
  } catch {
    return null;
  }
}

type Seating = { vacant: string[]; substitutes: Record<string, string>; holders: Record<string, string> };

function seatsNamed(
  of: string,
  { vacant, substitutes, holders }: Seating,
  seats: string[],
  path: Fault['path'],
): Fault[] {
  const named: [path: Fault['path'], seat: string][] = [
    ...vacant.map((seat, i): [Fault['path'], string] => [[...path, 'vacant', i], seat]),
    ...Object.keys(substitutes).map((seat): [Fault['path'], string] => [[...path, 'substitutes', seat], seat]),
    ...Object.keys(holders).map((seat): [Fault['path'], string] => [[...path, 'holders', seat], seat]),
  ];
  return named
    .filter(([, seat]) => !seats.includes(seat))
    .map(([at, seat]) => ({ path: at, message: `${of} has no seat ${seat}` }));
}

/** { trondheim: 2 } -> trondheim:1, trondheim:2 */
export function seatsIn(blocks: Record<string, number>): string[] {
  return Object.entries(blocks).flatMap(([block, count]) =>
    Array.from({ length: count }, (_, i) => `${block}:${i + 1}`),
  );
}
