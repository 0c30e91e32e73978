import { cardProblems } from './card-check.ts';
import { isJson, type Json, list, text } from './card-json.ts';
import { ask, object, type Room, type Session, type Spot, wrong } from './session.ts';
import type { Message } from './world.ts';

export type Pressed =
  | { kind: 'card'; card: Json }
  | { kind: 'message'; text: string }
  | { kind: 'dialog'; title: string }
  | { kind: 'sent'; status: number }
  | { kind: 'link'; url: string }
  | { kind: 'shown' };

/** Runs an Action.Execute on a message. */
export async function execute(
  room: Room,
  session: Session,
  spot: Spot,
  message: Message,
  action: Json,
  data: Json,
): Promise<Pressed> {
  const value = { action: executed(action, data), trigger: 'manual' };
  const answer = object(room, await ask(room, session, spot, 'adaptiveCard/action', value), 'adaptiveCard/action');
  return takeAnswer(room, session, message, answer);
}

function executed(action: Json, data: Json): Json {
  const { type, id, title, verb } = action;
  return { type, ...(id ? { id } : {}), ...(title ? { title } : {}), verb: verb ?? '', data };
}

/** The answer to an Action.Execute: a card for this person alone, a short message, or an error. */
function takeAnswer(room: Room, session: Session, message: Message, answer: Json): Pressed {
  const { statusCode, type, value } = answer;
  if (statusCode === 200 && type === 'application/vnd.microsoft.activity.message')
    return { kind: 'message', text: text(value) };
  if (statusCode !== 200 || type !== 'application/vnd.microsoft.card.adaptive' || !isJson(value))
    throw wrong(room, `adaptiveCard/action: ${JSON.stringify(answer).slice(0, 500)}`);
  const problems = cardProblems(value);
  if (problems.length > 0) throw wrong(room, `adaptiveCard/action answered a bad card: ${problems.join('; ')}`);
  message.views[session.user.person.id] = value;
  session.toggled.delete(message.id);
  room.changed();
  return { kind: 'card', card: value };
}

/**
 * Shows a card to a person: where its `refresh` lists them (or lists nobody at all, with 60 members or fewer) Teams asks
 * the bot for their own view, once per version of the message. A failure leaves the shared card.
 */
export async function look(
  room: Room,
  session: Session,
  spot: Spot & { message: Message },
  manual = false,
): Promise<void> {
  const { message } = spot;
  const card = list(message.attachments)
    .map((one) => one.content)
    .find(isJson);
  const refresh = isJson(card?.refresh) ? card.refresh : undefined;
  if (!refresh || !isJson(refresh.action)) return;
  if (!manual && (!listed(room, session, refresh.userIds) || session.looked.get(message.id) === message.version))
    return;
  session.looked.set(message.id, message.version);
  const version = message.version;
  const data = isJson(refresh.action.data) ? refresh.action.data : {};
  const value = { action: executed(refresh.action, data), trigger: manual ? 'manual' : 'automatic' };
  const root = spot.place.kind !== 'personal' ? (message.root ?? message.id) : undefined;
  try {
    const answer = await ask(
      room,
      session,
      { place: spot.place, root, messageId: message.id },
      'adaptiveCard/action',
      value,
    );
    if (message.version !== version) return;
    takeAnswer(room, session, message, object(room, answer, 'adaptiveCard/action'));
  } catch (error) {
    if (manual) throw error;
  }
}

function listed(room: Room, session: Session, userIds: unknown): boolean {
  if (Array.isArray(userIds)) return userIds.includes(session.user.id);
  return room.teller.directory.users.length <= 60;
}
