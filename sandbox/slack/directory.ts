import { createHash } from 'node:crypto';
import type { PartDeps } from '../parts.ts';
import type { SandboxPerson } from '../types.ts';
import type { Json } from './world.ts';

export interface SlackChannel {
  id: string;
  name: string;
  /** The person of a direct chat with the bot. */
  dmWith?: string;
}

export type Directory = ReturnType<typeof createDirectory>;

/** A stable id in Slack's form, e.g. U07K2M9QXB for a person. */
export function slackId(prefix: string, of: string): string {
  const digest = createHash('sha256').update(`${prefix}:${of}`).digest();
  const letters = [...digest.subarray(0, 9)].map((byte) => (byte % 36).toString(36)).join('');
  return prefix + letters.toUpperCase().padEnd(9, '0');
}

/** Who and what there is: people, channels, the bot and its workspace. */
export function createDirectory(deps: Pick<PartDeps, 'people' | 'channels' | 'options'>) {
  const { teamName, commandName, botName } = deps.options.slack;
  const people = new Map<string, SandboxPerson>(deps.people.map((person) => [slackId('U', person.id), person]));
  const userIds = new Map<string, string>(deps.people.map((person) => [person.id, slackId('U', person.id)]));
  const channels = new Map<string, SlackChannel>();
  for (const { name } of deps.channels) channels.set(slackId('C', name), { id: slackId('C', name), name });
  for (const [userId, person] of people) {
    const id = slackId('D', person.id);
    channels.set(id, { id, name: 'dm', dmWith: userId });
  }
  const bot = {
    name: botName ?? commandName.replace('/', ''),
    userId: slackId('U', 'the bot'),
    botId: slackId('B', 'the bot'),
    appId: slackId('A', 'the app'),
    teamId: slackId('T', teamName),
  };

  /** The workspace that an account is at home in. */
  function teamOf(userId: string): string {
    return people.get(userId)?.slackTeam ?? bot.teamId;
  }

  function user(userId: string): Json | undefined {
    const person = people.get(userId);
    if (!person && userId !== bot.userId) return undefined;
    const name = person?.name ?? bot.name;
    const team = teamOf(userId);
    const { enterprise } = deps.options.slack;
    return {
      id: userId,
      team_id: team,
      ...(enterprise && team === bot.teamId ? { enterprise_user: { enterprise_id: enterprise.id } } : {}),
      name: person?.id ?? bot.name,
      real_name: name,
      deleted: false,
      is_bot: !person,
      tz: 'Europe/Oslo',
      tz_label: 'Central European Time',
      tz_offset: 3600,
      locale: person?.locale ?? 'nb-NO',
      is_admin: false,
      updated: 1_700_000_000,
      profile: {
        real_name: name,
        display_name: name,
        real_name_normalized: name,
        display_name_normalized: name,
        first_name: name.split(' ')[0],
        last_name: name.split(' ').slice(1).join(' '),
        ...(person ? { email: person.email } : { bot_id: bot.botId, api_app_id: bot.appId }),
        team,
      },
    };
  }

  return {
    bot,
    user,
    teamOf,
    userIdOf: (personId: string) => userIds.get(personId),
    personOf: (userId: string) => people.get(userId),
    nameOf: (userId: string) => people.get(userId)?.name ?? (userId === 'USLACKBOT' ? 'Slackbot' : bot.name),
    userIds: () => [...people.keys()],
    channel: (id: string) => channels.get(id),
    channels: () => [...channels.values()].filter((channel) => !channel.dmWith),
    /** The channel has another id from now on. */
    renew(id: string, to: string): void {
      const channel = channels.get(id);
      if (!channel) return;
      channels.delete(id);
      channels.set(to, { ...channel, id: to });
    },
    dmOf: (userId: string) => [...channels.values()].find((channel) => channel.dmWith === userId),
    byName: (name: string) => [...channels.values()].find((one) => !one.dmWith && one.name === name.replace(/^#/, '')),
    /** `readers`: the workspaces of other organisations that the channel is shared with. */
    members: (channel: SlackChannel, readers: string[] = []) =>
      channel.dmWith
        ? [channel.dmWith, bot.userId]
        : [...people].flatMap(([id, { slackTeam }]) => (!slackTeam || readers.includes(slackTeam) ? [id] : [])),
  };
}
