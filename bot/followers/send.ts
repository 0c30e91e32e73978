/** Sends notices that are due: writes each as things stand when it goes out, or drops it when there is nothing left to say. */
import { nextSendTime } from '../domain/index.ts';
import { policyFor } from '../period.ts';
import {
  type DeliveryFault,
  type Lane,
  type MessageRef,
  type Messenger,
  NotDelivered,
  type Notice,
  type Notices,
  type Place,
} from '../ports.ts';
import type { View } from '../view.ts';
import { callInChannel } from './call.ts';
import { accountOf, notConnected, type ReachDeps } from './reach.ts';
import { heldFromNow, LOCK_MS, later, retryAt } from './retry.ts';
import type { SendingDeps } from './sending.ts';

/** A notice that we fail to write or place is given up after so many tries. One that a platform does not take yet is not. */
const MAX_ATTEMPTS = 12;

export interface SendDeps extends SendingDeps, ReachDeps {
  notices: Notices;
  /** null: nothing left to say. */
  write(notice: Notice): Promise<View | null>;
}

/** Starts to send those that are due; returns how many. */
export async function sendNotices(deps: SendDeps): Promise<number> {
  const { notices, clock, worker, pool, leader } = deps;
  if (pool.free() === 0 || (await notices.due(clock())) === 0 || !(await leader.lead())) return 0;
  const held = heldFromNow();
  const claimed = await notices.claim(worker, clock(), later(clock(), LOCK_MS), pool.free());
  for (const notice of claimed) pool.run(() => send(notice, held, deps));
  return claimed.length;
}

/** Never rejects. */
async function send(notice: Notice, held: () => boolean, deps: SendDeps): Promise<void> {
  const { _id, kind, question, attempts } = notice;
  const { notices, worker, clock, log } = deps;
  try {
    await tryToSend(notice, held, deps);
  } catch (error) {
    const about = { kind, question, attempts, err: error };
    const giveUp = attempts >= MAX_ATTEMPTS;
    log.error(about, giveUp ? 'notice given up until `samrad retry`' : 'notice could not be worked on; trying again');
    // The store is away: the lock runs out, and the notice still waits.
    const over = giveUp
      ? notices.finish(_id, worker, 'failed')
      : notices.postpone(_id, worker, retryAt(clock(), attempts), notice.unsure);
    await over.catch(() => undefined);
  }
}

async function tryToSend(notice: Notice, held: () => boolean, deps: SendDeps): Promise<void> {
  const { notices, worker, clock, budget } = deps;
  let goal: Goal | null = null;
  const from = await mayGoFrom(notice, deps);
  if (from > clock()) return await notices.release(notice._id, worker, from);
  try {
    const view = await deps.write(notice);
    goal = view && (await goalOf(notice, deps));
    if (!view || !goal) return void (await notices.finish(notice._id, worker, 'dropped'));
    const wait = await budget.turn(lanesOf(goal), notice.priority);
    if (wait > 0) return await notices.release(notice._id, worker, later(clock(), wait));
    const message = await sent(notice, view, goal, held, deps);
    if (!message) return;
    deps.meter.delivered(goal.messenger.platform, 'notice', 'sent');
    await notices.finish(notice._id, worker, 'sent', { ...message, platform: goal.messenger.platform });
  } catch (error) {
    if (!(error instanceof NotDelivered)) throw error;
    await notSent(notice, error, goal, deps);
  }
}

/** When it may go to its reader: in their own hours too, which may have changed, and which a delay may have run out of. */
async function mayGoFrom({ to, message, collaboration: id }: Notice, { people, clock }: SendDeps): Promise<string> {
  // What is changed in its place disturbs nobody.
  if (!('person' in to) || message) return clock();
  const collaboration = await people.collaboration(id);
  const reader = collaboration?.people.find((person) => person.id === to.person);
  return collaboration ? nextSendTime(clock(), policyFor(collaboration.policy, reader?.hours)) : clock();
}

