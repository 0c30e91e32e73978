import type { GroupSeat } from '../collaboration.ts';
import type { Path } from './problem.ts';
import type { CollaborationFile } from './schema.ts';

/** A group or a ladder body while it is being filled. */
export interface Place {
  kind: 'group' | 'body';
  id: string;
  path: Path;
  /** How many seats each block has. */
  counts: Record<string, number>;
  seats: GroupSeat[];
  experts: string[];
  coordinators: string[];
  chair: string | null;
}

export function placesOf(file: CollaborationFile): { groups: Place[]; bodies: Place[] } {
  return {
    groups: file.groups.map((group, i) => emptyPlace('group', group, ['groups', i])),
    bodies: file.ladder.map((body, i) => emptyPlace('body', body, ['ladder', i])),
  };
}

function emptyPlace(kind: Place['kind'], of: { id: string; seats: Record<string, number> }, path: Path): Place {
  const seats = Object.entries(of.seats).flatMap(([block, count]) =>
    Array.from({ length: count }, (_, i) => ({ id: `${block}:${i + 1}`, block, holder: null, substitute: null })),
  );
  return { kind, id: of.id, path, counts: of.seats, seats, experts: [], coordinators: [], chair: null };
}

/** "trondheim 1–16, opsjonskommuner 1–8" */
export function seatRanges({ counts }: Place): string {
  const ranges = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([block, count]) => `${block} ${count > 1 ? `1–${count}` : 1}`);
  return ranges.join(', ') || 'no seats';
}

/** People may sit nowhere wrong and yet leave a question without anybody who can bring it on. */
export function unmanned(groups: Place[], bodies: Place[]): { path: Path; message: string }[] {
  const problems = [];
  for (const { id, path, experts, coordinators } of groups) {
    if (experts.length === 0) problems.push({ path, message: `${id} has no expert: nobody has role: expert there` });
    if (coordinators.length === 0) {
      problems.push({ path, message: `${id} has no coordinator: nobody has role: coordinator there` });
    }
  }
  for (const { id, path, chair, seats } of bodies) {
    if (chair === null && seats.every((seat) => seat.holder === null)) {
      problems.push({ path, message: `nobody can decide in ${id}: it has neither a chair nor anyone in a seat` });
    }
  }
  return problems;
}
