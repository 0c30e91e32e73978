import { actions, plain, text, visibleText, withVisibility } from './card-json.ts';
import type { Place } from './directory.ts';
import type { SeenMessage } from './pane-shape.ts';
import type { Room, Session } from './session.ts';
import { cardsOf, type Message } from './world.ts';

export function seen(room: Room, session: Session, message: Message): SeenMessage {
  const { directory } = room.teller;
  const personId = session.user.person.id;
  const own = message.views[personId];
  const shared = cardsOf(message.attachments);
  const toggled = session.toggled.get(message.id);
  const cards = (own ? [own, ...shared.slice(1)] : shared).map((card) =>
    toggled ? withVisibility(card, toggled) : card,
  );
  const author = directory.users.find((user) => user.person.id === message.from);
  return {
    id: message.id,
    from: author?.person.name ?? directory.bot.name,
    bot: message.from === 'bot',
    mine: message.from === personId,
    text: message.text,
    ...(cards[0] ? { card: cards[0] } : {}),
    cards,
    own: own !== undefined,
    ...(message.root === undefined ? {} : { thread: message.root }),
    edited: message.edited === true,
    version: message.version,
    at: message.at,
  };
}

/** All messages in a place, oldest first. */
export function seenIn(room: Room, session: Session, place: Place): SeenMessage[] {
  return room.world.in(place).map((message) => seen(room, session, message));
}

/** The words of a message and its cards. */
export function wordsOf(message: SeenMessage): string {
  return [plain(message.text), ...message.cards.map(visibleText)].filter(Boolean).join('\n');
}

/** Labels of all that can be pressed, those of show-cards too. */
export function labelsOf(message: SeenMessage): string[] {
  return message.cards
    .flatMap((card) => [...actions(card)])
    .map(({ action }) => text(action.title))
    .filter(Boolean);
}
