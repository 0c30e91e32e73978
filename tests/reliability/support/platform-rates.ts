/** The bot's calls as the stand-ins wrote them down, held against what the platforms publish. */
import type { Sandbox } from '../../../sandbox/index.ts';
import { createRates } from '../../../sandbox/slack/api/rates.ts';
import type { LoggedRequest } from '../../../sandbox/teams/request-log.ts';

interface Call {
  /** What a Retry-After is about. */
  lane: string;
  at: number;
  answeredAt: number;
  retryAfter?: number | undefined;
}

/** Of those that nobody waits for: cards and notices, and what is asked for their sake. */
export function sendingCalls({ slack, teams }: Sandbox): Call[] {
  const inSlack = slack.requests.flatMap(({ method, args, ...call }) => {
    if (method === 'chat.postMessage') return args.metadata ? [{ ...call, lane: `${method} ${args.channel}` }] : [];
    return SENDING.includes(method) ? [{ ...call, lane: method }] : [];
  });
  const inTeams = teams.requests.flatMap((call) => {
    const lane = teamsLane(call);
    return lane ? [{ ...call, lane }] : [];
  });
  return [...inSlack, ...inTeams].sort((a, b) => a.at - b.at);
}

const SENDING = [
  'chat.update',
  'conversations.open',
  'conversations.history',
  'conversations.replies',
  'users.lookupByEmail',
];

function teamsLane({ method, path, conversation, body }: LoggedRequest): string | null {
  // One member is asked for when that person waits.
  if (method === 'GET') return path.endsWith('/pagedmembers') ? `members of ${conversation}` : null;
  if (conversation) return `in ${conversation}`;
  const { members = [] } = JSON.parse(body || '{}') as { members?: { id: string }[] };
  return members[0] ? `chat with ${members[0].id}` : null;
}

/** A call that was on its way when the answer came has begun before that; a busy machine takes its time between. */
const ON_ITS_WAY_MS = 1_500;

/** Calls to a lane whose Retry-After was not over. */
export function retryAfterFaults(calls: Call[]): string[] {
  return calls.flatMap((told) => {
    const { lane, answeredAt, retryAfter = 0 } = told;
    const early = calls.filter(
      ({ lane: other, at }) =>
        other === lane && at > answeredAt + ON_ITS_WAY_MS && at < answeredAt + retryAfter * 1_000,
    );
    return early.map(({ at }) => `${lane}: called ${at - answeredAt} ms after it was told to wait for ${retryAfter} s`);
  });
}

/** The busiest window of so many milliseconds. */
export function peak(times: number[], windowMs: number): number {
  let from = 0;
  return times.reduce((most, at, i) => {
    while (at - (times[from] ?? at) >= windowMs) from += 1;
    return Math.max(most, i - from + 1);
  }, 0);
}

/** chat.update, 50 in any minute in the workspace; chat.postMessage, one a second in a channel, a few more in a burst. */
export function slackRates({ slack }: Pick<Sandbox, 'slack'>): { updates: number; tooFast: number } {
  const calls = slack.requests.filter(({ method, args }) => method === 'chat.update' || args.metadata);
  let now = 0;
  const rates = createRates(() => now);
  const tooFast = calls.filter(({ method, args, at }) => {
    now = at;
    return rates.wait(method, String(args.channel)) > 0;
  });
  const updates = calls.filter(({ method }) => method === 'chat.update').map(({ at }) => at);
  return { updates: peak(updates, 60_000), tooFast: tooFast.length };
}

const TEAMS_TAKES = { 1: 7, 2: 8, 30: 60, 3600: 1_800 } as const;

/** The busiest windows among all conversations, and those that are over the limit. */
export function teamsRates({ teams }: Pick<Sandbox, 'teams'>): { busiest: string; faults: string[] } {
  const conversations = new Set(teams.requests.flatMap(({ conversation }) => conversation ?? []));
  const all = [...conversations].map((conversation) => ({ conversation, rates: teams.rates(conversation) }));
  const windows = Object.keys(TEAMS_TAKES) as `${keyof typeof TEAMS_TAKES}`[];
  const busiest = windows.map((window) => `${Math.max(...all.map(({ rates }) => rates[window]))} in ${window} s`);
  const faults = all.flatMap(({ conversation, rates }) =>
    windows
      .filter((window) => rates[window] > TEAMS_TAKES[window])
      .map((window) => `${rates[window]} calls in ${window} s in ${conversation}`),
  );
  return { busiest: busiest.join(', '), faults };
}
