/** Channels that the bot is put out of and comes back to, accounts that are closed: what platforms tell, and what failing to write shows. */
import { isDeepStrictEqual } from 'node:util';
import type { Body, Collaboration, Group } from './collaboration.ts';
import { dateOf, nextSendTime } from './domain/index.ts';
import { UNTRIED } from './followers/notices/draft.ts';
import type {
  Cards,
  ChannelLink,
  ChannelRef,
  Clock,
  Directory,
  MessageRef,
  Notice,
  Notices,
  Platform,
  Register,
} from './ports.ts';
import { linkId, linksIn } from './roster.ts';

export const CHANNEL_LOST = 'channel-lost';
export const CHANNEL_SHARED = 'channel-shared';
export const ACCOUNT_CLOSED = 'account-closed';

/** Which of a platform's channels it is about. */
export interface Where {
  platform: Platform;
  is(channel: ChannelRef): boolean;
}

export interface Found extends Where {
  /** How one of them is reached now, the adapter's own; absent: as before. */
  renewed?: ((channel: ChannelRef) => ChannelRef['ref']) | undefined;
}

export interface Moved extends Where {
  /** What the platform calls the channel now. */
  to: string;
  /** A message in it, as it is reached now. */
  renewed(message: MessageRef): { message: MessageRef; key: string };
}

export interface Shared extends Where {
  isShared: boolean;
  /** The payload's own id: the same one when the platform repeats it. */
  requestId: string;
}

export interface ClosedAccount {
  platform: Platform;
  team: string;
  user: string;
  /** As far as the platform tells. */
  email: string | null;
}

export interface PlacesDeps {
  directory: Directory;
  cards: Pick<Cards, 'hasten' | 'of' | 'move'>;
  register: Pick<Register, 'list'>;
  notices: Pick<Notices, 'put'>;
  collaborations(): Promise<Collaboration[]>;
  clock: Clock;
  /** There may be something to show. */
  wake(): void;
}

export type Places = ReturnType<typeof createPlaces>;

