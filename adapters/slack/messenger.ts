import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { ChannelRef, Identity, MessageRef, Messenger, Place, View } from '../../bot/index.ts';
import { toNotDelivered } from './delivery-fault.ts';
import { createHoldOff } from './hold-off.ts';
import { lanesOf } from './lanes.ts';
import { isVouchedFor } from './trust.ts';
import { type Content, viewToContent } from './view-to-blocks.ts';
import { slackError } from './web-client.ts';
import type { Grant } from './workspace.ts';

/** Our reference to a message. The key is kept because an update without metadata could take it off the message. */
const reference = z.object({
  channel: z.string(),
  ts: z.string(),
  key: z.string().optional(),
  team: z.string().optional(),
});
const directRef = z.object({ dm: z.string() });

const CARD = 'samrad_card';
const NOTICE = 'samrad_notice';
/** How far back a lost message is looked for: it was posted just before a crash. */
const SEARCH = { pages: 3, limit: 200 };

const NO_PREVIEWS = { unfurl_links: false, unfurl_media: false };

/** The same for the same message, whichever workspace it is in: Slack's ids of channels are its own throughout. */
export function keyOf(message: MessageRef): string {
  const { channel, ts } = reference.parse(message);
  return `${channel}:${ts}`;
}

/** Which workspace (or organisation) a message was sent to; undefined: before that was kept. */
export function teamOf(message: MessageRef): string | undefined {
  return reference.parse(message).team;
}

/** Sends to one Slack workspace, as this user of it. Throws `NotDelivered`. */
export function createMessenger(client: WebClient, self: Pick<Grant, 'team' | 'botUser' | 'trusted'>): Messenger {
  const holdOff = createHoldOff();

  async function send(channel: string, content: Content, type: string, key: string, thread?: string) {
    const sent = await client.chat.postMessage({
      channel,
      ...content,
      ...NO_PREVIEWS,
      ...(thread ? { thread_ts: thread } : {}),
      metadata: { event_type: type, event_payload: { key } },
    });
    return { channel: sent.channel ?? channel, ts: sent.ts ?? '', key, team: self.team };
  }

  async function openDirect(user: string): Promise<string> {
    const opened = await holdOff('conversations.open', () => client.conversations.open({ users: user }));
    return opened.channel?.id ?? user;
  }

  async function toPerson(to: Identity, content: Content, key: string): Promise<MessageRef> {
    const known = directRef.safeParse(to.ref);
    if (!known.success) return await send(await openDirect(to.user), content, NOTICE, key);
    try {
      return await send(known.data.dm, content, NOTICE, key);
    } catch (error) {
      // The chat we remember is not there any more.
      if (slackError(error) !== 'channel_not_found') throw error;
      return await send(await openDirect(to.user), content, NOTICE, key);
    }
  }

  async function post(place: Place, content: Content, key: string): Promise<MessageRef> {
    if ('person' in place) return await toPerson(place.person, content, key);
    const thread = place.under && reference.parse(place.under).ts;
    return await send(place.channel.channel, content, NOTICE, key, thread);
  }

  async function update(message: MessageRef, view: View, type: string): Promise<void> {
    const { channel, ts, key } = reference.parse(message);
    const metadata = key ? { metadata: { event_type: type, event_payload: { key } } } : {};
    await client.chat.update({ channel, ts, ...viewToContent(view), ...metadata });
  }

  /** A page of what was said in a place: a channel, a thread, or the chat with a person. */
  async function said(place: Place, cursor: string | undefined) {
    const page = { include_all_metadata: true, limit: SEARCH.limit, ...(cursor ? { cursor } : {}) };
    if ('channel' in place && place.under) {
      const where = { channel: place.channel.channel, ts: reference.parse(place.under).ts };
      const replies = () => client.conversations.replies({ ...where, ...page });
      return { channel: where.channel, ...(await holdOff('conversations.replies', replies)) };
    }
    const channel = 'person' in place ? await directOf(place.person) : place.channel.channel;
    const history = () => client.conversations.history({ channel, ...page });
    return { channel, ...(await holdOff('conversations.history', history)) };
  }

  async function directOf({ ref, user }: Identity): Promise<string> {
    const known = directRef.safeParse(ref);
    return known.success ? known.data.dm : await openDirect(user);
  }

  async function find(type: string, place: Place, key: string): Promise<MessageRef | null> {
    let cursor: string | undefined;
    for (let page = 0; page < SEARCH.pages; page += 1) {
      const { channel, messages, response_metadata } = await said(place, cursor);
      for (const { ts, user, metadata } of (messages ?? []) as Posted[]) {
        if (ts && user === self.botUser && metadata?.event_type === type && metadata.event_payload?.key === key) {
          return { channel, ts, key, team: self.team };
        }
      }
      cursor = response_metadata?.next_cursor;
      if (!cursor) return null;
    }
    return null;
  }

  async function cardAt({ channel }: ChannelRef, messageKey: string) {
    const ts = messageKey.slice(messageKey.lastIndexOf(':') + 1);
    const only = { latest: ts, oldest: ts, inclusive: true, limit: 1, include_all_metadata: true };
    const { messages } = await holdOff('conversations.history', () =>
      client.conversations.history({ channel, ...only }),
    );
    const [post] = (messages ?? []) as Posted[];
    if (post?.ts !== ts) return 'unknown';
    const { user, metadata } = post;
    const key = user === self.botUser && metadata?.event_type === CARD ? metadata.event_payload?.key : undefined;
    return typeof key === 'string' ? { key, message: { channel, ts, key, team: self.team } } : 'others';
  }

  async function accountOf({ team }: ChannelRef, email: string): Promise<Identity | null> {
    try {
      const { user } = await holdOff('users.lookupByEmail', () => client.users.lookupByEmail({ email }));
      if (!user?.id || user.is_bot || user.deleted || !isVouchedFor(self.trusted, user)) return null;
      return { _id: `slack:${team}:${user.id}`, platform: 'slack', team, user: user.id, email: email.toLowerCase() };
    } catch (error) {
      if (slackError(error) === 'users_not_found') return null;
      throw error;
    }
  }

  return {
    platform: 'slack',
    lanes: lanesOf(self.team),
    postCard: (channel, view, key) => mapped(() => send(channel.channel, viewToContent(view), CARD, key)),
    post: (place, view, key) => mapped(() => post(place, viewToContent(view), key)),
    find: (what, place, key) => mapped(() => find(what === 'card' ? CARD : NOTICE, place, key)),
    cardAt: (channel, messageKey) => mapped(() => cardAt(channel, messageKey)),
    updateCard: (message, view) => mapped(() => update(message, view, CARD)),
    updateNotice: (message, view) => mapped(() => update(message, view, NOTICE)),
    messageKey: keyOf,
    accountOf: (channel, email) => mapped(() => accountOf(channel, email)),
  };
}

/** What a search reads of a message; replies come with a type of their own that lacks it. */
interface Posted {
  ts?: string;
  user?: string;
  metadata?: { event_type?: string; event_payload?: { key?: unknown } };
}

async function mapped<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw toNotDelivered(error);
  }
}
