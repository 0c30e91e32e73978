import { isDeepStrictEqual } from 'node:util';
import type { Body, Collaboration, Group } from '../collaboration.ts';
import { DEFAULT_POLICY, type Instant, type Policy } from '../domain/index.ts';
import { layered } from '../policy-schema.ts';
import type { ChannelRef } from '../ports.ts';
import { peopleOf } from './people.ts';
import { type Place, placesOf, unmanned } from './place.ts';
import { type Path, type Problem, parse } from './problem.ts';
import { type CollaborationFile, collaborationFileSchema } from './schema.ts';
import { seatPeople } from './seating.ts';
import { structureProblems } from './structure.ts';

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
  const problems = seating.length > 0 ? seating : unmanned(groups, bodies);
  if (problems.length > 0) return { problems };

  const built: Collaboration = {
    _id: file.id,
    name: file.name,
    language: file.language,
    blocks: file.blocks,
    policy,
    people: known.map(({ person }) => person),
    groups: file.groups.map((group, i) => groupOf(group, groups[i])),
    ladder: file.ladder.map((body, i) => bodyOf(body, bodies[i])).sort((a, b) => a.level - b.level),
    version: (existing?.version ?? 0) + 1,
    updatedAt: now,
  };
  return { collaboration: existing && sameContent(built, existing) ? existing : built, links: linksOf(file) };
}

function groupOf({ id, code, name, language }: CollaborationFile['groups'][number], place?: Place): Group {
  const { seats = [], experts = [], coordinators = [] } = place ?? {};
  return { id, code, name, ...(language ? { language } : {}), seats, experts, coordinators };
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

/** The file's rules over the defaults. Changed rules get a new version, so that every question tells which it was opened under. */
function policyOf(file: CollaborationFile, existing: Collaboration | null): Policy | { problems: Problem[] } {
  const policy = layered(DEFAULT_POLICY, file.rules);
  if (!existing) return policy;
  const before = existing.policy;
  const changed = !isDeepStrictEqual({ ...policy, version: 0 }, plain({ ...before, version: 0 }));
  const { version } = file.rules;
  if (version === undefined) return { ...policy, version: changed ? before.version + 1 : before.version };
  if (version > before.version || (version === before.version && !changed)) return policy;
  const message = changed
    ? `the rules changed: give a version above ${before.version}, or none`
    : `the rules have version ${before.version} already; versions only go up`;
  return { problems: [{ path: ['rules', 'version'], message }] };
}

function sameContent(a: Collaboration, b: Collaboration): boolean {
  const dated = { version: b.version, updatedAt: b.updatedAt };
  return isDeepStrictEqual(plain({ ...a, ...dated }), plain(b));
}

/** As a store gives it back: fields that are undefined are not there. */
function plain<T>(value: T): unknown {
  return JSON.parse(JSON.stringify(value));
}
