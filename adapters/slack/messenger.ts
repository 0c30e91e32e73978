import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { ChannelRef, Identity, Messenger } from '../../bot/index.ts';
import { toNotDelivered } from './delivery-fault.ts';
import { type Content, viewToContent } from './view-to-blocks.ts';
import { slackError } from './web-client.ts';

/** Our reference to a message. The key is kept because an update without metadata could take it off the message. */
const reference = z.object({ channel: z.string(), ts: z.string(), key: z.string().optional() });
const directRef = z.object({ dm: z.string() });

const CARD = 'samrad_card';
const NOTICE = 'samrad_notice';
/** How far back a lost card is looked for: it was posted just before a crash. */
const SEARCH = { pages: 3, limit: 200 };

const NO_PREVIEWS = { unfurl_links: false, unfurl_media: false };

/** Sends to one Slack workspace. Throws `NotDelivered`. */
export function createMessenger(client: WebClient, botUser: string): Messenger {
  async function send(channel: string, content: Content, type: string, key: string, thread?: string) {
    const sent = await client.chat.postMessage({
      channel,
      ...content,
      ...NO_PREVIEWS,
      ...(thread ? { thread_ts: thread } : {}),
      metadata: { event_type: type, event_payload: { key } },
    });
    return { channel: sent.channel ?? channel, ts: sent.ts ?? '', key };
  }

  async function openDirect(user: string): Promise<string> {
    const opened = await client.conversations.open({ users: user });
    return opened.channel?.id ?? user;
  }

  /** false: the chat we remember is not there any more. */
  async function trySend(dm: string, content: Content, key: string): Promise<boolean> {
    try {
      await send(dm, content, NOTICE, key);
      return true;
    } catch (error) {
      if (slackError(error) === 'channel_not_found') return false;
      throw error;
    }
  }

  async function findCard(channel: ChannelRef, key: string): Promise<Record<string, unknown> | null> {
    let cursor: string | undefined;
    for (let page = 0; page < SEARCH.pages; page += 1) {
      const history = await client.conversations.history({
        channel: channel.channel,
        include_all_metadata: true,
        limit: SEARCH.limit,
        ...(cursor ? { cursor } : {}),
      });
      for (const { ts, user, metadata } of history.messages ?? []) {
        const carries = metadata?.event_payload as { key?: unknown } | undefined;
        if (ts && user === botUser && metadata?.event_type === CARD && carries?.key === key) {
          return { channel: channel.channel, ts, key };
        }
      }
      cursor = history.response_metadata?.next_cursor;
      if (!cursor) return null;
    }
    return null;
  }

  async function accountOf({ team }: ChannelRef, email: string): Promise<Identity | null> {
    try {
      const { user } = await client.users.lookupByEmail({ email });
      if (!user?.id || user.is_bot || user.deleted) return null;
      return { _id: `slack:${team}:${user.id}`, platform: 'slack', team, user: user.id, email: email.toLowerCase() };
    } catch (error) {
      if (slackError(error) === 'users_not_found') return null;
      throw error;
    }
  }

  return {
    platform: 'slack',
    postCard: (channel, view, key) => mapped(() => send(channel.channel, viewToContent(view), CARD, key)),
    findCard: (channel, key) => mapped(() => findCard(channel, key)),
    updateCard: (message, view) =>
      mapped(async () => {
        const { channel, ts, key } = reference.parse(message);
        const metadata = key ? { metadata: { event_type: CARD, event_payload: { key } } } : {};
        await client.chat.update({ channel, ts, ...viewToContent(view), ...metadata });
      }),
    messageKey(message) {
      const { channel, ts } = reference.parse(message);
      return `${channel}:${ts}`;
    },
    post: (channel, view, key, under) =>
      mapped(async () => {
        const thread = under ? reference.parse(under).ts : undefined;
        await send(channel.channel, viewToContent(view), NOTICE, key, thread);
      }),
    accountOf: (channel, email) => mapped(() => accountOf(channel, email)),
    direct: (to, view, key) =>
      mapped(async () => {
        const content = viewToContent(view);
        const known = directRef.safeParse(to.ref);
        if (known.success && (await trySend(known.data.dm, content, key))) return;
        await send(await openDirect(to.user), content, NOTICE, key);
      }),
  };
}

async function mapped<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw toNotDelivered(error);
  }
}
