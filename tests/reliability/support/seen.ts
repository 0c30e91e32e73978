/** What people were sent, held against what the bot says that it sent: a message that is seen twice, or not at all, shows. */
import type { World } from '../../../sandbox/slack/world.ts';
import { repeated } from './checks.ts';
import type { Fleet } from './fleet.ts';

type Looked = Pick<Fleet, 'sandbox' | 'demo' | 'store'>;

/**
 * By place (a person's chats with the bot, a channel of a platform): messages of the bot that are there less those that it has
 * recorded as sent. What else it says (answers to commands) stays the same while only notices and cards are sent.
 */
export async function unrecorded(fleet: Looked): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  const count = (place: string, n: number) => void found.set(place, (found.get(place) ?? 0) + n);
  for (const [place, n] of seen(fleet)) count(place, n);
  const questions = await fleet.store.register.list({});
  const cards = (await Promise.all(questions.map(({ _id }) => fleet.store.cards.of(_id)))).flat();
  for (const { link, message } of cards) if (message) count(`${link.platform}:${link.target}`, -1);
  for (const { to } of await fleet.store.notices.list({ status: 'sent' })) {
    if ('person' in to) count(to.person, -1);
    else {
      const link = 'channel' in to ? to.channel : to.thread;
      count(`${link.platform}:${link.target}`, -1);
    }
  }
  return found;
}

/** What came since `before` and was not sent once: seen more often than sent, or less. */
export async function sentOnceFaults(fleet: Looked, before: Map<string, number>): Promise<string[]> {
  const now = await unrecorded(fleet);
  const places = [...new Set([...before.keys(), ...now.keys()])];
  const differences = places.flatMap((place) => {
    const more = (now.get(place) ?? 0) - (before.get(place) ?? 0);
    if (more === 0) return [];
    return [more > 0 ? `${place}: ${more} seen more often than sent` : `${place}: ${-more} sent and not seen`];
  });
  return [...differences, ...repeated(slackKeys(fleet)).map((key) => `${key} is in Slack twice`)];
}

/** Keys of the messages and cards in Slack, which carry them. */
function slackKeys({ sandbox }: Looked): string[] {
  return slackMessages({ sandbox })
    .map(({ metadata }) => (metadata?.event_payload as { key?: string } | undefined)?.key)
    .filter((key) => key !== undefined);
}

function slackMessages({ sandbox }: Pick<Looked, 'sandbox'>) {
  const { messages } = sandbox.slack.snapshot() as World;
  return Object.values(messages)
    .flat()
    .filter(({ fromBot, onlyFor }) => fromBot && !onlyFor);
}

/** How many messages of the bot are in each place. */
function seen(fleet: Looked): Map<string, number> {
  const { sandbox, demo } = fleet;
  const found = new Map<string, number>();
  for (const { platform, name } of demo.sandbox.channels) {
    if (platform === 'slack') {
      const id = sandbox.slack.ids.channel(name);
      found.set(`slack:${name}`, slackMessages(fleet).filter(({ channel }) => channel === id).length);
    } else {
      const all = sandbox.teams.as('chair-2').messages(name);
      found.set(`teams:${name}`, all.filter(({ bot }) => bot).length);
    }
  }
  for (const { id, on } of demo.sandbox.people) {
    const inSlack = on.includes('slack')
      ? sandbox.slack
          .as(id)
          .messages('dm')
          .filter(({ fromBot }) => fromBot)
      : [];
    const inTeams = on.includes('teams')
      ? sandbox.teams
          .as(id)
          .messages('dm')
          .filter(({ bot }) => bot)
      : [];
    found.set(id, inSlack.length + inTeams.length);
  }
  return found;
}
