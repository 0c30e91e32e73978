import type { WebClient } from '@slack/web-api';
import type { Account } from '../../bot/index.ts';
import { isVouchedFor } from './trust.ts';
import { slackError } from './web-client.ts';

type Profile = NonNullable<Awaited<ReturnType<Account['profile']>>>;

const KEPT_MS = 10 * 60_000;
const MOST_KEPT = 2000;

export interface Accounts {
  /** `channel`: where the person is; a direct chat is remembered as the way to reach them. */
  of(team: string, user: string, channel?: string): Account;
  /** The person's language as far as it is known, without asking Slack. */
  localeOf(user: string): string | undefined;
}

/** `client` is asked once for each person in a while; a failed look-up is asked again. Only whom `trusted` vouches for has an e-mail. */
export function createAccounts(client: WebClient, trusted: string[], now: () => number = Date.now): Accounts {
  const kept = new Map<string, { profile: Profile; until: number }>();

  async function profile(user: string): Promise<Profile | null> {
    const known = kept.get(user);
    if (known && known.until > now()) return known.profile;
    const found = await lookUp(client, user, trusted);
    if (!found) return null;
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(user, { profile: found, until: now() + KEPT_MS });
    return found;
  }

  return {
    of: (team, user, channel) => ({
      platform: 'slack',
      team,
      user,
      profile: () => profile(user),
      ...(channel && isDirect(channel) ? { ref: { dm: channel } } : {}),
    }),
    localeOf: (user) => kept.get(user)?.profile.locale,
  };
}

/** A chat with the bot alone. */
export function isDirect(channel: string): boolean {
  return channel.startsWith('D');
}

async function lookUp(client: WebClient, user: string, trusted: string[]): Promise<Profile | null> {
  try {
    const { user: found } = await client.users.info({ user, include_locale: true });
    if (!found || found.deleted || !isVouchedFor(trusted, found)) return null;
    const { email } = found.profile ?? {};
    return email ? { email, locale: found.locale } : null;
  } catch (error) {
    if (['user_not_found', 'user_not_visible'].includes(slackError(error) ?? '')) return null;
    throw error;
  }
}
