/** The core on a real store with two groups, messengers that keep what they are given, and a clock that can be set. */
import { createCore } from '../../bot/core.ts';
import {
  type Account,
  type Collaboration,
  DEFAULT_POLICY,
  type Input,
  NotDelivered,
  type Notice,
  type Period,
  type Platform,
  type View,
} from '../../bot/index.ts';
import { openSqliteStore } from '../../store/sqlite/index.ts';
import { recordingLog } from '../support/log.ts';

const MEMBERS = Array.from({ length: 6 }, (_, i) => `member-${i + 1}`);

export const COLLABORATION: Collaboration = {
  _id: 'midt',
  name: { nb: 'Midt' },
  language: 'nb',
  blocks: { trondheim: { nb: 'Trondheim' } },
  policy: DEFAULT_POLICY,
  people: [...MEMBERS, 'expert', 'coordinator', 'other'].map((id) => ({ id, name: id, email: `${id}@example.no` })),
  groups: [
    {
      id: 'ht',
      code: 'HT',
      name: { nb: 'Hjemmetjenester' },
      seats: MEMBERS.map((holder, i) => ({ id: `trondheim:${i + 1}`, block: 'trondheim', holder, substitute: null })),
      experts: ['expert'],
      coordinators: ['coordinator'],
    },
    { id: 'lv', code: 'LV', name: { nb: 'Legevakt' }, language: 'nn', seats: [], experts: ['other'], coordinators: [] },
  ],
  ladder: [],
  version: 1,
  updatedAt: '2027-01-01T08:00:00.000Z',
};

interface Sent {
  to: string;
  key: string;
  view: View;
}

/** `at`: what the clock shows first. */
export async function startGathering(at: string, change: (c: Collaboration) => void = () => {}) {
  const store = await openSqliteStore({ file: ':memory:' });
  const collaboration = structuredClone(COLLABORATION);
  change(collaboration);
  await store.directory.saveCollaboration(collaboration);
  const sent: Sent[] = [];
  const changed: Omit<Sent, 'to'>[] = [];
  let now = at;
  let ids = 0;
  let away: string | null = null;
  const newCore = () =>
    createCore({
      store,
      clock: () => now,
      newId: () => `q${++ids}`,
      log: recordingLog(),
      worker: `w${++ids}`,
      paceMs: 1,
    });
  const core = newCore();
  for (const platform of ['slack', 'teams'] as const) {
    core.connect({
      platform,
      postCard: async ({ channel }) => ({ key: `${channel}:card-${++ids}` }),
      updateCard: async () => undefined,
      updateNotice: async ({ key }, view) => {
        changed.push({ key: String(key), view });
      },
      lanes: () => [],
      messageKey: ({ key }) => String(key),
      post: async (place, view, key) => {
        if (away !== null && key.startsWith(away))
          throw new NotDelivered({ kind: 'later', retryAfterMs: null }, 'away');
        const to = 'person' in place ? place.person.user : `${platform} ${place.channel.channel}`;
        sent.push({ to, key, view });
        return { key };
      },
      accountOf: async (_, email) => ({ _id: `${platform}:t:${email}`, platform, team: 't', user: email, email }),
    });
  }

  function account(person: string, platform: Platform = 'slack'): Account {
    return { platform, team: 't', user: person, profile: async () => ({ email: `${person}@example.no` }) };
  }

  return {
    core,
    newCore,
    store,
    sent,
    /** The platforms take nothing whose key begins so; null: all again. */
    setAway(keys: string | null): void {
      away = keys;
    },
    /** Messages that were changed in their place. */
    changed,
    account,
    async link(target: string, platform: Platform = 'slack', linkedAt = now): Promise<void> {
      const _id = `${platform}:t:C-${target}:${target}`;
      const channel = { _id, collaboration: 'midt', target, platform, team: 't', channel: `C-${target}` };
      await store.directory.saveLink({ ...channel, origin: 'chat', linkedAt });
    },
    /** As people do it: by whom, and what. */
    async act(person: string, input: DistributedOmit<Input, 'account' | 'requestId'>, platform: Platform = 'slack') {
      const reply = await core.bot.act({ ...input, account: account(person, platform), requestId: `r${++ids}` });
      await core.settle();
      return reply;
    },
    /** Asks a green question of the group; the key of its card. */
    async ask(group: string, title: string, more: { practice?: boolean } = {}): Promise<string> {
      const values = {
        group,
        title,
        question: `${title} (in English)`,
        proposal: 'Ja',
        options: 'Nei',
        criticality: 'green',
      };
      const act = { do: 'ask', arg: `midt/${more.practice ? 'practice' : ''}` };
      const requestId = `r${++ids}`;
      const asker = group === 'ht' ? 'expert' : 'other';
      const reply = await core.bot.act({ kind: 'submit', act, values, account: account(asker), requestId });
      if (reply.kind !== 'done') throw new Error(JSON.stringify(reply));
      await core.settle();
      const commit = await store.log.findCommand(requestId);
      const [card] = await store.cards.of(commit?.question ?? '');
      return String(card?.message?.key);
    },
    /** Time passes; the clock's next tick is yet to come. */
    setClock(instant: string): void {
      now = instant;
    },
    async moveTo(instant: string): Promise<void> {
      now = instant;
      await core.tick();
      await core.settle();
    },
    notices: async (kind: string): Promise<Notice[]> =>
      (await store.notices.list({})).filter((notice) => notice.kind === kind),
    async close(): Promise<void> {
      await core.stop();
      await store.close();
    },
  };
}

type DistributedOmit<T, K extends keyof T> = T extends unknown ? Omit<T, K> : never;
export type Gathering = Awaited<ReturnType<typeof startGathering>>;

/** What a view says, a line a node. */
export function said(view: View | undefined): string[] {
  return (view?.nodes ?? []).map((node) => {
    if (node.type === 'text') return node.text;
    if (node.type === 'quote') return node.note ? `${node.note}: ${node.text}` : node.text;
    if (node.type === 'facts') return node.items.map(({ label, value }) => `${label}: ${value}`).join(' · ');
    return node.type === 'actions' ? node.items.map(({ label }) => `[${label}]`).join(' ') : node.type;
  });
}

export const period = (from: string, to: string | null): Period => ({ from, to });
