import type { Directory, User } from './directory.ts';
import type { Answer } from './refusals.ts';

/** A member as Teams gives it (TeamsChannelAccount). */
export function rosterUser(directory: Directory, user: User) {
  const { name, email } = user.person;
  const space = name.lastIndexOf(' ');
  return {
    id: user.id,
    name,
    givenName: space < 0 ? name : name.slice(0, space),
    surname: space < 0 ? '' : name.slice(space + 1),
    email,
    userPrincipalName: email,
    objectId: user.aadObjectId,
    aadObjectId: user.aadObjectId,
    tenantId: directory.tenantId,
    userRole: 'user',
  };
}

/** A page of at least 50 and at most 500 members; the continuation token is where the next page starts. */
export function rosterPage(directory: Directory, members: User[], query: URLSearchParams): Answer {
  const size = Math.min(500, Math.max(50, Number(query.get('pageSize')) || 200));
  const start = Number(query.get('continuationToken')) || 0;
  const page = members.slice(start, start + size).map((user) => rosterUser(directory, user));
  const more = start + size < members.length ? { continuationToken: String(start + size) } : {};
  return { status: 200, body: { members: page, ...more } };
}

export function teamDetails(directory: Directory): Answer {
  const { id, name, aadGroupId } = directory.team;
  const counts = { channelCount: directory.channels.length + 1, memberCount: directory.users.length };
  return { status: 200, body: { id, name, aadGroupId, tenantId: directory.tenantId, type: 'standard', ...counts } };
}

/** The General channel has the team's own id and, in Teams, no name. */
export function teamChannels(directory: Directory): Answer {
  const named = directory.channels.map(({ id, name }) => ({ id, name, type: 'standard' }));
  return { status: 200, body: { conversations: [{ id: directory.team.id, type: 'standard' }, ...named] } };
}
