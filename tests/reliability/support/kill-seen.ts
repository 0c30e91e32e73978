/** What the bot has put in front of people, read from the platforms: each message with the key that it carries. */
import type { Platform } from '../../../bot/index.ts';
import { messageText } from '../../../sandbox/slack/text.ts';
import type { World } from '../../../sandbox/slack/world.ts';
import { visibleText } from '../../../sandbox/teams/index.ts';
import type { Stand } from './kill-stand.ts';

type Looked = Pick<Stand, 'sandbox'>;

export interface Key {
  what: 'card' | 'notice';
  key: string;
}

/** `key`: of a notice, and of a card that is new; in Slack of every card. */
export interface Posted {
  platform: Platform;
  id: string;
  key: Key | null;
  /** In a thread. */
  reply: boolean;
  /** All its content, as JSON. */
  content: string;
  /** What can be read. */
  text(): string;
}

/** On both platforms, in every channel, and answers to nobody in particular, below the top of the ladder. */
const BYSTANDER = 'chair-4';

/** The bot's messages in a channel, as all see them: in Teams as `who` does. */
export function postedIn({ sandbox }: Looked, platform: Platform, channel: string, who = BYSTANDER): Posted[] {
  if (platform === 'teams') return inTeams(sandbox, channel, who);
  return inSlack(sandbox, sandbox.slack.ids.channel(channel));
}

/** `channel`: Slack's id, of a chat too. */
function inSlack(sandbox: Stand['sandbox'], channel: string): Posted[] {
  const { messages } = sandbox.slack.snapshot() as World;
  return (messages[channel] ?? [])
    .filter(({ fromBot, onlyFor }) => fromBot && !onlyFor)
    .map((message) => ({
      platform: 'slack',
      id: message.ts,
      key: keyInSlack(message.metadata),
      reply: message.threadTs !== undefined,
      content: JSON.stringify(message.blocks),
      text: () => messageText(message),
    }));
}

export function keyInSlack(metadata: unknown): Key | null {
  const read = typeof metadata === 'string' ? JSON.parse(metadata) : metadata;
  const { event_type, event_payload } = (read ?? {}) as { event_type?: string; event_payload?: { key?: string } };
  const key = event_payload?.key;
  return key === undefined ? null : { what: event_type === 'samrad_card' ? 'card' : 'notice', key };
}

function inTeams(sandbox: Stand['sandbox'], where: string, who: string): Posted[] {
  return sandbox.teams
    .as(who)
    .messages(where)
    .filter(({ bot }) => bot)
    .map(({ id, cards, thread }) => ({
      platform: 'teams',
      id,
      key: keyInTeams(cards[0]),
      reply: thread !== undefined,
      content: JSON.stringify(cards),
      text: () => cards.map(visibleText).join('\n'),
    }));
}

export function keyInTeams(card: unknown): Key | null {
  const { refresh } = (card ?? {}) as { refresh?: { action?: { data?: { sighting?: Key } } } };
  return refresh?.action?.data?.sighting ?? null;
}

/** Every place: the channels, and each person's chat with the bot. */
export function everywhere({ sandbox, demo, people }: Pick<Stand, 'sandbox' | 'demo' | 'people'>): Posted[] {
  const { messages } = sandbox.slack.snapshot() as World;
  const slack = Object.keys(messages).flatMap((channel) => inSlack(sandbox, channel));
  const channels = channelsOf(demo).flatMap((channel) => inTeams(sandbox, channel, BYSTANDER));
  const chats = people.filter(isInTeams).flatMap(({ id }) => inTeams(sandbox, 'dm', id));
  return [...slack, ...channels, ...chats];
}

function channelsOf({ sandbox }: Stand['demo']): string[] {
  return sandbox.channels.flatMap(({ platform, name }) => (platform === 'teams' ? [name] : []));
}

function isInTeams({ on }: Stand['people'][number]): boolean {
  return on.includes('teams');
}

/**
 * Everybody but the bystander opens their chat with the bot and the channels in Teams, and is asked what they see. Where nobody has answered
 * in Teams it asks for everybody's own view: theirs stays the one that all share.
 */
export async function everybodyLooks(
  { sandbox, demo, people }: Pick<Stand, 'sandbox' | 'demo' | 'people'>,
  lookedBefore: Set<string>,
): Promise<void> {
  for (const { id } of people.filter((one) => isInTeams(one) && one.id !== BYSTANDER)) {
    const hands = sandbox.teams.as(id);
    for (const where of ['dm', ...channelsOf(demo)]) {
      await hands.open(where);
      if (!lookedBefore.has(id)) continue;
      // What they opened while no bot was there is asked for anew, as by a client that is started again.
      for (const { key, id: message } of inTeams(sandbox, where, id))
        if (key) await hands.view(where, message, true).catch(() => undefined);
    }
  }
}
