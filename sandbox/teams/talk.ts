import { baseActivity, messageActivity } from './activities.ts';
import type { Place } from './directory.ts';
import type { Room, Session } from './session.ts';
import { type Message, scopeOf } from './world.ts';

export interface Said {
  id: string;
  /** The bot's answer; absent when the bot doesn't hear it (not installed, or no mention and no consent to hear all). */
  status?: number;
}

/**
 * Types a message. `@Name` of the bot (or `mention: true`, which puts it first) becomes a mention. The bot hears chats,
 * mentions and, with resource-specific consent, everything in its channels.
 */
export async function say(
  room: Room,
  session: Session,
  place: Place,
  said: string,
  thread?: string,
  mention = false,
): Promise<Said> {
  const { bot } = room.teller.directory;
  const mentioned = mention || said.includes(`@${bot.name}`);
  const plain = mention && !said.includes(`@${bot.name}`) ? `@${bot.name} ${said}` : said;
  const message = room.world.add(place, session.user.person.id, { text: plain }, thread);
  room.changed();
  // The consent is a team's: in a group chat the bot hears what mentions it.
  const hears = place.kind === 'personal' || mentioned || (room.rsc && place.kind !== 'chat');
  if (!hears || !room.world.hasBot(scopeOf(place))) return { id: message.id };
  const base = baseActivity(room.teller, session.user, place, thread ?? message.id);
  return { id: message.id, status: await send(room, session, messageActivity(room.teller, base, message.id, plain)) };
}

/** Changes what the person wrote. */
export async function edit(room: Room, session: Session, place: Place, message: Message, said: string): Promise<Said> {
  mustBeMine(session, message);
  Object.assign(message, { text: said, edited: true });
  room.changed();
  const base = baseActivity(room.teller, session.user, place, message.root ?? message.id);
  const activity = messageActivity(room.teller, base, message.id, said);
  const channelData = { ...(base.channelData as object), eventType: 'editMessage' };
  return { id: message.id, status: await send(room, session, { ...activity, type: 'messageUpdate', channelData }) };
}

/** Takes back what the person wrote. */
export async function takeBack(room: Room, session: Session, place: Place, message: Message): Promise<Said> {
  // Who owns the team may take away what the bot wrote.
  if (message.from !== 'bot') mustBeMine(session, message);
  room.world.remove(message);
  room.changed();
  const base = baseActivity(room.teller, session.user, place, message.root ?? message.id);
  const channelData = { ...(base.channelData as object), eventType: 'softDeleteMessage' };
  return {
    id: message.id,
    status: await send(room, session, { ...base, type: 'messageDelete', id: message.id, channelData }),
  };
}

/** Puts back what the person took away ("Undo"). */
export async function putBack(room: Room, session: Session, place: Place, id: string): Promise<Said> {
  const message = room.world.restore(place, id);
  if (!message) throw new Error(`no message ${id} was taken away`);
  room.changed();
  const base = baseActivity(room.teller, session.user, place, message.root ?? message.id);
  const activity = messageActivity(room.teller, base, message.id, message.text);
  const channelData = { ...(base.channelData as object), eventType: 'undeleteMessage' };
  return { id, status: await send(room, session, { ...activity, type: 'messageUpdate', channelData }) };
}

/** Reacts to a message of the bot, e.g. `like`. Teams tells the bot only about its own messages. */
export async function react(
  room: Room,
  session: Session,
  place: Place,
  message: Message,
  reaction: string,
): Promise<Said> {
  const base = baseActivity(room.teller, session.user, place, message.root ?? message.id);
  const reactionsAdded = [{ type: reaction }];
  const activity = { ...base, type: 'messageReaction', id: room.world.nextId(), replyToId: message.id, reactionsAdded };
  return message.from === 'bot' ? { id: message.id, status: await send(room, session, activity) } : { id: message.id };
}

async function send(room: Room, session: Session, activity: Record<string, unknown>): Promise<number> {
  const parcel = await room.link.pack(activity);
  session.last = parcel;
  const { status } = await room.link.send(parcel);
  return status;
}

function mustBeMine(session: Session, message: Message): void {
  if (message.from !== session.user.person.id) throw new Error('only own messages can be changed');
}
