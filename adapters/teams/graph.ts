import { z } from 'zod';
import type { TeamsConfig } from './config.ts';
import { ConnectorFault, retryAfterMs, within } from './connector.ts';
import { createTokens } from './login.ts';

/** As many as Graph gives on a page, newest first (learn.microsoft.com/graph/api/channel-list-messages). */
const PAGE = 50;
/** It is only asked what can be done without. */
const WITHIN_MS = 5_000;
const GRAPH = 'https://graph.microsoft.com';
const LOGIN = 'https://login.microsoftonline.com';

/** A channel, or with `root` the thread under a message in it. */
export interface GraphPlace {
  /** Of the team. */
  group: string;
  channel: string;
  root?: string | undefined;
}

/** What was posted by which app, with the contents of its cards. */
export type GraphMessage = z.infer<typeof Message>;

/**
 * What a team's consent to ChannelMessage.Read.Group lets an app read in Microsoft Graph: the posts in its channels. Throws
 * `ConnectorFault`; 403 where nobody consented.
 */
export interface Graph {
  newest(place: GraphPlace): Promise<GraphMessage[]>;
  /** One that begins a thread; null: it is gone. */
  message(place: GraphPlace, id: string): Promise<GraphMessage | null>;
}

const Message = z.looseObject({
  id: z.string(),
  deletedDateTime: z.string().nullish(),
  from: z.looseObject({ application: z.looseObject({ id: z.string().nullish() }).nullish() }).nullish(),
  attachments: z.array(z.looseObject({ content: z.string().nullish() })).nullish(),
});
const Page = z.looseObject({ value: z.array(Message) });

export function createGraph(config: TeamsConfig): Graph {
  const { authority, tenantId } = config;
  const base = authority?.graphUrl ?? `${GRAPH}/v1.0`;
  const token = createTokens(config, { loginUrl: authority?.loginUrl ?? `${LOGIN}/${tenantId}`, scope: GRAPH });

  const get = (path: string) => within(WITHIN_MS, (deadline) => ask(path, deadline));

  async function ask(path: string, signal: AbortSignal): Promise<unknown> {
    const headers = { authorization: `Bearer ${await token()}` };
    const response = await fetch(`${base}${path}`, { headers, signal });
    if (response.ok) return await response.json();
    await response.body?.cancel();
    const wait = retryAfterMs(response.headers.get('retry-after'), Date.now());
    throw new ConnectorFault(`Graph answered ${response.status}`, response.status, wait);
  }

  return {
    async newest(place) {
      const under = place.root === undefined ? '' : `/${encodeURIComponent(place.root)}/replies`;
      return Page.parse(await get(`${messagesIn(place)}${under}?$top=${PAGE}`)).value;
    },
    async message(place, id) {
      try {
        const found = Message.parse(await get(`${messagesIn(place)}/${encodeURIComponent(id)}`));
        return found.deletedDateTime ? null : found;
      } catch (error) {
        if (error instanceof ConnectorFault && error.status === 404) return null;
        throw error;
      }
    },
  };
}

function messagesIn({ group, channel }: GraphPlace): string {
  return `/teams/${encodeURIComponent(group)}/channels/${encodeURIComponent(channel)}/messages`;
}