/** null: held for too long to begin a call; the lock runs out by itself. */
async function sent(
  notice: Notice,
  view: View,
  { messenger, place, message }: Goal,
  held: () => boolean,
  deps: SendDeps,
): Promise<MessageRef | null> {
  if (message) return held() ? await changed(message, view, messenger) : null;
  const earlier = notice.unsure && (await messenger.find?.('notice', place, notice._id));
  if (earlier) return earlier;
  if (!held()) return null;
  try {
    return await messenger.post(place, view, notice._id);
  } catch (error) {
    const gone = error instanceof NotDelivered ? error.fault.kind : null;
    if (gone === 'channel-gone' && 'person' in place) {
      const called = await callInChannel(notice, view, place.person, messenger, deps);
      if (called) return called;
    }
    if (gone !== 'message-gone' || !('channel' in place) || !place.under) throw error;
    // The card was taken away: what is told under it stands in the channel by itself.
    return await messenger.post({ channel: place.channel }, view, notice._id);
  }
}

/** A message that somebody has taken away is left so. */
async function changed(message: MessageRef, view: View, messenger: Messenger): Promise<MessageRef> {
  try {
    await messenger.updateNotice(message, view);
  } catch (error) {
    if (!(error instanceof NotDelivered && error.fault.kind === 'message-gone')) throw error;
  }
  return message;
}

async function notSent(notice: Notice, error: NotDelivered, goal: Goal | null, deps: SendDeps): Promise<void> {
  const { notices, worker, clock, budget, log } = deps;
  const { _id, attempts } = notice;
  const { fault } = error;
  if (goal) deps.meter.delivered(goal.messenger.platform, 'notice', fault.kind);
  const about = { kind: notice.kind, question: notice.question, attempts, fault: fault.kind };
  if (fault.kind === 'later' && fault.retryAfterMs !== null) {
    const lane = goal && lanesOf(goal)[0];
    if (lane) budget.block(lane, fault.retryAfterMs);
    return await notices.release(_id, worker, later(clock(), fault.retryAfterMs));
  }
  if (fault.kind === 'channel-gone' && 'person' in notice.to) {
    log.warn(
      { ...about, person: notice.to.person },
      'person can not be written to until `samrad retry`; in Teams they have to install the app',
    );
    return void (await notices.finish(_id, worker, 'failed'));
  }
  if (fault.kind === 'rejected' || fault.kind === 'channel-gone') {
    log.error({ ...about, err: error }, 'notice given up until `samrad retry`');
    return void (await notices.finish(_id, worker, 'failed'));
  }
  log.warn(about, 'notice not sent; trying again');
  await notices.postpone(_id, worker, retryAt(clock(), attempts), notice.unsure || mayHaveGone(fault));
}

function mayHaveGone(fault: DeliveryFault): boolean {
  return fault.kind === 'later' && fault.unsure === true;
}

interface Goal {
  messenger: Messenger;
  place: Place;
  /** The message to change: its own, which was sent, or another's. */
  message?: MessageRef | undefined;
}

function lanesOf({ messenger, place, message }: Goal): Lane[] {
  if (!message) return messenger.lanes(place);
  if ('channel' in place) return messenger.lanes({ card: place.channel });
  const { platform, team, user, ref } = place.person;
  return messenger.lanes({ card: { platform, team, channel: user, ref } });
}

/** null: there is nobody or nowhere to send it to. Throws NotDelivered for what there may be later. */
async function goalOf(notice: Notice, deps: SendDeps): Promise<Goal | null> {
  const { to } = notice;
  if ('person' in to) return await goalOfPerson(notice, to.person, deps);
  const channel = 'channel' in to ? to.channel : to.thread;
  const messenger = deps.messengers[channel.platform];
  if (!messenger) throw notConnected(channel.platform);
  if (notice.changes !== undefined) {
    // What was never sent, or is not known to be anywhere, needs no change.
    const message = (await deps.notices.get(notice.changes))?.message;
    return message ? { messenger, place: { channel }, message } : null;
  }
  const message = notice.message ?? undefined;
  if ('channel' in to) return { messenger, place: { channel }, message };
  const cards = notice.question ? await deps.cards.of(notice.question) : [];
  const under = cards.find((card) => card.link._id === channel._id)?.message;
  if (!under) throw new NotDelivered({ kind: 'later', retryAfterMs: null }, 'the card is not posted yet');
  return { messenger, place: { channel, under }, message };
}

async function goalOfPerson(notice: Notice, person: string, deps: SendDeps): Promise<Goal | null> {
  const account = await accountOf(notice, person, deps);
  const messenger = account && deps.messengers[account.platform];
  if (messenger) return { messenger, place: { person: account }, message: notice.message ?? undefined };
  deps.log.warn({ kind: notice.kind, question: notice.question, person }, 'person has no account to write to');
  return null;
}
