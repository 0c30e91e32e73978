import type { WebClient } from '@slack/web-api';
import { request } from 'undici';
import type { Log, View } from '../../bot/index.ts';
import { isDirect } from './accounts.ts';
import { brief } from './bolt-logger.ts';
import type { ShownView } from './schema.ts';
import { pageAfter } from './stay-open.ts';
import { type Content, sentenceToContent } from './view-to-blocks.ts';

/** Where one person is to be told something. What is tried first stands first. */
export interface Place {
  user: string;
  /** Slack's address for answers to a tap: costs nothing of the API's budget; 5 uses in 30 minutes. */
  responseUrl?: string | undefined;
  channel?: string | undefined;
  thread?: string | undefined;
  /** In their home tab: what came of it is shown there. */
  home?: boolean | undefined;
  /** In a list of theirs, which is shown anew in its place. */
  list?: boolean | undefined;
  /** The tap was in this page, which lies over all else. */
  page?: ShownView | undefined;
  /** They are to try again: the page keeps its buttons. */
  again?: boolean | undefined;
  /** What is told takes the place of the message that the tap was in. */
  replace?: boolean | undefined;
}

export type Tell = (place: Place, text: string, view?: View) => Promise<void>;

const TIMEOUT_MS = 5000;

/** Tells one person alone. Never throws: what can't be told is logged. */
export function createTell(client: WebClient, log: Log): Tell {
  async function toUrl({ responseUrl, replace = false }: Place, content: Content): Promise<void> {
    if (!responseUrl) throw new Error('no response_url');
    // One comes with every tap, and `fetch` costs several times as much.
    const { statusCode, body } = await request(responseUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ response_type: 'ephemeral', replace_original: replace, ...content }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await body.dump();
    if (statusCode >= 300) throw new Error(`response_url: HTTP ${statusCode}`);
  }

  async function toChannel({ user, channel, thread }: Place, content: Content): Promise<void> {
    if (!channel) throw new Error('no channel');
    const where = { channel, ...content, ...(thread ? { thread_ts: thread } : {}) };
    if (isDirect(channel)) await client.chat.postMessage(where);
    else await client.chat.postEphemeral({ ...where, user });
  }

  async function toPerson({ user }: Place, content: Content): Promise<void> {
    const { channel } = await client.conversations.open({ users: user });
    await client.chat.postMessage({ channel: channel?.id ?? user, ...content });
  }

  return async (place, text, view) => {
    const content = sentenceToContent(text, view);
    const url = place.responseUrl ? [() => toUrl(place, content)] : [];
    const channel = place.channel ? [() => toChannel(place, content)] : [];
    // What answers a tap at its address never stands in a thread, where the person is looking.
    const here = place.thread && !place.replace ? [...channel, ...url] : [...url, ...channel];
    const { page, again } = place;
    const over = page ? [() => client.views.update({ view_id: page.id, view: pageAfter(page, text, again) })] : [];
    const ways = [...over, ...here, () => toPerson(place, content)];
    for (const way of ways) {
      try {
        return void (await way());
      } catch (error) {
        log.warn({ user: place.user, channel: place.channel, error: brief(error) }, 'could not tell a person here');
      }
    }
    log.error({ user: place.user }, 'could not tell a person at all');
  };
}
