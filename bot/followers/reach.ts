/** Where a message to a person goes: which of their accounts, on which platform. */
import type { Collaboration } from '../collaboration.ts';
import type { People } from '../people.ts';
import {
  type Cards,
  type ChannelRef,
  type Directory,
  type Identity,
  type Messenger,
  NotDelivered,
  type Notice,
  type Platform,
} from '../ports.ts';
import { linksIn } from '../roster.ts';

export interface ReachDeps {
  cards: Pick<Cards, 'of'>;
  directory: Directory;
  people: People;
  messengers: Partial<Record<Platform, Messenger>>;
}

/** At a start the platforms connect one after the other: what is for the later one waits for it. */
export function notConnected(platform: Platform): NotDelivered {
  return new NotDelivered({ kind: 'later', retryAfterMs: null }, `${platform} is not connected`);
}

/**
 * The account a person is reached on: where the message is that is to be changed; else one they have used, else one found by e-mail where their collaboration's channels are. One on
 * a platform that is not connected only where there is no other.
 */
export async function accountOf(notice: Notice, id: string, deps: ReachDeps): Promise<Identity | null> {
  const collaboration = await deps.people.collaboration(notice.collaboration);
  const email = collaboration?.people.find((person) => person.id === id)?.email;
  if (!collaboration || !email) return null;
  const identities = await deps.directory.identitiesOf(email);
  const left: Identity[] = [];
  for (const identity of identities) {
    const { platform, team } = identity;
    const messenger = deps.messengers[platform];
    if (messenger?.serves && !(await messenger.serves(team))) continue;
    if (messenger && (notice.message?.platform ?? platform) === platform) return identity;
    left.push(identity);
  }
  let wait = left[0] ? notConnected(left[0].platform) : null;
  const silent = new Set<Platform>();
  for (const channel of fromThe(notice.attempts, await channelsOf(collaboration, notice, deps))) {
    // A platform that is away is not asked in every channel; one that fails in a channel only is asked in the next one next time.
    if (silent.has(channel.platform)) continue;
    const found = await foundIn(channel, email, deps);
    if (found instanceof NotDelivered) {
      wait ??= found;
      silent.add(channel.platform);
    } else if (found) {
      await deps.directory.saveIdentity(found);
      return found;
    }
  }
  if (wait) throw wait;
  return null;
}

/** All of them, beginning with the nth. */
function fromThe<T>(nth: number, all: T[]): T[] {
  const first = all.length === 0 ? 0 : nth % all.length;
  return [...all.slice(first), ...all.slice(0, first)];
}

/** The person's account where this channel is; null: none there. What passes with time is handed back: another platform may do. */
async function foundIn(channel: ChannelRef, email: string, deps: ReachDeps): Promise<Identity | NotDelivered | null> {
  const messenger = deps.messengers[channel.platform];
  if (!messenger) return notConnected(channel.platform);
  try {
    return await messenger.accountOf(channel, email);
  } catch (error) {
    if (!(error instanceof NotDelivered)) throw error;
    return error.fault.kind === 'later' ? error : null;
  }
}

async function channelsOf(lists: Collaboration, notice: Notice, deps: ReachDeps): Promise<ChannelRef[]> {
  const links = await linksIn(deps.directory, lists);
  const shown = notice.question ? (await deps.cards.of(notice.question)).map((card) => card.link._id) : [];
  const near = links.filter((link) => shown.includes(link._id));
  return [...near, ...links.filter((link) => !shown.includes(link._id))];
}
