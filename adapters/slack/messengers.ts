import { type MessageRef, type Messenger, NotDelivered, type Place } from '../../bot/index.ts';
import { lanesOf } from './lanes.ts';
import { keyOf, teamOf } from './messenger.ts';
import type { Workspace } from './workspace.ts';

/** Sends to many workspaces, to each by its own messenger. `of` throws `NotDelivered` where the bot is not installed. */
export function createMessengers(of: (team: string) => Promise<Workspace>): Messenger {
  async function at(team: string): Promise<Messenger> {
    return (await of(team)).messenger;
  }

  async function holding(message: MessageRef): Promise<Messenger> {
    const team = teamOf(message);
    // It was sent by a bot that had one workspace only.
    if (!team)
      throw new NotDelivered({ kind: 'message-gone' }, 'slack: nothing says which workspace the message is in');
    return await at(team);
  }

  return {
    platform: 'slack',
    lanes: (to) => lanesOf('card' in to ? to.card.team : whereOf(to))(to),
    postCard: async (channel, view, key) => (await at(channel.team)).postCard(channel, view, key),
    post: async (place, view, key) => (await at(whereOf(place))).post(place, view, key),
    find: async (what, place, key) => (await (await at(whereOf(place))).find?.(what, place, key)) ?? null,
    cardAt: async (channel, key) => (await (await at(channel.team)).cardAt?.(channel, key)) ?? 'unknown',
    updateCard: async (message, view) => (await holding(message)).updateCard(message, view),
    updateNotice: async (message, view) => (await holding(message)).updateNotice(message, view),
    messageKey: keyOf,
    accountOf: async (channel, email) => (await at(channel.team)).accountOf(channel, email),
    async serves(team) {
      try {
        await at(team);
        return true;
      } catch (error) {
        if (error instanceof NotDelivered && error.fault.kind === 'channel-gone') return false;
        throw error;
      }
    },
  };
}

function whereOf(place: Place): string {
  return 'person' in place ? place.person.team : place.channel.team;
}
