/** Sends notices that are due: writes each as things stand when it goes out, or drops it when there is nothing left to say. */

import type { People } from '../people.ts';
import type { ChannelRef, Clock, Identity, Messenger, Notice, Notices, Platform } from '../ports.ts';
import { type Cards, type Directory, type Log, NotDelivered } from '../ports.ts';
import type { View } from '../view.ts';
import { later, retryAt } from './retry.ts';

const LOCK_MS = 60_000;
const BATCH = 20;
/** After so many tries a notice is set aside and the operator told. */
const MAX_ATTEMPTS = 12;

export interface SendDeps {
  notices: Notices;
  cards: Cards;
  directory: Directory;
  people: People;
  /** null: nothing left to say. */
  write(notice: Notice): Promise<View | null>;
  messengers: Partial<Record<Platform, Messenger>>;
  clock: Clock;
  worker: string;
  log: Log;
}

/** Returns the number of notices it tried. */
export async function sendNotices(deps: SendDeps): Promise<number> {
  const { notices, clock, worker } = deps;
  const claimed = await notices.claim(worker, clock(), later(clock(), LOCK_MS), BATCH);
  await Promise.all(claimed.map((notice) => send(notice, deps)));
  return claimed.length;
}

async function send(notice: Notice, deps: SendDeps): Promise<void> {
  const { notices, clock, log } = deps;
  try {
    const view = await deps.write(notice);
    const sent = view !== null && (await deliver(notice, view, deps));
    await notices.finish(notice._id, sent ? 'sent' : 'dropped');
  } catch (error) {
    const fault = error instanceof NotDelivered ? error.fault : null;
    const hopeless = fault?.kind === 'rejected' || fault?.kind === 'channel-gone' || notice.attempts >= MAX_ATTEMPTS;
    const about = { kind: notice.kind, question: notice.question, attempts: notice.attempts, fault: fault?.kind };
    if (hopeless) {
      log.error({ ...about, err: error }, 'notice given up');
      return await notices.finish(notice._id, 'failed');
    }
    log.warn(fault ? about : { ...about, err: error }, 'notice not sent; trying again');
    const wait = fault?.kind === 'later' ? fault.retryAfterMs : null;
    await notices.postpone(notice._id, retryAt(clock(), notice.attempts, wait));
  }
}

/** false: there is nobody or nowhere to send it to. */
async function deliver(notice: Notice, view: View, deps: SendDeps): Promise<boolean> {
  const { to } = notice;
  if ('person' in to) return await toPerson(notice, to.person, view, deps);
  const link = 'channel' in to ? to.channel : to.thread;
  const messenger = deps.messengers[link.platform];
  if (!messenger) throw notConnected(link.platform);
  if ('channel' in to) {
    await messenger.post(link, view, notice._id);
    return true;
  }
  const cards = notice.question ? await deps.cards.of(notice.question) : [];
  const under = cards.find((card) => card.link._id === link._id)?.message;
  if (!under) throw new NotDelivered({ kind: 'later', retryAfterMs: null }, 'the card is not posted yet');
  await messenger.post(link, view, notice._id, under);
  return true;
}

async function toPerson(notice: Notice, id: string, view: View, deps: SendDeps): Promise<boolean> {
  const account = await accountOf(notice, id, deps);
  const messenger = account && deps.messengers[account.platform];
  if (!messenger) {
    deps.log.warn({ kind: notice.kind, question: notice.question, person: id }, 'person has no account to write to');
    return false;
  }
  await messenger.direct(account, view, notice._id);
  return true;
}

/** At a start the platforms connect one after the other: what is for the later one waits for it. */
function notConnected(platform: Platform): NotDelivered {
  return new NotDelivered({ kind: 'later', retryAfterMs: null }, `${platform} is not connected`);
}

/**
 * The account a person is reached on: one they have used, else one found by e-mail where their collaboration's channels are. One on
 * a platform that is not connected only where there is no other.
 */
async function accountOf(notice: Notice, id: string, deps: SendDeps): Promise<Identity | null> {
  const collaboration = await deps.people.collaboration(notice.collaboration);
  const email = collaboration?.people.find((person) => person.id === id)?.email;
  if (!collaboration || !email) return null;
  const identities = await deps.directory.identitiesOf(email);
  const known = identities.find((identity) => deps.messengers[identity.platform]);
  if (known) return known;
  let wait = identities[0] ? notConnected(identities[0].platform) : null;
  for (const channel of await channelsOf(collaboration._id, notice, deps)) {
    const found = await foundIn(channel, email, deps);
    if (found instanceof NotDelivered) wait ??= found;
    else if (found) {
      await deps.directory.saveIdentity(found);
      return found;
    }
  }
  if (wait) throw wait;
  return null;
}

/** The person's account where this channel is; null: none there. What passes with time is handed back: another channel may do. */
async function foundIn(channel: ChannelRef, email: string, deps: SendDeps): Promise<Identity | NotDelivered | null> {
  const messenger = deps.messengers[channel.platform];
  if (!messenger) return notConnected(channel.platform);
  try {
    return await messenger.accountOf(channel, email);
  } catch (error) {
    if (!(error instanceof NotDelivered)) throw error;
    return error.fault.kind === 'later' ? error : null;
  }
}

async function channelsOf(collaboration: string, notice: Notice, deps: SendDeps): Promise<ChannelRef[]> {
  const lists = await deps.people.collaboration(collaboration);
  const targets = [...(lists?.groups ?? []), ...(lists?.ladder ?? [])].map(({ id }) => id);
  const links = (await Promise.all(targets.map((target) => deps.directory.linksTo(collaboration, target)))).flat();
  const shown = notice.question ? (await deps.cards.of(notice.question)).map((card) => card.link._id) : [];
  const near = links.filter((link) => shown.includes(link._id));
  return [...near, ...links.filter((link) => !shown.includes(link._id))];
}
