import type { ChannelRef, Messenger, View } from '../../bot/index.ts';
import { baseConversation, rootOf } from './activity.ts';
import { cardMessage, type Json } from './card.ts';
import type { Connector, Member } from './connector.ts';
import { delivered, unknownRef } from './delivery.ts';
import { MessageRef, PersonRef, PlaceRef, threadUnder } from './refs.ts';
import { viewToCard } from './view-to-card.ts';

/** Chats opened by this process, by person; they never change, so forgetting costs one call. */
const REMEMBERED_CHATS = 10_000;

export interface TeamsMessenger extends Messenger {
  /** Posts an activity to a person alone; opens the chat if need be. */
  toPerson(ref: PersonRef, activity: Json): Promise<void>;
}

/**
 * Sends through the Bot Connector. The `key` stays here: Teams gives a bot no way to search its messages, so a crash
 * between posting and recording can post a card twice.
 */
export function createMessenger(connector: Connector): TeamsMessenger {
  const chats = new Map<string, string>();

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
    const parameters = {
      isGroup: false,
      bot: { id: ref.bot },
      members: [{ id: ref.user }],
      tenantId: ref.tenant,
      channelData: { tenant: { id: ref.tenant } },
    };
    const { conversation } = await delivered('place', connector.create(ref.serviceUrl, parameters));
    if (chats.size >= REMEMBERED_CHATS) chats.clear();
    chats.set(ref.user, conversation);
    return conversation;
  }

  async function toPerson(ref: PersonRef, activity: Json): Promise<void> {
    const alert = { ...activity, channelData: { notification: { alert: true } } };
    const chat = await chatWith(ref);
    await delivered('place', connector.send(ref.serviceUrl, chat, alert));
  }

  return {
    platform: 'teams',
    toPerson,
    postCard: (channel, view) => toPlace(channel, live(view)),
    async updateCard(message, view) {
      const { serviceUrl, conversation, activity } = read(MessageRef, message);
      await delivered('message', connector.update(serviceUrl, conversation, activity, { ...live(view), id: activity }));
    },
    messageKey: (message) => threadUnder(read(MessageRef, message)),
    async post(channel, view, _key, under) {
      const activity = cardMessage(viewToCard(view));
      if (under === undefined) return void (await toPlace(channel, activity));
      const thread = read(MessageRef, under);
      const { kind } = read(PlaceRef, channel.ref);
      const conversation = kind === 'chat' ? thread.conversation : threadUnder(thread);
      await delivered('message', connector.send(thread.serviceUrl, conversation, activity));
    },
    async accountOf({ team, channel, ref }, email) {
      const { serviceUrl, bot } = read(PlaceRef, ref);
      const found = await delivered('place', findMember(connector, serviceUrl, channel, email));
      if (!found) return null;
      const user = found.aadObjectId ?? found.id;
      const person: PersonRef = { serviceUrl, bot, tenant: team, user: found.id };
      return { _id: `teams:${team}:${user}`, platform: 'teams', team, user, email: email.toLowerCase(), ref: person };
    },
    async direct(to, view) {
      await toPerson(read(PersonRef, to.ref), cardMessage(viewToCard(view)));
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

function live(view: View): Json {
  return cardMessage(viewToCard(view, { live: true }));
}

function read<T>(schema: { safeParse(value: unknown): { data?: T } }, ref: unknown): T {
  const { data } = schema.safeParse(ref);
  if (data === undefined) throw unknownRef();
  return data;
}
