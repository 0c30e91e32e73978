import type { Json } from './card-json.ts';
import type { Directory, Place } from './directory.ts';
import { type Answer, refuse } from './refusals.ts';
import { CARD, type Message, type World } from './world.ts';

/** What the login gives tokens for Graph to. */
export const GRAPH_AUDIENCE = 'https://graph.microsoft.com';

interface Room {
  directory: Directory;
  world: World;
  app: { appId: string };
  /** The team consented to ChannelMessage.Read.Group. */
  rsc: boolean;
}

const FORBIDDEN = refuse(403, 'Forbidden', 'Missing role permissions on the request.');
const NOT_FOUND = refuse(404, 'NotFound', 'NotFound');
const DEFAULT_PAGE = 20;
const LARGEST_PAGE = 50;

/**
 * Microsoft Graph, as far as an app may read a team's channels by resource-specific consent: the list of messages, a message, its replies
 * (learn.microsoft.com/graph/api/channel-list-messages). `path` comes after the version, decoded part by part.
 */
export function answerGraph(room: Room, path: string[], query: URLSearchParams): Answer {
  const [teams, group, channels, channel, messages, id, replies] = path;
  if (teams !== 'teams' || channels !== 'channels' || messages !== 'messages') return NOT_FOUND;
  const { team, channels: named } = room.directory;
  if (group !== team.aadGroupId) return NOT_FOUND;
  if (!room.rsc || !room.world.hasBot('team')) return FORBIDDEN;
  const place = [team, ...named].find((one) => one.id === channel);
  if (!place || room.world.isDeleted(place.id)) return NOT_FOUND;
  if (id === undefined) return page(room, of(room, place, undefined), query);
  const found = room.world.find(place, id);
  if (!found || found.root !== undefined) return NOT_FOUND;
  if (replies === 'replies') return page(room, of(room, place, id), query);
  return replies === undefined ? { status: 200, body: chatMessage(room, found) } : NOT_FOUND;
}

function of({ world }: Room, place: Place, root: string | undefined): Message[] {
  return world.in(place).filter((message) => message.root === root);
}

/** Newest first. */
function page(room: Room, messages: Message[], query: URLSearchParams): Answer {
  const size = Number(query.get('$top') ?? DEFAULT_PAGE);
  if (!(size >= 1 && size <= LARGEST_PAGE)) return refuse(400, 'BadRequest', 'Invalid value for $top.');
  const value = messages.toReversed().slice(0, size);
  return { status: 200, body: { value: value.map((message) => chatMessage(room, message)) } };
}

/** A chatMessage; a card's content is text. */
function chatMessage({ directory, app }: Room, { id, root, at, from, text, attachments }: Message): Json {
  const user = directory.user(from);
  const application = { id: app.appId, displayName: directory.bot.name, applicationIdentityType: 'bot' };
  const person = user && { id: user.aadObjectId, displayName: user.person.name, userIdentityType: 'aadUser' };
  return {
    id,
    replyToId: root ?? null,
    messageType: 'message',
    createdDateTime: at,
    lastModifiedDateTime: at,
    deletedDateTime: null,
    from: from === 'bot' ? { application, user: null } : { application: null, user: person },
    body: { contentType: 'html', content: text },
    attachments: attachments.map((attachment, index) => ({
      id: `${id}-${index}`,
      contentType: attachment.contentType,
      content: attachment.contentType === CARD ? JSON.stringify(attachment.content) : null,
    })),
  };
}
