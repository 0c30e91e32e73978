import type { ChannelRef, Log, Messenger, Place } from '../../bot/index.ts';
import { readTapped, type Sighting } from './act.ts';
import { rootOf } from './activity.ts';
import { type Connector, ConnectorFault } from './connector.ts';
import type { Graph, GraphMessage, GraphPlace } from './graph.ts';
import { createHoldOff } from './hold-off.ts';
import { MessageRef, PlaceRef } from './refs.ts';

/**
 * Finds what the bot posted in a team's channels, which only Graph can tell. Where it can't be asked (no consent, a chat, Graph away) nothing is
 * found: then what was posted twice is taken away when somebody looks at it.
 */
export type OwnPosts = Required<Pick<Messenger, 'find' | 'cardAt'>>;

interface Deps {
  connector: Pick<Connector, 'groupOf'>;
  graph: Graph;
  appId: string;
  log: Log;
}

export function createOwnPosts({ connector, graph, appId, log }: Deps): OwnPosts {
  const groups = new Map<string, string>();
  const holdOff = createHoldOff();

  async function groupOf(serviceUrl: string, team: string): Promise<string | undefined> {
    const group = groups.get(team) ?? (await connector.groupOf(serviceUrl, team));
    if (group !== undefined) groups.set(team, group);
    return group;
  }

  /** null: nobody can tell. */
  async function asked<T>({ channel, ref }: ChannelRef, ask: (place: GraphPlace) => Promise<T>): Promise<T | null> {
    const { serviceUrl, team } = PlaceRef.safeParse(ref).data ?? {};
    if (serviceUrl === undefined || team === undefined) return null;
    try {
      const group = await groupOf(serviceUrl, team);
      return group === undefined ? null : await holdOff(`graph ${team}`, () => ask({ group, channel }));
    } catch (error) {
      const status = error instanceof ConnectorFault ? error.status : undefined;
      log.warn({ team, status, err: error }, 'teams: what the bot posted can not be looked for');
      return null;
    }
  }

  function keyOf({ from, attachments }: GraphMessage, what: Sighting['what']): string | undefined {
    if (from?.application?.id !== appId) return undefined;
    const [sighting] = (attachments ?? []).flatMap(({ content }) => sightingIn(content) ?? []);
    return sighting?.what === what ? sighting.key : undefined;
  }

  return {
    async find(what, place: Place, key) {
      if ('person' in place) return null;
      const root = place.under && MessageRef.safeParse(place.under).data?.activity;
      const posts = await asked(place.channel, (at) => graph.newest({ ...at, root }));
      const found = posts?.find((post) => !post.deletedDateTime && keyOf(post, what) === key);
      return found ? messageIn(place.channel, found.id) : null;
    },
    async cardAt(channel, messageKey) {
      const root = rootOf(messageKey);
      const post = root === undefined ? null : await asked(channel, (at) => graph.message(at, root));
      if (!post) return 'unknown';
      const key = keyOf(post, 'card');
      return key ? { key, message: messageIn(channel, post.id) } : 'others';
    },
  };
}

function messageIn({ channel, ref }: ChannelRef, activity: string): MessageRef {
  return { serviceUrl: PlaceRef.parse(ref).serviceUrl, conversation: channel, activity };
}

/** What a message tells of itself when it is looked at. */
function sightingIn(card: string | null | undefined): Sighting | undefined {
  try {
    return readTapped(JSON.parse(card ?? '').refresh?.action?.data)?.sighting;
  } catch {
    return undefined;
  }
}
