/** From a collaboration's lists to what a question knows of them, and a changed collaboration into use. */
import type { Collaboration, Group, GroupSeat } from './collaboration.ts';
import type { Instant, Roster, Seat } from './domain/index.ts';
import type { Built, FileLink } from './import/build.ts';
import type { Cards, ChannelLink, ChannelRef, Directory, Register, RegisterEntry } from './ports.ts';

/**
 * Who may do what with a question of these groups, ladder included. Asked of several groups, each seat's id begins with its group's
 * and tells the group, and experts and coordinators of all of them may act. Throws when the collaboration lacks one of the groups.
 */
export function rosterOf(collaboration: Collaboration, groupIds: string | string[]): Roster {
  const groups = [...new Set([groupIds].flat())].map((id) => groupIn(collaboration, id));
  const ofSeveral = groups.length > 1;
  return {
    seats: groups.flatMap(({ id: group, seats }) =>
      seats.map((seat) => (ofSeveral ? { ...seatOf(seat, `${group}/`), group } : seatOf(seat, ''))),
    ),
    experts: union(groups.map(({ experts }) => experts)),
    coordinators: union(groups.map(({ coordinators }) => coordinators)),
    ladder: collaboration.ladder.map(({ level, id, chair, seats }) => ({
      level,
      id,
      workingDays: collaboration.policy.ladder.find((entry) => entry.level === level)?.workingDays ?? null,
      chair,
      // Seats of the groups and of the bodies are in one question: the prefix keeps them apart.
      seats: seats.map((seat) => seatOf(seat, `${id}/`)),
    })),
    version: collaboration.version,
  };
}

function groupIn({ _id, groups }: Collaboration, id: string): Group {
  const group = groups.find((one) => one.id === id);
  if (!group) throw new Error(`${_id} has no group ${id}`);
  return group;
}

function union(lists: string[][]): string[] {
  return [...new Set(lists.flat())];
}

function seatOf({ id, block, holder, substitute }: GroupSeat, prefix: string): Seat {
  return { id: `${prefix}${id}`, block, holder, substitute };
}

export interface ApplyDeps {
  directory: Pick<Directory, 'collaboration' | 'saveCollaboration' | 'linksTo' | 'saveLink' | 'removeLink'>;
  register: Pick<Register, 'list'>;
  /** Asked for cards of open questions in new channels; absent: those come with each question's next event. */
  cards?: Pick<Cards, 'want'> | undefined;
  /** Gives a question its new lists. */
  renew(question: string, roster: Roster): Promise<unknown>;
}

/**
 * Takes a collaboration into use: its channels, itself, then the lists of the questions of its groups and the cards of open ones in
 * new channels. A question that is decided has people to look after it still, so it gets the lists too. Safe to repeat, also after
 * it broke off halfway. Returns the open questions it gave their lists.
 */
export async function applyCollaboration(deps: ApplyDeps, next: Built, now: Instant): Promise<string[]> {
  const { directory, register, cards, renew } = deps;
  const { collaboration, links } = next;
  const existing = await directory.collaboration(collaboration._id);
  const wanted = links.map((link) => channelLink(link, collaboration._id, now));
  const linked = await linksIn(directory, existing, collaboration);
  // Before the collaboration is saved: afterwards nothing names the groups that are gone from it.
  for (const link of linked) {
    if (link.origin === 'file' && !wanted.some(({ _id }) => _id === link._id)) await directory.removeLink(link._id);
  }
  await directory.saveCollaboration(collaboration);
  const kept = wanted.map((link) => linked.find(({ _id }) => _id === link._id) ?? link);
  // One that is known stays as it is: it may have been made in chat, and it knows how the platform is to be spoken to.
  for (const link of kept) if (!linked.includes(link)) await directory.saveLink(link);
  const all = await register.list({ collaboration: collaboration._id });
  const open = all.filter(({ status }) => status === 'open');
  // Each of its groups answers for itself: with one of them gone, the question keeps the lists it had.
  const ours = all.filter(({ status, groups }) => status !== 'withdrawn' && hasAll(collaboration, groups));
  for (const { _id, groups } of ours) await renew(_id, rosterOf(collaboration, groups));
  for (const entry of open) {
    for (const link of kept) if (concerns(entry, link.target)) await cards?.want(entry._id, link, entry.version);
  }
  return ours.filter((entry) => open.includes(entry)).map(({ _id }) => _id);
}

function hasAll({ groups }: Collaboration, ids: string[]): boolean {
  return ids.every((group) => groups.some(({ id }) => id === group));
}

function concerns({ groups, alsoGroups, body }: RegisterEntry, target: string): boolean {
  return groups.includes(target) || alsoGroups.includes(target) || body === target;
}

/** The channels of all groups and bodies that these collaborations name. */
export async function linksIn(
  directory: Pick<Directory, 'linksTo'>,
  ...collaborations: (Collaboration | null)[]
): Promise<ChannelLink[]> {
  const links = new Map<string, ChannelLink>();
  for (const collaboration of collaborations) {
    if (!collaboration) continue;
    const targets = [...collaboration.groups, ...collaboration.ladder].map(({ id }) => id);
    for (const link of await directory.linksTo(collaboration._id, ...targets)) links.set(link._id, link);
  }
  return [...links.values()];
}

/** The same for the same channel and whom it is linked to. */
export function linkId({ platform, team, channel }: ChannelRef, target: string): string {
  return `${platform}:${team}:${channel}:${target}`;
}

function channelLink({ target, platform, team, channel }: FileLink, collaboration: string, now: Instant): ChannelLink {
  const _id = linkId({ platform, team, channel }, target);
  return { _id, collaboration, target, platform, team, channel, linkedAt: now, origin: 'file' };
}
