import type { Body, Collaboration, Group, GroupTopic } from '../collaboration.ts';
import type { Instant } from '../domain/index.ts';
import type { ChannelRef } from '../ports.ts';
import { peopleOf } from './people.ts';
import { periodsOf } from './periods.ts';
import { type Place, placesOf, unmanned } from './place.ts';
import { type Path, type Problem, parse } from './problem.ts';
import { policyOf } from './rules.ts';
import { same } from './same.ts';
import { type CollaborationFile, collaborationFileSchema, type FileGroup } from './schema.ts';
import { seatPeople } from './seating.ts';
import { structureProblems } from './structure.ts';
import { topicsOf } from './topics.ts';

/** A channel that the file links to a group or a ladder body. */
export interface FileLink extends Omit<ChannelRef, 'ref'> {
  target: string;
}

export interface Built {
  collaboration: Collaboration;
  /** `path`: where the file names the channel. */
  links: (FileLink & { path: Path })[];
}

/** Reads unknown data as a collaboration file. Every problem names its field. */
export function readCollaborationFile(data: unknown): { value: CollaborationFile } | { problems: Problem[] } {
  return parse(collaborationFileSchema, data);
}

/**
 * The collaboration that the file describes. `existing` is the one with the same id, whose people keep their ids;
 * it comes back as it is when the file changes nothing, else one version up, dated `now`.
 */
export function buildCollaboration(
  file: CollaborationFile,
  { existing, newId, now }: { existing: Collaboration | null; newId: () => string; now: Instant },
): Built | { problems: Problem[] } {
  const structure = structureProblems(file);
  const { known, problems: doubles } = peopleOf(file, existing, newId);
  const policy = policyOf(file, existing);
  const early = [...structure, ...doubles, ...('problems' in policy ? policy.problems : [])];
  if (early.length > 0 || 'problems' in policy) return { problems: early };

  const { groups, bodies } = placesOf(file);
  const seating = seatPeople(known, [...groups, ...bodies]);
  if (seating.length > 0) return { problems: seating };
  const topics = groups.map((place, i) => topicsOf(file.groups[i]?.topics ?? [], place, known));
  const problems = [...unmanned(groups, bodies), ...topics.flatMap((one) => one.problems)];
  if (problems.length > 0) return { problems };

  const built: Collaboration = {
    _id: file.id,
    name: file.name,
    language: file.language,
    blocks: file.blocks,
    policy,
    people: known.map(({ person }) => person),
    ...(file.municipalities.length > 0 ? { municipalities: file.municipalities } : {}),
    ...(Object.keys(file.parties).length > 0 ? { parties: file.parties } : {}),
    groups: file.groups.map((group, i) => groupOf(group, groups[i], topics[i]?.topics)),
    ladder: file.ladder.map((body, i) => bodyOf(body, bodies[i])).sort((a, b) => a.level - b.level),
    version: (existing?.version ?? 0) + 1,
    updatedAt: now,
  };
  return { collaboration: existing && sameContent(built, existing) ? existing : built, links: linksOf(file) };
}

function groupOf({ id, code, name, language, periods }: FileGroup, place?: Place, topics: GroupTopic[] = []): Group {
  const { seats = [], experts = [], coordinators = [] } = place ?? {};
  return {
    ...{ id, code, name },
    ...(language ? { language } : {}),
    ...{ seats, experts, coordinators },
    ...(topics.length > 0 ? { topics } : {}),
    ...(periods.length > 0 ? { periods: periodsOf(periods) } : {}),
  };
}

function bodyOf({ id, level, name }: CollaborationFile['ladder'][number], place?: Place): Body {
  return { id, level, name, chair: place?.chair ?? null, seats: place?.seats ?? [] };
}

function linksOf({ groups, ladder }: CollaborationFile): Built['links'] {
  const places = [
    ...groups.map((group, i) => ({ ...group, path: ['groups', i] })),
    ...ladder.map((body, i) => ({ ...body, path: ['ladder', i] })),
  ];
  return places.flatMap(({ id, channels, path }) =>
    channels.map((channel, i) => ({ ...channel, target: id, path: [...path, 'channels', i] })),
  );
}

function sameContent(a: Collaboration, b: Collaboration): boolean {
  return same({ ...a, version: b.version, updatedAt: b.updatedAt }, b);
}
