import { randomUUID } from 'node:crypto';
import type { Json } from './card-json.ts';
import { type Directory, hasThreads, type Place, type User } from './directory.ts';
import { rosterUser } from './roster.ts';

/** What Teams tells the bot, as activity JSON. */
export interface Teller {
  directory: Directory;
  serviceUrl(): string;
  now(): number;
}

const CONVERSATION: Record<Place['kind'], Json> = {
  personal: { conversationType: 'personal' },
  chat: { isGroup: true, conversationType: 'groupChat' },
  channel: { isGroup: true, conversationType: 'channel' },
  team: { isGroup: true, conversationType: 'channel' },
};

/** The fields every activity has. `root` is the thread's first message, in a channel. */
export function baseActivity(teller: Teller, user: User, place: Place, root?: string): Json {
  const { directory } = teller;
  const at = new Date(teller.now()).toISOString();
  const { locale } = user.person;
  const id = root === undefined || !hasThreads(place) ? place.id : `${place.id};messageid=${root}`;
  const kind = CONVERSATION[place.kind];
  return {
    timestamp: at,
    localTimestamp: at,
    localTimezone: 'Europe/Oslo',
    channelId: 'msteams',
    serviceUrl: teller.serviceUrl(),
    from: { id: user.id, name: user.person.name, aadObjectId: user.aadObjectId },
    recipient: directory.bot,
    conversation: { ...kind, tenantId: directory.tenantId, id },
    locale,
    entities: [
      { type: 'clientInfo', locale, country: locale.split('-')[1] ?? '', platform: 'Web', timezone: 'Europe/Oslo' },
    ],
    channelData: channelData(directory, place),
  };
}

function channelData(directory: Directory, place: Place): Json {
  const tenant = { tenant: { id: directory.tenantId } };
  if (!hasThreads(place)) return tenant;
  const team = { id: directory.team.id, name: directory.team.name, aadGroupId: directory.team.aadGroupId };
  if (place.kind === 'team') return { team, ...tenant };
  const legacy = { teamsChannelId: place.id, teamsTeamId: directory.team.id };
  return {
    ...legacy,
    channel: { id: place.id },
    team: { id: directory.team.id, aadGroupId: team.aadGroupId },
    ...tenant,
  };
}

/** A typed message. `@Name` of the bot is a mention: it stands in the text as `<at>Name</at>` and among the entities. */
export function messageActivity(teller: Teller, base: Json, id: string, said: string): Json {
  const { bot } = teller.directory;
  const tag = `<at>${bot.name}</at>`;
  const typed = `@${bot.name}`;
  const html = said.replace(
    typed,
    `<span itemscope itemtype="http://schema.skype.com/Mention" itemid="0">${bot.name}</span>`,
  );
  const entities = base.entities as Json[];
  return {
    ...base,
    type: 'message',
    id,
    text: said.replace(typed, tag),
    textFormat: 'plain',
    attachments: [{ contentType: 'text/html', content: `<p>${html}</p>` }],
    entities: said.includes(typed) ? [{ type: 'mention', mentioned: bot, text: tag }, ...entities] : entities,
  };
}

/** An invoke: something that waits for an answer. `replyToId` is the message with the card. */
export function invokeActivity(base: Json, name: string, value: Json, replyToId?: string): Json {
  const channelData = { ...(base.channelData as Json), source: { name: 'message' } };
  const reply = replyToId === undefined ? {} : { replyToId };
  return { ...base, type: 'invoke', id: `f:${randomUUID()}`, name, value, channelData, ...reply };
}

/** The bot is put into (or out of) the team or a person's chat: two activities, as in Teams. */
export function installActivities(teller: Teller, user: User, place: Place, added: boolean): Json[] {
  const base = baseActivity(teller, user, place);
  const data = base.channelData as Json;
  const event = added ? 'teamMemberAdded' : 'teamMemberRemoved';
  const eventType = place.kind === 'team' ? { eventType: event } : {};
  const members = added ? { membersAdded: [teller.directory.bot] } : { membersRemoved: [teller.directory.bot] };
  const settings = { settings: { selectedChannel: { id: place.id } } };
  return [
    {
      ...base,
      type: 'conversationUpdate',
      id: `f:${randomUUID()}`,
      ...members,
      channelData: { ...data, ...eventType, ...settings },
    },
    {
      ...base,
      type: 'installationUpdate',
      id: `f:${randomUUID()}`,
      action: added ? 'add' : 'remove',
      channelData: { ...data, ...settings },
    },
  ];
}

/** A channel or the team is renamed, deleted, archived or back. `eventType` as Teams names it, e.g. channelDeleted. */
export function placeActivity(teller: Teller, user: User, place: Place, eventType: string, name = place.name): Json {
  const { directory } = teller;
  const base = baseActivity(teller, user, { ...directory.team });
  const team = { id: directory.team.id, aadGroupId: directory.team.aadGroupId, name: directory.team.name };
  const about = place.kind === 'team' ? { team: { ...team, name } } : { team, channel: { id: place.id, name } };
  const channelData = { ...(base.channelData as Json), ...about, eventType };
  return { ...base, type: 'conversationUpdate', id: `f:${randomUUID()}`, channelData };
}

/** A person joins or leaves the team. */
export function memberActivity(teller: Teller, user: User, added: boolean): Json {
  const base = baseActivity(teller, user, { ...teller.directory.team });
  const { id, aadObjectId } = rosterUser(teller.directory, user);
  const members = added ? { membersAdded: [{ id, aadObjectId }] } : { membersRemoved: [{ id, aadObjectId }] };
  const channelData = { ...(base.channelData as Json), eventType: added ? 'teamMemberAdded' : 'teamMemberRemoved' };
  return { ...base, type: 'conversationUpdate', id: `f:${randomUUID()}`, ...members, channelData };
}
