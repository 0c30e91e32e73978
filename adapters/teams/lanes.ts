import type { Lane, Messenger } from '../../bot/index.ts';

/**
 * What Teams takes of a bot (learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit): in a conversation 7 calls in 1 s, 8 in 2 s, 60 in
 * 30 s, 1,800 in an hour; for an app and tenant about 50 a second. Half of each: the limiter's windows and Teams' begin at different times, and in
 * two that touch twice as many may fall.
 */
const CONVERSATION: Lane['limits'] = [
  { requests: 3, perMs: 1_000 },
  { requests: 4, perMs: 2_000 },
  { requests: 30, perMs: 30_000 },
  { requests: 900, perMs: 3_600_000 },
];
const APP: Lane['limits'] = [{ requests: 25, perMs: 1_000 }];

export const lanesOf: Messenger['lanes'] = (to) => {
  if ('person' in to) return lanes(to.person.team, to.person.user);
  const { team, channel } = 'card' in to ? to.card : to.channel;
  return lanes(team, channel);
};

function lanes(team: string, conversation: string): Lane[] {
  return [
    { key: `teams:${team}:${conversation}`, limits: CONVERSATION },
    { key: `teams:${team}`, limits: APP },
  ];
}
