import { createHash } from 'node:crypto';
import type { PartDeps } from '../parts.ts';
import type { SandboxPerson } from '../types.ts';

/** Every team's first channel; its conversation id is the team's. */
export const GENERAL = 'General';

export interface User {
  person: SandboxPerson;
  /** Teams user id ("MRI"), 29:… */
  id: string;
  aadObjectId: string;
  /** Conversation id of the chat between this person and the bot, a:… */
  chat: string;
}

/** Where messages stand. A thread in a channel is the channel's id with `;messageid=<id of the first message>`. */
export interface Place {
  kind: 'channel' | 'personal' | 'team' | 'chat';
  id: string;
  name: string;
  /** For a personal chat. */
  user?: User;
}

export type Directory = ReturnType<typeof createDirectory>;

/** The team, its channels and its people. Ids come from names, so they are the same after a restart. */
export function createDirectory(deps: PartDeps, botName: string) {
  const { appId, tenantId, teamName } = deps.options.teams;
  const users: User[] = deps.people.map((person) => ({
    person,
    id: `29:1${digest('user', person.id, 'base64url')}`,
    aadObjectId: guid('aad', person.id),
    chat: `a:1${digest('chat', person.id, 'base64url')}`,
  }));
  const team: Place = { kind: 'team', id: threadId('team', teamName), name: teamName };
  const ofTeam = deps.channels.filter(({ kind }) => kind === undefined);
  const channels = ofTeam.map(({ name }): Place => ({ kind: 'channel', id: threadId('channel', name), name }));
  const groups = deps.channels
    .filter(({ kind }) => kind === 'chat')
    .map(
      ({ name }): Place => ({ kind: 'chat', id: `19:${digest('group', name, 'hex').slice(0, 32)}@thread.v2`, name }),
    );
  const chats = users.map((user): Place => ({ kind: 'personal', id: user.chat, name: user.person.name, user }));
  const places = new Map([team, ...channels, ...groups, ...chats].map((place) => [place.id, place]));

  return {
    tenantId,
    bot: { id: `28:${appId}`, name: botName },
    team: { ...team, aadGroupId: guid('group', teamName) },
    channels,
    /** Group chats: no threads, and no team. */
    groups,
    users,
    /** By 29: id, Entra object id, user principal name or our own id; the real one takes the first three. */
    user(id: string): User | undefined {
      return users.find((user) => [user.id, user.aadObjectId, user.person.email, user.person.id].includes(id));
    },
    /** The place and, for a thread, the id of its first message. */
    place(conversationId: string): { place: Place; root?: string } | undefined {
      const [base = '', root] = conversationId.split(';messageid=');
      const place = places.get(base);
      if (!place || (root !== undefined && !hasThreads(place))) return undefined;
      return root === undefined ? { place } : { place, root };
    },
    /** A channel by its visible name (General is always there), or 'dm' for the person's chat with the bot. */
    where(user: User, where: string): Place {
      const named = (name: string) =>
        [...channels, ...groups].find((one) => one.name === name) ?? (name === GENERAL ? team : undefined);
      const place = where === 'dm' ? places.get(user.chat) : named(where.replace(/^#/, ''));
      if (!place)
        throw new Error(`no Teams channel "${where}"; there are: dm, ${channels.map((one) => one.name).join(', ')}`);
      return place;
    },
  };
}

/** Chats have none: what is said there follows what was said before. */
export function hasThreads({ kind }: Place): boolean {
  return kind === 'channel' || kind === 'team';
}

function digest(kind: string, name: string, encoding: 'hex' | 'base64url'): string {
  return createHash('sha256').update(`${kind}\n${name}`).digest(encoding);
}

function threadId(kind: string, name: string): string {
  return `19:${digest(kind, name, 'hex').slice(0, 32)}@thread.tacv2`;
}

function guid(kind: string, name: string): string {
  const hex = digest(kind, name, 'hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}
