import type { Lane, Messenger } from '../../bot/index.ts';

/**
 * What Slack takes (docs.slack.dev, apis/web-api/rate-limits), a little less of it, and evenly: chat.update is tier 3, about 50 a minute
 * for the whole workspace; chat.postMessage one a second in a channel, and several hundred a minute in all.
 */
const UPDATES = { requests: 1, perMs: 1_250 };
const POSTS_IN_CHANNEL = { requests: 1, perMs: 1_050 };
const POSTS = { requests: 5, perMs: 1_000 };

export function lanesOf(team: string): Messenger['lanes'] {
  const lane = (name: string, limit: Lane['limits'][number]) => ({ key: `slack:${team}:${name}`, limits: [limit] });
  return (to) => {
    if ('card' in to) return [lane('chat.update', UPDATES)];
    const place = 'person' in to ? to.person.user : to.channel.channel;
    return [lane(`chat.postMessage:${place}`, POSTS_IN_CHANNEL), lane('chat.postMessage', POSTS)];
  };
}
