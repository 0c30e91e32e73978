import { isJson, text } from './card-json.ts';
import { type Directory, hasThreads, type Place, type User } from './directory.ts';
import { type Answer, activityRefusal, NO_ACTIVITY, NO_CONVERSATION, NOT_IN_ROSTER, refuse } from './refusals.ts';
import { rosterPage, rosterUser, teamChannels, teamDetails } from './roster.ts';
import { contentOf, scopeOf, type World } from './world.ts';

export interface Call {
  method: string;
  /** Path parts after /v3, decoded. */
  parts: string[];
  query: URLSearchParams;
  body: unknown;
}

interface Room {
  directory: Directory;
  world: World;
}

/** The Bot Connector's REST API, version 3, as far as Teams answers it; undefined for a path it doesn't have. */
export function answerCall(room: Room, call: Call): Answer | undefined {
  const [area, id] = call.parts;
  if (area === 'teams' && id !== undefined) return teamCall(room, id, call);
  if (area !== 'conversations') return undefined;
  if (id === undefined) return call.method === 'POST' ? create(room, call.body) : undefined;
  const found = room.directory.place(id);
  if (!found || room.world.isDeleted(found.place.id)) return NO_CONVERSATION;
  if (!room.world.hasBot(scopeOf(found.place))) return NOT_IN_ROSTER;
  if (call.parts[2] === 'activities') return activityCall(room, found, call);
  return memberCall(room, found.place, call);
}

/** POST /v3/conversations: the chat with one person, or a new thread in a channel. */
function create(room: Room, body: unknown): Answer {
  if (!isJson(body)) return refuse(400, 'BadSyntax', 'The body is not an object');
  const data = isJson(body.channelData) ? body.channelData : {};
  const channel = isJson(data.channel) ? text(data.channel.id) : '';
  if (channel !== '') return createThread(room, channel, body.activity);
  const members: unknown[] = Array.isArray(body.members) ? body.members : [];
  const member = members[0];
  if (members.length !== 1 || !isJson(member) || body.isGroup === true)
    return refuse(400, 'BadSyntax', 'Incorrect conversation creation parameters');
  const tenant = isJson(data.tenant) ? data.tenant.id : body.tenantId;
  if (tenant !== room.directory.tenantId) return refuse(400, 'BadSyntax', 'Bad format or missing tenant id');
  const user = room.directory.user(text(member.id));
  if (!user) return refuse(404, 'MemberNotFound', 'The user was not found.');
  if (!room.world.hasBot(user.person.id)) return NOT_IN_ROSTER;
  if (!isJson(body.activity)) return { status: 201, body: { id: user.chat } };
  return post(room, chatOf(user), body.activity, undefined, (id) => ({ id: user.chat, activityId: id }));
}

function chatOf(user: User): Place {
  return { kind: 'personal', id: user.chat, name: user.person.name, user };
}

function createThread(room: Room, channelId: string, activity: unknown): Answer {
  const place = room.directory.place(channelId)?.place;
  if (!place || !hasThreads(place)) return NO_CONVERSATION;
  if (room.world.isDeleted(channelId)) return NO_CONVERSATION;
  if (!room.world.hasBot('team')) return NOT_IN_ROSTER;
  if (!isJson(activity)) return refuse(400, 'BadSyntax', 'Incorrect conversation creation parameters: no activity');
  return post(room, place, activity, undefined, (id) => ({ id: `${channelId};messageid=${id}`, activityId: id }));
}

function activityCall(room: Room, found: { place: Place; root?: string }, call: Call): Answer | undefined {
  const id = call.parts[3];
  const { place } = found;
  const message = id === undefined ? undefined : room.world.find(place, id);
  if (call.method === 'POST') {
    if (found.root !== undefined && !room.world.find(place, found.root)) return NO_CONVERSATION;
    // botbuilder answers proactive turns with an id it made up; Teams does not mind, the conversation's thread counts.
    const thread = found.root ?? message?.root ?? message?.id;
    return post(room, place, call.body, hasThreads(place) ? thread : undefined);
  }
  if (id === undefined) return undefined;
  if (!message) return NO_ACTIVITY;
  if (message.from !== 'bot') return refuse(403, 'ForbiddenOperationException', 'Only own messages can be changed.');
  if (call.method === 'DELETE') {
    room.world.remove(message);
    return { status: 200 };
  }
  return call.method === 'PUT' ? update(room, message, call.body) : undefined;
}

function post(
  room: Room,
  place: Place,
  activity: unknown,
  root?: string,
  answer: (id: string) => unknown = (id) => ({ id }),
): Answer {
  if (!isJson(activity)) return refuse(400, 'BadSyntax', 'The activity is not an object');
  if (activity.type === 'typing') return { status: 202, body: {} };
  const refusal = activityRefusal(activity);
  if (refusal) return refusal;
  const { text: words, attachments } = contentOf(activity);
  if (words !== '' && attachments.length > 0) {
    // Teams makes two messages of text with a card, and gives no id to update them by.
    const first = room.world.add(place, 'bot', { text: words }, root);
    room.world.add(place, 'bot', { attachments }, root ?? (hasThreads(place) ? first.id : undefined));
    return { status: 201, body: {} };
  }
  return { status: 201, body: answer(room.world.add(place, 'bot', { text: words, attachments }, root).id) };
}

function update(room: Room, message: Parameters<World['replace']>[0], activity: unknown): Answer {
  if (!isJson(activity)) return refuse(400, 'BadSyntax', 'The activity is not an object');
  const refusal = activityRefusal(activity);
  if (refusal) return refusal;
  const content = contentOf(activity);
  if (content.text !== '' && content.attachments.length > 0)
    return refuse(400, 'BadSyntax', 'Activity resulted into multiple skype activities');
  room.world.replace(message, content);
  return { status: 200, body: { id: message.id } };
}

function memberCall({ directory, world }: Room, place: Place, call: Call): Answer | undefined {
  if (call.method !== 'GET') return undefined;
  const everybody = directory.users.filter(({ person }) => place.kind === 'chat' || world.isInTeam(person.id));
  const members = place.user ? [place.user] : everybody;
  if (call.parts[2] === 'pagedmembers') return rosterPage(directory, members, call.query);
  if (call.parts[2] !== 'members') return undefined;
  const id = call.parts[3];
  if (id === undefined) return { status: 200, body: members.map((user) => rosterUser(directory, user)) };
  const user = directory.user(id);
  if (!user || !members.includes(user)) return refuse(404, 'MemberNotFoundInConversation', 'Member not found.');
  return { status: 200, body: rosterUser(directory, user) };
}

function teamCall(room: Room, id: string, call: Call): Answer | undefined {
  if (call.method !== 'GET') return undefined;
  if (id !== room.directory.team.id) return refuse(404, 'NotFound', 'Team not found.');
  if (!room.world.hasBot('team')) return NOT_IN_ROSTER;
  return call.parts[2] === 'conversations' ? teamChannels(room.directory) : teamDetails(room.directory);
}
