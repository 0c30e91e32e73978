import type { ChannelRef, Messenger, View } from '../../bot/index.ts';
import { baseConversation, rootOf } from './activity.ts';
import { cardMessage, type Json } from './card.ts';
import type { Connector, Member } from './connector.ts';
import { delivered, unknownRef } from './delivery.ts';
import { createHoldOff } from './hold-off.ts';
import { lanesOf } from './lanes.ts';
import type { OwnPosts } from './own-posts.ts';
import { MessageRef, openingChat, PersonRef, PlaceRef, threadUnder } from './refs.ts';
import { viewToCard } from './view-to-card.ts';

/** Chats opened by this process, by person; they never change, so forgetting costs one call. */
const REMEMBERED_CHATS = 10_000;

export interface TeamsMessenger extends Messenger {
  /** Posts an activity to a person alone; opens the chat if need be. */
  toPerson(ref: PersonRef, activity: Json): Promise<MessageRef>;
}

/**
 * Sends through the Bot Connector. The `key` rides along in what Teams sends when somebody looks at the message (`refresh`): that tells of one that
 * was posted twice, wherever it is. What is in a team's channel is also found by it.
 */
export function createMessenger(connector: Connector, ownPosts: OwnPosts): TeamsMessenger {
  const chats = new Map<string, string>();
  const holdOff = createHoldOff();

  async function toPlace(channel: ChannelRef, activity: Json): Promise<MessageRef> {
    const place = read(PlaceRef, channel.ref);
    const { serviceUrl } = place;
    if (place.kind === 'chat') {
      const id = await delivered('place', connector.send(serviceUrl, channel.channel, activity));
      return { serviceUrl, conversation: channel.channel, activity: id };
    }
    const parameters = {
      isGroup: true,
      bot: { id: place.bot },
      tenantId: channel.team,
      channelData: { channel: { id: channel.channel }, tenant: { id: channel.team } },
      activity,
    };
    const made = await delivered('place', connector.create(serviceUrl, parameters));
    return {
      serviceUrl,
      conversation: baseConversation(made.conversation),
      activity: made.activity ?? rootOf(made.conversation) ?? '',
    };
  }

  async function chatWith(ref: PersonRef): Promise<string> {
    const known = ref.chat ?? chats.get(ref.user);
    if (known !== undefined) return known;
    const { conversation } = await delivered('place', connector.create(ref.serviceUrl, openingChat(ref)));
    if (chats.size >= REMEMBERED_CHATS) chats.clear();
    chats.set(ref.user, conversation);
    return conversation;
  }

  async function toPerson(ref: PersonRef, activity: Json): Promise<MessageRef> {
    const alert = { ...activity, channelData: { notification: { alert: true } } };
    const chat = await chatWith(ref);
    const id = await delivered('place', connector.send(ref.serviceUrl, chat, alert));
    return { serviceUrl: ref.serviceUrl, conversation: chat, activity: id };
  }

  async function update(message: Json, changed: Json): Promise<void> {
    const { serviceUrl, conversation, activity } = read(MessageRef, message);
    await delivered('message', connector.update(serviceUrl, conversation, activity, { ...changed, id: activity }));
  }

  async function inThread(message: MessageRef, { ref }: ChannelRef, activity: Json): Promise<MessageRef> {
    const { kind } = read(PlaceRef, ref);
    const conversation = kind === 'chat' ? message.conversation : threadUnder(message);
    const id = await delivered('message', connector.send(message.serviceUrl, conversation, activity));
    return { ...message, activity: id };
  }

  return {
    platform: 'teams',
    toPerson,
    lanes: lanesOf,
    postCard: (channel, view, key) => toPlace(channel, live(view, key)),
    updateCard: (message, view) => update(message, live(view)),
    updateNotice: (message, view) => update(message, cardMessage(viewToCard(view, { list: true }))),
    ...ownPosts,
    messageKey: (message) => threadUnder(read(MessageRef, message)),
    async post(place, view, key) {
      const message = (user?: string) =>
        cardMessage(viewToCard(view, { sighting: { what: 'notice', key }, user, list: user !== undefined }));
      if ('person' in place) {
        const person = read(PersonRef, place.person.ref);
        return await toPerson(person, message(person.user));
      }
      if (!place.under) return await toPlace(place.channel, message());
      return await inThread(read(MessageRef, place.under), place.channel, message());
    },
    call({ channel, under }, { account, name }, view, key) {
      const { user } = read(PersonRef, account.ref);
      const activity = cardMessage(
        viewToCard(view, { sighting: { what: 'notice', key }, user, calls: { user, name } }),
      );
      return under ? inThread(read(MessageRef, under), channel, activity) : toPlace(channel, activity);
    },
    async accountOf({ team, channel, ref }, email) {
      const { serviceUrl, bot } = read(PlaceRef, ref);
      const search = () => findMember(connector, serviceUrl, channel, email);
      const found = await delivered('place', holdOff(`members of ${channel}`, search));
      if (!found) return null;
      const user = found.aadObjectId ?? found.id;
      const person: PersonRef = { serviceUrl, bot, tenant: team, user: found.id };
      return { _id: `teams:${team}:${user}`, platform: 'teams', team, user, email: email.toLowerCase(), ref: person };
    },
  };
}

async function findMember(
  connector: Connector,
  serviceUrl: string,
  channel: string,
  email: string,
): Promise<Member | undefined> {
  let next: string | undefined;
  do {
    const page = await connector.members(serviceUrl, channel, next);
    const found = page.members.find((member) => member.email?.toLowerCase() === email.toLowerCase());
    if (found) return found;
    next = page.next;
  } while (next);
  return undefined;
}

/** `key`: of one that is new. Once its message is known, no sighting is needed. */
function live(view: View, key?: string): Json {
  return cardMessage(viewToCard(view, { live: true, ...(key ? { sighting: { what: 'card', key } } : {}) }));
}

function read<T>(schema: { safeParse(value: unknown): { data?: T } }, ref: unknown): T {
  const { data } = schema.safeParse(ref);
  if (data === undefined) throw unknownRef();
  return data;
}