export function createPlaces({ directory, cards, register, notices, collaborations, clock, wake }: PlacesDeps) {
  async function linked({ platform, is }: Where): Promise<ChannelLink[]> {
    const all = await linksIn(directory, ...(await collaborations()));
    return all.filter((link) => link.platform === platform && is(link));
  }

  /** The channels, each with whose it is. */
  async function targetsOf(where: Where) {
    const all = await collaborations();
    return (await linked(where)).flatMap((link) => {
      const lists = all.find(({ _id }) => _id === link.collaboration);
      const target = lists && [...lists.groups, ...lists.ladder].find(({ id }) => id === link.target);
      return lists && target ? [{ link, lists, target }] : [];
    });
  }

  /** To each of these once: the same key again is nothing. */
  async function tell(
    people: string[],
    about: Pick<Notice, '_id' | 'kind' | 'data'>,
    lists: Collaboration,
    share: string,
  ) {
    const now = clock();
    for (const person of new Set(people)) {
      await notices.put({
        ...about,
        _id: `${about._id}:${person}`,
        collaboration: lists._id,
        question: null,
        to: { person },
        notBefore: nextSendTime(now, lists.policy),
        createdAt: now,
        priority: 0,
        share,
        lane: null,
        order: 0,
        ...UNTRIED,
      });
    }
  }

  /** The cards that stood in one channel stand in it by its new name. */
  async function moveCards(from: ChannelLink, link: ChannelLink, renewed: Moved['renewed']): Promise<void> {
    for (const { _id: question } of await register.list({ collaboration: from.collaboration })) {
      const card = (await cards.of(question)).find((one) => one.link._id === from._id);
      if (!card) continue;
      const now = card.message ? renewed(card.message) : { message: null, key: null };
      await cards.move(card._id, { link, ...now });
    }
  }

  return {
    /** The bot is not in these channels. Those who look after them are told, once until it is back and at most once a day. Safe to repeat. */
    async lost(where: Where): Promise<void> {
      for (const { link, lists, target } of await targetsOf(where)) {
        const lostAt = link.lostAt ?? clock();
        if (!link.lostAt) await directory.saveLink({ ...link, lostAt });
        const day = dateOf(lostAt, lists.policy.timeZone);
        const about = {
          _id: `${CHANNEL_LOST}:${link._id}:${day}`,
          kind: CHANNEL_LOST,
          data: { target: link.target, link: link._id },
        };
        await tell(keepersOf(target, lists), about, lists, link.target);
      }
      wake();
    },

    /** Who else reads in these channels has changed: those who look after them are told. Safe to repeat. */
    async shared({ isShared, requestId, ...where }: Shared): Promise<void> {
      for (const { link, lists, target } of await targetsOf(where)) {
        const data = { target: link.target, link: link._id, isShared };
        const about = { _id: `${CHANNEL_SHARED}:${link._id}:${requestId}`, kind: CHANNEL_SHARED, data };
        await tell(keepersOf(target, lists), about, lists, link.target);
      }
      wake();
    },

    /** The bot is in these channels: what waits for them goes on. Whether any is linked. */
    async found(where: Found): Promise<boolean> {
      const { renewed = ({ ref }) => ref } = where;
      const links = await linked(where);
      const mended = links.filter((link) => link.lostAt || !isDeepStrictEqual(renewed(link), link.ref));
      for (const { lostAt, ...link } of mended) {
        const ref = renewed(link);
        await directory.saveLink({ ...link, ...(ref ? { ref } : {}) });
        if (lostAt) await cards.hasten(link._id);
      }
      if (mended.length > 0) wake();
      return links.length > 0;
    },

    /** The platform calls the channel something else from now on: what stands there is kept up as before. Safe to repeat. */
    async moved({ to, renewed, ...where }: Moved): Promise<void> {
      for (const { lostAt: _, ...link } of await linked(where)) {
        // A file that names it by its old id can't take it away.
        const by = { channel: to, origin: 'chat' as const };
        const now = { ...link, ...by, _id: linkId({ ...link, ...by }, link.target) };
        await directory.saveLink(now);
        await moveCards(link, now, renewed);
        // Last, so that what was cut off is taken up when it is told again.
        await directory.removeLink(link._id);
      }
      wake();
    },

    /** Whose seat can't answer any more there. Who is known on another platform, or in another workspace, still can. */
    async closed({ platform, team, user, email }: ClosedAccount): Promise<void> {
      const known = (await directory.identity(platform, team, user))?.email ?? email?.toLowerCase();
      if (!known) return;
      const others = await directory.identitiesOf(known);
      if (others.some((one) => one.platform !== platform || one.team !== team)) return;
      for (const lists of await collaborations()) {
        const person = lists.people.find((one) => one.email === known)?.id;
        const groups = lists.groups.filter(({ seats }) =>
          seats.some(({ holder }) => holder !== null && holder === person),
        );
        for (const group of groups) {
          const key = `${ACCOUNT_CLOSED}:${platform}:${team}:${user}:${group.id}`;
          const about = { _id: key, kind: ACCOUNT_CLOSED, data: { person, group: group.id, platform } };
          await tell(group.coordinators, about, lists, group.id);
        }
      }
      wake();
    },
  };
}

/** A group's coordinators, else its experts; a body's chair, else all coordinators. */
function keepersOf(target: Group | Body, { groups }: Collaboration): string[] {
  if ('coordinators' in target) return target.coordinators.length > 0 ? target.coordinators : target.experts;
  return target.chair ? [target.chair] : groups.flatMap(({ coordinators }) => coordinators);
}

export function isSameChannel(a: ChannelRef, b: ChannelRef): boolean {
  return a.platform === b.platform && a.team === b.team && a.channel === b.channel;
}
