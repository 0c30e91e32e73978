import type { HomeView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { Bot, Log, Node, View } from '../../bot/index.ts';
import type { Accounts } from './accounts.ts';
import { brief } from './bolt-logger.ts';
import { LIMITS } from './limits.ts';
import { limitBlocks, nodesToBlocks } from './view-to-blocks.ts';

/** Home tabs. Neither rejects: what can't be shown is logged, and is shown when the tab is next opened. */
export interface Homes {
  /** Publishes the person's home tab as things stand; `said`: what came of what they did there, on top. */
  show(user: string, said?: string): Promise<void>;
  /** The same, where they have opened it lately: Slack tells of each opening, so others are shown anew then. */
  refresh(user: string): Promise<void>;
}

const LATELY_MS = 15 * 60_000;
const MOST_KEPT = 2000;

interface HomeDeps {
  bot: Bot;
  client: WebClient;
  accounts: Accounts;
  log: Log;
  team: string;
}

export function createHomes({ bot, client, accounts, log, team }: HomeDeps, now = () => performance.now()): Homes {
  /** When each person last opened theirs or acted in it. */
  const opened = new Map<string, number>();
  /** One at a time for a person: an older picture never comes after a newer one. */
  const turns = new Map<string, Promise<void>>();

  async function publish(user: string, said: string | undefined): Promise<void> {
    try {
      const requestId = ['slack', team, user, 'home'].join(':');
      const reply = await bot.act({ kind: 'home', account: accounts.of(team, user), requestId });
      if (reply.kind !== 'done' && reply.kind !== 'refused') return;
      const view = reply.view ?? { summary: reply.text, nodes: [{ type: 'text', text: reply.text }] };
      await client.views.publish({ user_id: user, view: viewToHome(view, said) });
    } catch (error) {
      log.warn({ user, error: brief(error) }, 'a home tab could not be shown');
    }
  }

  function show(user: string, said?: string): Promise<void> {
    if (opened.size >= MOST_KEPT) opened.clear();
    opened.set(user, now());
    const turn = (turns.get(user) ?? Promise.resolve()).then(() => publish(user, said));
    turns.set(user, turn);
    void turn.then(() => {
      if (turns.get(user) === turn) turns.delete(user);
    });
    return turn;
  }

  return {
    show,
    async refresh(user) {
      const last = opened.get(user);
      if (last !== undefined && now() - last < LATELY_MS) await show(user);
    },
  };
}

export function viewToHome(view: View, said?: string): HomeView {
  const above: Node[] = said ? [{ type: 'text', text: said, style: 'strong' }, { type: 'divider' }] : [];
  const blocks = nodesToBlocks([...above, ...view.nodes], 'h', LIMITS.textInModal);
  return { type: 'home', blocks: limitBlocks(blocks, LIMITS.blocksInModal) };
}
